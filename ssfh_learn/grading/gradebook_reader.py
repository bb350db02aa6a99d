"""Reads nbgrader's gradebook while others write in it: it takes no lock and makes nothing."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import create_engine, event, inspect, make_url, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from ssfh_learn.content.source import version_of
from ssfh_learn.grading import records, tables
from ssfh_learn.grading.cells import GradeCells
from ssfh_learn.grading.deadline import later
from ssfh_learn.grading.lateness import Lateness, LatePolicy
from ssfh_learn.grading.marking import mark_again
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.reading import read_comments, read_results
from ssfh_learn.grading.slots import slots_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta

    from sqlalchemy.engine import Connection, Engine

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.key import Key
    from ssfh_learn.grading.marking import MarkedAttempt
    from ssfh_learn.grading.records import Explained, GivenAttempts
    from ssfh_learn.results import Result

PATIENCE = 30_000
"""Milliseconds to wait for another program that writes in the same SQLite file."""


FRESH = 50_000_000
"""Nanoseconds: if a file changed this recently, its time may not show another change."""
GradebookVersion = tuple[tuple[int, int], bytes, tuple[int, int]]


def version_of_gradebook(course: Course) -> GradebookVersion | None:
    """Return a version that changes when the gradebook changes; None if that cannot be seen from outside.

    The version holds the time and size of the file, and SQLite's own counter of changes (bytes 24 to 27, see "file
    change counter" in its file format), because some disks store times in whole seconds. It also holds the time and
    size of the WAL file, because a gradebook in WAL mode keeps its changes there.
    """
    address = make_url(course.db_url)
    if address.get_backend_name() != "sqlite":
        return None
    path = os.path.realpath(address.database or "")
    file, beside = version_of(Path(path)), version_of(Path(f"{path}-wal"))
    if time.time_ns() - max(file[0], beside[0]) <= FRESH:
        return None
    try:
        with Path(path).open("rb") as gradebook:
            return file, gradebook.read(28)[24:], beside
    except OSError:
        return None


class GradebookReader:
    """The gradebook of one assignment, to read. Use it as a context manager."""

    def __init__(self, course: Course, key: Key) -> None:
        """Open the gradebook; raises GradingError where it cannot be opened or the test is not in it."""
        from nbgrader import api

        self.key = key
        self.assignment = key.quiz.id
        self._api = api
        self._late_policy, self.late_rule = LatePolicy(course), course.late_rule
        try:
            self._engine = engine_of(course.db_url)
            must_be_there(self._engine, self.assignment)
            make_ready(self._engine, self.assignment)
            self._open()
        except (SQLAlchemyError, OSError, ImportError) as error:  # ImportError: a driver that is not installed
            raise unusable(error) from error

    def _open(self) -> None:
        with self._engine.connect() as connection:
            self._read_assignment(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing open but what the engine keeps."""

    def _read_assignment(self, connection: Connection) -> None:
        assignment, notebook = self._api.Assignment.__table__, self._api.Notebook.__table__
        found = connection.execute(
            select(assignment.c.id, assignment.c.duedate, notebook.c.id)
            .join(notebook, notebook.c.assignment_id == assignment.c.id)
            .where(assignment.c.name == self.assignment, notebook.c.name == self.assignment)
        ).first()
        if found is None:
            raise GradingError("not_built", name=self.assignment)
        self._assignment_id, self.duedate, self._notebook_id = found
        self._cells = GradeCells(connection, self._api, self._notebook_id)
        if self._cells.names != {slot.cell for slot in slots_of(self.key.quiz)}:
            raise GradingError("build_again", name=self.assignment)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Yield a connection; raises GradingError where the gradebook cannot be read, now or halfway."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise unusable(error) from error

    def results(self) -> list[Result]:
        """Return the result of every learner of the course by name, as the gradebook holds it now."""
        with self._reading() as connection:
            return self._results(connection, None)

    def feedback_on(self, student: str) -> tuple[Result, MarkedAttempt, dict[str, str]]:
        """Return a learner's result, the attempt that counts, and a person's comments by grade cell.

        Raises GradingError where nothing of her was graded.
        """
        with self._reading() as connection:
            found = self._results(connection, student)
            recorded = {one.number: one for one in records.attempts_of(connection, self.assignment, student)}
            comments = read_comments(connection, self._api, self._assignment_id, student)
        if not found or found[0].attempt not in recorded:
            raise GradingError("nothing_handed_in")
        one = recorded[found[0].attempt]
        return found[0], mark_again(self.key, one.number, one.content, one.answers, student), comments

    def _results(self, connection: Connection, student: str | None) -> list[Result]:
        explained = records.explained_to(connection, self.assignment, student)

        def lateness(who: str, extension: timedelta | None, content: str) -> Lateness:
            hers = self._lateness_of(who, extension, explained.get(who))
            return hers.of_other_questions() if content in self.key.other_contents else hers

        return read_results(connection, self._api, self.key.quiz, self._assignment_id, lateness, student)

    def given_attempts(self, student: str) -> GivenAttempts:
        """Return how many attempts a person gave a learner, more than the test allows."""
        with self._reading() as connection:
            return records.given_attempts(connection, self.assignment, student)

    def other_handed_in(self, student: str) -> int:
        """Return how many attempts with other questions a learner handed in."""
        with self._reading() as connection:
            recorded = records.attempts_of(connection, self.assignment, student)
        return sum(one.content in self.key.other_contents for one in recorded)

    # Deadlines and explanations

    def lateness_of(self, student: str) -> Lateness:
        """Return what being late means for a learner now; raises GradingError where that cannot be read."""
        with self._reading() as connection:
            return self._lateness_now(connection, student)

    def _lateness_now(self, connection: Connection, student: str) -> Lateness:
        table = self._api.SubmittedAssignment.__table__
        is_hers = (table.c.assignment_id == self._assignment_id, table.c.student_id == student)
        extension = connection.execute(select(table.c.extension).where(*is_hers)).scalar()
        return self._lateness(connection, student, extension)

    def explains_at(self) -> datetime | None:
        """Return when nobody can begin or hand in any more, extensions included; None where there is no deadline.

        In a course in which late work always counts, this is the last deadline.
        """
        if self.duedate is None:
            return None
        with self._reading() as connection:
            explained = records.explained_to(connection, self.assignment)
            given = self.extensions(connection)
            extensions = [one for student, one in given.items() if student not in explained]
        latest = self.late_rule.deadline(max(later(self.duedate, one) for one in (None, *extensions)))
        return latest.last or latest.due

    def extensions(self, connection: Connection) -> dict[str, timedelta]:
        """Return how much more time learners have, for those who have more."""
        table = self._api.SubmittedAssignment.__table__
        asked = select(table.c.student_id, table.c.extension).where(
            table.c.assignment_id == self._assignment_id, table.c.extension.is_not(None)
        )
        return {row.student_id: row.extension for row in connection.execute(asked)}

    def _lateness(self, connection: Connection, student: str, extension: timedelta | None) -> Lateness:
        explained = records.explained_to(connection, self.assignment, student).get(student)
        return self._lateness_of(student, extension, explained)

    def _lateness_of(self, student: str, extension: timedelta | None, explained: Explained | None) -> Lateness:
        deadline = self.late_rule.deadline_of(self.duedate, extension, explained)
        return Lateness(student, deadline, explained, self._late_policy)


@cache
def engine_of(address: str) -> Engine:
    """Return the engine of a gradebook.

    It is kept because it remembers how each statement is compiled. For a file it keeps no connection, so that a
    gradebook that was put back is read as it is now. For a server it keeps some: to connect takes longer than to read.
    """
    if make_url(address).get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    engine = create_engine(address, poolclass=NullPool)
    event.listen(engine, "connect", _wait_for_others)
    return engine


def must_be_there(engine: Engine, name: str) -> None:
    """Raise GradingError for a file that is gone: SQLite would make an empty one, in which nobody has a result."""
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").is_file():
        raise GradingError("gradebook_gone", name=name)


def make_ready(engine: Engine, name: str) -> None:
    """Make our tables in an older gradebook; raises GradingError if the file is not a gradebook.

    This does not use nbgrader's Gradebook: that makes missing tables, and fails when two processes do so at once.
    """
    from nbgrader import api

    address = engine.url.render_as_string(hide_password=False)
    schema = _schema_of(engine)
    if schema is not None and _READY.get(address) == schema:
        return
    if not inspect(engine).has_table(api.Assignment.__tablename__):
        raise GradingError("gradebook_gone", name=name)
    tables.make_tables(engine)  # it looks first; mostly nothing is missing
    _READY[address] = _schema_of(engine)


_READY: dict[str, object] = {}
"""The schema of each gradebook, by address, in which all our tables were found: looking for each takes long."""


def _schema_of(engine: Engine) -> object:
    """Return what changes when the tables of a gradebook change, or another one is put in its place; None if unknown.

    SQLite counts changes of its schema in the file (bytes 40 to 43, see "schema cookie" in its file format).
    """
    if engine.dialect.name == "sqlite":
        path = Path(engine.url.database or "")
        try:
            with path.open("rb") as gradebook:
                return path.stat().st_ino, gradebook.read(44)[40:]
        except OSError:
            return None
    with engine.connect() as connection:
        there = ", ".join(f"to_regclass('{name}')::oid" for name in tables.METADATA.tables)
        changed = ", ".join(f"to_regclass('{one.name}')" for one in tables.NEW_COLUMNS)
        columns = f"(SELECT count(*) FROM pg_attribute WHERE attrelid IN ({changed}) AND NOT attisdropped)"  # noqa: S608  (our own names)
        return tuple(connection.exec_driver_sql(f"SELECT {there}, {columns}").one())


def _wait_for_others(connection: Any, _record: object) -> None:
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")


def unusable(error: Exception) -> GradingError:
    """Return the error that says why a gradebook cannot be used."""
    text = str(getattr(error, "orig", None) or error)
    if isinstance(error, OperationalError) and "locked" in text:
        return GradingError("gradebook_locked")
    if isinstance(error, OperationalError) and ("disk is full" in text or "No space left" in text):
        return GradingError("disk_full")
    if isinstance(error, OSError):
        return GradingError("gradebook_unusable", reason=error.strerror or text)
    return GradingError("gradebook_unusable", reason=text.splitlines()[0] if text else type(error).__name__)
