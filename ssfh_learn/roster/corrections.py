"""What participants asked to put right about themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from ssfh_learn.errors import RosterError
from ssfh_learn.journal.database import lock
from ssfh_learn.roster.log import LogLine, append
from ssfh_learn.roster.name import PersonName
from ssfh_learn.roster.scope import is_visible
from ssfh_learn.roster.tables import CORRECTION, PARTICIPANT

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.scope import Scope

MOST_OPEN = 5
"""Open requests of one participant; a newer one takes the place of the oldest."""
LONGEST_REQUEST = 500


@dataclass(frozen=True)
class Correction:
    """What a participant (`participant`, `shown_name`) asked at a moment (UTC, ISO 8601)."""

    id: int
    participant: int
    shown_name: str
    at: str
    text: str


def ask_correction(connection: Connection, account: str, text: str, at: str) -> bool:
    """Keep what somebody asks to put right; returns false for who is not in the list."""
    lock(connection)
    id_ = connection.execute(select(PARTICIPANT.c.id).where(PARTICIPANT.c.account == account)).scalar()
    if id_ is None:
        return False
    is_open = (CORRECTION.c.participant == id_, CORRECTION.c.closed_at.is_(None))
    waiting = connection.execute(select(CORRECTION.c.id).where(*is_open).order_by(CORRECTION.c.id)).scalars().all()
    if gone := waiting[: max(0, len(waiting) - MOST_OPEN + 1)]:
        connection.execute(update(CORRECTION).where(CORRECTION.c.id.in_(gone)).values(closed_at=at, closed_by=account))
    connection.execute(insert(CORRECTION).values(participant=id_, at=at, text=text))
    append(connection, [LogLine(at, account, "correction_asked", id_)])
    return True


def open_corrections(connection: Connection, scope: Scope, participant: int | None = None) -> list[Correction]:
    """Return the open requests of a scope, the oldest first."""
    asked = select(CORRECTION, PARTICIPANT).join(PARTICIPANT, PARTICIPANT.c.id == CORRECTION.c.participant)
    asked = asked.with_only_columns(
        CORRECTION,
        PARTICIPANT.c.account,
        PARTICIPANT.c.initials,
        PARTICIPANT.c.given,
        PARTICIPANT.c.prefix,
        PARTICIPANT.c.family,
    )
    asked = asked.where(is_visible(scope), CORRECTION.c.closed_at.is_(None)).order_by(CORRECTION.c.id)
    asked = asked if participant is None else asked.where(CORRECTION.c.participant == participant)
    return [
        Correction(
            row.id,
            row.participant,
            PersonName(row.initials, row.given, row.prefix, row.family).listed or row.account or "",
            row.at,
            row.text,
        )
        for row in connection.execute(asked)
    ]


def close_correction(connection: Connection, scope: Scope, id_: int, at: str) -> int:
    """Close a request and return whose it was; raises RosterError for one that the scope may not see."""
    lock(connection)
    asked = select(CORRECTION.c.participant).join(PARTICIPANT, PARTICIPANT.c.id == CORRECTION.c.participant)
    participant = connection.execute(asked.where(is_visible(scope), CORRECTION.c.id == id_)).scalar()
    if participant is None:
        raise RosterError("not_found")
    still = (CORRECTION.c.id == id_, CORRECTION.c.closed_at.is_(None))
    connection.execute(update(CORRECTION).where(*still).values(closed_at=at, closed_by=scope.account))
    append(connection, [LogLine(at, scope.account, "correction_closed", int(participant))])
    return int(participant)
