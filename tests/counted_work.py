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

    def executed(*details: Any) -> None:
        work.statements.append(details[2])

    engine.dispose()
    event.listen(engine, "connect", connected)
    event.listen(engine, "before_cursor_execute", executed)
    try:
        yield work
    finally:
        event.remove(engine, "connect", connected)
        event.remove(engine, "before_cursor_execute", executed)
        engine.dispose()
