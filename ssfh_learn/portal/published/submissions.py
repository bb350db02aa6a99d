"""The submissions of learners for tests: written for nbgrader, graded at once, graded again, and removed."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ssfh_learn.errors import ContentError, SsfhLearnError
from ssfh_learn.grading.grade import Grading, replace_file
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.received import BY_SERVER, RECEIVED, TIMESTAMP, keep_what_is_there, nbgrader_time
from ssfh_learn.journal import public_journal
from ssfh_learn.portal.published.assignments import unreachable
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.grade import GradingOutcome
    from ssfh_learn.journal import Event
    from ssfh_learn.portal.published.assignments import Assignments

LOG = logging.getLogger(__name__)


class Submissions:
    """What learners handed in for the tests of a course; there is none without a course."""

    def __init__(self, assignments: Assignments) -> None:
        self._assignments = assignments
        self._one_at_a_time = threading.Lock()  # two tabs of one learner write the same files

    def hand_in(self, name: str, student: str, events: Iterable[Event]) -> GradingOutcome:
        """Write a submission for nbgrader and grade its automatic questions.

        Raises GradingError or ContentError if that fails; the learner's events stay in the journal.
        """
        course = self._assignments.course
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
            with Grading(course, name, self._assignments.key(name)) as grading:
                return grading.grade(student, folder)

    def count(self, name: str, students: Collection[str] | None = None) -> int:
        """Return how many learners handed in, all or among these; raises GradingError if that cannot be known now."""
        course = self._assignments.course
        return len(list(_of(course, name, students))) if course is not None else 0

    def grade_each(
        self, name: str, students: Collection[str] | None = None
    ) -> Iterator[tuple[str, GradingOutcome | SsfhLearnError | OSError]]:
        """Work out the result of each learner again, all or these, and yield what came of it.

        Who hands in meanwhile waits for one learner at most. Raises GradingError or ContentError if none can be graded.
        """
        course = self._assignments.course
        if course is None:
            return
        with Grading(course, name) as grading:
            for student, folder in list(_of(course, name, students)):
                with self._one_at_a_time:
                    try:
                        outcome: GradingOutcome | SsfhLearnError | OSError = grading.grade(student, folder)
                    except (SsfhLearnError, OSError) as error:
                        outcome = error
                yield student, outcome

    def grade_again(self, name: str, *students: str) -> None:
        """Work out the results of these learners again, or of everybody, after a person gave points or a deadline.

        If that cannot be done now, what she changed is kept and counts from the next grading on; the log says why.
        """
        course = self._assignments.course
        if course is None:
            return
        try:
            with self._one_at_a_time, Grading(course, name, self._assignments.key(name)) as grading:
                named = [(student, course.folder("submitted", student, name)) for student in students]
                for student, folder in named or course.submissions(name):
                    self._grade_one_again(grading, name, student, folder)
        except (SsfhLearnError, OSError) as error:
            LOG.warning("%s was not graded again: %s", name, error)

    @staticmethod
    def _grade_one_again(grading: Grading, name: str, student: str, folder: Path) -> None:
        try:
            outcome = grading.grade(student, folder)
        except (SsfhLearnError, OSError) as error:
            LOG.warning("%s was not graded again: %s", name, error)
        else:
            if outcome.result is None:
                LOG.warning("%s was not graded again: %s", name, "; ".join(str(note) for note in outcome.notes))

    def _handed_in_at(self, name: str, student: str, events: list[Event]) -> datetime:
        """Return when the server received her last `hand_in`, or her deadline if that was earlier.

        Handing in again, a restart and a queue do not change this time.
        """
        ends = [event for event in events if event.kind in {"begin", "hand_in"}]
        now = datetime.now(UTC)
        if ends and ends[-1].kind == "begin":
            window = self._assignments.window(name, student)
            if window and window.last and window.is_over(now):
                return window.last
        handed_in = [event.at for event in ends if event.kind == "hand_in"]
        return datetime.fromisoformat(handed_in[-1]) if handed_in else now

    def first_handed_in(self, student: str) -> datetime | None:
        """Return when the first work came in that a test has under this name, if any."""
        from ssfh_learn.grading.first_work import first_handed_in

        course, names = self._assignments.course, self._assignments.names()
        if course is None or not names:
            return None
        try:
            return first_handed_in(course, names[0], student)
        except (GradingError, OSError) as error:
            raise unreachable("result", error) from error

    def last_handed_in(self, name: str) -> dict[str, datetime]:
        """Return by learner when the last work on a test came in."""
        from ssfh_learn.grading.expired import last_handed_in

        course = self._assignments.course
        try:
            return last_handed_in(course, name) if course is not None else {}
        except (GradingError, OSError) as error:
            raise unreachable("result", error) from error

    def remove(self, name: str, student: str) -> None:
        """Remove all that the course keeps of a learner's work on a test."""
        from ssfh_learn.grading.expired import remove_result

        course = self._assignments.course
        if course is None:
            return
        try:
            with self._one_at_a_time:
                remove_result(course, name, student)
        except (GradingError, OSError) as error:
            raise unreachable("result", error) from error


def _of(course: Course, name: str, students: Collection[str] | None) -> Iterator[tuple[str, Path]]:
    """Yield the submissions of these learners, or of everybody."""
    for student, folder in course.submissions(name):
        if students is None or student in students:
            yield student, folder
