"""The first day of people in their groups: a last day before it does not count for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ssfh_learn.roster.tables import LOG

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.engine import Connection


def joined_days(connection: Connection, people: Select[tuple[int]]) -> dict[tuple[int, int], str]:
    """Return the day (ISO 8601) on which people came into groups, by participant and group, as far as the log says."""
    asked = select(LOG.c.participant, LOG.c.group_id, func.max(LOG.c.at)).where(
        LOG.c.participant.in_(people), LOG.c.action == "joined"
    )
    rows = connection.execute(asked.group_by(LOG.c.participant, LOG.c.group_id))
    return {(participant, group): at[:10] for participant, group, at in rows}


def begin_of(started: str | None, joined: str | None) -> str | None:
    """Return the first day of somebody in a group: when she came into it, or began to take part if that was later."""
    return max(filter(None, (started, joined)), default=None)
