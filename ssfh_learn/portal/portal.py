"""The portal: what its pages need, in any host."""

from __future__ import annotations

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, Any

from ssfh_learn.content.module import name_of_test
from ssfh_learn.dutch_time import day_of
from ssfh_learn.errors import ContentError, SsfhLearnError, Unreachable
from ssfh_learn.journal.fence import ROLE
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.published.asked_activity import AskedActivity
from ssfh_learn.portal.published.assignments import Assignments
from ssfh_learn.portal.published.deck import REFRESHER
from ssfh_learn.portal.published.publisher import Publisher
from ssfh_learn.portal.published.submissions import Submissions
from ssfh_learn.portal.published.window import Window
from ssfh_learn.portal.web.accounts import Accounts
from ssfh_learn.portal.web.admissions import Admissions
from ssfh_learn.portal.web.pace import READS_AT_ONCE, READS_PER_SECOND, Pace, Turns
from ssfh_learn.portal.writing.cleaner import Cleaner
from ssfh_learn.portal.writing.course_tasks import CourseTasks
from ssfh_learn.portal.writing.event_writer import EventWriter
from ssfh_learn.portal.writing.publishing import publish_if_due, rhythm_of
from ssfh_learn.portal.writing.publishing_durations import publish_durations_if_due
from ssfh_learn.portal.writing.rebuilding import derive_what_is_old
from ssfh_learn.portal.writing.receipts import Receipts
from ssfh_learn.portal.writing.retention import Retention
from ssfh_learn.roster.own_entry import names_by_account
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from ssfh_learn.portal.published.library import Library, PublishedModule
    from ssfh_learn.portal.published.publisher import CodeRule
    from ssfh_learn.portal.published.standings import TestStanding
    from ssfh_learn.portal.web.identity import Identity, Person
    from ssfh_learn.results import Result


WINDOW_KEPT = 15
"""Seconds that an open page may take to notice an extension."""
MOST_WINDOWS = 5_000
BETWEEN_SEARCHES = 120
"""Seconds between two searches for tests that were open at a deadline."""
BETWEEN_PUBLICATIONS = 600
"""Seconds between two looks whether figures of groups are due."""
BETWEEN_CHECKS = 0.25
"""Seconds between two checks of the files of modules; a page shows what was saved two of these before, or later."""
LOG = logging.getLogger(__name__)


class Portal:
    """Modules, tests, and the journal of everybody."""

    def __init__(  # noqa: PLR0913  (what a host gives)
        self,
        modules: Path,
        course: Path | None,
        db_url: str,
        identity: Identity,
        pages: Path | None = None,
        *,
        code: CodeRule = "kept",
    ) -> None:
        """Open the journal; `pages` is where pages are kept, `code` says when the code in a notebook is run.

        Raises JournalError if the journal cannot be opened.
        """
        self.identity = identity
        self.address: str | None = None
        """The public address of the portal, from the configuration; None if none was configured."""
        self.modules_folder = modules
        self.rhythm = "maand"
        """How often figures of groups are published, in the word of the administrator."""
        self.publisher = Publisher(modules, pages, code=code)
        self.between_checks = BETWEEN_CHECKS
        self.assignments = Assignments(course)
        self.submissions = Submissions(self.assignments)
        self._journal = SqlJournal(db_url)
        if not self._journal.is_fenced:
            LOG.error("%s", word("hub", "no_staff_role", role=ROLE))
        derive_what_is_old(self._journal, self.publisher.library)
        self.event_writer = EventWriter(self._journal)
        self.cleaner = Cleaner(self._journal)
        self.accounts = Accounts(
            self.event_writer.read,
            self.event_writer.do,
            lambda name: self.in_background(self.submissions.first_handed_in, name),
            lambda: datetime.now(UTC),
        )
        self.admissions = Admissions(self.event_writer.read, lambda: self.event_writer.roster_changes)
        self._is_closed = threading.Event()
        self._checking = ThreadPoolExecutor(1, "ssfh-checking")
        self._check: asyncio.Future[None] | None = None
        """The last check of the files that a request began."""
        self._slow = ThreadPoolExecutor(2, "ssfh-slow")
        self._handing_in = ThreadPoolExecutor(1, "ssfh-hand-in")  # pages must not delay a submission
        self.turns, self.downloads = Turns(), Turns()
        self.making = asyncio.Lock()
        self._reading = ThreadPoolExecutor(1, "ssfh-reading")  # submissions of others must not delay an answer
        self._windows: dict[Stream, tuple[float, Window]] = {}
        # Two limits, so that sending a long queue of answers does not block the next page.
        self.pace, self.reading_pace = Pace(), Pace(READS_PER_SECOND, READS_AT_ONCE)
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        if course is not None:
            self._handing_in.submit(import_module, "nbgrader.api")  # it takes 4 s, for which no learner should wait
        self.course_tasks = CourseTasks(self.assignments, self.submissions, self.event_writer)
        self.receipts = Receipts(self.assignments, self.submissions, self.event_writer, self._handing_in)
        self.retention = Retention(self._journal, self.assignments, self.submissions, self.event_writer)

    @property
    def library(self) -> Library:
        """The library as it was at the last check of the files."""
        return self.publisher.published

    async def check_files(self) -> None:
        """Begin a check of the files if the last one is some time ago, and wait for it if that is long ago.

        A check runs beside the requests: while there are many, none of them waits for the disk.
        """
        age = self.publisher.age
        if age < self.between_checks:
            return
        if self._check is None or self._check.done():
            self._check = asyncio.get_running_loop().run_in_executor(self._checking, self._checked)
        if age >= 2 * self.between_checks:
            await asyncio.wait([self._check])

    def _checked(self) -> None:
        with suppress(Unreachable):  # `library` says so
            self.publisher.library()

    def module(self, id_: str) -> PublishedModule | None:
        """Return a module; an unknown id is looked for again in the files, because the module may be new."""
        return self.library.modules.get(id_) or self.publisher.library().modules.get(id_)

    def today(self) -> date:
        """Return the present day in the Netherlands."""
        return day_of(self.now())

    def watch_deadlines(self) -> None:
        """Start a thread that submits tests which are open at a deadline, also for learners who do not return.

        It also cleans the files of the database, where that could not be done when something was deleted.
        """
        self.cleaner.set_room_apart()
        threading.Thread(target=self._watch, name="ssfh-deadlines", daemon=True).start()

    def _watch(self) -> None:
        while not self._is_closed.wait(BETWEEN_SEARCHES):
            try:
                self.receipts.hand_in_open_tests(self._journal)
            except (SsfhLearnError, OSError) as error:  # the next search may succeed
                LOG.warning("open tests were not handed in: %s", type(error).__name__)
            try:
                self.name_learners()
            except (SsfhLearnError, OSError) as error:  # idem
                LOG.warning("names were not written in the gradebook: %s", type(error).__name__)
            try:
                for learner in self.retention.look(self.now()):
                    self.receipts.forget(learner)
            except (SsfhLearnError, OSError) as error:  # idem
                LOG.warning("what is past its term was not deleted: %s", type(error).__name__)
            self.cleaner.clean_what_waits(self.now())

    def watch_publications(self) -> None:
        """Start a thread that publishes figures of groups when they are due; deadlines need not wait for it."""
        threading.Thread(target=self._publish_when_due, name="ssfh-publications", daemon=True).start()

    def _publish_when_due(self) -> None:
        while not self._is_closed.wait(BETWEEN_PUBLICATIONS):
            try:
                self.publish()
            except (SsfhLearnError, OSError) as error:  # the next time may succeed
                LOG.warning("figures of groups were not published: %s", type(error).__name__)

    def publish(self) -> None:
        """Publish figures of groups and durations, if a new period began and no other server did."""
        modules, rhythm = self.library.modules, rhythm_of(self.rhythm)
        publish_if_due(self._journal, modules, self.now(), rhythm)
        publish_durations_if_due(self._journal, modules.values(), self.today(), rhythm)

    def name_learners(self) -> None:
        """Write the names of the roster in the gradebook, where they differ; without a roster nothing is written."""
        with self._journal.reading() as reading:
            names = names_by_account(reading.connection)
        if names:
            self.assignments.name_learners(names)

    def close(self) -> None:
        """Write waiting answers, and stop all threads."""
        self._is_closed.set()
        self._checking.shutdown()
        self._slow.shutdown()
        self._handing_in.shutdown()
        self.course_tasks.close()
        self._reading.shutdown()
        self.cleaner.close()
        self.event_writer.close()

    async def in_background(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Do slow work (nbgrader, files) in another thread, so that other learners need not wait."""
        return await asyncio.get_running_loop().run_in_executor(self._slow, work, *arguments)

    def place(self, person: Person, place: str, activity: str) -> AskedActivity:
        """Return an activity of a module, or a test (its place is its name); raises ContentError for neither."""
        module = self.library.modules.get(place)
        if module is None and activity == place:
            return AskedActivity(Stream(person.id, place, activity), self.assignments.played_test(place), None)
        if module is None or activity not in module.activities:  # it may be new
            module = self.module(place)
        if module is None:
            raise ContentError(word("portal", "no_module", name=place))
        if activity == REFRESHER and (deck := module.deck):
            return AskedActivity(Stream(person.id, place, activity, deck.refresher.is_private), deck.refresher, module)
        one = module.activity(activity)
        return AskedActivity(Stream(person.id, place, activity, one.is_private), one, module)

    async def window(self, found: AskedActivity, *, anew: bool = False) -> Window:
        """Return the time in which a person may take a test; a window that was read seconds ago is used, unless `anew`.

        If the gradebook cannot be read, the last window is used: the grader checks the times of answers in any case.
        """
        if not found.is_test:
            return Window()
        at, known = self._windows.get(found.stream, (0.0, Window()))
        if anew or monotonic() - at > WINDOW_KEPT:
            asked = asyncio.get_running_loop().run_in_executor(
                self._reading, self.assignments.window, found.stream.place, found.stream.learner
            )
            known = await asked or known
            self._windows[found.stream] = (monotonic(), known)
            while len(self._windows) > MOST_WINDOWS:
                del self._windows[next(iter(self._windows))]
        return replace(known, opens=self.assignments.opens(found.stream.place))

    async def who_began(self, test: str) -> frozenset[str]:
        """Return the accounts that ever began a test."""
        return frozenset(await self.attempts_begun(test))

    async def attempts_begun(self, test: str) -> dict[str, int]:
        """Return how many attempts at a test each account began.

        Pages of staff cannot read events; this is all that they hear of them, to say whom a change of the test touches.
        """
        return await asyncio.wrap_future(self.event_writer.read(lambda reading: reading.began(test)))

    async def who_began_other(self, test: str) -> frozenset[str]:
        """Return the accounts that began an attempt at a test with its other questions."""
        contents = await self.in_background(self.assignments.other_contents, test)
        if not contents:
            return frozenset()
        began: dict[str, int] = await asyncio.wrap_future(
            self.event_writer.read(lambda reading: reading.began(test, contents))
        )
        return frozenset(began)

    def test_of(self, module: str) -> str | None:
        """Return the name of the test of a module, if there is one."""
        name = name_of_test(module)
        return name if name in self.assignments.names() else None

    def standings(self, learner: str) -> list[TestStanding]:
        """Return the standing of a learner in each test."""
        return self.assignments.standings(learner)

    def tables(self) -> list[tuple[str, list[Result] | None]]:
        """Return the results of every test, for a coordinator; None if the gradebook cannot be read now."""
        return [(name, self._results(name)) for name in self.assignments.names()]

    def _results(self, name: str) -> list[Result] | None:
        try:
            return self.assignments.results(name)
        except Unreachable:
            return None
