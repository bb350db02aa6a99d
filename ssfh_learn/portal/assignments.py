"""The tests of a course in the portal: made without a key in sight, graded at once by the batch's own code."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ssfh_learn.errors import ContentError, SsfhLearnError
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.grade import Grading, replace_file
from ssfh_learn.grading.key import load_key
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.submission import RECEIVED, TIMESTAMP, nbgrader_time
from ssfh_learn.journal import public_journal
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ssfh_learn.activities.quiz import Quiz
    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.grade import Outcome
    from ssfh_learn.grading.key import Key
    from ssfh_learn.journal import Event
    from ssfh_learn.results import Result


@dataclass(frozen=True)
class Feedback:
    """What a learner may know after grading: her result, and the page that nbgrader would give her, as HTML."""

    result: Result
    html: str


@dataclass(frozen=True)
class Standing:
    """Where a learner stands with a test: her result so far, and until when she may hand in."""

    name: str
    title: str
    result: Result | None
    due: datetime | None
    allowed: int | None = None
    """How many attempts there are; None for any number."""

    @property
    def attempts_left(self) -> int | None:
        """How many attempts she has left; None for any number."""
        return None if self.allowed is None else max(0, self.allowed - (self.result.attempts if self.result else 0))


class Assignments:
    """The tests that were built in a course folder; none where there is no course."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._tests: dict[str, Quiz] = {}
        self._one_at_a_time = threading.Lock()  # two tabs of one learner write the same files

    @property
    def course(self) -> Course | None:
        """The course, its configuration read anew."""
        if self._folder is None:
            return None
        try:
            return find_course(self._folder)
        except GradingError:
            return None

    def names(self) -> list[str]:
        """Return the names of the tests that were built and whose release is there."""
        course = self.course
        if course is None:
            return []
        return [name for name in course.tests if (course.folder("release", ".", name) / f"{name}.ipynb").is_file()]

    def test(self, name: str) -> Quiz:
        """Return a test as learners have it, as it was where it cannot be read now; raises ContentError for none."""
        try:
            self._tests[name] = self._key(name).learners
        except ContentError:
            if name not in self._tests or not self._may_come_back(name):
                raise
        return self._tests[name]

    def _may_come_back(self, name: str) -> bool:
        """Say whether a test is only broken now, and was not taken away."""
        course = self.course
        return self._folder is not None and self._folder.is_dir() and (course is None or name in self.names())

    def _key(self, name: str) -> Key:
        course = self.course
        if course is None or name not in self.names():
            raise ContentError(word("portal", "no_test", name=name))
        try:
            return load_key(course, name)
        except GradingError as error:
            raise ContentError(str(error)) from error

    def hand_in(self, name: str, student: str, events: Iterable[Event]) -> Outcome:
        """Write a submission for nbgrader and grade what a computer can grade.

        Raises GradingError or ContentError where that cannot be done; the learner's events are safe in any case.
        """
        course = self.course
        if course is None:
            raise ContentError(word("portal", "no_test", name=name))
        with self._one_at_a_time:
            folder = course.folder("submitted", student, name)
            folder.mkdir(parents=True, exist_ok=True)
            now = datetime.now(UTC)
            release = course.folder("release", ".", name) / f"{name}.ipynb"
            replace_file(folder / release.name, release.read_bytes())
            replace_file(public_journal(folder), b"".join(event.line() for event in events))
            replace_file(folder / TIMESTAMP, nbgrader_time(now).encode())
            replace_file(folder / RECEIVED, (now.isoformat() + "\n").encode())
            with Grading(course, name) as grading:
                return grading.grade(student, folder)

    def results(self, name: str) -> list[Result]:
        """Return the result of every learner on a test; none where the gradebook cannot be read now."""
        from ssfh_learn.grading.results import results_of

        course = self.course
        try:
            return results_of(course, name) if course else []
        except SsfhLearnError:
            return []

    def standing(self, name: str, student: str) -> Standing | None:
        """Return where a learner stands with a test; None where the gradebook cannot be read now."""
        from ssfh_learn.grading.gradebook import CourseGradebook

        course = self.course
        if course is None:
            return None
        try:
            key = self._key(name)
            with CourseGradebook(course, key) as gradebook:
                result = next((one for one in gradebook.results(student) if one.attempt is not None), None)
                due = gradebook.duedate.replace(tzinfo=UTC) if gradebook.duedate else None
        except SsfhLearnError:
            return None
        return Standing(name, key.quiz.title, result, due, key.quiz.attempts)

    def feedback(self, name: str, student: str) -> Feedback | None:
        """Return what a learner may know of her result now; None where nothing was graded."""
        from ssfh_learn.grading.explanation import PART, explain

        course = self.course
        if course is None:
            return None
        try:
            result, html = explain(course, self._key(name), student, PART)
        except SsfhLearnError:
            return None
        return Feedback(result, html)
