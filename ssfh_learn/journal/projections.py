"""What is derived from the events of learners, for pages that must not play them: it can always be made again.

Rows are changed in the transaction that adds the event. Of what is private only that it is done is here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sqlalchemy import Column, Integer, String, Table, bindparam, delete, insert, select, text

from ssfh_learn.journal.database import METADATA
from ssfh_learn.journal.statements import asked_rows, carry_out
from ssfh_learn.journal.tables import PRIVATE, PUBLIC

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Select
    from sqlalchemy.engine import Connection

    from ssfh_learn.journal.statements import Change
    from ssfh_learn.journal.stream import Stream

DERIVED = Table("derived", METADATA, Column("place", String(128), primary_key=True))
"""The modules whose older events are in the projections; `*` means all modules."""
ALL = "*"
Status = Literal["not_attempted", "in_progress", "complete", "awaiting_grader"]
"""How far somebody is with an activity, in the words of `activities`, which the journal does not know."""
DONE: tuple[Status, ...] = ("awaiting_grader", "complete")
"""The statuses of an activity that has been done."""
STEP = Table(
    "step_opened",
    METADATA,
    Column("learner", String(128), primary_key=True),
    Column("place", String(128), primary_key=True),
    Column("step", String(128), primary_key=True),
    Column("first", String(40), nullable=False),
    Column("last", String(40), nullable=False),
)
STATUS = Table(
    "activity_status",
    METADATA,
    Column("learner", String(128), primary_key=True),
    Column("place", String(128), primary_key=True),
    Column("activity", String(64), primary_key=True),
    Column("status", String(20), nullable=False),
    Column("at", String(40), nullable=False),
)
OLD_STEP = Table(
    "old_step",
    METADATA,
    Column("place", String(128), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("step", String(128), nullable=False),
)
"""Which step a number meant in visits from before steps had an id; written once for each module."""


@dataclass(frozen=True)
class Opening:
    """When a step was opened for the first and the last time (UTC, ISO 8601)."""

    first: str
    last: str


class Reached(NamedTuple):
    """The status of an activity, and since when (UTC, ISO 8601)."""

    status: Status
    at: str


@dataclass(frozen=True)
class ActivityStatus:
    """How far a learner was in an activity at a moment (UTC, ISO 8601); without a status nothing is kept."""

    stream: Stream
    status: Status | None
    at: str


def open_steps(connection: Connection, rows: Iterable[tuple[str, str, str, str, str]]) -> None:
    """Add openings of steps: learner, place, step, and the first and last moment."""
    listed, values = asked_rows(connection.dialect.name, 5)
    # WHERE true: SQLite would take ON for a part of a join.
    statement = (
        f"INSERT INTO step_opened (learner, place, step, first, last) SELECT {', '.join(values)} FROM {listed} "  # noqa: S608  (the names are our own)
        "WHERE true ON CONFLICT (learner, place, step) DO UPDATE SET last = excluded.last"
    )
    connection.execute(text(statement), {"asked": json.dumps(list(rows), ensure_ascii=False)})


def set_statuses(connection: Connection, changed: Iterable[ActivityStatus]) -> None:
    """Set statuses of activities; for one activity the last status counts."""
    carry_out(connection, status_changes(connection.dialect.name, changed))


def status_changes(dialect: str, changed: Iterable[ActivityStatus]) -> list[Change]:
    """Return the changes that set statuses of activities; for one activity the last status counts."""
    newest = {(one.stream.learner, one.stream.place, one.stream.activity): one for one in changed}
    rows = [(*who, one.status, one.at) for who, one in newest.items() if one.status is not None]
    gone = [who for who, one in newest.items() if one.status is None]
    changes: list[Change] = []
    if rows:
        changes.append((_set(dialect), {"statuses": json.dumps(rows, ensure_ascii=False)}))
    if gone:
        changes.append((_forget(dialect), {"gone": json.dumps(gone, ensure_ascii=False)}))
    return changes


@cache
def _set(dialect: str) -> str:
    listed, values = asked_rows(dialect, 5, "statuses")
    return (
        f"INSERT INTO activity_status (learner, place, activity, status, at) SELECT {', '.join(values)} "  # noqa: S608  (idem)
        f"FROM {listed} WHERE true ON CONFLICT (learner, place, activity) "
        "DO UPDATE SET status = excluded.status, "
        "at = CASE activity_status.status WHEN excluded.status THEN activity_status.at ELSE excluded.at END"
    )


@cache
def _forget(dialect: str) -> str:
    listed, who = asked_rows(dialect, 3, "gone")
    return (
        "DELETE FROM activity_status "  # noqa: S608  (idem)
        f"WHERE (learner, place, activity) IN (SELECT {', '.join(who)} FROM {listed})"
    )


# Every first page asks these: to make a statement takes longer than to carry it out.
_OPENINGS = (
    select(STEP.c.place, STEP.c.step, STEP.c.first, STEP.c.last)
    .where(STEP.c.learner == bindparam("of_learner"))
    .order_by(STEP.c.first)
)
_STATUSES = select(STATUS.c.place, STATUS.c.activity, STATUS.c.status, STATUS.c.at).where(
    STATUS.c.learner == bindparam("of_learner")
)
_IN_PLACE = {
    _OPENINGS: _OPENINGS.where(STEP.c.place == bindparam("of_place")),
    _STATUSES: _STATUSES.where(STATUS.c.place == bindparam("of_place")),
}


def _of_learner(connection: Connection, asked: Select[Any], learner: str, place: str | None) -> Iterable[Any]:
    """Return the rows of a learner, in every place or in one."""
    if place is None:
        return connection.execute(asked, {"of_learner": learner})
    return connection.execute(_IN_PLACE[asked], {"of_learner": learner, "of_place": place})


def openings_of(connection: Connection, learner: str, place: str | None = None) -> dict[str, dict[str, Opening]]:
    """Return the steps that a learner opened, by place and id, in the order in which she opened them first."""
    found: dict[str, dict[str, Opening]] = {}
    for where, step, first, last in _of_learner(connection, _OPENINGS, learner, place):
        found.setdefault(where, {})[step] = Opening(first, last)
    return found


def statuses_of(connection: Connection, learner: str, place: str | None = None) -> dict[str, dict[str, Reached]]:
    """Return the statuses of the activities that a learner began, by place and activity."""
    found: dict[str, dict[str, Reached]] = {}
    for where, activity, *reached in _of_learner(connection, _STATUSES, learner, place):
        found.setdefault(where, {})[activity] = Reached(*reached)
    return found


def old_steps(connection: Connection) -> dict[str, dict[int, str]]:
    """Return which step a number meant, by place."""
    found: dict[str, dict[int, str]] = {}
    for place, number, step in connection.execute(select(OLD_STEP)):
        found.setdefault(place, {})[number] = step
    return found


def keep_old_steps(connection: Connection, place: str, steps: Mapping[int, str]) -> None:
    """Store permanently which steps the numbers of a module meant."""
    if steps:
        rows = [{"place": place, "number": number, "step": step} for number, step in steps.items()]
        connection.execute(insert(OLD_STEP), rows)


def derived(connection: Connection) -> set[str]:
    """Return the places whose projections are complete."""
    return set(connection.execute(select(DERIVED.c.place)).scalars())


def mark_derived(connection: Connection, place: str) -> None:
    """Record that the projections of a place are complete."""
    connection.execute(delete(DERIVED).where(DERIVED.c.place == place))
    connection.execute(insert(DERIVED).values(place=place))


def places(connection: Connection) -> set[str]:
    """Return the modules that have events, without tests: a test is its own place and has no projections."""
    is_module = (select(table.c.place).where(table.c.activity != table.c.place) for table in (PUBLIC, PRIVATE))
    return {place for query in is_module for place in connection.execute(query.distinct()).scalars()}


def learners_in(connection: Connection, places: Collection[str]) -> set[str]:
    """Return the learners who have an event in these places."""
    were_there = (select(table.c.learner).where(table.c.place.in_(places)) for table in (PUBLIC, PRIVATE))
    return {learner for query in were_there for learner in connection.execute(query.distinct()).scalars()}


def rows_of(connection: Connection, learner: str) -> dict[str, list[dict[str, Any]]]:
    """Return everything that is kept of a learner, as plain values."""
    return {
        name: [dict(row._mapping) for row in connection.execute(select(table).where(table.c.learner == learner))]  # noqa: SLF001  (SQLAlchemy's public name)
        for name, table in (("steps", STEP), ("activities", STATUS))
    }


def everything(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows by table, in order, to compare them before and after a rebuild."""
    return {table.name: sorted(tuple(row) for row in connection.execute(select(table))) for table in (STEP, STATUS)}


def erase(connection: Connection, stream: Stream) -> None:
    """Remove what is kept of one activity of one learner."""
    set_statuses(connection, [ActivityStatus(stream, None, "")])


def forget(connection: Connection, learner: str, places: Collection[str] | None = None) -> None:
    """Remove what is kept of a learner, of some places or of all."""
    for table in (STEP, STATUS):
        rows = delete(table).where(table.c.learner == learner)
        connection.execute(rows if places is None else rows.where(table.c.place.in_(places)))


def forget_all_but(connection: Connection, places: Collection[str], learners: Collection[str]) -> None:
    """Remove what is kept in these places of any other learners: there is no event of theirs."""
    for table in (STEP, STATUS):
        known = connection.execute(select(table.c.learner).where(table.c.place.in_(places)).distinct()).scalars()
        for learner in set(known) - set(learners):
            forget(connection, learner, places)
