"""What an accreditation list is asked for, and what is found: who passed, and which practices meet their rule."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import day_at
from ssfh_learn.errors import ContentError, Unreachable
from ssfh_learn.journal.many_learners import openings_of_many, statuses_of_many
from ssfh_learn.portal.coordinator.accreditation import AccreditationList, accreditation
from ssfh_learn.portal.coordinator.period import certificates_of
from ssfh_learn.portal.writing.progress import dated_progress
from ssfh_learn.roster import listing
from ssfh_learn.roster.listing import ParticipantFilter
from ssfh_learn.roster.practice_rule import PracticeRule, PracticeState, practice_states, rule_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.portal.coordinator.period import Period
    from ssfh_learn.portal.portal import Portal
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.results import Result
    from ssfh_learn.roster.participant import Participant
    from ssfh_learn.roster.scope import Scope

MODULE = "module:"
"""How an address and a rule name a module; the name of a test has no colon."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `problems` are sentences by `test`, `first` and `last`."""

    tests: dict[str, str]
    """The titles by name of the tests, and by `module:` with a name of the modules."""
    test: str
    period: Period
    typed: tuple[str, str]
    group: int | None
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def module(self) -> str | None:
        """The name of the module that is asked for; None for a test."""
        return self.test.removeprefix(MODULE) if self.test.startswith(MODULE) else None


@dataclass(frozen=True)
class Found:
    """What is found: the list, and for one group its rule with the state of each practice."""

    list: AccreditationList
    rule: PracticeRule | None = None
    practices: tuple[PracticeState, ...] = ()
    functions: tuple[str, ...] = ()
    without_practice: int = 0
    finished: int = 0
    """How many people finished the module that was asked for."""


def titles(portal: Portal) -> dict[str, str]:
    """Return the titles of the tests by name; raises Unreachable."""
    found = {}
    for name in portal.assignments.names():
        found[name] = name
        with suppress(ContentError, Unreachable):
            found[name] = portal.assignments.test(name).title
    return found


def find(  # noqa: PLR0913, PLR0917  (what one list is made of)
    reading: ReadTransaction,
    scope: Scope,
    asked: Asked,
    results: dict[str, Result],
    minutes: int | None,
    today: str,
) -> Found | None:
    """Return the list within a scope; None for a group that the scope may not see.

    Only who is in a group of the scope is in the list; for an administrator that is who is in any group.
    """
    connection = reading.connection
    rule = rule_of(connection, scope, asked.group, asked.test) if asked.group is not None else None
    if asked.group is not None and rule is None:
        return None
    people = _in_groups(reading, scope, asked, today)
    given = certificates_of(reading, asked.test)
    made_list = accreditation(people, results, given, minutes, asked.period)
    passed = frozenset(one.participant.id for one in made_list.accredited)
    return _with_practices(reading, scope, Found(made_list, rule), people, passed, today)


def find_finished(
    reading: ReadTransaction,
    scope: Scope,
    asked: Asked,
    module: PublishedModule,
    today: str,
) -> Found | None:
    """Return who finished a module in the period, as `find` does for a test."""
    connection = reading.connection
    rule = rule_of(connection, scope, asked.group, asked.test) if asked.group is not None else None
    if asked.group is not None and rule is None:
        return None
    people = _in_groups(reading, scope, asked, today)
    accounts = [one.account for one in people if one.account]
    opened, reached = openings_of_many(connection, accounts), statuses_of_many(connection, accounts)

    def has_finished(account: str) -> bool:
        done = dated_progress(
            module, opened.get(account, {}).get(module.id, {}), reached.get(account, {}).get(module.id, {})
        )
        return done.is_done and bool(done.at) and asked.period.holds(day_at(done.at))

    finished = frozenset(one.id for one in people if one.account and has_finished(one.account))
    found = Found(AccreditationList(), rule, finished=len(finished))
    return _with_practices(reading, scope, found, people, finished, today)


def _in_groups(reading: ReadTransaction, scope: Scope, asked: Asked, today: str) -> list[Participant]:
    wanted = ParticipantFilter(today, group=asked.group, standing="all")
    return [one for one in listing.everyone(reading.connection, scope, wanted) if one.groups]


def _with_practices(  # noqa: PLR0913, PLR0917  (what the state of practices is made of)
    reading: ReadTransaction,
    scope: Scope,
    found: Found,
    people: Sequence[Participant],
    passed: frozenset[int],
    today: str,
) -> Found:
    """Return what was found with the state of each practice; the same where there is no group with a rule."""
    if found.rule is None:
        return found
    active = [one for one in people if not one.has_left(today)]
    states = practice_states(found.rule.required, active, passed) if found.rule.required else []
    return replace(
        found,
        practices=tuple(states),
        functions=functions_of(reading, scope, found.rule),
        without_practice=sum(not one.practices for one in active),
    )


def functions_of(reading: ReadTransaction, scope: Scope, rule: PracticeRule) -> tuple[str, ...]:
    """Return the functions for which a rule can ask: those of the scope, and those in the rule."""
    there = listing.choices(reading.connection, scope).functions
    return (*there, *(one.function for one in rule.required if one.function not in there))
