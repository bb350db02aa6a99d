"""The cards of a module, made of its practice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.activities.refresher import Refresher
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.activities import Activity

REFRESHER = "opfrissen"
"""The name under which the refresher of a module is kept and asked; it comes before a content file of that name."""


@dataclass(frozen=True)
class Deck:
    """A refresher, and the activities that its cards come from."""

    refresher: Refresher
    sources: tuple[Activity, ...]


def deck_of(activities: Iterable[Activity]) -> Deck | None:
    """Return the deck of a module with these activities; None where it has nothing that can come back.

    Only what is practised with right and wrong in it gives cards; a test never comes near.
    """
    sources = tuple(activity for activity in activities if any(activity.cards()))
    refresher = Refresher.of(sources, id_=REFRESHER, title=word("portal", "refresher_name"))
    return Deck(refresher, sources) if refresher else None
