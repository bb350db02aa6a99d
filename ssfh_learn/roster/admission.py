"""What the list says of somebody who logs in: whether she may come in, and whether she coordinates a group."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, exists, insert, literal, select

from ssfh_learn.journal.database import lock
from ssfh_learn.roster.log import LogLine, append
from ssfh_learn.roster.name import PersonName, folded
from ssfh_learn.roster.tables import COORDINATOR, CORRECTION, GROUP, LOG, MEMBER, PARTICIPANT, WORKS_AT, added

if TYPE_CHECKING:
    from sqlalchemy import BindParameter
    from sqlalchemy.engine import Connection


@dataclass(frozen=True)
class Admission:
    """What the list says of an account. `ended` is the first day without access (ISO 8601)."""

    is_known: bool = False
    is_to_be_listed: bool = False
    """Whether nobody listed her while there is a roster, so that she is listed now."""
    ended: str | None = None
    coordinates: bool = False
    name: PersonName = field(default_factory=PersonName)

    def has_left(self, today: str) -> bool:
        """Return whether she has left on a day (ISO 8601)."""
        return self.ended is not None and self.ended <= today


_ACCOUNT: BindParameter[str] = bindparam("account")
_NOBODY = select(literal(1)).subquery()
_ASKED = select(
    exists().where(COORDINATOR.c.account == _ACCOUNT).label("coordinates"),
    exists().select_from(GROUP).label("has_groups"),
    *(PARTICIPANT.c[name] for name in ("id", "ended", "initials", "given", "prefix", "family")),
).select_from(_NOBODY.outerjoin(PARTICIPANT, PARTICIPANT.c.account == _ACCOUNT))
"""One row for any account, in one query, because each first answer of somebody waits for it."""


def admission(connection: Connection, account: str) -> Admission:
    """Return what the list says of an account."""
    coordinates, has_groups, id_, ended, *name = connection.execute(_ASKED, {"account": account}).one()
    if id_ is None:
        return Admission(is_to_be_listed=bool(has_groups), coordinates=bool(coordinates))
    return Admission(is_known=True, ended=ended, coordinates=bool(coordinates), name=PersonName(*name))


def enter(connection: Connection, account: str, at: str) -> None:
    """List somebody who logs in and is on no list: she is in no group until a coordinator puts her in one."""
    lock(connection)
    if connection.execute(select(PARTICIPANT.c.id).where(PARTICIPANT.c.account == account)).first():
        return
    texts = dict.fromkeys(("initials", "given", "prefix", "family", "email", "function", "register", "number"), "")
    row = {"account": account, "origin": "log_in", "sort_key": folded(account), "search_key": folded(account)}
    new = added(connection, insert(PARTICIPANT).values(**texts, **row, version=1))
    append(connection, [LogLine(at, account, "logged_in", new)])


def forget_participant(connection: Connection, account: str) -> int:
    """Remove somebody from the list with all that the log says of her, and return the number of entries (0 or 1)."""
    lock(connection)
    id_ = connection.execute(select(PARTICIPANT.c.id).where(PARTICIPANT.c.account == account)).scalar()
    if id_ is None:
        return 0
    for table in (WORKS_AT, CORRECTION, MEMBER, LOG):
        connection.execute(delete(table).where(table.c.participant == id_))
    connection.execute(delete(PARTICIPANT).where(PARTICIPANT.c.id == id_))
    return 1


def forget_log_in(connection: Connection, account: str) -> None:
    """Remove somebody who is in the list only because she logged in; what a coordinator wrote stays."""
    only = select(PARTICIPANT.c.id).where(PARTICIPANT.c.account == account, PARTICIPANT.c.origin == "log_in")
    id_ = connection.execute(only).scalar()
    if id_ is None or connection.execute(select(MEMBER).where(MEMBER.c.participant == id_).limit(1)).first():
        return
    for table in (WORKS_AT, CORRECTION):
        connection.execute(delete(table).where(table.c.participant == id_))
    connection.execute(delete(PARTICIPANT).where(PARTICIPANT.c.id == id_))


def log_adoption(connection: Connection, key: str, earlier: str, name: str, at: str, by: str) -> None:  # noqa: PLR0913, PLR0917  (who and what)
    """Log that the account `name` was joined with the work kept under `earlier`; its own entry (`key`) goes."""
    forget_log_in(connection, key)
    id_ = connection.execute(select(PARTICIPANT.c.id).where(PARTICIPANT.c.account == earlier)).scalar()
    append(connection, [LogLine(at, by, "adopted", id_, details={"name": name, "from": key, "to": earlier})])
