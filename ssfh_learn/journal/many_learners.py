"""Reads the projections of many learners at once, for lists of people: never an event, and nothing that is private."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from ssfh_learn.journal.database import asked_rows
from ssfh_learn.journal.projections import STATUS, STEP, Opening, Reached

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.engine import Connection


@dataclass(slots=True)
class PlaceCount:
    """How far a learner is in one place: steps that she opened, needed things that are done, and the last moment."""

    opened: int = 0
    done: int = 0
    at: str = ""
    """The newest moment (UTC, ISO 8601) at which something needed was done, or a step was opened."""
    done_at: str = ""


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
    with_days: bool = True,
) -> dict[tuple[str, str], PlaceCount]:
    """Return how far learners are, by learner and place; the database counts.

    `steps` (place and id) are done when they are opened, `activities` (place and name) when they are done. Without
    days the moments stay empty, which is quicker.
    """
    places = sorted({place for place, _ in (*steps, *activities)})
    asked = {"learners": _json([[one] for one in learners]), "places": _json([[one] for one in places])}
    found: dict[tuple[str, str], PlaceCount] = {}
    for table, needed in ((STEP.name, steps), (STATUS.name, activities)):
        statement = text(_counted(connection.dialect.name, table, with_days=with_days))
        for learner, place, begun, done, at, done_at in connection.execute(
            statement, {**asked, "needed": _json(needed)}
        ):
            one = found.get((learner, place))
            if one is None:
                one = found[learner, place] = PlaceCount()
            if table == STEP.name:
                one.opened = begun
            one.done += done
            if at:
                one.at, one.done_at = max(one.at, at), max(one.done_at, done_at or "")
    return found


def _json(value: Any) -> str:
    return json.dumps([list(one) for one in value], ensure_ascii=False)


@cache
def _counted(dialect: str, table: str, *, with_days: bool) -> str:
    """Return the statement that counts for each learner and place.

    It reads in the order of the primary key, so that nothing is sorted.
    """
    listed = {name: asked_rows(dialect, width, name) for name, width in (("learners", 1), ("places", 1), ("needed", 2))}
    learners, places, needed = (
        f"SELECT {', '.join(values)} FROM {source}"  # noqa: S608  (the names are our own)
        for source, values in listed.values()
    )
    column, last, first = ("step", "last", "first") if table == STEP.name else ("activity", "at", "at")
    is_needed = f"(own.place, own.{column}) IN ({needed})"
    if table == STATUS.name:
        is_needed = f"own.status IN ('complete', 'awaiting_grader') AND {is_needed}"
    days = f"max(own.{last}), max(CASE WHEN {is_needed} THEN own.{first} END)" if with_days else "NULL, NULL"
    return (
        f"SELECT own.learner, own.place, count(*), sum(CASE WHEN {is_needed} THEN 1 ELSE 0 END), {days} "  # noqa: S608  (idem)
        f"FROM {table} AS own WHERE own.learner IN ({learners}) AND own.place IN ({places}) "
        "GROUP BY own.learner, own.place"
    )
