"""Carrying out an import: all of it in the transaction of its caller, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from ssfh_learn.errors import RosterError
from ssfh_learn.journal.database import lock
from ssfh_learn.roster.changes import additions, differences, practice_ids, row_of, take_over_log_in
from ssfh_learn.roster.importing.plan import last_line
from ssfh_learn.roster.listing import CHUNK
from ssfh_learn.roster.log import LogLine, append
from ssfh_learn.roster.tables import MEMBER, PARTICIPANT, WORKS_AT, next_participants

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.importing.plan import ImportPlan
    from ssfh_learn.roster.participant import Participant
    from ssfh_learn.roster.scope import Scope


def apply_import(connection: Connection, scope: Scope, plan: ImportPlan, file: str, at: str) -> None:
    """Add and change everybody of a plan; `file` is the name of the file, for the log.

    Raises RosterError (`changed_meanwhile`) if the roster changed since the plan was made. The plan is of this scope.
    """
    lock(connection)
    if not plan.is_possible or last_line(connection) != plan.made_at:
        raise RosterError("changed_meanwhile")
    after = [wanted for _known, wanted in plan.changed]
    _take_over_log_ins(connection, [one.account for one in plan.new])
    _take_over_log_ins(connection, [one.account for known, one in plan.changed if known.account != one.account])
    ids = _insert(connection, plan.new)
    _update(connection, after)
    known_ids = [one.id for one in after]
    _set_practices(connection, [*zip(ids, plan.new, strict=True), *zip(known_ids, after, strict=True)])
    joined = [(id_, one.groups) for id_, one in zip(ids, plan.new, strict=True)]
    joined += [(wanted.id, wanted.groups - known.groups) for known, wanted in plan.changed]
    _execute_many(connection, insert(MEMBER), [{"group_id": g, "participant": i} for i, gs in joined for g in gs])
    lines = [line for id_, one in zip(ids, plan.new, strict=True) for line in additions(scope, id_, one, at)]
    lines += [line for known, wanted in plan.changed for line in differences(scope, known, wanted, at)]
    counts = {"file": file, "new": len(plan.new), "changed": len(plan.changed)}
    append(connection, [*lines, LogLine(at, scope.account, "imported", details=counts)])


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


def _update(connection: Connection, changed: Iterable[Participant]) -> None:
    rows = [{**row_of(one), "version": one.version + 1, "of": one.id} for one in changed]
    _execute_many(connection, update(PARTICIPANT).where(PARTICIPANT.c.id == bindparam("of")), rows)


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
