"""What people let the server do with a test, such as building it: who, when, and what came of it; only added to."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text, insert, select

from ssfh_learn.journal.database import METADATA, lock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection

TaskName = Literal["build", "withdraw", "release", "collect", "grade", "feedback"]
Stage = Literal["begun", "done", "failed"]
LONGEST = timedelta(minutes=15)
"""A task that said nothing more for so long was broken off: its server stopped."""
TABLE = Table(
    "course_task",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("test", String(128), nullable=False, index=True),
    Column("task", String(20), nullable=False),
    Column("run", String(32), nullable=False),
    Column("stage", String(10), nullable=False),
    Column("at", String(40), nullable=False),
    Column("who", String(128), nullable=False),
    Column("facts", Text, nullable=False),
)


@dataclass(frozen=True)
class TaskLine:
    """One line about a run of a task; `at` is in UTC, ISO 8601, and `facts` are plain values about what came of it."""

    test: str
    task: TaskName
    run: str
    stage: Stage
    at: str
    who: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CourseTaskRun:
    """One run of a task: how it began and how it ended; `end` is None while it is busy, or if it was broken off."""

    begin: TaskLine
    end: TaskLine | None = None

    def is_busy(self, now: str) -> bool:
        """Return whether it is still busy at a moment (UTC, ISO 8601)."""
        return self.end is None and datetime.fromisoformat(now) - datetime.fromisoformat(self.begin.at) < LONGEST


def begin(connection: Connection, line: TaskLine) -> bool:
    """Add the first line of a run; return False, and add nothing, if something is done with this test already."""
    lock(connection)
    if any(run.is_busy(line.at) for run in runs_of(connection, line.test)):
        return False
    append(connection, line)
    return True


def append(connection: Connection, line: TaskLine) -> None:
    """Add a line."""
    connection.execute(insert(TABLE).values(**{**vars(line), "facts": json.dumps(dict(line.facts))}))


def runs_of(connection: Connection, test: str) -> list[CourseTaskRun]:
    """Return every run of every task with a test, oldest first."""
    columns = [column for column in TABLE.c if column.name != "id"]
    rows = connection.execute(select(*columns).where(TABLE.c.test == test).order_by(TABLE.c.id))
    runs: dict[str, CourseTaskRun] = {}
    for row in rows:
        line = TaskLine(**{**row._mapping, "facts": json.loads(row.facts)})  # noqa: SLF001  (SQLAlchemy's public name)
        known = runs.get(line.run)
        runs[line.run] = CourseTaskRun(known.begin if known else line, line if line.stage != "begun" else None)
    return list(runs.values())
