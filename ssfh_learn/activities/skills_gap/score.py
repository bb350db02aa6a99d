"""The status of a skills gap, which gives no points and no judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssfh_learn.activities.activity import Status
    from ssfh_learn.activities.skills_gap.run import GapState


def status_of(state: GapState) -> Status:
    """Return complete once the learner asked for the picture."""
    if state.was_finished:
        return "complete"
    return "in_progress" if state.functions or state.estimates else "not_attempted"
