"""Reads how far many learners are with tests: from the newest result of each, without the grades of their answers.

Learners with the same result come together, so that a list of thousands costs little more than its names. What a person
gave in formgrader counts here after the next grading. The line of one learner (`own_tests`) has it at once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Text, and_, bindparam, case, cast, func, null, select, text
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading import records, tables
from ssfh_learn.grading.gradebook_reader import make_ready, must_be_there, unusable
from ssfh_learn.grading.own_tests import reading_engine
from ssfh_learn.grading.records import GivenAttempts
from ssfh_learn.grading.slots import slots_of
from ssfh_learn.journal.statements import asked_texts
from ssfh_learn.results import outcome_of, percent_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import BindParameter
    from sqlalchemy.engine import Connection, Engine, Row

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.deadline import LateRule
    from ssfh_learn.grading.key import Key
    from ssfh_learn.results import Outcome


AskedStudents = str | list[str]
"""Learners as a parameter of a statement."""


@dataclass(frozen=True, slots=True)
class ShortResult:
    """How a learner did on a test.

    `handed_in` is of the attempt that counts, in UTC without a zone; None if nobody asked.
    """

    outcome: Outcome
    attempts: int
    is_late: bool
    is_over: bool
    """Whether no other attempt can count any more."""
    handed_in: datetime | None = None
    extra: int = 0
    """The attempts that a person gave her, more than the test allows; only of who has not passed."""
    other_left: int = 0
    """The attempts with other questions that she can still make; only of who has not passed."""


class SameResult(NamedTuple):
    """The learners whose newest result on a test is the same."""

    test: str
    result: ShortResult
    students: list[str]


def read_short_results(
    course: Course, keys: Sequence[Key], students: Collection[str], *, with_moments: bool = True
) -> list[SameResult]:
    """Return the newest results on tests; a learner who has none is in no group.

    Without moments there are fewer groups. This takes no lock. Raises GradingError where the gradebook cannot be read.
    """
    try:
        engine = reading_engine(course.db_url)
        asked = _asked(engine.dialect.name, students)
        must_be_there(engine, keys[0].quiz.id)
        try:
            return _read(engine, course.late_rule, keys, asked, with_moments=with_moments)
        except SQLAlchemyError as error:
            if unusable(error).code != "gradebook_unusable":
                raise
            # An older gradebook lacks a table or a column of ours; or a server ended the connection meanwhile.
            make_ready(engine, keys[0].quiz.id)
            return _read(engine, course.late_rule, keys, asked, with_moments=with_moments)
    except (SQLAlchemyError, OSError, ImportError) as error:  # ImportError: a driver that is not installed
        raise unusable(error) from error


def _read(
    engine: Engine, rule: LateRule, keys: Sequence[Key], asked: AskedStudents, *, with_moments: bool
) -> list[SameResult]:
    by_name = {key.quiz.id: key for key in keys}
    found: defaultdict[tuple[str, ShortResult], list[str]] = defaultdict(list)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")  # one state for all statements
        newest = _newest(engine.dialect.name, with_moments=with_moments)
        not_passed: defaultdict[str, list[tuple[ShortResult, Row[Any], list[str]]]] = defaultdict(list)
        for row in connection.execute(newest, {"tests": list(by_name), "asked": asked}):
            result, some = _result(rule, by_name[row.assignment], row), json.loads(row.students)
            if result.outcome == "passed":
                found[row.assignment, result] += some
            else:
                not_passed[row.assignment].append((result, row, some))
        for test, results in not_passed.items():
            key = by_name[test]
            waiting = _waiting(connection, key, [one for *_, some in results for one in some])
            for result, row, some in results:
                found[test, result] += [one for one in some if one not in waiting]
                by_points: defaultdict[float, list[str]] = defaultdict(list)
                for one in waiting.keys() & set(some):
                    by_points[waiting[one]].append(one)
                for points, those in by_points.items():
                    found[test, _as_waiting(result, key, row, points)] += those
        given = _given_attempts(connection, keys)
        others = _other_attempts(connection, by_name, given)
    parted = []
    for (test, result), students in found.items():
        alone = [one for one in students if (test, one) in given] if given else []
        together = [one for one in students if (test, one) not in given] if alone else students
        each = [(_as_given(result, given[test, one], others.get((test, one))), [one]) for one in alone]
        parted += [SameResult(test, hers, some) for hers, some in ((result, together), *each)]
    return [one for one in parted if one.students]


class _OtherAttempts(NamedTuple):
    """The attempts with other questions that one learner handed in, and whether one of them is what counts."""

    handed_in: int
    counts: bool


def _given_attempts(connection: Connection, keys: Sequence[Key]) -> dict[tuple[str, str], GivenAttempts]:
    """Return how many attempts persons gave, by test and learner: few learners have any."""
    extra = tables.EXTRA
    query = (
        select(extra.c.assignment, extra.c.student, records.EXTRA_GIVEN, records.OTHER_GIVEN)
        .where(extra.c.assignment.in_([key.quiz.id for key in keys]))
        .group_by(extra.c.assignment, extra.c.student)
    )
    rows = connection.execute(query)
    return {(row.assignment, row.student): GivenAttempts(int(row.extra or 0), int(row.other or 0)) for row in rows}


def _other_attempts(
    connection: Connection, keys: Mapping[str, Key], given: Mapping[tuple[str, str], GivenAttempts]
) -> dict[tuple[str, str], _OtherAttempts]:
    """Return what is known of those who were given attempts with other questions."""
    students = {student for (_, student), one in given.items() if one.other}
    if not students:
        return {}
    asked = {"assignments": list(keys), "students": sorted(students)}
    contents: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in connection.execute(records.ATTEMPTS_OF_LEARNERS, asked):
        contents[row.assignment, row.student].append(row.content)
    results = connection.execute(records.RESULTS_OF_LEARNERS, asked)
    counted = {(row.assignment, row.student): row.content for row in results}
    return {
        place: _OtherAttempts(
            sum(one in keys[place[0]].other_contents for one in listed),
            counted.get(place) in keys[place[0]].other_contents,
        )
        for place, listed in contents.items()
    }


def _as_given(result: ShortResult, given: GivenAttempts, other: _OtherAttempts | None) -> ShortResult:
    """Return the result of one learner who was given attempts; with other questions nobody is late."""
    is_late = result.is_late and not (other is not None and other.counts)
    if result.outcome == "passed":
        return replace(result, is_late=is_late)
    left = max(0, given.other - other.handed_in) if other is not None else given.other
    return replace(result, is_late=is_late, extra=given.extra, other_left=left)


def _result(rule: LateRule, key: Key, row: Row[Any]) -> ShortResult:
    """Return the result of a group, as if no answer waits for a person."""
    pass_mark, maximum = key.quiz.pass_mark, _maximum(key)
    outcome = outcome_of(percent_of(row.points - row.penalty, maximum), pass_mark)
    deadline = rule.deadline(row.duedate, row.extension)
    is_late = deadline.seconds_late(row.own_time) > 0 if row.own_time else bool(row.is_late)
    is_over = bool(row.is_explained) or deadline.is_over(datetime.now(UTC).replace(tzinfo=None))
    return ShortResult(outcome, row.attempts, is_late, is_over, row.handed_in)


def _as_waiting(result: ShortResult, key: Key, row: Row[Any], points: float) -> ShortResult:
    """Return the result of who waits for a person, who can still give so many points."""
    total, maximum = row.points - row.penalty, _maximum(key)
    best = percent_of(total + points, maximum)
    return replace(result, outcome=outcome_of(percent_of(total, maximum), key.quiz.pass_mark, best=best))


def _maximum(key: Key) -> float:
    return sum(slot.points for slot in slots_of(key.quiz))


def _asked(dialect: str, students: Collection[str]) -> AskedStudents:
    """Return learners as a parameter: an array, of which PostgreSQL knows the length before it makes its plan."""
    return json.dumps(list(students), ensure_ascii=False) if dialect == "sqlite" else list(students)


def _is_asked(dialect: str, column: str) -> str:
    """Return the SQL that says whether the learner in a column is one of those who are asked for."""
    return f"{column} IN ({asked_texts(dialect)})" if dialect == "sqlite" else f"{column} = ANY(CAST(:asked AS text[]))"


@cache
def _newest(dialect: str, *, with_moments: bool) -> Any:
    """Return the statement that reads the newest results on tests, with the learners of each and their deadline.

    A deadline that a learner has for herself may move with the clock, so her own time comes with it.
    """
    from nbgrader import api

    assignment, submission = api.Assignment.__table__, api.SubmittedAssignment.__table__
    result, attempt = tables.RESULT, tables.ATTEMPT
    tests: BindParameter[list[str]] = bindparam("tests", expanding=True)
    newest = (
        select(func.max(result.c.id))
        .where(result.c.assignment.in_(tests), text(_is_asked(dialect, "ssfh_result.student")))
        .group_by(result.c.assignment, result.c.student)
    )
    explained = (
        select(attempt.c.assignment, attempt.c.student, func.max(attempt.c.due_then).label("due_then"))
        .where(
            attempt.c.assignment.in_(tests),
            text(_is_asked(dialect, "ssfh_attempt.student")),
            attempt.c.explained_at.is_not(None),
        )
        .group_by(attempt.c.assignment, attempt.c.student)
        .subquery()
    )
    is_explained = explained.c.student.is_not(None)
    due = case((is_explained, explained.c.due_then), else_=assignment.c.duedate)
    kept = (
        result.c.assignment,
        result.c.points,
        result.c.penalty,
        result.c.attempts,
        assignment.c.duedate,
        submission.c.extension,
        is_explained.label("is_explained"),
        (submission.c.timestamp > due).label("is_late"),
        case((submission.c.extension.is_not(None) & ~is_explained, submission.c.timestamp)).label("own_time"),
        (submission.c.timestamp if with_moments else null()).label("handed_in"),
    )
    each = (
        select(result.c.student, *kept)
        .join(assignment, assignment.c.name == result.c.assignment)
        .outerjoin(
            submission,
            and_(submission.c.assignment_id == assignment.c.id, submission.c.student_id == result.c.student),
        )
        .outerjoin(
            explained,
            and_(explained.c.assignment == result.c.assignment, explained.c.student == result.c.student),
        )
        .where(result.c.id.in_(newest))
        .subquery()
    )
    names = func.json_group_array if dialect == "sqlite" else func.json_agg
    alike = [one for one in each.c if one.name != "student"]
    return select(*alike, cast(names(each.c.student), Text).label("students")).group_by(*alike)


def _waiting(connection: Connection, key: Key, students: Collection[str]) -> dict[str, float]:
    """Return the points that a person can still give to learners whose answers to a test she has to grade."""
    cells = [slot.cell for slot in slots_of(key.quiz) if slot.open_question]
    if not cells:
        return {}
    asked = {"cells": json.dumps(cells), "asked": json.dumps(list(students), ensure_ascii=False)}
    statement = _asks_for_person(connection.dialect.name)
    rows = connection.execute(statement, {"test": key.quiz.id, **asked})
    return {row.student_id: float(row.points) for row in rows}


@cache
def _asks_for_person(dialect: str) -> Any:
    """Return the statement that reads which learners wait for a person, of one test, and for how many points.

    It goes from each learner to her answers. SQLite would rather read all answers of everybody, and does as it is told
    with CROSS JOIN.
    """
    join = "CROSS JOIN" if dialect == "sqlite" else "JOIN"
    asked, cells = asked_texts(dialect), asked_texts(dialect, "cells")
    return text(
        f"SELECT submission.student_id, SUM(grade_cells.max_score) AS points FROM assignment AS test "  # noqa: S608  (the names are our own)
        f"{join} notebook ON notebook.assignment_id = test.id "
        f"{join} base_cell ON base_cell.notebook_id = notebook.id AND base_cell.name IN ({cells}) "
        f"{join} grade_cells ON grade_cells.id = base_cell.id "
        f"{join} submitted_assignment AS submission ON submission.assignment_id = test.id "
        f"AND submission.student_id IN ({asked}) "
        f"{join} submitted_notebook AS submitted ON submitted.assignment_id = submission.id "
        f"AND submitted.notebook_id = notebook.id "
        f"{join} grade ON grade.cell_id = base_cell.id AND grade.notebook_id = submitted.id "
        f"WHERE test.name = :test AND grade.auto_score IS NULL AND grade.manual_score IS NULL "
        f"GROUP BY submission.student_id"
    )
