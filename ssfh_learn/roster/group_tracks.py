"""The tracks that groups do together: which, and from which day on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from ssfh_learn.errors import RosterError
from ssfh_learn.journal.database import lock
from ssfh_learn.roster.log import LogLine, append
from ssfh_learn.roster.scope import own_groups
from ssfh_learn.roster.tables import GROUP, GROUP_TRACK, MEMBER, PARTICIPANT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.scope import Scope


_OF_PARTICIPANT = (
    select(GROUP_TRACK)
    .join(GROUP, GROUP.c.id == GROUP_TRACK.c.group_id)
    .join(MEMBER, MEMBER.c.group_id == GROUP.c.id)
    .join(PARTICIPANT, PARTICIPANT.c.id == MEMBER.c.participant)
    .where(PARTICIPANT.c.account == bindparam("of"))
    .order_by(GROUP_TRACK.c.start.desc(), GROUP_TRACK.c.group_id.desc())
)
"""Every first page asks it: to make the statement takes longer than to carry it out."""


@dataclass(frozen=True)
class GroupTrack:
    """A track that a group begins on a day; `since` is when somebody planned it for this group."""

    track: str
    start: date
    since: datetime


@dataclass(frozen=True)
class GroupTracks:
    """The tracks of a group, by id; `version` is that of the group."""

    group: int
    name: str
    version: int
    planned: Mapping[str, GroupTrack] = field(default_factory=dict)


def tracks_of_group(connection: Connection, scope: Scope, group: int) -> GroupTracks | None:
    """Return the tracks of a group; None for a group that the scope may not see."""
    found = connection.execute(select(GROUP).where(GROUP.c.id == group, GROUP.c.id.in_(own_groups(scope)))).first()
    if found is None:
        return None
    rows = connection.execute(select(GROUP_TRACK).where(GROUP_TRACK.c.group_id == group).order_by(GROUP_TRACK.c.track))
    planned = {row.track: _group_track(row) for row in rows}
    return GroupTracks(group, found.name, found.version, planned)


def tracks_of_participant(connection: Connection, account: str) -> dict[str, GroupTrack]:
    """Return by id the tracks that the groups of a participant do; of one that two groups do, the first that begins."""
    return {row.track: _group_track(row) for row in connection.execute(_OF_PARTICIPANT, {"of": account})}


def change_track(  # noqa: PLR0913, PLR0917  (what one change is)
    connection: Connection, scope: Scope, shown: GroupTracks, track: str, start: date | None, at: str
) -> None:
    """Plan a track for a group from a day on, give it another first day, or take it away (None).

    `shown.version` must be the version of the group that was shown. Raises RosterError.
    """
    lock(connection)
    before = tracks_of_group(connection, scope, shown.group)
    if before is None:
        raise RosterError("not_found")
    is_as_shown = (GROUP.c.id == shown.group, GROUP.c.version == shown.version)
    if not connection.execute(update(GROUP).where(*is_as_shown).values(version=shown.version + 1)).rowcount:
        raise RosterError("changed_meanwhile")
    known = before.planned.get(track)
    connection.execute(delete(GROUP_TRACK).where(GROUP_TRACK.c.group_id == shown.group, GROUP_TRACK.c.track == track))
    if start is not None:
        since = known.since.isoformat() if known else at
        row = {"group_id": shown.group, "track": track, "start": start.isoformat(), "since": since}
        connection.execute(insert(GROUP_TRACK), [row])
    days = ([f"track {track} {day}"] if day else [] for day in (known and known.start, start))
    old, new = days
    if old != new:
        details = {"tracks": [old, new]}
        append(connection, [LogLine(at, scope.account, "group_changed", group=shown.group, details=details)])


def _group_track(row: object) -> GroupTrack:
    """Return what a row says."""
    start, since = date.fromisoformat(row.start), datetime.fromisoformat(row.since)  # type: ignore[attr-defined]
    return GroupTrack(row.track, start, since)  # type: ignore[attr-defined]
