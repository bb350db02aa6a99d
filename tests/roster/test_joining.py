"""Two spellings of one thing in the list are found, and a coordinator makes them one for her own people only."""

from __future__ import annotations

import pytest

from ssfh_learn.errors import RosterError
from ssfh_learn.roster import listing, log
from ssfh_learn.roster.joining import Joining, JoiningPlan, Spelled, found_doubles, join, plan_joining
from ssfh_learn.roster.listing import ParticipantFilter
from ssfh_learn.roster.participant import Participant, Practice
from ssfh_learn.roster.practice_rule import PracticeRule, Required, change_rule, rule_of
from ssfh_learn.roster.scope import Scope
from tests.roster.conftest import AT, EIK, EVERYTHING, LINDE, TODAY, Roster

LONG, SHORT = Spelled("Doktersassistente"), Spelled("Doktersassistent")
TEST = "werkdruk-toets"


def pairs(roster: Roster, scope: Scope) -> list[tuple[str, str, str]]:
    """Return what looks like something else: the kind, the more common one, and the other."""
    with roster.open() as connection:
        return [(one.kind, one.one.shown, one.other.shown) for one in found_doubles(connection, scope)]


def joined(roster: Roster, scope: Scope, joining: Joining) -> JoiningPlan:
    """Carry out a joining as it was shown."""
    with roster.open() as connection:
        plan = plan_joining(connection, scope, joining, TODAY)
        join(connection, scope, joining, plan, AT)
    return plan


def people(roster: Roster) -> dict[str, Participant]:
    """Return everybody by family name."""
    with roster.open() as connection:
        found = listing.everyone(connection, EVERYTHING, ParticipantFilter(TODAY, standing="all"))
        return {one.name.family: one for one in found}


def test_what_may_be_one_thing_is_found_and_the_more_common_spelling_comes_first(roster: Roster) -> None:
    for family, function, practice in (
        ("A", SHORT.text, LINDE),
        ("B", SHORT.text, Practice("Huisartsenpraktijk De Linde", "Gooi")),
        ("C", LONG.text, EIK),
        ("D", "POH", Practice("De Eik", "Veluw")),
        ("E", "poh", EIK),
        ("F", "POH", Practice("Laan 2", "Gooi")),
        ("G", "Triagist", Practice("Laan 3", "Gooi")),
        ("H", "", Practice("de eik")),
        ("I", "", Practice("De Linde", "Twente")),
    ):
        roster.add(family=family, function=function, practices=(practice,), groups=[roster.first])

    assert set(pairs(roster, roster.ans)) == {
        ("function", "Doktersassistent", "Doktersassistente"),
        ("function", "POH", "poh"),
        ("practice", "De Linde (Gooi)", "Huisartsenpraktijk De Linde (Gooi)"),
        ("practice", "De Eik (Veluwe)", "de eik"),
        ("region", "Veluwe", "Veluw"),
    }
    assert pairs(roster, roster.bea) == []


def test_one_function_for_her_own_people_and_in_the_rules_of_her_groups(roster: Roster) -> None:
    roster.add(family="A", function=LONG.text, groups=[roster.first])
    roster.add(family="B", function=SHORT.text, groups=[roster.first])
    roster.add(family="Z", function=LONG.text, groups=[roster.second])
    asked = (Required(LONG.text, 2), Required("POH", 1), Required(SHORT.text, 1))
    with roster.open() as connection:
        for group, version in ((roster.first, 1), (roster.second, 1)):
            change_rule(connection, EVERYTHING, PracticeRule(group, TEST, asked, version), AT)

    plan = joined(roster, roster.ans, Joining("function", LONG, SHORT))

    assert [one.name.family for one, _ in plan.changed] == ["A"]
    found = people(roster)
    assert {name: one.function for name, one in found.items()} == {"A": SHORT.text, "B": SHORT.text, "Z": LONG.text}
    with roster.open() as connection:
        own = rule_of(connection, EVERYTHING, roster.first, TEST)
        other = rule_of(connection, EVERYTHING, roster.second, TEST)
        last = log.lines(connection, roster.ans, participant=found["A"].id)[0]
    assert own is not None
    assert own.required == (Required(SHORT.text, 2), Required("POH", 1))
    assert other is not None
    assert other.required == asked
    assert (last.who, last.details) == ("ans", {"function": [LONG.text, SHORT.text]})


def test_one_practice_and_then_one_region(roster: Roster) -> None:
    twice = (Practice("Linde", "Gooy"), Practice("De Linde", "Gooy"), EIK)
    roster.add(family="A", practices=twice, groups=[roster.first])
    roster.add(family="B", practices=(LINDE,), groups=[roster.first])

    joined(roster, roster.ans, Joining("practice", Spelled("Linde", "Gooy"), Spelled("De Linde", "Gooy")))
    joined(roster, roster.ans, Joining("region", Spelled("Gooy"), Spelled("Gooi")))

    found = people(roster)
    assert set(found["A"].practices) == {LINDE, EIK}
    assert found["B"].practices == (LINDE,)
    with roster.open() as connection:
        last = log.lines(connection, roster.ans, participant=found["A"].id)[0]
    assert last.details == {
        "practices": [["De Eik (Veluwe)", "De Linde (Gooy)"], ["De Eik (Veluwe)", "De Linde (Gooi)"]]
    }


def test_a_plan_that_no_longer_holds_changes_nothing(roster: Roster) -> None:
    roster.add(family="A", function=LONG.text, groups=[roster.first])
    joining = Joining("function", LONG, SHORT)
    with roster.open() as connection:
        plan = plan_joining(connection, roster.ans, joining, TODAY)
    roster.add(family="Later", function=LONG.text, groups=[roster.first])

    with pytest.raises(RosterError, match="changed_meanwhile"), roster.open() as connection:
        join(connection, roster.ans, joining, plan, AT)

    assert {one.function for one in people(roster).values()} == {LONG.text}
