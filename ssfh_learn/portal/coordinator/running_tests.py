"""Running the tests of a course: their state, their deadlines, and the log of what was changed.

These pages read the course, its gradebook and the roster, and of events only the accounts that began the test.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tornado.web import HTTPError

from ssfh_learn.dutch_time import dutch_moment, dutch_until
from ssfh_learn.errors import ContentError, Unreachable
from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage
from ssfh_learn.portal.coordinator.deadline_lines import DeadlineLines
from ssfh_learn.portal.published.window import NEVER
from ssfh_learn.roster.listing import ParticipantFilter, everyone, group_names, listed, one_of
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.grading.deadline_plan import TestDeadlines
    from ssfh_learn.journal.transaction import ReadTransaction
    from ssfh_learn.portal.portal import Portal
    from ssfh_learn.roster.participant import Participant
    from ssfh_learn.roster.scope import Scope

EVERYBODY, GROUP, PERSON = "iedereen", "groep", "persoon"
"""For whom a deadline is, as the form says it."""


@dataclass(frozen=True)
class ListedTest:
    """A test of the course. `deadlines` is None if it was not built, or cannot be read now."""

    name: str
    title: str
    is_built: bool
    deadlines: TestDeadlines | None = None
    opens: datetime | None = None
    """When it opens, if that is later; `never_opens` says that nobody can read when."""

    @property
    def never_opens(self) -> bool:
        """Whether what is written in its key is no moment."""
        return self.opens == NEVER


@dataclass(frozen=True)
class Reach:
    """Whom a person reaches: names by account, and names of her groups by id."""

    names: Mapping[str, str]
    groups: Mapping[int, str]
    is_everything: bool

    def log(self, deadlines: TestDeadlines) -> DeadlineLines:
        """Return the log of a test as far as she may read it."""
        return DeadlineLines(deadlines, self.names, self.groups, self.is_everything)


@dataclass(frozen=True)
class TypedDeadline:
    """What was typed for a deadline, for whom it is, and by field what is wrong with it."""

    whom: str = EVERYBODY
    id: int = 0
    moment: str = ""
    reason: str = ""
    problems: Mapping[str, str] | None = None


def listed_tests(portal: Portal) -> list[ListedTest]:
    """Return the tests of the course, built or not; raises Unreachable if that cannot be known now."""
    built = []
    for name in portal.assignments.names():
        try:
            opens = portal.assignments.opens(name)
            later = opens if opens is not None and opens > portal.now() else None
            built.append(ListedTest(name, title_of(portal, name), True, deadlines_of(portal, name), later))  # noqa: FBT003
        except Unreachable:
            built.append(ListedTest(name, title_of(portal, name), True))  # noqa: FBT003
    return [*built, *(ListedTest(name, name, is_built=False) for name in portal.assignments.not_built())]


def title_of(portal: Portal, name: str) -> str:
    """Return the title of a test; its name if it cannot be read now."""
    try:
        return portal.assignments.test(name).title
    except (ContentError, Unreachable):
        return name


def deadlines_of(portal: Portal, name: str) -> TestDeadlines:
    """Return the deadlines of a test; raises Unreachable if they cannot be read now."""
    from ssfh_learn.grading.deadline_gradebook import DeadlineReader

    return portal.assignments.with_gradebook(name, DeadlineReader, lambda gradebook: gradebook.deadlines())


class RunningPage(CoordinatorPage):
    """What the pages for running a test share."""

    async def test(self, name: str) -> tuple[str, TestDeadlines]:
        """Return the title and the deadlines of a test; raises HTTPError 404 if there is no such test."""
        self.sentence = word("running", "unreadable")  # for Unreachable; taken back below
        if name not in self.portal.assignments.names():
            self.sentence = ""
            raise HTTPError(404)
        found: TestDeadlines = await self.in_background(deadlines_of, self.portal, name)
        self.sentence = ""
        return title_of(self.portal, name), found

    async def reach(self) -> Reach:
        """Return whom she reaches."""

        def read(reading: ReadTransaction, scope: Scope) -> Reach:
            asked = ParticipantFilter(self.portal.today().isoformat(), standing="all")
            people = everyone(reading.connection, scope, asked)
            names = {one.account: one.shown_name for one in people if one.account}
            return Reach(names, group_names(reading.connection, scope), scope.is_everything)

        return await self.read_roster(read)

    def show_page(self, template: str, title: str, **values: object) -> None:
        """Answer with a page for running tests."""
        self.show(
            f"coordinator/{template}.html.j2",
            title=title,
            said=section("running"),
            is_administrator=self.scope.is_everything,
            until=lambda moment: dutch_until(moment.replace(tzinfo=UTC)),
            now=datetime.now(UTC).replace(tzinfo=None),
            **values,
        )


class RunningTests(RunningPage):
    """`/leren/toetsen-regelen`: the tests of the course and their state."""

    async def get(self) -> None:
        """Show them."""
        tests: list[ListedTest] = await self.in_background(listed_tests, self.portal)
        reach = await self.reach()
        extended = {one.name: _extended(one.deadlines, reach) for one in tests if one.deadlines is not None}
        title = word("running", "title")
        self.show_page("running_tests", title, tests=tests, extended=extended, written=dutch_moment)


class RunTestPage(RunningPage):
    """`/leren/toetsen-regelen/<test>`: the deadlines of one test, and the log."""

    async def get(self, name: str) -> None:
        """Show them."""
        await self.show_test(name, TypedDeadline())

    async def show_test(self, name: str, typed: TypedDeadline, problem: str = "") -> None:
        """Show the state of a test, with what was typed."""
        title, now = await self.test(name)
        reach, begun = await self.reach(), await self.portal.who_began(name)
        words_asked = self.get_argument("zoek", "").strip()[:100]
        people = await self._found(words_asked) if words_asked else ()
        if typed.whom == PERSON and typed.id and not people:
            one = await self.read_roster(lambda reading, scope: one_of(reading.connection, scope, typed.id))
            people = (one,) if one else ()
        log = reach.log(now)
        self.show_page(
            "run_test",
            title,
            name=name,
            deadlines=now,
            extended=_extended(now, reach),
            people=people,
            asked=words_asked,
            groups=reach.groups,
            typed=typed,
            problems=typed.problems or {},
            problem=problem,
            log=log.shown(begun),
            moment=dutch_moment,
            is_done=self.get_argument("klaar", "") == "ja" and not problem and not typed.problems,
        )

    async def _found(self, text: str) -> tuple[Participant, ...]:
        asked = ParticipantFilter(self.portal.today().isoformat(), text=text)
        found = await self.read_roster(lambda reading, scope: listed(reading.connection, scope, asked))
        return found.participants


def _extended(now: TestDeadlines, reach: Reach) -> list[tuple[str, datetime | None]]:
    """Return the names of the people within reach who have an extension, and their ends."""
    return [
        (reach.names.get(student, student), now.of(student))
        for student, known in sorted(now.learners.items(), key=lambda one: reach.names.get(one[0], one[0]))
        if known.extension and (student in reach.names or reach.is_everything)
    ]
