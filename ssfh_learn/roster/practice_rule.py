"""Who must finish in a practice, as a group agreed: how many people with each function."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from ssfh_learn.errors import RosterError
from ssfh_learn.journal.database import lock
from ssfh_learn.roster.log import LogLine, append
from ssfh_learn.roster.name import folded
from ssfh_learn.roster.scope import own_groups
from ssfh_learn.roster.tables import GROUP, PRACTICE_RULE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.participant import Participant, Practice
    from ssfh_learn.roster.scope import Scope

MOST_PEOPLE = 99
"""The most people of one function that a rule can ask for."""


@dataclass(frozen=True)
class Required:
    """How many people with a function must have passed, at least one."""

    function: str
    at_least: int


@dataclass(frozen=True)
class PracticeRule:
    """What a group asks of each practice for one test; `version` is that of the group."""

    group: int
    test: str
    required: tuple[Required, ...] = ()
    version: int = 0


@dataclass(frozen=True)
class Lack:
    """How many people with a function must still pass in a practice, and whether anybody with it works there."""

    function: str
    count: int
    is_there: bool


@dataclass(frozen=True)
class PracticeState:
    """Whether a practice meets a rule, and what it lacks where it does not."""

    practice: Practice
    lacks: tuple[Lack, ...]


def rule_of(connection: Connection, scope: Scope, group: int, test: str) -> PracticeRule | None:
    """Return the rule of a group for a test, which may ask for nobody; None for a group that the scope may not see."""
    version = connection.execute(
        select(GROUP.c.version).where(GROUP.c.id == group, GROUP.c.id.in_(own_groups(scope)))
    ).scalar()
    if version is None:
        return None
    asked = select(PRACTICE_RULE).where(PRACTICE_RULE.c.group_id == group, PRACTICE_RULE.c.test == test)
    rows = connection.execute(asked.order_by(PRACTICE_RULE.c.place))
    return PracticeRule(group, test, tuple(Required(row.function, row.at_least) for row in rows), version)


def change_rule(connection: Connection, scope: Scope, wanted: PracticeRule, at: str) -> None:
    """Change the rule of a group; `wanted.version` must be the version of the group that was shown.

    Raises RosterError.
    """
    lock(connection)
    before = rule_of(connection, scope, wanted.group, wanted.test)
    if before is None:
        raise RosterError("not_found")
    is_as_shown = (GROUP.c.id == wanted.group, GROUP.c.version == wanted.version)
    if not connection.execute(update(GROUP).where(*is_as_shown).values(version=wanted.version + 1)).rowcount:
        raise RosterError("changed_meanwhile")
    connection.execute(
        delete(PRACTICE_RULE).where(PRACTICE_RULE.c.group_id == wanted.group, PRACTICE_RULE.c.test == wanted.test)
    )
    if wanted.required:
        rows = [
            {"group_id": wanted.group, "test": wanted.test, "place": place, **vars(one)}
            for place, one in enumerate(wanted.required)
        ]
        connection.execute(insert(PRACTICE_RULE), rows)
    if before.required != wanted.required:
        details = {"practice_rule": [_written(before), _written(wanted)]}
        append(connection, [LogLine(at, scope.account, "group_changed", group=wanted.group, details=details)])


def spell_rules(connection: Connection, scope: Scope, old: str, new: str, at: str) -> None:
    """Give a function in the rules of a scope another spelling; of two numbers for it the largest stays."""
    rules = select(PRACTICE_RULE.c.group_id, PRACTICE_RULE.c.test).distinct()
    asked = rules.where(PRACTICE_RULE.c.function == old, PRACTICE_RULE.c.group_id.in_(own_groups(scope)))
    for group, test in connection.execute(asked.order_by(PRACTICE_RULE.c.group_id, PRACTICE_RULE.c.test)).all():
        rule = rule_of(connection, scope, group, test)
        most: dict[str, int] = {}
        for one in rule.required if rule else ():
            function = new if one.function == old else one.function
            most[function] = max(one.at_least, most.get(function, 0))
        if rule is not None:
            required = tuple(Required(*one) for one in most.items())
            change_rule(connection, scope, replace(rule, required=required), at)


def practice_states(
    required: Sequence[Required], members: Iterable[Participant], passed: frozenset[int]
) -> list[PracticeState]:
    """Return the state of each practice where a member works, in the order of their names.

    `passed` holds the ids of who passed. Somebody with two practices counts in both; functions are compared without
    capitals and marks.
    """
    working: dict[Practice, Counter[str]] = {}
    finished: dict[Practice, Counter[str]] = {}
    for one in members:
        for practice in one.practices:
            for counts in (working, *([finished] if one.id in passed else [])):
                counts.setdefault(practice, Counter())[folded(one.function)] += 1
    return [
        PracticeState(practice, tuple(_lacks(required, working[practice], finished.get(practice, Counter()))))
        for practice in sorted(working, key=lambda one: (folded(one.name), folded(one.region)))
    ]


def _lacks(required: Iterable[Required], working: Counter[str], finished: Counter[str]) -> Iterable[Lack]:
    for one in required:
        function = folded(one.function)
        if finished[function] < one.at_least:
            yield Lack(one.function, one.at_least - finished[function], is_there=working[function] > 0)


def _written(rule: PracticeRule) -> list[str]:
    """Return a rule as the log keeps it."""
    return [f"{rule.test}: {one.at_least} x {one.function}" for one in rule.required]
