"""What the list says of one account, for that person herself."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ssfh_learn.roster.listing import one_of
from ssfh_learn.roster.scope import Scope
from ssfh_learn.roster.tables import CORRECTION, GROUP, PARTICIPANT

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.participant import Participant


@dataclass(frozen=True)
class OwnEntry:
    """Her entry, the names of her groups, and what she asked to put right that is not done yet."""

    participant: Participant
    groups: tuple[str, ...]
    asked: tuple[str, ...]


def own_entry(connection: Connection, account: str) -> OwnEntry | None:
    """Return the entry of an account; None for who is not in the list."""
    id_ = connection.execute(select(PARTICIPANT.c.id).where(PARTICIPANT.c.account == account)).scalar()
    one = one_of(connection, Scope(account, is_everything=True), id_) if id_ is not None else None
    if one is None:
        return None
    named = select(GROUP.c.name).where(GROUP.c.id.in_(one.groups)).order_by(GROUP.c.key)
    waiting = select(CORRECTION.c.text).where(CORRECTION.c.participant == id_, CORRECTION.c.closed_at.is_(None))
    groups = tuple(connection.execute(named).scalars())
    return OwnEntry(one, groups, tuple(connection.execute(waiting.order_by(CORRECTION.c.id)).scalars()))


def entry_rows(connection: Connection, account: str) -> list[dict[str, Any]]:
    """Return the entry as plain values, for a download; an empty list for who is not in the list."""
    found = own_entry(connection, account)
    if found is None:
        return []
    one = found.participant
    entry = {
        **asdict(one.name),
        **{field: getattr(one, field) for field in ("account", "email", "function", "register", "number")},
        "started": one.started,
        "ended": one.ended,
        "practices": [{"name": practice.name, "region": practice.region} for practice in one.practices],
        "groups": list(found.groups),
        "asked": list(found.asked),
    }
    return [entry]


def names_by_account(connection: Connection) -> dict[str, tuple[str, str]]:
    """Return first and last name, with its prefix, of everybody who has an account and a family name."""
    asked = select(PARTICIPANT).where(PARTICIPANT.c.account.is_not(None), PARTICIPANT.c.family != "")
    return {
        row.account: (row.given or row.initials, " ".join(filter(None, (row.prefix, row.family))))
        for row in connection.execute(asked)
    }
