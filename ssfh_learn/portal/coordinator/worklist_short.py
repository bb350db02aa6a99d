"""How far one person is with everything, in one line: what a phone shows before the rest is unfolded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Collection

    from ssfh_learn.portal.coordinator.worklist_states import WorkCell

MATTER = ("late", "waiting", "failed_with_attempts", "failed")
"""The states that a coordinator may have to do something about."""


def short_line(cells: Collection[WorkCell]) -> str:
    """Return how much of what is asked of somebody is done, and what needs somebody; empty if nothing is asked."""
    if not cells:
        return ""
    done = sum(one.has("done") or one.has("passed") for one in cells)
    counts = {state: sum(one.has(state) for one in cells) for state in MATTER}
    states = section("worklist")["states"]
    more = [
        word("worklist", "short_more", state=states[state].capitalize(), count=count)
        for state, count in counts.items()
        if count
    ]
    return " ".join([word("worklist", "short", done=done, total=len(cells)), *more])
