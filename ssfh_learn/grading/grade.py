"""Grading every submission of a test: no kernel, no notebook of a learner, and one line for each problem."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from ssfh_learn.errors import JournalError
from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.grading.key import load_key, protect
from ssfh_learn.grading.master import master
from ssfh_learn.grading.problem import GradingError, Note
from ssfh_learn.grading.received import SECRET, TIMESTAMP
from ssfh_learn.grading.submission import must_be_name, read_submission
from ssfh_learn.journal.submitted import read_regular_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.key import Key
    from ssfh_learn.grading.marking import MarkedAttempt
    from ssfh_learn.results import Result

_KEPT = (TIMESTAMP, SECRET)
"""What nbgrader needs beside an autograded notebook, to give the feedback back to its owner alone."""
_SMALL = 10_000


@dataclass(frozen=True)
class GradingOutcome:
    """The outcome of one submission: a result or the reason that there is none, and what was odd.

    `was` is the total of the last grading if this grading gives another.
    """

    student: str
    result: Result | None
    notes: tuple[Note, ...]
    was: float | None = None


class Grading:
    """The grading of one test. Use it as a context manager, and iterate over it."""

    def __init__(self, course: Course, name: str, key: Key | None = None) -> None:
        """Open the gradebook, and load the key if it is not given as it is now.

        Raises GradingError or ContentError where that cannot be done.
        """
        self.course = course
        protect(course)
        self.key = key or load_key(course, name)
        self.gradebook = CourseGradebook(course, self.key)
        self._owner_of: dict[str, str] = {}
        self._open_counts = bool(course.late_rule.name)

    @cached_property
    def submissions(self) -> list[tuple[str, Path]]:
        """Every learner who handed something in, with the folder."""
        return list(self.course.submissions(self.key.quiz.id))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        protect(self.course)  # also what was made just now
        self.gradebook.__exit__()

    def __iter__(self) -> Iterator[GradingOutcome]:
        """Grade each submission; if one cannot be graded, the others still are."""
        for student, folder in self.submissions:
            yield self.grade(student, folder)

    def grade(self, student: str, folder: Path) -> GradingOutcome:
        """Grade one submission."""
        try:
            must_be_name(student)
            key = self.key.allowing(*self.gradebook.given_attempts(student))
            handed_in, notes = read_submission(key, student, folder, open_counts=self._open_counts)
            for first_event in sorted(handed_in.first_events):
                self._must_be_her_own(first_event, student)
            saved = self.gradebook.save(handed_in, lambda attempt: self._write(attempt, student, folder))
        except GradingError as error:
            return GradingOutcome(student, None, (error.note,))
        except OSError as error:
            return GradingOutcome(student, None, (Note("not_written", {"reason": error.strerror or error}),))
        except Exception as error:  # noqa: BLE001  (one submission must not stop the others, whatever is in it)
            return GradingOutcome(student, None, (Note("fault", {"kind": type(error).__name__}),))
        return GradingOutcome(student, saved.result, (*notes, *saved.notes), saved.was)

    def _must_be_her_own(self, first_event: str, student: str) -> None:
        """Refuse a journal that begins with an event of another learner."""
        owner = self._owner_of.setdefault(first_event, student)
        if owner != student:
            raise GradingError("journal_is_a_copy", student=owner)

    def _write(self, attempt: MarkedAttempt, student: str, folder: Path) -> None:
        """Write the notebook that formgrader shows, and beside it what nbgrader needs."""
        place = self.course.folder("autograded", student, self.key.quiz.id)
        place.mkdir(parents=True, exist_ok=True)
        notebook = json.dumps(master(attempt.quiz, attempt), ensure_ascii=False)  # in one line: four times as quick
        replace_file(place / f"{self.key.quiz.id}.ipynb", notebook.encode())
        for name in _KEPT:
            with suppress(JournalError):
                replace_file(place / name, read_regular_file(folder / name, _SMALL))


def replace_file(path: Path, content: bytes) -> None:
    """Write a file as a whole, or not at all."""
    passing = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        passing.write_bytes(content)
        passing.replace(path)
    except OSError:
        with suppress(OSError):
            passing.unlink()
        raise
