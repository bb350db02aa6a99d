"""Changes of participants. Each is made whole in the transaction of its caller, with a line in the log, or not at all.

Every function takes the scope of who makes the change and reaches no other participant or group. It raises RosterError.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from ssfh_learn.errors import RosterError
from ssfh_learn.journal.database import lock
from ssfh_learn.roster.admission import forget_log_in
from ssfh_learn.roster.listing import CHUNK, one_of
from ssfh_learn.roster.log import LogLine, RosterAction, append
from ssfh_learn.roster.name import folded
from ssfh_learn.roster.scope import own_groups
from ssfh_learn.roster.tables import MEMBER, PARTICIPANT, PRACTICE, WORKS_AT, added

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.participant import Participant, Practice
    from ssfh_learn.roster.scope import Scope


def add(connection: Connection, scope: Scope, new: Participant, at: str) -> int:
    """Add a participant and return her id; she takes the place of who logged in with this account and was on no list.

    A coordinator adds to a group of her own, or else she would not see whom she added.
    """
    lock(connection)
    groups = _own(connection, scope, new.groups)
    if not groups and not scope.is_everything:
        raise RosterError("group_needed")
    take_over_log_in(connection, new.account)
    id_ = added(connection, insert(PARTICIPANT).values(**row_of(new), version=1))
    set_practices(connection, id_, new.practices)
    set_groups(connection, id_, (), groups)
    append(connection, additions(scope, id_, replace(new, groups=groups), at))
    return id_


def change(connection: Connection, scope: Scope, wanted: Participant, at: str) -> None:
    """Change a participant to what is wanted; `wanted.version` must be the version that was shown.

    Her groups outside the scope stay as they are.
    """
    lock(connection)
    before = one_of(connection, scope, wanted.id)
    if before is None:
        raise RosterError("not_found")
    groups = _own(connection, scope, wanted.groups)
    if not groups and not scope.is_everything:
        raise RosterError("group_needed")
    if wanted.account != before.account:
        take_over_log_in(connection, wanted.account)
    is_as_shown = (PARTICIPANT.c.id == wanted.id, PARTICIPANT.c.version == wanted.version)
    wanted = replace(wanted, origin="list")
    changed = connection.execute(
        update(PARTICIPANT).where(*is_as_shown).values(**row_of(wanted), version=wanted.version + 1)
    )
    if not changed.rowcount:
        raise RosterError("changed_meanwhile")
    set_practices(connection, wanted.id, wanted.practices)
    set_groups(connection, wanted.id, before.groups, groups)
    append(connection, differences(scope, before, replace(wanted, groups=groups), at))


def practice_ids(connection: Connection, practices: Iterable[Practice]) -> dict[Practice, int]:
    """Return the ids of practices; a practice that is not there yet is added."""
    keys = {one: one.key for one in practices}
    there = _practices_there(connection, set(keys.values()))
    new = {key: one for one, key in keys.items() if key not in there}
    if new:
        rows = [{"name": one.name, "region": one.region, "key": key} for key, one in new.items()]
        connection.execute(insert(PRACTICE), rows)
        there |= _practices_there(connection, new)
    return {one: there[key] for one, key in keys.items()}


def _practices_there(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    listed = sorted(keys)
    found: dict[str, int] = {}
    for start in range(0, len(listed), CHUNK):
        asked = select(PRACTICE.c.key, PRACTICE.c.id).where(PRACTICE.c.key.in_(listed[start : start + CHUNK]))
        found |= {row.key: row.id for row in connection.execute(asked)}
    return found


def row_of(one: Participant) -> dict[str, Any]:
    """Return the columns of a participant, without id and version."""
    name = one.name
    shown = (name.initials, name.given, name.prefix, name.family, one.account, one.email, one.number)
    return {
        "account": one.account or None,
        "initials": name.initials,
        "given": name.given,
        "prefix": name.prefix,
        "family": name.family,
        "email": one.email,
        "function": one.function,
        "register": one.register,
        "number": one.number,
        "started": one.started or None,
        "ended": one.ended or None,
        "origin": one.origin,
        "sort_key": name.sort_key if name.family else folded(one.account or one.email),
        "search_key": folded(" ".join(filter(None, shown))),
    }


def _own(connection: Connection, scope: Scope, groups: Iterable[int]) -> frozenset[int]:
    """Return groups of the scope; raises RosterError for any other group."""
    wanted = frozenset(groups)
    if wanted - frozenset(connection.execute(own_groups(scope)).scalars()):
        raise RosterError("not_found")
    return wanted


def take_over_log_in(connection: Connection, account: str | None) -> None:
    """Make an account free if it is in the list only by logging in; raises RosterError if it is somebody else's."""
    known = connection.execute(select(PARTICIPANT.c.id).where(PARTICIPANT.c.account == account)).scalar()
    if account and known is not None:
        forget_log_in(connection, account)
        if connection.execute(select(PARTICIPANT.c.id).where(PARTICIPANT.c.id == known)).first():
            raise RosterError("account_taken")


def set_practices(connection: Connection, id_: int, practices: Iterable[Practice]) -> None:
    """Let somebody work in exactly these practices."""
    connection.execute(delete(WORKS_AT).where(WORKS_AT.c.participant == id_))
    if rows := [{"participant": id_, "practice": one} for one in set(practice_ids(connection, practices).values())]:
        connection.execute(insert(WORKS_AT), rows)


def set_groups(connection: Connection, id_: int, before: Iterable[int], after: Iterable[int]) -> None:
    """Take somebody out of groups, and put her in others."""
    gone, new = set(before) - set(after), set(after) - set(before)
    if gone:
        connection.execute(delete(MEMBER).where(MEMBER.c.participant == id_, MEMBER.c.group_id.in_(gone)))
    if new:
        connection.execute(insert(MEMBER), [{"group_id": one, "participant": id_} for one in new])


def additions(scope: Scope, id_: int, new: Participant, at: str) -> list[LogLine]:
    """Return the lines of the log for somebody who is new."""
    named = {"name": new.shown_name}
    joined = (LogLine(at, scope.account, "joined", id_, one, named) for one in new.groups)
    return [LogLine(at, scope.account, "added", id_, details=named), *joined]


def differences(scope: Scope, before: Participant, after: Participant, at: str) -> list[LogLine]:
    """Return the lines of the log for a change: what it was and what it is now."""
    rows = row_of(before), row_of(after)
    hidden = {"origin", "sort_key", "search_key"}
    details: dict[str, Any] = {
        name: [rows[0][name], rows[1][name]]
        for name in rows[0]
        if rows[0][name] != rows[1][name] and name not in hidden
    }
    if set(before.practices) != set(after.practices):
        details["practices"] = [[one.shown for one in side.practices] for side in (before, after)]
    action: RosterAction = "ended" if set(details) == {"ended"} and after.ended else "changed"
    about = [LogLine(at, scope.account, action, before.id, details=details)] if details else []
    named = {"name": after.shown_name}
    left = (LogLine(at, scope.account, "removed", before.id, one, named) for one in before.groups - after.groups)
    new = (LogLine(at, scope.account, "joined", before.id, one, named) for one in after.groups - before.groups)
    return [*about, *left, *new]
