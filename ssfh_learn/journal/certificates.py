"""The certificates that were given, so that a code on paper can be verified."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Column, Integer, String, Table, delete, insert, select

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
)


@dataclass(frozen=True)
class Certificate:
    """That somebody passed the test of a module: `date` in ISO 8601, `minutes` as the module says, `code` to verify."""

    code: str
    learner: str
    module: str
    name: str
    title: str
    version: str
    minutes: int
    date: str


def keep(connection: Connection, certificate: Certificate) -> Certificate:
    """Keep a certificate and return it, or the one with the same content that was given before: its code is on paper.

    A learner has one for a module: another name or version takes the place of what she had.
    """
    for older in of(connection, certificate.learner):
        if older == replace(certificate, code=older.code, date=older.date):
            return older
    connection.execute(
        delete(TABLE).where(TABLE.c.learner == certificate.learner, TABLE.c.module == certificate.module)
    )
    connection.execute(insert(TABLE).values(**vars(certificate)))
    return certificate


def of(connection: Connection, learner: str) -> list[Certificate]:
    """Return the certificates of a learner."""
    rows = connection.execute(select(TABLE).where(TABLE.c.learner == learner).order_by(TABLE.c.module))
    return [Certificate(**row._mapping) for row in rows]  # noqa: SLF001  (SQLAlchemy's public name)


def find(connection: Connection, code: str) -> Certificate | None:
    """Return the certificate with a code, if there is one."""
    row = connection.execute(select(TABLE).where(TABLE.c.code == code)).first()
    return Certificate(**row._mapping) if row else None  # noqa: SLF001  (SQLAlchemy's public name)


def forget(connection: Connection, learner: str) -> int:
    """Remove the certificates of a learner, and return how many there were."""
    return connection.execute(delete(TABLE).where(TABLE.c.learner == learner)).rowcount
