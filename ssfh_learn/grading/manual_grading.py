"""Grading by a person outside formgrader: reading what waits for her, and writing what she gives.

What she gives is nbgrader's manual score and comment, so formgrader shows the same. Who gave what, and what stood there
before, is added to a table of our own and never changed.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading import records
from ssfh_learn.grading.answer import prompt_html
from ssfh_learn.grading.answers_to_grade import read_answer, read_listed
from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.grading.gradebook_reader import GradebookReader, unusable
from ssfh_learn.grading.problem import ChangedMeanwhile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection

    from ssfh_learn.grading.answers_to_grade import AnswerToGrade, ListedAnswer

LONGEST_COMMENT = 4_000
"""Characters of what a person says about an answer."""


class AnswersToGrade(GradebookReader):
    """The answers of one test that a person grades, to read. Use it as a context manager."""

    def listed(self) -> list[ListedAnswer]:
        """Return every answer that a person grades or has graded, by question and learner."""
        with self._reading() as connection:
            return read_listed(connection, self._api, self.key, self._assignment_id)

    def prompts(self, questions: Iterable[str]) -> dict[str, str]:
        """Return what was asked, as HTML, by question; the id of a question that the key no longer has."""
        known = {question.id: question for question in self.key.quiz.questions}
        return {id_: prompt_html(known[id_]) if id_ in known else escape(id_) for id_ in questions}

    def answer(self, student: str, cell: str) -> AnswerToGrade | None:
        """Return one answer with all that a grader needs; None if there is no such answer to grade."""
        with self._reading() as connection:
            return read_answer(connection, self._api, self.key, self._assignment_id, student, cell)


class ManualGradebook(CourseGradebook):
    """The gradebook of one test, for a person who grades. Use it as a context manager."""

    def give(self, seen: AnswerToGrade, by: str, points: float | None, comment: str) -> None:
        """Write what a person gives for an answer as she saw it.

        `points` None takes back what was given. Raises ChangedMeanwhile if the answer is no longer as she saw it,
        ValueError for impossible points or too long a comment, and GradingError if nothing can be written.
        """
        if points is not None and not (math.isfinite(points) and 0 <= points <= seen.maximum):
            msg = f"{points} is not between 0 and {seen.maximum}"
            raise ValueError(msg)
        if len(comment) > LONGEST_COMMENT:
            msg = f"the comment has more than {LONGEST_COMMENT} characters"
            raise ValueError(msg)
        try:
            with self._transaction() as connection:
                self._give(connection, seen, by, (points, seen.given[1], comment.strip() or None))
        except SQLAlchemyError as error:
            raise unusable(error) from error

    def _give(self, connection: Connection, seen: AnswerToGrade, by: str, now: records.Manual) -> None:
        student, cell = seen.listed.student, seen.listed.cell
        before = read_answer(connection, self._api, self.key, self._assignment_id, student, cell)
        if before is None or before.version != seen.version:
            raise ChangedMeanwhile(self.assignment)
        if now == before.given and not before.listed.looks_again:
            return
        place = self._learners.place_of(connection, student)
        self._cells.write_manual(connection, place, cell, now)
        records.add_given(
            connection,
            assignment=self.assignment,
            student=student,
            attempt=seen.listed.attempt,
            cell=cell,
            given_by=by,
            given_at=datetime.now(UTC).replace(tzinfo=None),
            points=now[0],
            comment=now[2],
            points_before=before.given[0],
            comment_before=before.given[2],
        )
