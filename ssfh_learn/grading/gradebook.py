"""nbgrader's gradebook, written to directly: one short transaction a learner, and no kernel."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import create_engine, event, inspect, select
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError

from ssfh_learn.grading import records
from ssfh_learn.grading.cells import NOTHING, GradeCells
from ssfh_learn.grading.choice import counting
from ssfh_learn.grading.lateness import LatePolicy, seconds_late
from ssfh_learn.grading.learner_rows import LearnerRows
from ssfh_learn.grading.marking import mark_again
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.reading import changes_in, read_comments, read_results
from ssfh_learn.grading.records import Recorded
from ssfh_learn.grading.slots import slots_of
from ssfh_learn.results import ItemResult, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy.engine import Connection, Engine, Row

    from ssfh_learn.grading.cells import Cell, Written
    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.key import Key
    from ssfh_learn.grading.marking import MarkedAttempt, Marking

PATIENCE = 30_000
"""Milliseconds to wait for another program that writes in the same SQLite file."""


@dataclass(frozen=True)
class HandedIn:
    """What a learner handed in, marked; times are in UTC without a zone, as nbgrader keeps them.

    `receipt` is the SHA-256 of the journal, `first_event` an id that no two learners can have in common.
    """

    student: str
    marking: Marking
    receipt: str
    submitted_at: datetime | None
    first_event: str


@dataclass(frozen=True)
class Saved:
    """What was saved: the result, the attempt that counts, and the attempts that were written again afterwards.

    `was` is the total that the last grading gave, where this one gives another.
    """

    result: Result
    attempt: MarkedAttempt
    rewritten: tuple[int, ...]
    was: float | None


class CourseGradebook:
    """The gradebook of one assignment. Use it as a context manager."""

    def __init__(self, course: Course, key: Key) -> None:
        """Open the gradebook; raises GradingError where it cannot be opened or the test is not in it."""
        from nbgrader import api

        self.key = key
        self.assignment = key.quiz.id
        self._api = api
        self._late_policy = LatePolicy(course)
        try:
            self._engine = create_engine(course.db_url)
            _must_be_there(self._engine, self.assignment)
            if self._engine.dialect.name == "sqlite":
                event.listen(self._engine, "connect", _wait_for_others)
            # not nbgrader's Gradebook: it makes its tables where there are none, and two that do so at once fail
            if not inspect(self._engine).has_table(api.Assignment.__tablename__):
                raise GradingError("gradebook_gone", name=self.assignment)
            records.make_tables(self._engine)
            with self._transaction() as connection:
                self._read_assignment(connection)
                records.forget_others(connection, select(api.Student.id))
        except (SQLAlchemyError, OSError, ImportError) as error:  # ImportError: a driver that is not installed
            raise _unusable(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    def _read_assignment(self, connection: Connection) -> None:
        assignment, notebook = self._api.Assignment.__table__, self._api.Notebook.__table__
        found = connection.execute(
            select(assignment.c.id, assignment.c.duedate, notebook.c.id)
            .join(notebook, notebook.c.assignment_id == assignment.c.id)
            .where(assignment.c.name == self.assignment, notebook.c.name == self.assignment)
        ).first()
        if found is None:
            raise GradingError("not_built", name=self.assignment)
        self._assignment_id, self.duedate, notebook_id = found
        self._cells = GradeCells(connection, self._api, notebook_id)
        self._learners = LearnerRows(self._api, self._assignment_id, notebook_id)
        if self._cells.names != {slot.cell for slot in slots_of(self.key.quiz)}:
            raise GradingError("build_again", name=self.assignment)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """Yield a connection that nobody else grades this assignment beside."""
        with self._engine.connect() as connection:
            if self._engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                table = self._api.Assignment.__table__
                connection.execute(select(table.c.id).where(table.c.name == self.assignment).with_for_update())
            yield connection
            connection.commit()

    # Saving

    def save(self, handed_in: HandedIn, write: Callable[[MarkedAttempt], None] = lambda _: None) -> Saved:
        """Save what was handed in and return the result that counts now.

        `write` is called with the attempt that counts before the gradebook is changed for good: when it fails, the
        gradebook stays as it was. Raises GradingError where the gradebook cannot be written, or there is nothing to
        grade.
        """
        for again in (True, False):
            try:
                with self._transaction() as connection:
                    saved = self._save(connection, handed_in)
                    write(saved.attempt)
            except IntegrityError as error:  # nbgrader's own autograde was there at the same moment
                if not again:
                    raise _unusable(error) from error
            except SQLAlchemyError as error:
                raise _unusable(error) from error
            else:
                return saved
        raise AssertionError

    def _save(self, connection: Connection, handed_in: HandedIn) -> Saved:
        student = handed_in.student
        recorded = records.attempts_of(connection, self.assignment, student)
        fresh = [
            Recorded(attempt.number, attempt.content, attempt.by_question)
            for attempt in handed_in.marking.attempts
            if attempt.number > len(recorded)
        ]
        if not recorded and not fresh:
            raise GradingError("nothing_handed_in")
        rewritten = tuple(_rewritten(recorded, handed_in.marking))
        history = records.results_of(connection, self.assignment, student)
        last = history[-1] if history else None
        place = self._learners.place_of(connection, student, handed_in.submitted_at)
        cells = self._cells.of(connection, place)
        recorded = self._with_manual(connection, student, recorded, last, cells)
        records.record_attempts(connection, self.assignment, student, fresh)
        attempts = [
            (mark_again(self.key, one.number, one.content, one.answers, student), one.manual)
            for one in (*recorded, *fresh)
        ]
        attempt = counting(attempts)
        changes = last is not None and last.attempt != attempt.number
        instead = next(given for one, given in attempts if one is attempt) if changes else None
        scores = self._cells.write(connection, place, cells, attempt, instead)
        points = sum(cell.worth for cell in scores.values())
        late = seconds_late(handed_in.submitted_at, self.duedate, place.extension)
        penalty = self._late_policy.penalty(student, points, late)
        self._learners.write_penalty(connection, place, penalty)
        values: dict[str, Any] = {
            "attempt": attempt.number,
            "attempts": len(attempts),
            "content": attempt.content,
            "key": self.key.version,
            "points": points,
            "penalty": penalty or 0.0,
            "receipt": handed_in.receipt,
        }
        items = tuple(_item(name, attempt, scores[name]) for name in attempt.scores)
        listed = records.as_json([[item.cell, item.question, item.status] for item in items])
        records.add_result(connection, last, assignment=self.assignment, student=student, items=listed, **values)
        earlier = tuple(row.points - row.penalty for row in history)
        result = Result(
            assignment=self.assignment,
            student=student,
            maximum=sum(item.maximum for item in items),
            pass_mark=self.key.quiz.pass_mark,
            status="awaiting_grader" if any(item.points is None for item in items) else "complete",
            submitted_at=handed_in.submitted_at,
            seconds_late=late,
            previous=changes_in((*earlier, points - (penalty or 0.0))),
            items=items,
            **values,
        )
        was = None if not earlier or earlier[-1] == result.total else earlier[-1]
        return Saved(result, attempt, rewritten, was)

    def _with_manual(
        self,
        connection: Connection,
        student: str,
        recorded: list[Recorded],
        last: Row[Any] | None,
        cells: Mapping[str, Cell],
    ) -> list[Recorded]:
        """Keep with the attempt that counted until now what a person gave for it in formgrader."""
        if last is None:
            return recorded
        given = {name: cell.manual for name, cell in cells.items() if cell.manual != NOTHING}
        counted = next(one for one in recorded if one.number == last.attempt)
        if counted.manual != given:
            records.keep_manual(connection, self.assignment, student, last.attempt, given)
        return [replace(one, manual=given) if one is counted else one for one in recorded]

    # Reading

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Yield a connection; raises GradingError where the gradebook cannot be read, now or halfway."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise _unusable(error) from error

    def results(self, student: str | None = None) -> list[Result]:
        """Return the result of every learner of the course by name, or of one, as the gradebook holds it now."""
        with self._reading() as connection:
            return read_results(connection, self._api, self.key.quiz, self._assignment_id, student)

    def feedback_on(self, student: str) -> tuple[Result, MarkedAttempt, dict[str, str]]:
        """Return a learner's result, the attempt that counts, and a person's comments by grade cell.

        Raises GradingError where nothing of her was graded.
        """
        with self._reading() as connection:
            found = read_results(connection, self._api, self.key.quiz, self._assignment_id, student)
            recorded = {one.number: one for one in records.attempts_of(connection, self.assignment, student)}
            comments = read_comments(connection, self._api, self._assignment_id, student)
        if not found or found[0].attempt not in recorded:
            raise GradingError("nothing_handed_in")
        one = recorded[found[0].attempt]
        return found[0], mark_again(self.key, one.number, one.content, one.answers, student), comments

    def explains_at(self) -> datetime | None:
        """Return when nobody can hand in any more, extensions included; None where there is no deadline."""
        table = self._api.SubmittedAssignment.__table__
        if self.duedate is None:
            return None
        with self._reading() as connection:
            extensions = connection.execute(
                select(table.c.extension).where(table.c.assignment_id == self._assignment_id)
            ).scalars()
            return self.duedate + max((one for one in extensions if one is not None), default=timedelta())


def _item(name: str, attempt: MarkedAttempt, cell: Written) -> ItemResult:
    score = attempt.scores[name]
    return ItemResult(name, score.id, cell.points, score.maximum, score.status)


def _rewritten(recorded: list[Recorded], marking: Marking) -> Iterator[int]:
    """Yield the attempts that say something else now than when they were handed in."""
    now = {attempt.number: attempt.by_question for attempt in marking.attempts}
    for one in recorded:
        if one.number in now and records.as_json(now[one.number]) != records.as_json(one.answers):
            yield one.number


def _must_be_there(engine: Engine, name: str) -> None:
    """Raise GradingError for a file that is gone: SQLite would make an empty one, in which nobody has a result."""
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").is_file():
        raise GradingError("gradebook_gone", name=name)


def _wait_for_others(connection: Any, _record: object) -> None:
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")


def _unusable(error: Exception) -> GradingError:
    """Return what to tell about a gradebook that cannot be used."""
    text = str(getattr(error, "orig", None) or error)
    if isinstance(error, OperationalError) and "locked" in text:
        return GradingError("gradebook_locked")
    if isinstance(error, OperationalError) and ("disk is full" in text or "No space left" in text):
        return GradingError("disk_full")
    if isinstance(error, OSError):
        return GradingError("gradebook_unusable", reason=error.strerror or text)
    return GradingError("gradebook_unusable", reason=text.splitlines()[0] if text else type(error).__name__)
