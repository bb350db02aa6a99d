"""What a database does meanwhile: statements, rows that were fetched, and steps of SQLite's own machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event


@dataclass
class Work:
    """What a database did."""

    statements: list[str] = field(default_factory=list)
    rows: int = 0
    steps: int = 0


@contextmanager
def counted_statements(engine: Engine) -> Iterator[list[str]]:
    """Count the statements that any database gets until the block ends; one with many rows is one."""
    statements: list[str] = []

    def executed(*details: Any) -> None:
        statements.append(details[2])

    event.listen(engine, "before_cursor_execute", executed)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", executed)


@contextmanager
def counted(engine: Engine) -> Iterator[Work]:
    """Count what a SQLite database does until the block ends; it is connected anew before and after."""
    work = Work()

    def count_row(_cursor: Any, row: Any) -> Any:
        work.rows += 1
        return row

    def count_step() -> None:
        work.steps += 1

    def connected(connection: Any, _record: object) -> None:
        connection.row_factory = count_row
        connection.set_progress_handler(count_step, 1)

    engine.dispose()
    event.listen(engine, "connect", connected)
    try:
        with counted_statements(engine) as work.statements:
            yield work
    finally:
        event.remove(engine, "connect", connected)
        engine.dispose()
