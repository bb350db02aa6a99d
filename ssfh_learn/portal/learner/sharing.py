"""What a learner shares of a self-assessment: a separate act that she can take back.

What is shared counts in publications (`portal/writing/publishing.py`), and is shown nowhere else but to herself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ssfh_learn.journal.shared import SharedOutcome
from ssfh_learn.words import number, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.activities import Activity
    from ssfh_learn.portal.published.library import PublishedModule


@dataclass(frozen=True)
class ShareableOutcome:
    """The outcome of a self-assessment as its own learner sees it: what of it she shares, or that she may."""

    place: str
    activity: str
    title: str
    shared: str
    """Each part with its mean, in words; empty where she shares nothing."""
    counts: bool = True
    """Whether what she shares counts in figures of groups."""
    has_newer: bool = False
    """Whether she filled in something else since she shared."""


def outcome_of(activity: Activity, state: Any) -> SharedOutcome:
    """Return what a learner shares if she shares this state: her last round and, after several, the first one."""
    means, first = activity.group_means(state), activity.group_first_means(state)
    return SharedOutcome(activity.fingerprint(), means, first, activity.group_meaning())


def outcomes(
    finished: Mapping[tuple[str, str], SharedOutcome],
    rows: Iterable[Mapping[str, Any]],
    known: Iterable[PublishedModule],
) -> list[ShareableOutcome]:
    """Return what a learner shares (`rows`) or may share (`finished`), also if the modules no longer have it."""
    shared: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        shared.setdefault((row["place"], row["activity"]), {})[row["subscale"]] = row
    there = {(module.id, one.id): one for module, one in can_be_shared(known)}
    streams = dict.fromkeys([*finished, *shared])
    return [_shareable(*one, there.get(one), shared.get(one, {}), finished.get(one)) for one in streams]


def _shareable(
    place: str, name: str, activity: Activity | None, rows: Mapping[str, Mapping[str, Any]], now: SharedOutcome | None
) -> ShareableOutcome:
    title, scales = (activity.title, activity.group_scales()) if activity else (name, {})
    parts = [(scales.get(id_, id_), number(row["mean"], 1)) for id_, row in rows.items()]
    said = "; ".join(word("portal", "share_mean", name=one, mean=mean) for one, mean in parts)
    has_newer = (
        bool(rows)
        and now is not None
        and {id_: (mean, now.first.get(id_)) for id_, mean in now.means.items()}
        != {id_: (row["mean"], row["first"]) for id_, row in rows.items()}
    )
    return ShareableOutcome(place, name, title, said, all(row["version"] for row in rows.values()), has_newer)


def can_be_shared(modules: Iterable[PublishedModule]) -> list[tuple[PublishedModule, Activity]]:
    """Return every activity of the modules whose outcome a learner may share."""
    found = ((module, one) for module in modules for one in module.activities.values())
    return [(module, one) for module, one in found if one.group_scales()]
