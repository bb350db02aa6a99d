"""Which account has which work: a name can be given to somebody else, so an account is a name and when it was made.

The key under which work is kept is the name of the account that had it first. Another account of that name gets a
key of its own. What an earlier release kept has no account yet: it goes to the account of its name, if that
account is not younger than the work.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, String, Table, func, insert, select, text, update

from ssfh_learn.journal import certificates, fault_reports, first_tries, projections, shared, snapshots, told, use
from ssfh_learn.journal.database import METADATA
from ssfh_learn.journal.tables import PRIVATE, PUBLIC

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from ssfh_learn.journal.transaction import Writing

TABLE = Table(
    "account",
    METADATA,
    Column("name", String(128), primary_key=True),
    Column("created", String(40), primary_key=True),
    Column("learner", String(128), nullable=False, index=True),
    Column("first_seen", String(40), nullable=False),
    Column("adopted_at", String(40)),
    Column("adopted_by", String(128)),
)
LONGEST = 128
_DATED = (
    *((table, table.c.at) for table in (PUBLIC, PRIVATE, fault_reports.TABLE, told.TABLE)),
    (projections.STEP, projections.STEP.c.first),
    (projections.STATUS, projections.STATUS.c.at),
)
"""The tables that say when somebody did something; certificates have a day."""
_WITH_OTHERS = (projections.STEP, projections.STATUS, told.TABLE, shared.TABLE, first_tries.TABLE)
"""Tables with one row for a thing: where both keys have one, that of the key which stays is kept."""


@dataclass(frozen=True)
class Account:
    """An account that was here: its name, when it was made, and the key of its work."""

    name: str
    created: str
    learner: str
    first_seen: str
    adopted_at: str | None = None
    adopted_by: str | None = None


def moment(said: str) -> datetime:
    """Return a moment that is written in ISO 8601; without a zone it is UTC."""
    found = datetime.fromisoformat(said)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def accounts(connection: Connection, **where: str) -> list[Account]:
    """Return the accounts with these values, the youngest first."""
    asked = select(TABLE).where(*(TABLE.c[name] == value for name, value in where.items()))
    found = [Account(**row._mapping) for row in connection.execute(asked)]  # noqa: SLF001  (SQLAlchemy's public name)
    return sorted(found, key=lambda one: moment(one.created), reverse=True)


def known(connection: Connection, name: str, created: str) -> str | None:
    """Return the key of an account that was here before."""
    found = accounts(connection, name=name, created=created)
    return found[0].learner if found else None


def first_work(connection: Connection, learner: str) -> datetime | None:
    """Return when the first thing was done that is kept under a key; the end of its day for a certificate."""
    found = [
        moment(at)
        for table, column in _DATED
        if (at := connection.execute(select(func.min(column)).where(table.c.learner == learner)).scalar())
    ]
    given = select(func.min(certificates.TABLE.c.date)).where(certificates.TABLE.c.learner == learner)
    if day := connection.execute(given).scalar():
        found.append(datetime.combine(datetime.fromisoformat(day).date(), time(), UTC) + timedelta(days=1))
    return min(found, default=None)


def chosen_key(connection: Connection, name: str, created: str, elsewhere: datetime | None) -> str:
    """Return the key that an account gets: its name, or a new one if the work of that name is somebody else's.

    `elsewhere` is when the first work was done that others than the journal keep under this name.
    """
    dated = [at for at in (first_work(connection, name), elsewhere) if at is not None]
    is_older = all(moment(created) <= at for at in dated)
    if is_older and not accounts(connection, learner=name):
        return name
    keys = (f"{name[: LONGEST - 5]} {number}" for number in count(2))
    return next(key for key in keys if not is_taken(connection, key))


def is_taken(connection: Connection, key: str) -> bool:
    """Return whether a key belongs to an account, or anything is kept under it."""
    return bool(accounts(connection, learner=key)) or first_work(connection, key) is not None


def settle(writing: Writing, name: str, created: str, at: str, elsewhere: datetime | None) -> str:
    """Return the key of an account, and remember it; an account that was here before keeps its key."""
    writing.alone()
    found = known(writing.connection, name, created)
    if found is None:
        found = chosen_key(writing.connection, name, created, elsewhere)
        row = {"name": name, "created": created, "learner": found, "first_seen": at}
        writing.connection.execute(insert(TABLE).values(**row))
    return found


def has_earlier_work(connection: Connection, name: str, created: str, learner: str) -> bool:
    """Return whether there is work that may be hers and is not joined: of her name, or of an account made with hers."""
    if learner != name and is_taken(connection, name):
        return True
    return any(one.learner != learner for one in accounts(connection, created=created))


def adopt(writing: Writing, account: Account, learner: str, at: str, by: str) -> list[str]:
    """Join an account with the work under a key, with what it did since, and return the tests that cannot be joined.

    The questions of a test are drawn for the key, so a test that was made under the other key stays there.
    """
    writing.alone()
    connection, own = writing.connection, account.learner
    named = {"own": own, "learner": learner}
    for table in (PUBLIC, PRIVATE):
        moved = update(table).where(table.c.learner == own, table.c.activity != table.c.place)
        connection.execute(moved.values(learner=learner))
    connection.execute(update(fault_reports.TABLE).where(fault_reports.TABLE.c.learner == own).values(learner=learner))
    for table in (*_WITH_OTHERS, certificates.TABLE):
        of_one = [column.name for column in table.primary_key if column.name not in {"learner", "code"}] or ["module"]
        same = " AND ".join(f"one.{column} = {table.name}.{column}" for column in of_one)
        there = f"SELECT 1 FROM {table.name} AS one WHERE one.learner = :learner AND {same}"  # noqa: S608  (our own names)
        move = f"UPDATE {table.name} SET learner = :learner WHERE learner = :own AND NOT EXISTS ({there})"  # noqa: S608  (idem)
        connection.execute(text(move), named)
    for table in _WITH_OTHERS:
        connection.execute(table.delete().where(table.c.learner == own))
    first_tries.prefer_no(connection, learner)
    for key in (own, learner):
        snapshots.forget(connection, key)
        use.count_again_of(connection, key)
    is_account = (TABLE.c.name == account.name, TABLE.c.created == account.created)
    joined: dict[str, Any] = {"learner": learner, "adopted_at": at, "adopted_by": by}
    connection.execute(update(TABLE).where(*is_account).values(**joined))
    return sorted(stream.place for stream in writing.streams(own))


def forget(connection: Connection, learner: str) -> int:
    """Remove the accounts of a learner, and return how many there were."""
    return connection.execute(TABLE.delete().where(TABLE.c.learner == learner)).rowcount
