"""Groups: who coordinates them, and which modules and tests they should do by when."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from ssfh_learn.errors import RosterError
from ssfh_learn.journal.database import lock
from ssfh_learn.roster.begin import begin_of, joined_days
from ssfh_learn.roster.group import NOTHING_ASKED, AskedDuties, Duty, RosterGroup, asked_of
from ssfh_learn.roster.log import LogLine, append
from ssfh_learn.roster.name import folded
from ssfh_learn.roster.scope import own_groups
from ssfh_learn.roster.tables import COORDINATOR, DUTY, GROUP, MEMBER, PARTICIPANT, added

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.scope import Scope


def groups(connection: Connection, scope: Scope) -> list[RosterGroup]:
    """Return the groups of a scope, in the order of their names."""
    rows = connection.execute(select(GROUP).where(GROUP.c.id.in_(own_groups(scope))).order_by(GROUP.c.key)).all()
    ids = [row.id for row in rows]
    asked = select(COORDINATOR.c.group_id, COORDINATOR.c.account).where(COORDINATOR.c.group_id.in_(ids))
    accounts: defaultdict[int, set[str]] = defaultdict(set)
    for group, account in connection.execute(asked):
        accounts[group].add(account)
    duties = _duties(connection, ids)
    return [
        RosterGroup(row.name, frozenset(accounts[row.id]), tuple(duties.get(row.id, ())), row.id, row.version)
        for row in rows
    ]


def group_of(connection: Connection, scope: Scope, id_: int) -> RosterGroup | None:
    """Return a group; None also for a group that the scope may not see."""
    return next((one for one in groups(connection, scope) if one.id == id_), None)


_GROUPS_OF_ACCOUNT = (
    select(MEMBER.c.group_id, PARTICIPANT.c.id, PARTICIPANT.c.started)
    .join(PARTICIPANT, PARTICIPANT.c.id == MEMBER.c.participant)
    .where(PARTICIPANT.c.account == bindparam("of"))
)
"""Every first page asks it: to make the statement takes longer than to carry it out."""


def duties_of(connection: Connection, account: str) -> AskedDuties:
    """Return what a participant should do: the duties of all her groups, each once, with its first last day."""
    rows = connection.execute(_GROUPS_OF_ACCOUNT, {"of": account}).all()
    if not rows:
        return NOTHING_ASKED
    duties = _duties(connection, [row.group_id for row in rows])
    days = joined_days(connection, select(PARTICIPANT.c.id).where(PARTICIPANT.c.account == account))
    return asked_of(
        [(duties.get(row.group_id, ()), begin_of(row.started, days.get((row.id, row.group_id)))) for row in rows]
    )


def add_group(connection: Connection, scope: Scope, new: RosterGroup, at: str) -> int:
    """Add a group and return its id; only an administrator adds groups. Raises RosterError."""
    lock(connection)
    if not scope.is_everything:
        raise RosterError("not_found")
    _refuse_taken_name(connection, new)
    row = insert(GROUP).values(name=new.name, key=folded(new.name), version=1)
    id_ = added(connection, row)
    _set_coordinators(connection, id_, new.coordinators)
    _set_duties(connection, id_, new.duties)
    append(connection, [LogLine(at, scope.account, "group_added", group=id_, details=_details(None, new))])
    return id_


def change_group(connection: Connection, scope: Scope, wanted: RosterGroup, at: str) -> None:
    """Change a group to what is wanted; `wanted.version` must be the version that was shown. Raises RosterError.

    Name and coordinators are for an administrator to change; a coordinator changes the duties of her own group.
    """
    lock(connection)
    before = group_of(connection, scope, wanted.id)
    if before is None:
        raise RosterError("not_found")
    if not scope.is_everything and (wanted.name, wanted.coordinators) != (before.name, before.coordinators):
        raise RosterError("not_found")
    _refuse_taken_name(connection, wanted)
    is_as_shown = (GROUP.c.id == wanted.id, GROUP.c.version == wanted.version)
    values = {"name": wanted.name, "key": folded(wanted.name), "version": wanted.version + 1}
    if not connection.execute(update(GROUP).where(*is_as_shown).values(**values)).rowcount:
        raise RosterError("changed_meanwhile")
    _set_coordinators(connection, wanted.id, wanted.coordinators)
    _set_duties(connection, wanted.id, wanted.duties)
    if details := _details(before, wanted):
        append(connection, [LogLine(at, scope.account, "group_changed", group=wanted.id, details=details)])


def _duties(connection: Connection, ids: Collection[int]) -> dict[int, list[Duty]]:
    found: defaultdict[int, list[Duty]] = defaultdict(list)
    for row in connection.execute(select(DUTY).where(DUTY.c.group_id.in_(ids)).order_by(DUTY.c.group_id, DUTY.c.place)):
        found[row.group_id].append(Duty(row.kind, row.name, row.due))
    return found


def _refuse_taken_name(connection: Connection, group: RosterGroup) -> None:
    taken = select(GROUP.c.id).where(GROUP.c.key == folded(group.name), GROUP.c.id != group.id)
    if connection.execute(taken).first():
        raise RosterError("group_exists")


def _set_coordinators(connection: Connection, id_: int, accounts: Collection[str]) -> None:
    connection.execute(delete(COORDINATOR).where(COORDINATOR.c.group_id == id_))
    if accounts:
        connection.execute(insert(COORDINATOR), [{"group_id": id_, "account": one} for one in sorted(accounts)])


def _set_duties(connection: Connection, id_: int, duties: Collection[Duty]) -> None:
    connection.execute(delete(DUTY).where(DUTY.c.group_id == id_))
    if duties:
        rows = [{"group_id": id_, **vars(one), "place": place} for place, one in enumerate(duties)]
        connection.execute(insert(DUTY), rows)


def _details(before: RosterGroup | None, after: RosterGroup) -> Mapping[str, Any]:
    """Return what a change is: the fields that differ, as they were and as they are."""
    old, new = _written(before), _written(after)
    return {name: [old[name], new[name]] for name in new if old[name] != new[name]}


def _written(group: RosterGroup | None) -> dict[str, Any]:
    if group is None:
        return {"name": "", "coordinators": [], "duties": []}
    duties = [f"{one.kind} {one.name} {one.due or ''}".rstrip() for one in group.duties]
    return {"name": group.name, "coordinators": sorted(group.coordinators), "duties": duties}
