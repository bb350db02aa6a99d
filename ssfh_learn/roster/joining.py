"""Two spellings of one function, practice or region in the list: which there may be, and making them one.

A person decides: two practices may have names that are alike. Nobody is reached outside the scope.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sqlalchemy import func, select

from ssfh_learn.errors import RosterError
from ssfh_learn.journal.database import lock
from ssfh_learn.roster.importing.apply import change_each
from ssfh_learn.roster.listing import ParticipantFilter, everyone
from ssfh_learn.roster.log import last_line
from ssfh_learn.roster.name import folded
from ssfh_learn.roster.participant import Practice
from ssfh_learn.roster.practice_rule import spell_rules
from ssfh_learn.roster.scope import is_visible
from ssfh_learn.roster.spelling import OF_ANY_PRACTICE, doubles
from ssfh_learn.roster.tables import PARTICIPANT, PRACTICE, WORKS_AT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.participant import Participant
    from ssfh_learn.roster.scope import Scope

JoinedKind = Literal["function", "practice", "region"]


@dataclass(frozen=True)
class Spelled:
    """A spelling in the list, and how many people have it; only a practice has a region."""

    text: str
    region: str = ""
    people: int = 0

    @property
    def shown(self) -> str:
        """How a page shows it."""
        return Practice(self.text, self.region).shown


@dataclass(frozen=True)
class Double:
    """Two spellings that may be meant as one; the first is the more common."""

    kind: JoinedKind
    one: Spelled
    other: Spelled


@dataclass(frozen=True)
class Joining:
    """Everything that is spelled as `old` gets the spelling `new`."""

    kind: JoinedKind
    old: Spelled
    new: Spelled

    def of(self, one: Participant) -> Participant:
        """Return a participant with the new spelling."""
        if self.kind == "function":
            return replace(one, function=self.new.text) if one.function == self.old.text else one
        spelled = tuple(dict.fromkeys(map(self._practice, one.practices)))
        return one if spelled == one.practices else replace(one, practices=spelled)

    def _practice(self, one: Practice) -> Practice:
        if self.kind == "region":
            return replace(one, region=self.new.text) if one.region == self.old.text else one
        is_old = one == Practice(self.old.text, self.old.region)
        return Practice(self.new.text, self.new.region) if is_old else one


@dataclass(frozen=True)
class JoiningPlan:
    """Whom a joining changes: as each is, and as she will be. It holds as long as `made_at` is the last line."""

    changed: tuple[tuple[Participant, Participant], ...]
    made_at: int


def found_doubles(connection: Connection, scope: Scope) -> list[Double]:
    """Return which spellings of a scope look like another: functions, practices and then regions."""
    count = func.count().label("people")
    functions = select(PARTICIPANT.c.function, count).where(is_visible(scope), PARTICIPANT.c.function != "")
    found = [
        Spelled(text, people=people) for text, people in connection.execute(functions.group_by(PARTICIPANT.c.function))
    ]
    works = (
        select(PRACTICE.c.name, PRACTICE.c.region, count)
        .join(WORKS_AT, WORKS_AT.c.practice == PRACTICE.c.id)
        .join(PARTICIPANT, PARTICIPANT.c.id == WORKS_AT.c.participant)
        .where(is_visible(scope))
        .group_by(PRACTICE.c.name, PRACTICE.c.region)
    )
    practices = [Spelled(*row) for row in connection.execute(works)]
    people: defaultdict[str, int] = defaultdict(int)
    for one in practices:
        people[one.region] += one.people
    regions = [Spelled(text, people=count) for text, count in people.items() if text]
    return [
        *(Double("function", *pair) for pair in doubles(_most_first(found), _text)),
        *(Double("practice", *pair) for pair in _of_practices(_most_first(practices))),
        *(Double("region", *pair) for pair in doubles(_most_first(regions), _text)),
    ]


def plan_joining(connection: Connection, scope: Scope, joining: Joining, today: str) -> JoiningPlan:
    """Return what a joining changes."""
    made_at = last_line(connection)
    function = joining.old.text if joining.kind == "function" else ""
    region = joining.old.text if joining.kind == "region" else ""
    practice = joining.old.text if joining.kind == "practice" else ""
    asked = ParticipantFilter(today, function=function, region=region, practice=practice, standing="all")
    people = ((one, joining.of(one)) for one in everyone(connection, scope, asked))
    return JoiningPlan(tuple((one, wanted) for one, wanted in people if wanted != one), made_at)


def join(connection: Connection, scope: Scope, joining: Joining, plan: JoiningPlan, at: str) -> None:
    """Carry a plan out; a rule for practices that names the function gets the spelling too.

    Raises RosterError (`changed_meanwhile`) if the roster changed since the plan was made.
    """
    lock(connection)
    if not plan.changed or last_line(connection) != plan.made_at:
        raise RosterError("changed_meanwhile")
    change_each(connection, scope, plan.changed, at)
    if joining.kind == "function":
        spell_rules(connection, scope, joining.old.text, joining.new.text, at)


def _text(one: Spelled) -> str:
    return one.text


def _most_first(several: Iterable[Spelled]) -> list[Spelled]:
    return sorted(several, key=lambda one: (-one.people, one.text, one.region))


def _of_practices(practices: list[Spelled]) -> Iterator[tuple[Spelled, Spelled]]:
    """Yield the practices that may be one: in one region, or one of them without a region."""
    by_region: defaultdict[str, list[Spelled]] = defaultdict(list)
    for one in practices:
        by_region[folded(one.region)].append(one)
    placed = [one for one in practices if one.region]
    for region, some in by_region.items():
        yield from doubles(some, _text, OF_ANY_PRACTICE, () if region else placed)
