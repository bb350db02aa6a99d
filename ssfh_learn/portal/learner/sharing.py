"""What a learner shares of a self-assessment: a separate act that she can take back.

Nobody can see it yet. There are no group figures: with a live mean, a person with her own account could work out what a
colleague had filled in. What is shared is stored for later publications.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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


def outcomes(
    finished: Iterable[tuple[PublishedModule, Activity]],
    rows: Iterable[Mapping[str, Any]],
    known: Iterable[PublishedModule],
) -> list[ShareableOutcome]:
    """Return what a learner shares (`rows`) or may share (`finished`), also if the modules no longer have it."""
    shared: dict[tuple[str, str], dict[str, float]] = {}
    for row in rows:
        shared.setdefault((row["place"], row["activity"]), {})[row["subscale"]] = row["mean"]
    there = {(module.id, one.id): one for module, one in can_be_shared(known)}
    streams = dict.fromkeys([*((module.id, one.id) for module, one in finished), *shared])
    return [_outcome(*stream, there.get(stream), shared.get(stream, {})) for stream in streams]


def _outcome(place: str, name: str, activity: Activity | None, means: Mapping[str, float]) -> ShareableOutcome:
    title, scales = (activity.title, activity.group_scales()) if activity else (name, {})
    parts = [(scales.get(id_, id_), number(mean, 1)) for id_, mean in means.items()]
    return ShareableOutcome(
        place, name, title, "; ".join(word("portal", "share_mean", name=one, mean=mean) for one, mean in parts)
    )


def can_be_shared(modules: Iterable[PublishedModule]) -> list[tuple[PublishedModule, Activity]]:
    """Return every activity of the modules whose outcome a learner may share."""
    found = ((module, one) for module in modules for one in module.activities.values())
    return [(module, one) for module, one in found if one.group_scales()]
