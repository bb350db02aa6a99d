"""Running the tests of a course: their state, their deadlines, and the log of what was changed.

These pages read the course, its gradebook and the roster, and of events only the accounts that began the test.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tornado.web import HTTPError

from ssfh_learn.dutch_time import ZONE, dutch_moment, dutch_until
from ssfh_learn.errors import ContentError, RosterError, Unreachable
from ssfh_learn.grading.deadline import DOES_NOT_COUNT
from ssfh_learn.journal.course_tasks import runs_of
from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage
from ssfh_learn.portal.coordinator.deadline_lines import DeadlineLines
from ssfh_learn.portal.coordinator.extra_lines import attempts_of, extra_lines
from ssfh_learn.portal.coordinator.reach import Reach, by_name
from ssfh_learn.portal.coordinator.task_lines import task_lines
from ssfh_learn.portal.published.window import NEVER
from ssfh_learn.roster.listing import (
    ParticipantFilter,
    everyone,
    group_names,
    listed,
    names_of_coordinators,
    one_of,
    told_apart,
)
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.grading.deadline_plan import TestDeadlines
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.portal.coordinator.shown_change import ShownChange
    from ssfh_learn.portal.portal import Portal
    from ssfh_learn.roster.participant import Participant
    from ssfh_learn.roster.scope import Scope

TO_HAND_IN = timedelta(minutes=5)
"""How long people can still hand in after somebody looked what closing a test would do."""
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

    async def members(self, whom: str, id_: int) -> list[Participant]:
        """Return a person or the people of a group, within her scope; nobody for everybody.

        Answers 404 about anybody else.
        """
        if whom == EVERYBODY:
            return []

        def read(reading: ReadTransaction, scope: Scope) -> list[Participant] | None:
            if whom == PERSON:
                one = one_of(reading.connection, scope, id_)
                return [one] if one else None
            if id_ not in group_names(reading.connection, scope):
                return None
            asked = ParticipantFilter(self.portal.today().isoformat(), group=id_)
            return list(everyone(reading.connection, scope, asked))

        found = await self.read_roster(read)
        if found is None:
            raise self.refuse(RosterError("not_found"))
        return found

    async def found(self, text: str) -> tuple[Participant, ...]:
        """Return the people within her scope who are found with these words."""
        asked = ParticipantFilter(self.portal.today().isoformat(), text=text)
        found = await self.read_roster(lambda reading, scope: listed(reading.connection, scope, asked))
        return found.participants

    async def reach(self) -> Reach:
        """Return whom she reaches."""

        def read(reading: ReadTransaction, scope: Scope) -> Reach:
            asked = ParticipantFilter(self.portal.today().isoformat(), standing="all")
            people = everyone(reading.connection, scope, asked)
            names = {one.account: one.shown_name for one in people if one.account}
            groups, staff = group_names(reading.connection, scope), names_of_coordinators(reading.connection)
            return Reach(told_apart(names), groups, scope.is_everything, staff)

        return await self.read_roster(read)

    def show_page(self, template: str, title: str, **values: object) -> None:
        """Answer with a page for running tests."""
        self.show(
            f"coordinator/{template}.html.j2",
            title=title,
            said=section("running"),
            tasks=section("test_task"),
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
    """`/leren/toetsen-regelen/<test>`: the deadlines of one test, what can be done with it, and the log."""

    async def tasks_done(self, name: str, reach: Reach) -> list[ShownChange]:
        """Return what was done with the test, as sentences."""
        runs = await self.read_journal(lambda reading: runs_of(reading.connection, name))
        return task_lines(runs, reach, self.person.id, datetime.now(UTC).isoformat(timespec="seconds"))

    async def get(self, name: str) -> None:
        """Show them."""
        await self.show_test(name, TypedDeadline())

    async def show_test(self, name: str, typed: TypedDeadline, problem: str = "") -> None:
        """Show the state of a test, with what was typed."""
        title, now = await self.test(name)
        attempts = await self.in_background(attempts_of, self.portal, name)
        reach, begun = await self.reach(), await self.portal.attempts_begun(name)
        words_asked = self.get_argument("zoek", "").strip()[:100]
        people = await self.found(words_asked) if words_asked else ()
        if typed.whom == PERSON and typed.id and not people:
            one = await self.read_roster(lambda reading, scope: one_of(reading.connection, scope, typed.id))
            people = (one,) if one else ()
        log = [
            *DeadlineLines(now, reach).shown(frozenset(begun)),
            *extra_lines(attempts, reach, begun, await self.portal.who_began_other(name)),
            *await self.tasks_done(name, reach),
        ]
        log.sort(key=lambda one: one.at, reverse=True)
        extended = _extended(now, reach)
        is_done = bool(self.said_done()) and not problem and not typed.problems
        self.show_page(
            "run_test",
            title,
            name=name,
            deadlines=now,
            extended=extended,
            extensions=by_end(extended, self.portal.now().replace(tzinfo=None)),
            people=people,
            asked=words_asked,
            groups=reach.groups,
            typed=typed,
            problems=typed.problems or {},
            problem=problem,
            log=log,
            change=next((one for one in log if one.by == self.person.id), None) if is_done else None,
            closing=closing_moment(now, datetime.now(UTC)),
            late_note=late_note(self.portal),
        )


def closing_moment(deadlines: TestDeadlines, now: datetime) -> str:
    """Return the end that closes an open test soon, as people type it; empty for a test that is closed.

    Who is busy has some minutes to hand in.
    """
    soon = now + TO_HAND_IN + timedelta(minutes=1)  # what is typed has no seconds
    if deadlines.due is not None and deadlines.due <= soon.replace(tzinfo=None):
        return ""
    return f"{soon.astimezone(ZONE):%d-%m-%Y %H:%M}"


def late_note(portal: Portal) -> str:
    """Return what closing a test does not stop in this course; empty where it stops everything."""
    course = portal.assignments.course
    if course is None or course.late_rule.name == DOES_NOT_COUNT:
        return ""
    rule = course.late_rule
    return word("running", "close_deduct", count=rule.days) if rule.name else word("running", "close_late")


def by_end(
    extended: Iterable[tuple[str, datetime | None]], now: datetime
) -> list[tuple[str, dict[datetime | None, list[str]]]]:
    """Return the people who have more time now, and those for whom that is past, by their end; each with its word."""
    have: dict[datetime | None, list[str]] = {}
    had: dict[datetime | None, list[str]] = {}
    for name, end in sorted(extended, key=lambda one: one[1] or datetime.max):  # noqa: DTZ901  (without a zone)
        (had if end is not None and end < now else have).setdefault(end, []).append(name)
    return [("have_extension_count", have), ("extension_past", had)]


def _extended(now: TestDeadlines, reach: Reach) -> list[tuple[str, datetime | None]]:
    """Return the names of the people within reach who have an extension, and their ends."""
    return [
        (reach.names.get(student, student), now.of(student))
        for student, known in by_name(reach.names, now.learners.items(), lambda one: one[0])
        if known.extension and (student in reach.names or reach.is_everything)
    ]
