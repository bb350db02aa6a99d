"""Making one participant of two entries, and taking that back as long as nothing of her changed since.

Each is made whole in the transaction of its caller, with a line in the log, or raises RosterError.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from ssfh_learn.errors import RosterError
from ssfh_learn.journal.database import lock
from ssfh_learn.roster.changes import differences, row_of, set_groups, set_practices
from ssfh_learn.roster.listing import one_of
from ssfh_learn.roster.log import LogLine, append, lines
from ssfh_learn.roster.participant import Practice
from ssfh_learn.roster.tables import CORRECTION, LOG, MEMBER, PARTICIPANT, WORKS_AT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.participant import Participant
    from ssfh_learn.roster.scope import Scope


def merge(connection: Connection, scope: Scope, kept: Participant, other: Participant, at: str) -> None:
    """Make one participant of two entries: `kept` gets what it lacks, all practices and all groups; `other` is gone.

    Of two accounts none can go, because each has results of its own; see `keep_one_account`.
    """
    first, second = _as_shown(connection, scope, kept, other)
    if first.account and second.account:
        raise RosterError("two_accounts")
    gone = _written(connection, second)
    is_hers = CORRECTION.c.participant == second.id
    moved = connection.execute(select(CORRECTION.c.id).where(is_hers)).scalars().all()
    for table in (MEMBER, WORKS_AT):
        connection.execute(delete(table).where(table.c.participant == second.id))
    connection.execute(update(CORRECTION).where(is_hers).values(participant=first.id))
    connection.execute(delete(PARTICIPANT).where(PARTICIPANT.c.id == second.id))
    _complete(connection, scope, first, second, {"gone": gone, "corrections": list(moved)}, at)


def keep_one_account(connection: Connection, scope: Scope, kept: Participant, other: Participant, at: str) -> None:
    """Let one person with two accounts go on with one: `kept` gets what it lacks, and `other` leaves today.

    Both entries stay, so that the results of both accounts can still be read.
    """
    first, second = _as_shown(connection, scope, kept, other)
    if not (first.account and second.account):
        raise RosterError("changed_meanwhile")
    before = _written(connection, second)
    left = replace(second, ended=min(second.ended or at[:10], at[:10]), version=second.version + 1)
    connection.execute(
        update(PARTICIPANT).where(PARTICIPANT.c.id == left.id).values(ended=left.ended, version=left.version)
    )
    append(connection, differences(scope, second, left, at))
    accounts = [first.account, second.account]
    named = {"name": first.shown_name, "accounts": accounts}
    append(connection, [LogLine(at, scope.account, "merged", second.id, details=named)])
    _complete(connection, scope, first, second, {"left": before, "accounts": accounts}, at)


def merged(kept: Participant, other: Participant) -> Participant:
    """Return two entries of one person as one: what the kept entry lacks comes from the other."""
    name = kept.name if kept.name.family else other.name
    gained = {
        field: getattr(kept, field) or getattr(other, field)
        for field in ("account", "email", "function", "register", "number", "started")
    }
    ended = None if kept.ended is None or other.ended is None else max(kept.ended, other.ended)
    practices = tuple(dict.fromkeys((*kept.practices, *other.practices)))
    groups = kept.groups | other.groups
    return replace(kept, name=name, ended=ended, practices=practices, groups=groups, origin="list", **gained)


def merge_to_undo(connection: Connection, scope: Scope, kept: Participant) -> LogLine | None:
    """Return the line of the last merge of an entry, if this person may still take it back.

    Who merged may, and an administrator; and only while neither entry changed since, because what was typed later
    belongs to one of the two, and nobody knows to which.
    """
    line = next((one for one in lines(connection, scope, participant=kept.id) if one.action == "merged"), None)
    if line is None or "before" not in line.details or not (scope.is_everything or line.who == scope.account):
        return None
    if line.details["version"] != kept.version:
        return None
    is_gone = "gone" in line.details
    other = line.details["gone" if is_gone else "left"]
    version = connection.execute(select(PARTICIPANT.c.version).where(PARTICIPANT.c.id == other["id"])).scalar()
    is_as_left = version == (None if is_gone else other["row"]["version"] + 1)
    return line if is_as_left else None


def undo_merge(connection: Connection, scope: Scope, kept: Participant, at: str) -> None:
    """Make two entries of one again, each as it was before they were merged."""
    lock(connection)
    now = one_of(connection, scope, kept.id)
    if now is None:
        raise RosterError("not_found")
    line = merge_to_undo(connection, scope, now) if now.version == kept.version else None
    if line is None:
        raise RosterError("changed_meanwhile")
    details = line.details
    _restore(connection, details["before"], now.version + 1)  # first, so that its account is free
    if gone := details.get("gone"):
        connection.execute(insert(PARTICIPANT).values(id=gone["id"], **gone["row"]))
        _restore(connection, gone, gone["row"]["version"] + 1)
        moved = CORRECTION.c.id.in_(details["corrections"])
        connection.execute(update(CORRECTION).where(moved).values(participant=gone["id"]))
    else:
        _restore(connection, details["left"], details["left"]["row"]["version"] + 2)
    other = (gone or details["left"])["id"]
    append(connection, [LogLine(at, scope.account, "unmerged", kept.id, details={"name": details["name"]})])
    append(connection, [LogLine(at, scope.account, "unmerged", other, details={"name": kept.shown_name})])


def _as_shown(
    connection: Connection, scope: Scope, kept: Participant, other: Participant
) -> tuple[Participant, Participant]:
    """Return two entries as they are now; raises RosterError if one is another by now, or out of reach."""
    lock(connection)
    first, second = one_of(connection, scope, kept.id), one_of(connection, scope, other.id)
    if first is None or second is None or first.id == second.id:
        raise RosterError("not_found")
    if (first.version, second.version) != (kept.version, other.version):
        raise RosterError("changed_meanwhile")
    return first, second


def _groups_of(connection: Connection, id_: int) -> Sequence[int]:
    """Return every group that somebody is in, also those that the scope does not reach."""
    return connection.execute(select(MEMBER.c.group_id).where(MEMBER.c.participant == id_)).scalars().all()


def _complete(  # noqa: PLR0913, PLR0917  (what completing an entry takes)
    connection: Connection,
    scope: Scope,
    first: Participant,
    second: Participant,
    other: Mapping[str, Any],
    at: str,
) -> None:
    """Give an entry what it lacks of another, and add a line to the log with both as they were."""
    before = _written(connection, first)
    joined = (other.get("gone") or other["left"])["groups"]
    whole, version = merged(first, second), first.version + 1
    connection.execute(update(PARTICIPANT).where(PARTICIPANT.c.id == first.id).values(**row_of(whole), version=version))
    set_practices(connection, first.id, whole.practices)
    set_groups(connection, first.id, before["groups"], {*before["groups"], *joined})
    details = {"name": second.shown_name, "entry": second.id, "before": before, "version": version, **other}
    append(connection, _joins(connection, second.id, first.id, {*joined} - {*before["groups"]}))
    append(connection, [LogLine(at, scope.account, "merged", first.id, details=details)])


def _joins(connection: Connection, other: int, kept: int, groups: Collection[int]) -> list[LogLine]:
    """Return of each group when and by whom the other entry came into it: since that day the person takes part."""
    came = LOG.c.participant == other, LOG.c.action == "joined", LOG.c.group_id.in_(groups)
    last = {row.group_id: row for row in connection.execute(select(LOG).where(*came).order_by(LOG.c.id))}
    return [
        LogLine(row.at, row.who, "joined", kept, group, json.loads(row.details)) for group, row in sorted(last.items())
    ]


def _written(connection: Connection, one: Participant) -> dict[str, Any]:
    """Return all that the list says of an entry, as the log keeps it."""
    return {
        "id": one.id,
        "row": {**row_of(one), "version": one.version},
        "practices": [[practice.name, practice.region] for practice in one.practices],
        "groups": sorted(_groups_of(connection, one.id)),
    }


def _restore(connection: Connection, written: Mapping[str, Any], version: int) -> None:
    """Make an entry as it was written, with a new version."""
    id_ = written["id"]
    values = {**written["row"], "version": version}
    connection.execute(update(PARTICIPANT).where(PARTICIPANT.c.id == id_).values(**values))
    set_practices(connection, id_, [Practice(name, region) for name, region in written["practices"]])
    set_groups(connection, id_, _groups_of(connection, id_), written["groups"])
