"""The certificates that were given, so that a code on paper can be verified."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Column, Integer, String, Table, delete, insert, select, update

from ssfh_learn.journal.database import METADATA

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

TABLE = Table(
    "certificate",
    METADATA,
    Column("code", String(20), primary_key=True),
    Column("learner", String(128), nullable=False, index=True),
    Column("module", String(64), nullable=False),
    Column("name", String(120), nullable=False),
    Column("title", String(500), nullable=False),
    Column("version", String(500), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("date", String(10), nullable=False),
    Column("passed_at", String(40)),
    Column("withdrawn_at", String(40)),
)


@dataclass(frozen=True)
class Certificate:
    """A certificate for passing the test of a module; `code` verifies it, and the module gives `minutes`.

    `date` is the date on paper, in ISO 8601: the day of `passed_at` (UTC). An earlier version had no such time; its
    date is the day on which the certificate was made. `withdrawn_at` is the time since which the test is not passed.
    """

    code: str
    learner: str
    module: str
    name: str
    title: str
    version: str
    minutes: int
    date: str
    passed_at: str | None = None
    withdrawn_at: str | None = None


def keep(connection: Connection, certificate: Certificate) -> Certificate:
    """Keep a certificate and return it, or return an earlier one with the same content, because its code is on paper.

    A learner has one certificate for a module: another name or version replaces it. A withdrawn certificate becomes
    valid again. A later attempt does not change the date; an earlier moment of passing does.
    """
    for older in of(connection, certificate.learner):
        same = replace(
            certificate, code=older.code, date=older.date, passed_at=older.passed_at, withdrawn_at=older.withdrawn_at
        )
        if older == same and not _passed_before(certificate, older):
            withdraw(connection, older.code, None)
            return replace(older, withdrawn_at=None)
    connection.execute(
        delete(TABLE).where(TABLE.c.learner == certificate.learner, TABLE.c.module == certificate.module)
    )
    connection.execute(insert(TABLE).values(**vars(certificate)))
    return certificate


def _passed_before(certificate: Certificate, older: Certificate) -> bool:
    """Return whether the date on paper is too late; this is unknown for certificates of an earlier version."""
    return older.passed_at is not None and certificate.date < older.date


def withdraw(connection: Connection, code: str, at: str | None) -> None:
    """Set the moment since which a certificate is not valid; None makes it valid again."""
    connection.execute(update(TABLE).where(TABLE.c.code == code).values(withdrawn_at=at))


def of(connection: Connection, learner: str) -> list[Certificate]:
    """Return the certificates of a learner."""
    rows = connection.execute(select(TABLE).where(TABLE.c.learner == learner).order_by(TABLE.c.module))
    return [Certificate(**row._mapping) for row in rows]  # noqa: SLF001  (SQLAlchemy's public name)


def of_module(connection: Connection, module: str) -> list[Certificate]:
    """Return the certificates of a module; a learner has one."""
    rows = connection.execute(select(TABLE).where(TABLE.c.module == module).order_by(TABLE.c.learner))
    return [Certificate(**row._mapping) for row in rows]  # noqa: SLF001  (SQLAlchemy's public name)


def find(connection: Connection, code: str) -> Certificate | None:
    """Return the certificate with a code, if there is one."""
    row = connection.execute(select(TABLE).where(TABLE.c.code == code)).first()
    return Certificate(**row._mapping) if row else None  # noqa: SLF001  (SQLAlchemy's public name)


def forget(connection: Connection, learner: str) -> int:
    """Remove the certificates of a learner, and return the number of certificates."""
    return connection.execute(delete(TABLE).where(TABLE.c.learner == learner)).rowcount
