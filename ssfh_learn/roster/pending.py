"""Files that wait for a yes: they are kept in the database for a day, so that any server can go on with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from ssfh_learn.journal.database import lock
from ssfh_learn.roster.tables import PENDING

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.scope import Scope

KEPT = timedelta(days=1)


@dataclass(frozen=True)
class PendingImport:
    """A file that somebody chose, and the group for who has none in it."""

    name: str
    content: bytes
    group: int | None = None


def keep_pending(connection: Connection, scope: Scope, file: PendingImport, at: str) -> str:
    """Keep a file in place of her earlier one, and return its id; old files of others go too."""
    lock(connection)
    old = (datetime.fromisoformat(at) - KEPT).isoformat(timespec="seconds")
    connection.execute(delete(PENDING).where((PENDING.c.who == scope.account) | (PENDING.c.at < old)))
    id_ = token_urlsafe(16)
    row = {"id": id_, "who": scope.account, "at": at, "name": file.name, "group_id": file.group}
    connection.execute(insert(PENDING).values(**row, content=file.content))
    return id_


def pending(connection: Connection, scope: Scope, id_: str) -> PendingImport | None:
    """Return a file; None for one that is gone or of somebody else."""
    row = connection.execute(select(PENDING).where(PENDING.c.id == id_, PENDING.c.who == scope.account)).first()
    return PendingImport(row.name, row.content, row.group_id) if row else None


def drop_pending(connection: Connection, scope: Scope) -> None:
    """Remove her file."""
    connection.execute(delete(PENDING).where(PENDING.c.who == scope.account))
