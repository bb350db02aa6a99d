"""Reads the projections of many learners at once, for lists of people: never an event, and nothing that is private."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from sqlalchemy import select, text

from ssfh_learn.journal.projections import DONE, STATUS, STEP, Opening, Reached
from ssfh_learn.journal.statements import asked_pairs, asked_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

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


CountedTable = Literal["step_opened", "activity_status"]
"""What can be counted: steps that were opened, or activities that are done."""
_DONE = ", ".join(f"'{status}'" for status in DONE)


def counts_of(  # noqa: PLR0913  (what a page asks for)
    connection: Connection,
    table: CountedTable,
    learners: Iterable[str],
    needed: Collection[tuple[str, tuple[str, ...]]],
    places: Collection[str] | None = None,
    *,
    with_moments: bool = True,
) -> dict[str, dict[str, PlaceCount]]:
    """Return how far learners are with what is needed, by place and learner.

    What is needed is a place with the names of which one must be done. The database counts, and puts together who is
    equally far. Without moments the answer is quicker, and so it is of every place when that is asked (None).
    """
    single, choices = _needed_and_choices(needed)
    asked = {"learners": _json(learners), "needed": _json(single)}
    asked |= {f"choice{number}": _json(names) for number, names in enumerate(choices)}
    if places is not None:
        asked["places"] = _json(places)
    statement = _counted(
        connection.dialect.name, table, len(choices), with_moments=with_moments, is_of_some=places is not None
    )
    found: defaultdict[str, dict[str, PlaceCount]] = defaultdict(dict)
    for place, done, at, done_at, names in connection.execute(text(statement), asked):
        found[place] |= dict.fromkeys(json.loads(names), PlaceCount(done, at, done_at or ""))
    return found


def together(
    opened: Mapping[str, Mapping[str, PlaceCount]], reached: Mapping[str, Mapping[str, PlaceCount]]
) -> dict[str, dict[str, PlaceCount]]:
    """Return the counts of steps with those of activities; who never opened a step of a place is left out there."""
    added = cache(_added)
    return {
        place: {learner: added(one, reached.get(place, {}).get(learner, _NOTHING)) for learner, one in hers.items()}
        for place, hers in opened.items()
    }


_NOTHING = PlaceCount(0)


def _added(one: PlaceCount, other: PlaceCount) -> PlaceCount:
    return PlaceCount(one.done + other.done, max(one.at, other.at), max(one.done_at, other.done_at))


def _json(asked: Iterable[str] | Iterable[tuple[str, str]]) -> str:
    return json.dumps(list(asked), ensure_ascii=False)


def _needed_and_choices(
    needed: Iterable[tuple[str, tuple[str, ...]]],
) -> tuple[list[tuple[str, str]], list[list[tuple[str, str]]]]:
    """Return what is needed by itself, and the choices of which one is enough: in each list one choice of a place."""
    single: list[tuple[str, str]] = []
    choices: list[list[tuple[str, str]]] = []
    of_place: Counter[str] = Counter()
    for place, one_of in needed:
        names = [(place, name) for name in one_of]
        if len(names) == 1:
            single += names
            continue
        if of_place[place] == len(choices):
            choices.append([])
        choices[of_place[place]] += names
        of_place[place] += 1
    return single, choices


@cache
def _counted(dialect: str, table: str, choices: int, *, with_moments: bool, is_of_some: bool) -> str:
    """Return the statement that counts in one table for each learner and place, and lists who has the same count.

    It reads in the order of the primary key, so that only the counts are sorted. Of a choice the first that was done
    counts.
    """
    of_some = f"AND own.place IN ({asked_texts(dialect, 'places')}) " if is_of_some else ""
    column, last, first = ("step", "last", "first") if table == STEP.name else ("activity", "at", "at")
    is_done = f"own.status IN ({_DONE}) AND " if table == STATUS.name else ""

    def done(name: str) -> str:
        return f"CASE WHEN {is_done}(own.place, own.{column}) IN ({asked_pairs(dialect, name)}) THEN"

    chosen = [done(f"choice{number}") for number in range(choices)]
    count = " + ".join([f"sum({done('needed')} 1 ELSE 0 END)", *(f"max({one} 1 ELSE 0 END)" for one in chosen)])
    at, done_at = "''", "''"
    if with_moments:
        at = f"max(own.{last})"
        moments = [f"max({done('needed')} own.{first} END)", *(f"min({one} own.{first} END)" for one in chosen)]
        newest = "max" if dialect == "sqlite" else "greatest"
        known = ", ".join(f"coalesce({one}, '')" for one in moments)
        done_at = f"{newest}('', {known})"
    names = "json_group_array(learner)" if dialect == "sqlite" else "CAST(json_agg(learner) AS text)"
    return (
        f"SELECT place, done, at, done_at, {names} FROM ("  # noqa: S608  (the names are our own)
        f"SELECT own.learner, own.place, {count} AS done, {at} AS at, {done_at} AS done_at "
        f"FROM {table} AS own WHERE own.learner IN ({asked_texts(dialect, 'learners')}) {of_some}"
        "GROUP BY own.learner, own.place) AS counted GROUP BY place, done, at, done_at"
    )
