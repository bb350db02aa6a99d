"""What is kept in our own tables in the gradebook: attempts, every result, and what persons gave.

A learner owns her journal and could rewrite an attempt that she handed in. So each graded attempt is stored here with
its time, and a later submission can only add attempts. Results and what persons gave are only added, never changed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, case, delete, func, insert, select
from sqlalchemy import update as sql_update

from ssfh_learn.grading.tables import ATTEMPT, EXTRA, GIVEN, RESULT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import BindParameter
    from sqlalchemy.engine import Connection, Row

# made once: SQLAlchemy takes longer to build a statement than SQLite to run it
_ATTEMPTS = (
    select(
        ATTEMPT.c.number,
        ATTEMPT.c.content,
        ATTEMPT.c.answers,
        ATTEMPT.c.manual,
        ATTEMPT.c.handed_in,
        ATTEMPT.c.cut_at,
    )
    .where(ATTEMPT.c.assignment == bindparam("assignment"), ATTEMPT.c.student == bindparam("student"))
    .order_by(ATTEMPT.c.number)
)
_EXPLAINED = (
    select(ATTEMPT.c.student, ATTEMPT.c.explained_at, ATTEMPT.c.due_then)
    .where(ATTEMPT.c.assignment == bindparam("assignment"), ATTEMPT.c.explained_at.is_not(None))
    .order_by(ATTEMPT.c.explained_at.desc())
)
_EXPLAINED_TO_ONE = _EXPLAINED.where(ATTEMPT.c.student == bindparam("student"))
EXTRA_GIVEN = func.sum(case((EXTRA.c.other.is_(True), 0), else_=EXTRA.c.attempts)).label("extra")
"""How many attempts were given with the questions that everybody has."""
OTHER_GIVEN = func.sum(case((EXTRA.c.other.is_(True), EXTRA.c.attempts), else_=0)).label("other")
"""How many attempts were given with other questions."""
_EXTRA = select(EXTRA_GIVEN, OTHER_GIVEN).where(
    EXTRA.c.assignment == bindparam("assignment"), EXTRA.c.student == bindparam("student")
)
_RESULTS = select(RESULT).where(RESULT.c.assignment == bindparam("assignment")).order_by(RESULT.c.id)
_RESULTS_OF_ONE = _RESULTS.where(RESULT.c.student == bindparam("student"))

_ASSIGNMENTS: BindParameter[list[str]] = bindparam("assignments", expanding=True)
_STUDENTS: BindParameter[list[str]] = bindparam("students", expanding=True)
RESULTS_OF_LEARNERS = (
    select(RESULT).where(RESULT.c.assignment.in_(_ASSIGNMENTS), RESULT.c.student.in_(_STUDENTS)).order_by(RESULT.c.id)
)
"""Every result of some learners on some assignments, oldest first."""
ATTEMPTS_OF_LEARNERS = select(
    ATTEMPT.c.assignment,
    ATTEMPT.c.student,
    ATTEMPT.c.number,
    ATTEMPT.c.content,
    ATTEMPT.c.cut_at,
    ATTEMPT.c.explained_at,
    ATTEMPT.c.due_then,
).where(ATTEMPT.c.assignment.in_(_ASSIGNMENTS), ATTEMPT.c.student.in_(_STUDENTS))
"""Every attempt of some learners on some assignments, without what she answered."""

Manual = tuple[float | None, float | None, str | None]
"""What a person gave in one cell: the manual score, the extra credit, the comment."""


@dataclass(frozen=True)
class Recorded:
    """An attempt as it was handed in first: answers by question, and what a person gave for it by grade cell.

    `at` is when it was handed in, in UTC without a zone; None where nobody knows. `cut_at` is her deadline if the
    deadline handed it in for her. `seconds` (by question) is only written, for reports.
    """

    number: int
    content: str
    answers: Mapping[str, Any]
    manual: Mapping[str, Manual] = field(default_factory=dict)
    at: datetime | None = None
    cut_at: datetime | None = None
    seconds: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Explained:
    """When explanations became readable to a learner, and what her deadline then was; in UTC without a zone."""

    at: datetime
    due: datetime | None


def attempts_of(connection: Connection, assignment: str, student: str) -> list[Recorded]:
    """Return the attempts that were graded before, in order."""
    rows = connection.execute(_ATTEMPTS, {"assignment": assignment, "student": student})
    return [
        Recorded(number, content, json.loads(answers), _manual(json.loads(manual)), at, cut_at)
        for number, content, answers, manual, at, cut_at in rows
    ]


def _manual(stored: Mapping[str, list[Any]]) -> dict[str, Manual]:
    return {cell: (manual, extra, comment) for cell, (manual, extra, comment) in stored.items()}


def record_attempts(connection: Connection, assignment: str, student: str, attempts: Iterable[Recorded]) -> None:
    """Keep attempts that were handed in now."""
    rows = [
        {
            "assignment": assignment,
            "student": student,
            "number": one.number,
            "content": one.content,
            "answers": as_json(one.answers),
            "manual": as_json(one.manual),
            "handed_in": one.at,
            "cut_at": one.cut_at,
            "seconds": None if one.seconds is None else as_json(one.seconds),
        }
        for one in attempts
    ]
    if rows:
        connection.execute(insert(ATTEMPT), rows)


def record_again(connection: Connection, assignment: str, student: str, one: Recorded) -> None:
    """Keep another version of an attempt that only her deadline handed in, now that she has another deadline."""
    connection.execute(
        delete(ATTEMPT).where(
            ATTEMPT.c.assignment == assignment, ATTEMPT.c.student == student, ATTEMPT.c.number == one.number
        )
    )
    record_attempts(connection, assignment, student, [one])


def keep_manual(
    connection: Connection, assignment: str, student: str, number: int, manual: Mapping[str, Manual]
) -> None:
    """Store what a person gave for an attempt."""
    connection.execute(
        sql_update(ATTEMPT)
        .where(ATTEMPT.c.assignment == assignment, ATTEMPT.c.student == student, ATTEMPT.c.number == number)
        .values(manual=as_json(manual))
    )


def results_of(connection: Connection, assignment: str, student: str | None = None) -> list[Row[Any]]:
    """Return every result that was ever given, oldest first."""
    if student is None:
        return list(connection.execute(_RESULTS, {"assignment": assignment}))
    return list(connection.execute(_RESULTS_OF_ONE, {"assignment": assignment, "student": student}))


def add_result(connection: Connection, last: Row[Any] | None, **values: Any) -> None:
    """Add a result, unless it says the same as the last one."""
    if last is None or any(getattr(last, name) != value for name, value in values.items()):
        now = datetime.now(UTC).replace(tzinfo=None)
        connection.execute(insert(RESULT), {"graded_at": now, **values})


def add_given(connection: Connection, **values: Any) -> None:
    """Add what a person gave for an answer, with what stood there before."""
    connection.execute(insert(GIVEN), values)


def given_to(connection: Connection, assignment: str, student: str, cell: str, attempt: int) -> list[Row[Any]]:
    """Return what persons gave for an answer in the portal, oldest first."""
    is_of_it = (GIVEN.c.assignment == assignment, GIVEN.c.student == student, GIVEN.c.cell == cell)
    found = select(GIVEN).where(*is_of_it, GIVEN.c.attempt == attempt).order_by(GIVEN.c.id)
    return list(connection.execute(found))


def cut_attempts(connection: Connection, assignment: str, student: str | None = None) -> set[tuple[str, int]]:
    """Return the attempts, by learner and number, that only the deadline handed in."""
    found = select(ATTEMPT.c.student, ATTEMPT.c.number).where(
        ATTEMPT.c.assignment == assignment, ATTEMPT.c.cut_at.is_not(None)
    )
    if student is not None:
        found = found.where(ATTEMPT.c.student == student)
    return {(row.student, row.number) for row in connection.execute(found)}


def explained_to(connection: Connection, assignment: str, student: str | None = None) -> dict[str, Explained]:
    """Return the learners who could read the explanations, and since when; of all learners or of one."""
    if student is None:
        rows = connection.execute(_EXPLAINED, {"assignment": assignment})
    else:
        rows = connection.execute(_EXPLAINED_TO_ONE, {"assignment": assignment, "student": student})
    return {row.student: Explained(row.explained_at, row.due_then) for row in rows}  # the first of several


class GivenAttempts(NamedTuple):
    """How many attempts a person gave a learner, more than the test allows; `other` have other questions."""

    extra: int = 0
    other: int = 0


NONE_GIVEN = GivenAttempts()


def given_attempts(connection: Connection, assignment: str, student: str) -> GivenAttempts:
    """Return how many attempts a person gave a learner."""
    row = connection.execute(_EXTRA, {"assignment": assignment, "student": student}).one()
    return GivenAttempts(int(row.extra or 0), int(row.other or 0))


def newest_explained(attempts: Iterable[Row[Any]]) -> Explained | None:
    """Return since when explanations are readable to the learner of these attempts; None where they are not."""
    said = [Explained(row.explained_at, row.due_then) for row in attempts if row.explained_at is not None]
    return max(said, key=lambda one: one.at, default=None)


def record_explained(connection: Connection, assignment: str, student: str, one: Explained) -> bool:
    """Remember, with each of her attempts, that explanations are readable to a learner; return whether she has any."""
    changed = connection.execute(
        sql_update(ATTEMPT)
        .where(ATTEMPT.c.assignment == assignment, ATTEMPT.c.student == student)
        .values(explained_at=one.at, due_then=one.due)
    )
    return changed.rowcount > 0


def as_json(value: Any) -> str:
    """Return a value as JSON, so that equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
