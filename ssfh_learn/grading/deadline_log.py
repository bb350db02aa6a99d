"""The log of deadlines in the gradebook: who changed which end, for whom and why; it is only ever added to.

It is in the gradebook, so that a deadline and its line are written in one transaction: both, or neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import insert, select

from ssfh_learn.grading.tables import DEADLINE_LOG

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, timedelta

    from sqlalchemy.engine import Connection

DeadlineAction = Literal["set", "undone"]


@dataclass(frozen=True)
class DeadlineLine:
    """What somebody did to one deadline; `student` None stands for the deadline of everybody.

    Lines of one press have the same `change`. Times are in UTC without a zone. An extension is in seconds, as a number
    that equal extensions share.
    """

    change: str
    at: datetime
    by: str
    action: DeadlineAction
    student: str | None
    group: int | None
    due_before: datetime | None
    due: datetime | None
    extension_before: float | None
    extension: float | None
    reason: str


def seconds_of(extension: timedelta | None) -> float | None:
    """Return an extension as the log keeps it; none where it is nothing."""
    return extension.total_seconds() if extension else None


def append(connection: Connection, assignment: str, lines: Iterable[DeadlineLine]) -> None:
    """Add lines to the log of a test."""
    rows = [
        {
            "assignment": assignment,
            "change": one.change,
            "student": one.student,
            "group_id": one.group,
            "done_at": one.at,
            "done_by": one.by,
            "action": one.action,
            "due_before": one.due_before,
            "due": one.due,
            "extension_before": one.extension_before,
            "extension": one.extension,
            "reason": one.reason,
        }
        for one in lines
    ]
    if rows:
        connection.execute(insert(DEADLINE_LOG), rows)


def lines_of(connection: Connection, assignment: str) -> list[DeadlineLine]:
    """Return every line of a test, oldest first."""
    asked = select(DEADLINE_LOG).where(DEADLINE_LOG.c.assignment == assignment).order_by(DEADLINE_LOG.c.id)
    return [
        DeadlineLine(
            row.change,
            row.done_at,
            row.done_by,
            row.action,
            row.student,
            row.group_id,
            row.due_before,
            row.due,
            row.extension_before,
            row.extension,
            row.reason,
        )
        for row in connection.execute(asked)
    ]


def last_of(connection: Connection, assignment: str, student: str) -> DeadlineLine | None:
    """Return the last line about the deadline of one learner."""
    return next((one for one in reversed(lines_of(connection, assignment)) if one.student == student), None)
