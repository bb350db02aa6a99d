"""Who must finish in a practice: kept with the group, out of reach of others, and worked out per practice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ssfh_learn.errors import RosterError
from ssfh_learn.roster import log
from ssfh_learn.roster.participant import Practice
from ssfh_learn.roster.practice_rule import Lack, PracticeRule, Required, change_rule, practice_states, rule_of
from ssfh_learn.roster.scope import Scope
from tests.roster.conftest import AT, EIK, EVERYTHING, LINDE, Roster, somebody

TEST = "proef-toets"
ASSISTANT, POH = Required("Doktersassistent", 1), Required("POH", 2)


def keep(roster: Roster, scope: Scope, rule: PracticeRule) -> None:
    """Change a rule."""
    with roster.open() as connection:
        change_rule(connection, scope, rule, AT)


def kept(roster: Roster, scope: Scope, group: int, test: str = TEST) -> PracticeRule | None:
    """Return a rule as somebody sees it."""
    with roster.open() as connection:
        return rule_of(connection, scope, group, test)


def test_a_rule_is_kept_with_its_group_and_for_one_test(roster: Roster) -> None:
    keep(roster, roster.ans, PracticeRule(roster.first, TEST, (POH, ASSISTANT), 1))

    assert kept(roster, roster.ans, roster.first) == PracticeRule(roster.first, TEST, (POH, ASSISTANT), 2)
    assert kept(roster, roster.ans, roster.first, "ander-toets") == PracticeRule(roster.first, "ander-toets", (), 2)
    assert kept(roster, roster.bea, roster.second) == PracticeRule(roster.second, TEST, (), 1)

    keep(roster, EVERYTHING, PracticeRule(roster.first, TEST, (), 2))
    assert kept(roster, roster.ans, roster.first) == PracticeRule(roster.first, TEST, (), 3)


@pytest.mark.parametrize("who", ["bea", "noor"])
def test_nobody_else_reads_or_changes_a_rule(roster: Roster, who: str) -> None:
    keep(roster, roster.ans, PracticeRule(roster.first, TEST, (POH,), 1))

    assert kept(roster, Scope(who), roster.first) is None
    with pytest.raises(RosterError, match="not_found"):
        keep(roster, Scope(who), PracticeRule(roster.first, TEST, (), 2))
    assert kept(roster, roster.ans, roster.first) == PracticeRule(roster.first, TEST, (POH,), 2)


def test_of_two_who_change_a_rule_at_once_the_second_is_told(roster: Roster) -> None:
    shown = PracticeRule(roster.first, TEST, (), 1)
    keep(roster, roster.ans, replace(shown, required=(POH,)))

    with pytest.raises(RosterError, match="changed_meanwhile"):
        keep(roster, EVERYTHING, replace(shown, required=(ASSISTANT,)))
    assert kept(roster, roster.ans, roster.first) == PracticeRule(roster.first, TEST, (POH,), 2)


def test_the_log_of_the_group_says_what_changed_and_nothing_of_no_change(roster: Roster) -> None:
    keep(roster, roster.ans, PracticeRule(roster.first, TEST, (POH,), 1))
    keep(roster, roster.ans, PracticeRule(roster.first, TEST, (POH,), 2))

    with roster.open() as connection:
        lines = [one for one in log.lines(connection, roster.ans, group=roster.first) if one.action == "group_changed"]
    assert [dict(one.details) for one in lines] == [{"practice_rule": [[], ["proef-toets: 2 x POH"]]}]


def test_a_practice_meets_a_rule_when_enough_people_of_each_function_passed() -> None:
    members = [
        somebody(id=1, function="POH", practices=(LINDE, EIK)),
        somebody(id=2, function="poh", practices=(LINDE,)),
        somebody(id=3, function="Doktersassistent", practices=(LINDE,)),
        somebody(id=4, function="Triagist", practices=(Practice("De Beuk"),)),
    ]

    states = practice_states((ASSISTANT, POH), members, frozenset({1, 2, 3, 4}))

    assert [(one.practice.name, one.lacks) for one in states] == [
        ("De Beuk", (Lack("Doktersassistent", 1, is_there=False), Lack("POH", 2, is_there=False))),
        ("De Eik", (Lack("Doktersassistent", 1, is_there=False), Lack("POH", 1, is_there=True))),
        ("De Linde", ()),
    ]


def test_who_works_in_a_practice_and_did_not_pass_does_not_count() -> None:
    members = [somebody(id=one, function="POH", practices=(LINDE,)) for one in (1, 2)]

    (state,) = practice_states((POH,), members, frozenset({2, 9}))

    assert state.lacks == (Lack("POH", 1, is_there=True),)
