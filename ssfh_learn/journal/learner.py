"""Counts and deletes everything that a database has of one learner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import String, func, or_, select

from ssfh_learn.journal import accounts, administration, certificates, fault_reports, first_tries, shared, told
from ssfh_learn.journal.database import METADATA

if TYPE_CHECKING:
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.transaction import Writing


@dataclass(frozen=True)
class Held:
    """How many events, certificates, things that count in figures of groups and reports of faults a learner has."""

    events: int
    certificates: int
    shared: int
    reports: int = 0

    def __bool__(self) -> bool:
        return self != Held(0, 0, 0)


def held(transaction: ReadTransaction, learner: str) -> Held:
    """Count what a learner has."""
    events = sum(len(transaction.events(stream)) for stream in transaction.streams(learner))
    given = certificates.of(transaction.connection, learner)
    reports = fault_reports.of(transaction.connection, learner)
    counted = (*shared.rows_of(transaction.connection, learner), *first_tries.rows_of(transaction.connection, learner))
    return Held(events, len(given), len(counted), len(reports))


_NOT_HERS = {accounts.TABLE.c.name, administration.TABLE.c.about, administration.TABLE.c.other}


def named_in(transaction: ReadTransaction, learner: str) -> dict[str, int]:
    """Count, by table, the rows in which a learner's account is still named, also as somebody who changed something.

    The name of another account that is the same does not name her, and that she was forgotten must stay.
    """
    found = {}
    for name, table in METADATA.tables.items():
        own = (column for column in table.c if column not in _NOT_HERS)
        texts = [column == learner for column in own if isinstance(column.type, String)]
        if not texts:
            continue
        asked = select(func.count()).select_from(table).where(or_(*texts))
        if count := transaction.connection.execute(asked).scalar_one():
            found[name] = count
    return found


def forget(writing: Writing, learner: str, *, with_certificates: bool = True) -> Held:
    """Delete everything of a learner, with or without her certificates, and return the counts of what was deleted."""
    events = writing.forget(learner)
    given = certificates.forget(writing.connection, learner) if with_certificates else 0
    if with_certificates:
        accounts.forget(writing.connection, learner)  # without any work there is nothing that must stay hers
    told.forget(writing.connection, learner)
    taken_back = shared.forget(writing.connection, learner) + first_tries.forget(writing.connection, learner)
    gone = Held(events, given, taken_back, fault_reports.forget(writing.connection, learner))
    if gone:
        writing.owe_cleaning()
    return gone
