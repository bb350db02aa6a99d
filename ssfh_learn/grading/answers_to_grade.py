"""The answers of a test that a person grades, as the gradebook holds them now."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from ssfh_learn.activities.markup import markup
from ssfh_learn.grading import records, tables
from ssfh_learn.grading.answer import answer_html, prompt_html
from ssfh_learn.grading.marking import mark_again

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.engine import Connection, Row

    from ssfh_learn.grading.key import Key
    from ssfh_learn.grading.records import Manual


@dataclass(frozen=True)
class ListedAnswer:
    """An answer in the list of a grader: whose it is, its question and grade cell, and the points that it has now.

    `points` is None while no person gave any. `looks_again` says that the automatic score changed after a person
    overruled it, as nbgrader marks it.
    """

    student: str
    cell: str
    question: str
    attempt: int
    points: float | None
    looks_again: bool

    @property
    def waits(self) -> bool:
        """Whether a person has to look at it."""
        return self.points is None or self.looks_again


@dataclass(frozen=True)
class GivenGrade:
    """What a person gave once, with what stood before; `at` is in UTC without a zone."""

    by: str
    at: datetime
    points: float | None
    comment: str | None
    points_before: float | None
    comment_before: str | None


@dataclass(frozen=True)
class AnswerToGrade:
    """All that a grader needs for one answer; `prompt`, `answer`, `model_answer`, `mark_scheme` and `points` are HTML.

    `version` names what counts and what was given until now: a grader who writes says which version she saw. `history`
    is oldest first; `is_of_elsewhere` says that what stands now was not given here but in formgrader.
    """

    listed: ListedAnswer
    first_name: str | None
    last_name: str | None
    prompt: str
    answer: str
    model_answer: str | None
    mark_scheme: str | None
    checklist: tuple[str, ...]
    maximum: float
    given: Manual
    can_comment: bool
    version: str
    history: tuple[GivenGrade, ...]

    @property
    def is_of_elsewhere(self) -> bool:
        """Whether what was given now is something else than what was given here last."""
        here = (self.history[-1].points, self.history[-1].comment) if self.history else (None, None)
        return (self.given[0], self.given[2]) != here


def read_listed(connection: Connection, api: Any, key: Key, assignment: str) -> list[ListedAnswer]:
    """Return every answer that a person grades or has graded, by question and learner.

    `assignment` is the id of the row of the assignment. Only the attempt that counts is graded.
    """
    place = {slot: number for number, slot in enumerate(question.id for question in key.quiz.questions)}
    found = (_listed(row) for row in _rows(connection, api, key.quiz.id, assignment))
    return sorted(found, key=lambda one: (place.get(one.question, len(place)), one.student))


def read_answer(  # noqa: PLR0913, PLR0917  (what one reading needs)
    connection: Connection, api: Any, key: Key, assignment: str, student: str, cell: str
) -> AnswerToGrade | None:
    """Return one answer with all that a grader needs; None if there is no such answer to grade."""
    rows = _rows(connection, api, key.quiz.id, assignment, student)
    row = next((one for one in rows if one.cell == cell), None)
    recorded = {one.number: one for one in records.attempts_of(connection, key.quiz.id, student)}
    if row is None or row.attempt not in recorded:
        return None
    listed = _listed(row)
    attempt = recorded[row.attempt]
    marked = mark_again(key, attempt.number, attempt.content, attempt.answers, student)
    question = marked.quiz.question(listed.question)
    model_answer, scheme = (markup(getattr(question, name, None)) for name in ("model_answer", "mark_scheme"))
    checklist: Any = question.compared(()).get("points", ())
    given: Manual = (row.manual_score, row.extra_credit, row.manual_comment)
    return AnswerToGrade(
        listed,
        row.first_name,
        row.last_name,
        prompt_html(question),
        answer_html(question, marked.answers[cell]),
        model_answer and model_answer["html"],
        scheme and scheme["html"],
        tuple(point["text"]["html"] for point in checklist),
        marked.scores[cell].maximum,
        given,
        row.comment is not None,
        _version(listed, given, attempt.answers),
        tuple(_history(records.given_to(connection, key.quiz.id, student, cell, listed.attempt))),
    )


def _version(listed: ListedAnswer, given: Manual, answers: Any) -> str:
    said = records.as_json([listed.attempt, listed.question, given, listed.looks_again, answers])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _listed(row: Row[Any]) -> ListedAnswer:
    questions = {cell: question for cell, question, _ in json.loads(row.asked)}
    looks_again = row.manual_score is not None and bool(row.needs_manual_grade)
    return ListedAnswer(row.student, row.cell, questions[row.cell], row.attempt, row.manual_score, looks_again)


def _history(rows: Sequence[Row[Any]]) -> Iterator[GivenGrade]:
    for row in rows:
        yield GivenGrade(row.given_by, row.given_at, row.points, row.comment, row.points_before, row.comment_before)


def _rows(connection: Connection, api: Any, name: str, assignment: str, only: str | None = None) -> list[Row[Any]]:
    """Return the grades that a person gives or gave, each with the last result of its learner.

    Every join uses an index of nbgrader: a grade and a comment are found by cell and submitted notebook, never by the
    notebook alone.
    """
    grade, cell, comment, source, notebook, submission, student = (
        model.__table__
        for model in (
            *(api.Grade, api.BaseCell, api.Comment, api.Notebook),
            *(api.SubmittedNotebook, api.SubmittedAssignment, api.Student),
        )
    )
    result, said_in, of_learner = tables.RESULT, cell.alias("said_in"), tables.RESULT.alias("of_learner")
    newest = select(func.max(of_learner.c.id)).where(
        of_learner.c.assignment == name, of_learner.c.student == student.c.id
    )
    found = (
        select(
            student.c.id.label("student"),
            student.c.first_name,
            student.c.last_name,
            cell.c.name.label("cell"),
            grade.c.auto_score,
            grade.c.manual_score,
            grade.c.extra_credit,
            grade.c.needs_manual_grade,
            comment.c.id.label("comment"),
            comment.c.manual_comment,
            result.c.attempt,
            result.c["items"].label("asked"),
        )
        .select_from(source)
        .join(cell, and_(cell.c.notebook_id == source.c.id, cell.c.type == "GradeCell"))
        .join(submission, submission.c.assignment_id == source.c.assignment_id)
        .join(notebook, notebook.c.assignment_id == submission.c.id)
        .join(grade, and_(grade.c.cell_id == cell.c.id, grade.c.notebook_id == notebook.c.id))
        .join(student, student.c.id == submission.c.student_id)
        .join(result, result.c.id == newest.scalar_subquery())
        .outerjoin(
            said_in,
            and_(
                said_in.c.notebook_id == source.c.id,
                said_in.c.name == cell.c.name,
                said_in.c.type == "SolutionCell",
            ),
        )
        .outerjoin(comment, and_(comment.c.cell_id == said_in.c.id, comment.c.notebook_id == notebook.c.id))
        .where(source.c.assignment_id == assignment)
        .where(or_(grade.c.auto_score.is_(None), grade.c.manual_score.is_not(None), grade.c.needs_manual_grade))
    )
    if only is not None:
        found = found.where(student.c.id == only)
    return list(connection.execute(found))
