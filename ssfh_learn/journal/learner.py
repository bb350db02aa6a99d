"""Counts and deletes everything that a database has of one learner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.journal import certificates, shared

if TYPE_CHECKING:
    from ssfh_learn.journal.transaction import ReadTransaction, Writing


@dataclass(frozen=True)
class Held:
    """How many events, certificates and shared figures a learner has."""

    events: int
    certificates: int
    shared: int

    def __bool__(self) -> bool:
        return self != Held(0, 0, 0)


def held(transaction: ReadTransaction, learner: str) -> Held:
    """Count what a learner has."""
    events = sum(len(transaction.events(stream)) for stream in transaction.streams(learner))
    given = certificates.of(transaction.connection, learner)
    return Held(events, len(given), len(shared.rows_of(transaction.connection, learner)))


def forget(writing: Writing, learner: str, *, with_certificates: bool = True) -> Held:
    """Delete everything of a learner, with or without her certificates, and return the counts of what was deleted."""
    events = writing.forget(learner)
    given = certificates.forget(writing.connection, learner) if with_certificates else 0
    return Held(events, given, shared.forget(writing.connection, learner))
