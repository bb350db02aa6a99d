"""The cards of a module, made of its practice once, and again when a trainer saves."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.activities.refresher import Refresher
from ssfh_learn.errors import ContentError
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities import Activity
    from ssfh_learn.portal.library import Course, Library

REFRESHER = "opfrissen"
"""The name under which the refresher of a module is kept and asked; it comes before a content file of that name."""
LOOKS_AGAIN = 1
"""Seconds until the files of a module are looked at again."""


@dataclass(frozen=True)
class Deck:
    """A refresher, and the activities that its cards come from."""

    refresher: Refresher
    sources: tuple[Activity, ...]


@dataclass(frozen=True)
class _Made:
    """A deck as it was made of these activities, and until when nobody looks whether they changed."""

    sources: tuple[Activity, ...]
    deck: Deck | None
    until: float


class Decks:
    """The deck of each module, kept as long as its activities stay the same."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._made: dict[str, _Made] = {}

    def of(self, course: Course) -> Deck | None:
        """Return the deck of a module; None where it has nothing that can come back.

        What a trainer saves is found within a second: to look at all files of five modules for each page takes longer
        than all else on it.
        """
        made, now = self._made.get(course.id), time.monotonic()
        if made is None or now > made.until:
            sources = tuple(self._sources(course))
            # The same objects, and not equal ones: to compare contents costs as much as to make the deck anew.
            is_same = made is not None and [id(one) for one in made.sources] == [id(one) for one in sources]
            deck = made.deck if made is not None and is_same else _deck_of(sources)
            self._made[course.id] = made = _Made(sources, deck, now + LOOKS_AGAIN)
        return made.deck

    def _sources(self, course: Course) -> Iterator[Activity]:
        """Yield what is practised with right and wrong in it; a test never comes near."""
        for name in course.module.activity_files:
            try:
                activity = self._library.activity(course, name)
            except ContentError:  # her trainer hears of it where the activity stands
                continue
            if any(activity.cards()):
                yield activity


def _deck_of(sources: tuple[Activity, ...]) -> Deck | None:
    refresher = Refresher.of(sources, id_=REFRESHER, title=word("portal", "refresher_name"))
    return Deck(refresher, sources) if refresher else None
