"""The standing of a learner in each test, read again only after the gradebook, the course or the key changes."""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ssfh_learn.grading.opening import opens_at
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.portal.published.window import NEVER, Window
from ssfh_learn.results import attempts_left

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.gradebook_reader import GradebookVersion
    from ssfh_learn.grading.key import Key
    from ssfh_learn.grading.own_tests import OwnTest
    from ssfh_learn.results import Result

MOST_KEPT = 20_000
LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class TestStanding:
    """The standing of a learner in a test: her result so far, and the time in which she may take the test.

    If the gradebook cannot be read now, `is_readable` is false and both are unknown.
    """

    name: str
    title: str
    result: Result | None = None
    window: Window = field(default_factory=Window)
    allowed: int | None = None
    """The number of attempts that this learner has; None if there is no limit."""
    is_readable: bool = True

    @property
    def is_over(self) -> bool:
        """Whether an attempt can no longer count."""
        return self.window.ended(datetime.now(UTC)) is not None

    @property
    def was_given_more(self) -> bool:
        """Whether a person gave her an extra attempt."""
        return self.window.extra > 0 or self.window.other > 0

    @property
    def is_left(self) -> bool:
        """Whether she still has to pass it, as far as the gradebook can be read."""
        outcome = self.result.outcome if self.result else None
        return self.is_readable and outcome in {None, "failed"}

    @property
    def has_passed(self) -> bool:
        """Whether she has passed, as far as the gradebook can be read."""
        return self.is_readable and self.result is not None and self.result.passed is True

    @property
    def can_be_taken(self) -> bool:
        """Whether another attempt makes sense now: she has not passed, may begin, and no grader can make her pass."""
        waits = self.result is not None and self.result.outcome == "waiting"
        is_closed = self.is_over or self.window.is_before(datetime.now(UTC)) or self.attempts_left == 0
        return self.is_readable and not (self.has_passed or waits or is_closed)

    @property
    def attempts_left(self) -> int | None:
        """The number of attempts that she can still hand in; None if there is no limit."""
        return attempts_left(self.allowed, self.result.attempts if self.result else 0, is_over=self.is_over)


@dataclass(frozen=True)
class _Known:
    """A standing that was read with this course, this key and this version of the gradebook."""

    course: Course
    key: Key
    gradebook: GradebookVersion
    standing: TestStanding


class Standings:
    """The standings of learners; safe to call from any thread."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], _Known] = OrderedDict()
        """By test and learner."""

    def of(self, course: Course, keys: Mapping[str, Key], student: str) -> dict[str, TestStanding | GradingError]:
        """Return the standings of a learner by test, or for a test the reason why it cannot be read.

        `keys` are by test. Raises GradingError if the gradebook cannot be read.
        """
        from ssfh_learn.grading.gradebook_reader import version_of_gradebook

        # Take the version before reading, so that the next page reads again what is written meanwhile.
        gradebook = version_of_gradebook(course)
        found: dict[str, TestStanding | GradingError] = {}
        for name, key in keys.items():
            known = self._known.get((name, student))
            if known and known.gradebook == gradebook and known.course is course and known.key is key:
                found[name] = known.standing
        unread = {name: key for name, key in keys.items() if name not in found}
        return found | (self._read(course, unread, student, gradebook) if unread else {})

    def _read(
        self, course: Course, keys: Mapping[str, Key], student: str, gradebook: GradebookVersion | None
    ) -> dict[str, TestStanding | GradingError]:
        """Read the standings of a learner in some tests, and keep them for this version of the gradebook."""
        from ssfh_learn.grading.own_tests import read_own_tests

        read = read_own_tests(course, list(keys.values()), student)
        found = {name: standing_of(keys[name], own) for name, own in read.items()}
        for name, standing in found.items():
            if gradebook and isinstance(standing, TestStanding):
                self._known[name, student] = _Known(course, keys[name], gradebook, standing)
        while len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)
        return found


def opening_of(key: Key) -> datetime | None:
    """Return when a test opens, in UTC; if nobody can read that, the test stays closed and the log says why."""
    try:
        return opens_at(key.quiz)
    except GradingError as error:
        LOG.warning("%s", error)
        return NEVER


def standing_of(key: Key, own: OwnTest | GradingError) -> TestStanding | GradingError:
    """Return what the gradebook says of a learner as her standing in a test."""
    if isinstance(own, GradingError):
        return own
    quiz, window, allowed = key.quiz, Window.of(own, opening_of(key)), key.quiz.allowing(own.given.extra).allowed
    if window.other and own.result is not None:  # she can begin no attempt with the questions that everybody has
        allowed = own.result.attempts + window.other_left
    return TestStanding(quiz.id, quiz.title, own.result, window, allowed)
