"""Carrying out an import: all of it in the transaction of its caller, or nothing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from ssfh_learn.errors import RosterError
from ssfh_learn.journal.database import lock
from ssfh_learn.roster.changes import additions, differences, practice_ids, row_of, take_over_log_in
from ssfh_learn.roster.listing import CHUNK
from ssfh_learn.roster.log import LogLine, append, last_line
from ssfh_learn.roster.tables import LOG, MEMBER, PARTICIPANT, WORKS_AT, next_participants

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.importing.plan import ImportPlan
    from ssfh_learn.roster.participant import Participant
    from ssfh_learn.roster.scope import Scope


def apply_import(connection: Connection, scope: Scope, plan: ImportPlan, file: str, at: str) -> int:
    """Add and change everybody of a plan, and return the line of the log that says so; `file` is the file's name.

    Raises RosterError (`changed_meanwhile`) if the roster changed since the plan was made. The plan is of this scope.
    """
    lock(connection)
    if not plan.is_possible or last_line(connection) != plan.made_at:
        raise RosterError("changed_meanwhile")
    _take_over_log_ins(connection, [one.account for one in plan.new])
    _take_over_log_ins(connection, [one.account for known, one in plan.changed if known.account != one.account])
    new = list(zip(_insert(connection, plan.new), plan.new, strict=True))
    _set_practices(connection, new)
    _join(connection, [(id_, one.groups) for id_, one in new])
    append(connection, [line for id_, one in new for line in additions(scope, id_, one, at)])
    change_each(connection, scope, plan.changed, at)
    append(
        connection, [LogLine(at, scope.account, "imported", group=one, details=of) for one, of in _by_group(plan, file)]
    )
    counts = {"file": file, "new": len(plan.new), "changed": len(plan.changed)}
    append(connection, [LogLine(at, scope.account, "imported", details=counts)])
    return int(connection.execute(select(func.max(LOG.c.id)).where(LOG.c.action == "imported")).scalar_one())


def _by_group(plan: ImportPlan, file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each group that people came into or in which somebody changed, with how many."""
    came = Counter(group for one in plan.new for group in one.groups)
    came += Counter(group for known, one in plan.changed for group in one.groups - known.groups)
    changed = Counter(group for known, _one in plan.changed for group in known.groups)
    for group in sorted({*came, *changed}):
        yield group, {"file": file, "new": came[group], "changed": changed[group]}


def change_each(
    connection: Connection, scope: Scope, changed: Collection[tuple[Participant, Participant]], at: str
) -> None:
    """Change participants, each from what she is to what is wanted, who stays in her groups and may join others."""
    wanted = [one for _, one in changed]
    rows = [{**row_of(one), "version": one.version + 1, "of": one.id} for one in wanted]
    _execute_many(connection, update(PARTICIPANT).where(PARTICIPANT.c.id == bindparam("of")), rows)
    _set_practices(connection, [(one.id, one) for one in wanted])
    _join(connection, [(one.id, one.groups - known.groups) for known, one in changed])
    append(connection, [line for known, one in changed for line in differences(scope, known, one, at)])


def _take_over_log_ins(connection: Connection, accounts: Iterable[str | None]) -> None:
    wanted = sorted(filter(None, accounts))
    for start in range(0, len(wanted), CHUNK):
        asked = select(PARTICIPANT.c.account).where(PARTICIPANT.c.account.in_(wanted[start : start + CHUNK]))
        for account in connection.execute(asked).scalars().all():
            take_over_log_in(connection, account)


def _insert(connection: Connection, new: Collection[Participant]) -> list[int]:
    ids = next_participants(connection, len(new)) if new else []
    rows = [{"id": id_, **row_of(one), "version": 1} for id_, one in zip(ids, new, strict=True)]
    _execute_many(connection, insert(PARTICIPANT), rows)
    return ids


def _join(connection: Connection, joined: Iterable[tuple[int, Collection[int]]]) -> None:
    _execute_many(connection, insert(MEMBER), [{"group_id": g, "participant": i} for i, gs in joined for g in gs])


def _set_practices(connection: Connection, people: Iterable[tuple[int, Participant]]) -> None:
    people = list(people)
    ids = practice_ids(connection, dict.fromkeys(practice for _id, one in people for practice in one.practices))
    known = [id_ for id_, one in people if one.version]
    for start in range(0, len(known), CHUNK):
        connection.execute(delete(WORKS_AT).where(WORKS_AT.c.participant.in_(known[start : start + CHUNK])))
    rows = {(id_, ids[practice]) for id_, one in people for practice in one.practices}
    _execute_many(
        connection, insert(WORKS_AT), [{"participant": one, "practice": other} for one, other in sorted(rows)]
    )


def _execute_many(connection: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(statement, rows)
