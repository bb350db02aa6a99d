"""The cards of a module, made from its practice activities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.activities.refresher import Refresher
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.activities import Activity

REFRESHER = "opfrissen"
"""The name of the refresher in the journal and in addresses; it has priority over a content file of this name."""


@dataclass(frozen=True)
class Deck:
    """A refresher, and the activities that its cards come from."""

    refresher: Refresher
    sources: tuple[Activity, ...]


def deck_of(activities: Iterable[Activity]) -> Deck | None:
    """Return the deck of a module with these activities; None if they give no cards.

    Only practice activities with right and wrong answers give cards. A test gives none.
    """
    sources = tuple(activity for activity in activities if any(activity.cards()))
    refresher = Refresher.of(sources, id_=REFRESHER, title=word("portal", "refresher_name"))
    return Deck(refresher, sources) if refresher else None
