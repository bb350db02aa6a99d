"""Reads the projections of many learners at once, for lists of people: never an event, and nothing that is private."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from ssfh_learn.journal.database import asked_rows
from ssfh_learn.journal.projections import STATUS, STEP, Opening, Reached

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.engine import Connection


@dataclass
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
    steps: Iterable[tuple[str, str]],
    activities: Iterable[tuple[str, str]],
) -> dict[tuple[str, str], PlaceCount]:
    """Return how far learners are, by learner and place.

    `steps` (place and id) are done when they are opened, `activities` (place and name) when they are done. Both
    databases count, so that tens of thousands of learners are one row for each place.
    """
    steps, activities = list(steps), list(activities)
    places = sorted({place for place, _ in (*steps, *activities)})
    asked = {
        "learners": json.dumps([[one] for one in learners], ensure_ascii=False),
        "places": json.dumps([[one] for one in places]),
    }
    found: defaultdict[tuple[str, str], PlaceCount] = defaultdict(PlaceCount)
    for table, column, needed in (("step_opened", "step", steps), ("activity_status", "activity", activities)):
        statement = _statement(connection.dialect.name, table, column)
        rows: Any = connection.execute(text(statement), {**asked, "needed": json.dumps(needed, ensure_ascii=False)})
        for learner, place, begun, done, at, done_at in rows:
            one = found[learner, place]
            one.opened += begun if table == "step_opened" else 0
            one.done += done
            one.at, one.done_at = max(one.at, at), max(one.done_at, done_at or "")
    return found


def _statement(dialect: str, table: str, column: str) -> str:
    """Return the statement that counts for each learner and place."""
    people, (person,) = asked_rows(dialect, 1, "learners")
    where, (place,) = asked_rows(dialect, 1, "places")
    listed, (of_place, name) = asked_rows(dialect, 2, "needed")
    last, first = ("last", "first") if table == "step_opened" else ("at", "at")
    is_done = "true" if table == "step_opened" else "own.status IN ('complete', 'awaiting_grader')"
    return (
        f"WITH people AS (SELECT {person} AS learner FROM {people}), "  # noqa: S608  (the names are our own)
        f"places AS (SELECT {place} AS place FROM {where}), "
        f"needed AS (SELECT {of_place} AS place, {name} AS name FROM {listed}) "
        f"SELECT own.learner, own.place, count(*), count(needed.name), max(own.{last}), "
        f"max(CASE WHEN needed.name IS NOT NULL THEN own.{first} END) "
        f"FROM people JOIN {table} AS own ON own.learner = people.learner "
        f"LEFT JOIN needed ON needed.place = own.place AND needed.name = own.{column} AND {is_done} "
        "WHERE own.place IN (SELECT place FROM places) GROUP BY own.learner, own.place"
    )
