"""The flaw that a refresher can have: two cards with the same id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.flaw import duplicates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.flaw import Flaw
    from ssfh_learn.activities.refresher.model import RefresherContent


def flaws_of(refresher: RefresherContent) -> Iterator[Flaw]:
    """Yield cards with the same id; the activity of a card yields the flaws of its question."""
    yield from duplicates((card.id for card in refresher.questions), "questions")
