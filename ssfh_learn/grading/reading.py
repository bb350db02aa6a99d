"""The results of a whole course, as the gradebook holds them now."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select

from ssfh_learn.grading import records
from ssfh_learn.grading.slots import slots_of
from ssfh_learn.results import ItemResult, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import timedelta

    from sqlalchemy.engine import Connection, Row

    from ssfh_learn.activities.quiz import Quiz
    from ssfh_learn.grading.lateness import Lateness
    from ssfh_learn.results import Status


def read_results(  # noqa: PLR0913, PLR0917  (what one reading needs)
    connection: Connection,
    api: Any,
    quiz: Quiz,
    assignment: str,
    lateness: Callable[[str, timedelta | None, str], Lateness],
    student: str | None = None,
) -> list[Result]:
    """Return one result for each learner in the gradebook, by last and first name, or of one learner.

    Manual scores and extra credit are counted as they are now; attempt, version and receipt are those of the last
    grading. `assignment` is the id of the row of the assignment, `lateness` gives that of a learner with an extension,
    for an attempt at a version.
    """
    history: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in records.results_of(connection, quiz.id, student):
        history[row.student].append(row)
    grades = _grades(connection, api, assignment, student)
    cut = records.cut_attempts(connection, quiz.id, student)

    def result(row: Row[Any]) -> Result:
        hers = history[row.student]
        late = lateness(row.student, row.extension, hers[-1].content if hers else "")
        return result_of(row, hers, grades[row.notebook], quiz, (late, cut))

    return [result(row) for row in _students(connection, api, assignment, student)]


def read_comments(connection: Connection, api: Any, assignment: str, student: str) -> dict[str, str]:
    """Return what a person said about a learner's answers, by grade cell."""
    comment, cell, notebook, submission = (
        model.__table__ for model in (api.Comment, api.BaseCell, api.SubmittedNotebook, api.SubmittedAssignment)
    )
    rows = connection.execute(
        select(cell.c.name, comment.c.manual_comment)
        .join(cell, cell.c.id == comment.c.cell_id)
        .join(notebook, notebook.c.id == comment.c.notebook_id)
        .join(submission, submission.c.id == notebook.c.assignment_id)
        .where(submission.c.assignment_id == assignment, submission.c.student_id == student)
    )
    return {row.name: row.manual_comment for row in rows if row.manual_comment}


def _students(connection: Connection, api: Any, assignment: str, only: str | None) -> Iterable[Row[Any]]:
    student, submission, notebook = (
        model.__table__ for model in (api.Student, api.SubmittedAssignment, api.SubmittedNotebook)
    )
    query = (
        select(
            student.c.id.label("student"),
            student.c.first_name,
            student.c.last_name,
            submission.c.timestamp,
            submission.c.extension,
            notebook.c.id.label("notebook"),
            notebook.c.late_submission_penalty.label("penalty"),
        )
        .outerjoin(submission, and_(submission.c.student_id == student.c.id, submission.c.assignment_id == assignment))
        .outerjoin(notebook, notebook.c.assignment_id == submission.c.id)
        .order_by(student.c.last_name, student.c.first_name, student.c.id)
    )
    return connection.execute(query if only is None else query.where(student.c.id == only))


def _grades(connection: Connection, api: Any, assignment: str, only: str | None) -> dict[str, dict[str, Row[Any]]]:
    grade, cell, notebook, submission = (
        model.__table__ for model in (api.Grade, api.BaseCell, api.SubmittedNotebook, api.SubmittedAssignment)
    )
    query = (
        select(grade.c.notebook_id, cell.c.name, grade.c.auto_score, grade.c.manual_score, grade.c.extra_credit)
        .join(cell, cell.c.id == grade.c.cell_id)
        .join(notebook, notebook.c.id == grade.c.notebook_id)
        .join(submission, submission.c.id == notebook.c.assignment_id)
        .where(submission.c.assignment_id == assignment)
    )
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in connection.execute(query if only is None else query.where(submission.c.student_id == only)):
        found[row.notebook_id][row.name] = row
    return found


def result_of(
    row: Row[Any],
    history: Sequence[Row[Any]],
    grades: dict[str, Row[Any]],
    quiz: Quiz,
    late: tuple[Lateness, set[tuple[str, int]]],
) -> Result:
    """Return the result of one learner.

    `row` holds her name and her submission, `history` all her results (oldest first), and `grades` the rows of her
    grade cells. `late` says what being late means for her, and which attempts a deadline handed in.
    """
    named = {"assignment": quiz.id, "student": row.student, "first_name": row.first_name, "last_name": row.last_name}
    slots = slots_of(quiz)
    maximum = sum(slot.points for slot in slots)
    if not history:
        return Result(**named, maximum=maximum, pass_mark=quiz.pass_mark, submitted_at=row.timestamp)
    last = history[-1]
    asked = {cell: (question, status) for cell, question, status in json.loads(last.items)}
    items = tuple(_item(slot.cell, slot.points, *asked[slot.cell], grades[slot.cell]) for slot in slots)
    points = sum(item.points + (grades[item.cell].extra_credit or 0.0) for item in items if item.points is not None)
    hers, cut = late
    not_counted = hers.why_not(row.timestamp)
    penalty = points if not_counted else row.penalty or 0.0
    return Result(
        **named,
        points=points,
        penalty=penalty,
        maximum=maximum,
        pass_mark=quiz.pass_mark,
        status="awaiting_grader" if any(item.points is None for item in items) else "complete",
        attempt=last.attempt,
        attempts=last.attempts,
        submitted_at=row.timestamp,
        seconds_late=hers.deadline.seconds_late(row.timestamp),
        not_counted=not_counted,
        was_cut=(row.student, last.attempt) in cut,
        graded_at=last.graded_at,
        content=last.content,
        key=last.key,
        receipt=last.receipt,
        previous=changes_in((*(one.points - one.penalty for one in history), points - penalty)),
        items=items,
    )


def _item(cell: str, maximum: float, question: str, status: Status, grade: Row[Any]) -> ItemResult:
    points = grade.auto_score if grade.manual_score is None else grade.manual_score
    return ItemResult(cell, question, points, maximum, status)


def changes_in(totals: Sequence[float]) -> tuple[float, ...]:
    """Return the totals that came before the last one and differ from the one after them."""
    return tuple(total for total, after in pairwise(totals) if total != after)
