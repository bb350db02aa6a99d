"""The portal: what its pages need, whichever server they run in."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ssfh_learn.errors import ContentError
from ssfh_learn.journal.seat import Seat
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.portal.assignments import Assignments
from ssfh_learn.portal.pace import READS_AT_ONCE, READS_PER_SECOND, Pace
from ssfh_learn.portal.publisher import Publisher
from ssfh_learn.portal.rebuilding import derive_what_is_old
from ssfh_learn.portal.receipts import Receipts
from ssfh_learn.portal.refresher import REFRESHER
from ssfh_learn.portal.scribe import Scribe
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.portal.assignments import Standing
    from ssfh_learn.portal.identity import Identity, Person
    from ssfh_learn.portal.library import Library, PublishedModule
    from ssfh_learn.results import Result


@dataclass(frozen=True)
class Place:
    """An activity that somebody asks for: where she sits, what it is, and the module that it is in; a test has none."""

    seat: Seat
    activity: Activity
    course: PublishedModule | None

    @property
    def is_test(self) -> bool:
        """Whether this is a test."""
        return self.course is None


class Portal:
    """Modules, tests, and the journal of everybody."""

    def __init__(
        self, modules: Path, course: Path | None, db_url: str, identity: Identity, pages: Path | None = None
    ) -> None:
        """Open the journal; `pages` is where pages are kept. Raises JournalError where it cannot be opened."""
        self.identity = identity
        self.publisher = Publisher(modules, pages)
        self.assignments = Assignments(course)
        journal = SqlJournal(db_url)
        derive_what_is_old(journal, self.publisher.library)
        self.scribe = Scribe(journal)
        self._slow = ThreadPoolExecutor(2, "ssfh-slow")
        # Apart: a queue of answers that is sent at last must cost nobody the next page.
        self.pace, self.reading_pace = Pace(), Pace(READS_PER_SECOND, READS_AT_ONCE)
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        if course is not None:
            self._slow.submit(import_module, "nbgrader.api")  # 4 s, that no learner should wait for
        self.receipts = Receipts(self.assignments, self.scribe, self._slow)

    @property
    def library(self) -> Library:
        """What there is to learn now."""
        return self.publisher.library()

    def close(self) -> None:
        """Write what waits and let go of everything."""
        self._slow.shutdown()
        self.scribe.close()

    async def in_background(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Do what takes longer than an answer (nbgrader, files) without keeping other learners waiting."""
        return await asyncio.get_running_loop().run_in_executor(self._slow, work, *arguments)

    def place(self, person: Person, place: str, activity: str) -> Place:
        """Return an activity of a module, or a test (its place is its name); raises ContentError for neither."""
        course = self.library.modules.get(place)
        if course is None and activity == place:
            return Place(Seat(person.id, place, activity), self.assignments.test(place), None)
        if course is None:
            raise ContentError(word("portal", "no_module", name=place))
        if activity == REFRESHER and (deck := course.deck):
            return Place(Seat(person.id, place, activity, deck.refresher.is_private), deck.refresher, course)
        one = course.activity(activity)
        return Place(Seat(person.id, place, activity, one.is_private), one, course)

    def test_of(self, module: str) -> str | None:
        """Return the test that belongs to a module, by name, where there is one."""
        name = f"{module}-toets"
        return name if name in self.assignments.names() else None

    def standings(self, learner: str) -> list[Standing]:
        """Return where a learner stands with each test."""
        found = (self.assignments.standing(name, learner) for name in self.assignments.names())
        return [standing for standing in found if standing is not None]

    def tables(self) -> list[tuple[str, list[Result]]]:
        """Return the results of every test, for a coordinator."""
        return [(name, self.assignments.results(name)) for name in self.assignments.names()]
