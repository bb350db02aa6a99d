"""Reads the projections of many learners at once, for lists of people: never an event, and nothing that is private."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, text

from ssfh_learn.journal.database import asked_texts
from ssfh_learn.journal.projections import STATUS, STEP, Opening, Reached

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.engine import Connection


class PlaceCount(NamedTuple):
    """How far a learner is in a place in which she opened a step."""

    done: int
    """How many needed things are done."""
    at: str = ""
    """The newest moment (UTC, ISO 8601) at which something was done, or a step was opened; empty if nobody asked."""
    done_at: str = ""
    """The newest moment at which something needed was done."""


def openings_of_many(connection: Connection, learners: Collection[str]) -> dict[str, dict[str, dict[str, Opening]]]:
    """Return the steps that learners opened, by learner, place and id."""
    query = select(STEP.c.learner, STEP.c.place, STEP.c.step, STEP.c.first, STEP.c.last)
    found: defaultdict[str, dict[str, dict[str, Opening]]] = defaultdict(dict)
    for learner, place, step, first, last in connection.execute(query.where(STEP.c.learner.in_(list(learners)))):
        found[learner].setdefault(place, {})[step] = Opening(first, last)
    return found


def statuses_of_many(connection: Connection, learners: Collection[str]) -> dict[str, dict[str, dict[str, Reached]]]:
    """Return the statuses of the activities that learners began, by learner, place and activity."""
    query = select(STATUS.c.learner, STATUS.c.place, STATUS.c.activity, STATUS.c.status, STATUS.c.at)
    found: defaultdict[str, dict[str, dict[str, Reached]]] = defaultdict(dict)
    for learner, place, activity, *reached in connection.execute(query.where(STATUS.c.learner.in_(list(learners)))):
        found[learner].setdefault(place, {})[activity] = Reached(*reached)
    return found


def counts_of(
    connection: Connection,
    learners: Iterable[str],
    steps: Collection[tuple[str, str]],
    activities: Collection[tuple[str, str]],
    *,
    with_moments: bool = True,
) -> dict[str, dict[str, PlaceCount]]:
    """Return how far learners are, by place and learner; the database counts, and puts together who is equally far.

    `steps` (place and id) are done when they are opened, `activities` (place and name) when they are done. Without
    moments the answer is quicker. Who never opened a step of a place is left out there.
    """
    asked = {
        "learners": _json(learners),
        "places": _json(sorted({place for place, _ in (*steps, *activities)})),
    }
    opened, reached = (
        _by_place(connection, table, {**asked, "needed": _json(map(" ".join, needed))}, with_moments=with_moments)
        for table, needed in ((STEP.name, steps), (STATUS.name, activities))
    )
    added = cache(_added)
    return {
        place: {learner: added(one, reached.get(place, {}).get(learner, _NOTHING)) for learner, one in hers.items()}
        for place, hers in opened.items()
    }


_NOTHING = PlaceCount(0)


def _added(one: PlaceCount, other: PlaceCount) -> PlaceCount:
    return PlaceCount(one.done + other.done, max(one.at, other.at), max(one.done_at, other.done_at))


def _json(texts: Iterable[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)


def _by_place(
    connection: Connection, table: str, asked: dict[str, str], *, with_moments: bool
) -> dict[str, dict[str, PlaceCount]]:
    """Return what one table counts, by place and learner."""
    found: defaultdict[str, dict[str, PlaceCount]] = defaultdict(dict)
    statement = text(_counted(connection.dialect.name, table, with_moments=with_moments))
    for place, done, at, done_at, learners in connection.execute(statement, asked):
        found[place] |= dict.fromkeys(json.loads(learners), PlaceCount(done, at, done_at or ""))
    return found


@cache
def _counted(dialect: str, table: str, *, with_moments: bool) -> str:
    """Return the statement that counts in one table for each learner and place, and lists who has the same count.

    It reads in the order of the primary key, so that only the counts are sorted. Place and name are looked up as one
    text: SQLite finds a pair by reading the whole list.
    """
    learners, places, needed = (asked_texts(dialect, name) for name in ("learners", "places", "needed"))
    column, last, first = ("step", "last", "first") if table == STEP.name else ("activity", "at", "at")
    is_done = f"own.place || ' ' || own.{column} IN ({needed})"
    if table == STATUS.name:
        is_done = f"own.status IN ('complete', 'awaiting_grader') AND {is_done}"
    moments = (
        f"max(own.{last}) AS at, max(CASE WHEN {is_done} THEN own.{first} END)" if with_moments else "'' AS at, ''"
    )
    names = "json_group_array(learner)" if dialect == "sqlite" else "CAST(json_agg(learner) AS text)"
    return (
        f"SELECT place, done, at, done_at, {names} FROM ("  # noqa: S608  (the names are our own)
        f"SELECT own.learner, own.place, sum(CASE WHEN {is_done} THEN 1 ELSE 0 END) AS done, {moments} AS done_at "
        f"FROM {table} AS own WHERE own.learner IN ({learners}) AND own.place IN ({places}) "
        "GROUP BY own.learner, own.place) AS counted GROUP BY place, done, at, done_at"
    )
