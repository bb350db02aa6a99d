"""The log of the roster: who changed what; it is only ever added to."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import func, insert, select

from ssfh_learn.roster.scope import is_visible, own_groups
from ssfh_learn.roster.tables import LOG, PARTICIPANT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.scope import Scope

RosterAction = Literal[
    "added",
    "changed",
    "ended",
    "joined",
    "removed",
    "merged",
    "unmerged",
    "logged_in",
    "imported",
    "group_added",
    "group_changed",
    "correction_asked",
    "correction_closed",
    "reminded",
    "reminder_taken_back",
    "adopted",
]


@dataclass(frozen=True)
class LogLine:
    """What somebody (`who`, an account) did at a moment (UTC, ISO 8601), to a participant, to a group or to both."""

    at: str
    who: str
    action: RosterAction
    participant: int | None = None
    group: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def append(connection: Connection, lines: Iterable[LogLine]) -> None:
    """Add lines to the log."""
    rows = [
        {
            "at": one.at,
            "who": one.who,
            "action": one.action,
            "participant": one.participant,
            "group_id": one.group,
            "details": json.dumps(dict(one.details), ensure_ascii=False),
        }
        for one in lines
    ]
    if rows:
        connection.execute(insert(LOG), rows)


def last_line(connection: Connection) -> int:
    """Return the id of the last line, but for those who log in: their places are taken over anyway."""
    changes = LOG.c.action.not_in(("logged_in", "correction_asked"))
    return int(connection.execute(select(func.coalesce(func.max(LOG.c.id), 0)).where(changes)).scalar_one())


def lines(  # noqa: PLR0913  (of whom, and which)
    connection: Connection,
    scope: Scope,
    *,
    participant: int | None = None,
    group: int | None = None,
    most: int = 100,
    after: int = 0,
) -> list[LogLine]:
    """Return the last lines that a scope may read, the newest first: about its people and about its own groups only.

    The newest `after` lines are left out.
    """
    asked = select(LOG).order_by(LOG.c.at.desc(), LOG.c.id.desc()).limit(most).offset(after)
    if not scope.is_everything:
        people = select(PARTICIPANT.c.id).where(is_visible(scope))
        is_own = LOG.c.group_id.in_(own_groups(scope))
        asked = asked.where(is_own | (LOG.c.group_id.is_(None) & LOG.c.participant.in_(people)))
    if participant is not None:
        asked = asked.where(LOG.c.participant == participant)
    if group is not None:
        asked = asked.where(LOG.c.group_id == group)
    return [
        LogLine(row.at, row.who, row.action, row.participant, row.group_id, json.loads(row.details))
        for row in connection.execute(asked)
    ]
