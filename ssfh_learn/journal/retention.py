"""Since when a term is in force after which work goes by itself, and whose work is past it.

Nothing goes before learners could read for a month that it will: the month begins when a term is first in force, and
again when it is changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Column, Integer, String, Table, delete, func, insert, select

from ssfh_learn.journal import certificates, fault_reports, projections
from ssfh_learn.journal.accounts import moment
from ssfh_learn.journal.database import METADATA
from ssfh_learn.journal.tables import PRIVATE, PUBLIC

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from ssfh_learn.journal.transaction import Writing

Kept = Literal["answers", "records"]
TABLE = Table(
    "retention",
    METADATA,
    Column("what", String(16), primary_key=True),
    Column("months", Integer, nullable=False),
    Column("since", String(40), nullable=False),
)
NOTICE = timedelta(days=30)
"""How long learners can read that a term is in force before anything goes."""
_DATED = (
    (PUBLIC, PUBLIC.c.at),
    (PRIVATE, PRIVATE.c.at),
    (fault_reports.TABLE, fault_reports.TABLE.c.at),
    (projections.STEP, projections.STEP.c.last),
)


@dataclass(frozen=True)
class Terms:
    """After how many months work goes: answers after a learner's last one, records after the work itself came in."""

    answers: int | None = None
    records: int | None = None

    def of(self, what: Kept) -> int | None:
        """Return the term of one kind, if an administrator set one."""
        return self.answers if what == "answers" else self.records

    @property
    def is_in_order(self) -> bool:
        """Whether records stay at least as long as answers."""
        return self.records is None or self.answers is None or self.records >= self.answers


def in_force(writing: Writing, what: Kept, months: int | None, now: datetime) -> datetime | None:
    """Remember a term (None: there is none), and return from when on something may go by it."""
    writing.alone()
    connection = writing.connection
    row = connection.execute(select(TABLE.c.months, TABLE.c.since).where(TABLE.c.what == what)).first()
    if row is None or row.months != months:
        connection.execute(delete(TABLE).where(TABLE.c.what == what))
        if months is None:
            return None
        connection.execute(insert(TABLE).values(what=what, months=months, since=now.isoformat()))
        return now + NOTICE
    return moment(row.since) + NOTICE


def may_go_from(connection: Connection, what: Kept) -> datetime | None:
    """Return from when on something may go by a term; None as long as none is in force."""
    since = connection.execute(select(TABLE.c.since).where(TABLE.c.what == what)).scalar()
    return moment(since) + NOTICE if since else None


def last_work(connection: Connection, learner: str | None = None) -> dict[str, datetime]:
    """Return when each learner, or one, did something last."""
    found: dict[str, datetime] = {}
    for table, column in _DATED:
        asked = select(table.c.learner, func.max(column)).group_by(table.c.learner)
        if learner is not None:
            asked = asked.where(table.c.learner == learner)
        for who, at in connection.execute(asked):
            found[who] = max(found.get(who, moment(at)), moment(at))
    return found


def forget_certificates_until(connection: Connection, day: str) -> int:
    """Remove the certificates of a day (ISO 8601) and before, and return how many there were."""
    return connection.execute(delete(certificates.TABLE).where(certificates.TABLE.c.date <= day)).rowcount
