"""Makes a course to try out: real modules and tests, and invented learners who really play them.

Every answer goes through the writer of the portal, and every test through its intake and grading.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ssfh_learn.activities import Learner
from ssfh_learn.cli.demo.people import learners
from ssfh_learn.cli.demo.players import MOST, next_response
from ssfh_learn.content.module import name_of_test
from ssfh_learn.dutch_time import day_of
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.key import load_key
from ssfh_learn.journal import database_in, shared
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.portal import Portal
from ssfh_learn.portal.web.identity import Owner
from ssfh_learn.portal.writing.progress import visit
from ssfh_learn.portal.writing.states import RoleSource
from ssfh_learn.roster.changes import add
from ssfh_learn.roster.group import Duty, RosterGroup
from ssfh_learn.roster.groups import add_group
from ssfh_learn.roster.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.cli.demo.people import DemoLearner
    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.key import Key
    from ssfh_learn.journal.transaction import Writing
    from ssfh_learn.portal.published.library import PublishedModule

DATA = "proefcursus"
"""The folder with the data of a course to try out; where it is, `ssfh-learn start` shows this and no data of yours."""
FROM_NOW, AGO = timedelta(days=14), timedelta(days=7)
"""The end of what is open, and of what is past."""
DAYS = 60
"""The learners began up to so many days ago."""
EVERYTHING = Scope("proefcursus", is_everything=True)


def copy_tests(course: Path, folder: Path) -> Course:
    """Copy the settings and the keys of a course to a work folder, and return the new course."""
    target = folder / "assignments"
    (target / "keys").mkdir(parents=True, exist_ok=True)
    for path in (course / "nbgrader_config.py", *sorted((course / "keys").glob("*.yaml"))):
        shutil.copy(path, target / path.relative_to(course))
    return find_course(target)


def ends(tests: Sequence[str], now: datetime) -> dict[str, datetime]:
    """Return the deadlines of tests: in two weeks, and of the first of several a week ago.

    So of that test some attempts came in late, and by how much is known to the second.
    """
    later = dict.fromkeys(tests, now + FROM_NOW)
    return later | {tests[0]: now - AGO} if len(tests) > 1 else later


def build_tests(course: Course, told: Callable[[], None]) -> None:
    """Build every test of a course, with its deadline."""
    for name, due in ends(course.tests, datetime.now(UTC)).items():
        build(course, name, due)
        told()


@dataclass
class Made:
    """What was made."""

    learners: int = 0
    responses: int = 0
    handed_in: int = 0


def make_course(folder: Path, course: Course, count: int, seed: int, told: Callable[[], None]) -> Made:
    """Make the data of a course in a work folder with modules; its tests must have been built.

    `told` is called for each learner who is done.
    """
    chance, made = Random(seed), Made()  # noqa: S311  (it invents people; nothing is kept secret with it)
    data = folder / DATA
    data.mkdir(mode=0o700, exist_ok=True)
    portal = Portal(folder / "modules", folder / "assignments", database_in(data), Owner("proefcursus"))
    try:
        people = list(learners(count, chance))
        keys = {name: load_key(course, name) for name in portal.assignments.names()}
        portal.event_writer.do(lambda writing: _write_roster(writing, people, portal, keys)).result()
        for learner in people:
            _Playing(portal, keys, learner, chance, made).all()
            made.learners += 1
            told()
    finally:
        portal.close()
    return made


def _write_roster(writing: Writing, people: Iterable[DemoLearner], portal: Portal, keys: dict[str, Key]) -> None:
    """Put the participants in one group for each region, which should do every module and test.

    The last day of the first module was a week ago, so that some are too late; that of a test is its deadline.
    """
    now, today = portal.now(), portal.today()
    at = (now - timedelta(days=DAYS + 1)).isoformat(timespec="seconds")  # before anybody began, or nobody was late
    due, past = ((today + days).isoformat() for days in (FROM_NOW, -AGO))
    duties = tuple(Duty("module", one, due if place else past) for place, one in enumerate(portal.library.modules))
    duties += tuple(Duty("test", name, day_of(end).isoformat()) for name, end in ends(list(keys), now).items())
    groups: dict[str, int] = {}
    for learner in people:
        region = learner.participant.practices[0].region
        if region not in groups:
            group = RosterGroup(region, frozenset({f"coordinator-{len(groups) + 1}"}), duties)
            groups[region] = add_group(writing.connection, EVERYTHING, group, at)
        new = replace(learner.participant, groups=frozenset({groups[region]}))
        add(writing.connection, EVERYTHING, new, at)


class _Playing:
    """One learner who plays modules and tests, from some day on, with a pause between two responses."""

    def __init__(self, portal: Portal, keys: dict[str, Key], learner: DemoLearner, chance: Random, made: Made) -> None:
        self._portal, self._keys, self._chance, self._made = portal, keys, chance, made
        self._learner, self._who = learner, Learner(learner.account)
        begun = 5 if learner.habit == "late" else chance.randint(10, DAYS)
        self._at = datetime.now(UTC) - timedelta(days=begun, minutes=chance.randint(0, 600))

    def all(self) -> None:
        """Play the modules that she comes to."""
        if self._learner.habit == "not_begun":
            return
        modules = list(self._portal.library.modules.values())
        self._chance.shuffle(modules)
        for module in modules[: self._chance.randint(1, len(modules))]:
            if not self._module(module):
                return
            test = name_of_test(module.id)
            if test in self._keys:
                self._test(test)

    def _module(self, module: PublishedModule) -> bool:
        """Play a module, and return whether she came to its end."""
        stops = self._chance.randrange(1, len(module.steps)) if self._learner.habit == "drops_out" else None
        for number, step in enumerate(module.steps):
            if number == stops:
                return False
            self._portal.event_writer.do(self._visit(module.id, step.id)).result()
            for name in step.activities:
                if (one := module.activities.get(name)) is not None:
                    self._activity(module, one)
        return True

    def _visit(self, module: str, step: str) -> Callable[[Writing], None]:
        at = self._now()
        return lambda writing: visit(writing, self._learner.account, module, step, at)

    def _activity(self, module: PublishedModule, one: Activity) -> None:
        stream = Stream(self._learner.account, module.id, one.id, one.is_private)
        chooses = module.role_choice
        role = RoleSource(Stream(self._learner.account, module.id, chooses.id), chooses) if chooses else None
        state = self._portal.event_writer.state(stream, one, self._who, role).result().state
        state = self._play(stream, one, one, state, role)
        if self._learner.habit == "shares" and one.group_scales() and (means := one.group_means(state)):
            first = one.group_first_means(state)
            outcome = shared.SharedOutcome(one.fingerprint(), means, first, one.group_meaning())
            self._portal.event_writer.do(lambda writing: shared.share(writing.connection, stream, outcome)).result()

    def _test(self, name: str) -> None:
        """Make an attempt at a test and hand it in; who fails often tries again."""
        test, stream = self._portal.assignments.test(name), Stream(self._learner.account, name, name)
        for _ in range(1 + (self._chance.random() < self._learner.skill / 2)):
            state = self._portal.event_writer.state(stream, test, self._who).result().state
            self._play(stream, test, self._keys[name].quiz, state, None)
        events = self._portal.event_writer.read(lambda reading: reading.events(stream)).result()
        outcome = self._portal.submissions.hand_in(name, self._learner.account, [event for _, event in events])
        self._made.handed_in += outcome.result is not None

    def _play(self, stream: Stream, one: Activity, knows: Any, state: Any, role: RoleSource | None) -> Any:
        """Play an activity until she is done with it, and return its state; `knows` holds the answers."""
        for _ in range(MOST):
            sent = next_response(knows, one.view(state), self._chance, self._learner.skill)
            if sent is None:
                break
            sent = {**sent, "id": str(uuid4()), "attempt": one.attempt(state)}
            asked = self._portal.event_writer.respond(stream, one, self._who, sent, role, at=self._now())
            state = asked.result()[0].state
            self._made.responses += 1
        return state

    def _now(self) -> datetime:
        """Return the time of her next response: some seconds later, and now and then a day."""
        pause = timedelta(days=1) if self._chance.random() < 0.02 else timedelta(seconds=self._chance.randint(5, 90))  # noqa: PLR2004
        self._at = min(self._at + pause, datetime.now(UTC))
        return self._at
