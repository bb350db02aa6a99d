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
from ssfh_learn.grading.received import BY_SERVER, RECEIVED, TIMESTAMP, keep_what_is_there, nbgrader_time
from ssfh_learn.journal import public_journal
from ssfh_learn.portal.window import Window
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
    """Where a learner stands with a test: her result so far, and until when she may make it."""

    name: str
    title: str
    result: Result | None
    window: Window


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

    def names_with_end(self) -> list[str]:
        """Return the names of the tests, in a course whose deadlines hand in what is still open; otherwise none."""
        course = self.course
        return self.names() if course is not None and course.late_rule.name else []

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
        listed = list(events)
        with self._one_at_a_time:
            folder = course.folder("submitted", student, name)
            folder.mkdir(parents=True, exist_ok=True)
            at = self._handed_in_at(name, student, listed)
            journal = b"".join(event.line() for event in listed)
            keep_what_is_there(folder, journal)
            release = course.folder("release", ".", name) / f"{name}.ipynb"
            replace_file(folder / release.name, release.read_bytes())
            replace_file(public_journal(folder), journal)
            replace_file(folder / TIMESTAMP, nbgrader_time(at).encode())
            replace_file(folder / RECEIVED, f"{at.isoformat()}\n{BY_SERVER}\n".encode())
            with Grading(course, name) as grading:
                return grading.grade(student, folder)

    def _handed_in_at(self, name: str, student: str, events: list[Event]) -> datetime:
        """Return when the server received her last `hand_in`, or her deadline where that came before it.

        Handing in again, a restart or a queue change nothing about that.
        """
        ends = [event for event in events if event.kind in {"begin", "hand_in"}]
        now = datetime.now(UTC)
        if ends and ends[-1].kind == "begin":
            window = self.window(name, student)
            if window and window.last and window.is_over(now):
                return window.last
        handed_in = [event.at for event in ends if event.kind == "hand_in"]
        return datetime.fromisoformat(handed_in[-1]) if handed_in else now

    def window(self, name: str, student: str) -> Window | None:
        """Return until when a learner may make a test; None where the gradebook cannot be read now."""
        from ssfh_learn.grading.gradebook import CourseGradebook

        course = self.course
        if course is None:
            return None
        try:
            with CourseGradebook(course, self._key(name)) as gradebook:
                return Window.of(gradebook.lateness_of(student))
        except SsfhLearnError:
            return None

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
                window = Window.of(gradebook.lateness_of(student))
        except SsfhLearnError:
            return None
        return Standing(name, key.quiz.title, result, window)

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
