"""A coordinator reaches her own groups, whatever she asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ssfh_learn.errors import RosterError
from ssfh_learn.roster import changes, listing, log, merging
from ssfh_learn.roster.group import Duty, RosterGroup
from ssfh_learn.roster.groups import add_group, change_group, group_of, groups
from ssfh_learn.roster.listing import ParticipantFilter
from ssfh_learn.roster.scope import Scope, accounts_in
from tests.roster.conftest import AT, EIK, EVERYTHING, LINDE, TODAY, Roster, somebody

ASKED = ParticipantFilter(TODAY, standing="all")


@pytest.fixture
def people(roster: Roster) -> dict[str, int]:
    """Return the ids of one participant of each group, one of both and one of none."""
    return {
        "noor": roster.add(account="noor", family="Noor", groups=[roster.first], practices=(LINDE,), function="POH"),
        "zus": roster.add(account="zus", family="Zus", groups=[roster.second], practices=(EIK,), function="Triagist"),
        "beide": roster.add(account="beide", family="Beide", groups=[roster.first, roster.second]),
        "geen": roster.add(account="geen", family="Geen"),
    }


FILTERS: dict[str, Callable[[Roster], ParticipantFilter]] = {
    "nothing": lambda _: ASKED,
    "group": lambda roster: replace(ASKED, group=roster.second),
    "region": lambda _: replace(ASKED, region="Veluwe"),
    "practice": lambda _: replace(ASKED, practice="De Eik"),
    "function": lambda _: replace(ASKED, function="Triagist"),
    "text": lambda _: replace(ASKED, text="zus"),
    "no group": lambda _: replace(ASKED, without_group=True),
}


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("name", FILTERS)
def test_no_filter_shows_a_coordinator_somebody_of_another_group(roster: Roster, name: str) -> None:
    with roster.open() as connection:
        asked = FILTERS[name](roster)
        shown = listing.listed(connection, roster.ans, asked).participants
        exported = list(listing.everyone(connection, roster.ans, asked))

    assert {one.account for one in (*shown, *exported)} <= {"noor", "beide"}
    assert all(one.groups <= {roster.first} for one in (*shown, *exported))
    if name == "group":  # of a group that is not hers, not even the people whom she shares with it
        assert shown == ()


def test_each_sees_her_own_and_an_administrator_everybody(roster: Roster, people: dict[str, int]) -> None:
    seen = {}
    for scope in (roster.ans, roster.bea, EVERYTHING, Scope("noor")):
        with roster.open() as connection:
            seen[scope.account] = {one.account for one in listing.listed(connection, scope, ASKED).participants}
            assert accounts_in(connection, scope) == seen[scope.account]

    assert seen == {"ans": {"noor", "beide"}, "bea": {"zus", "beide"}, "beheer": set(people), "noor": set()}


@pytest.mark.usefixtures("people")
def test_what_a_filter_offers_is_of_her_own_people(roster: Roster) -> None:
    with roster.open() as connection:
        offered = listing.choices(connection, roster.ans)
        names = listing.group_names(connection, roster.ans)

    assert (offered.regions, offered.practices, offered.functions) == (("Gooi",), ("De Linde",), ("POH",))
    assert names == {roster.first: "Noord"}


FORBIDDEN: dict[str, Callable[[Any, Roster, dict[str, int]], object]] = {
    "change": lambda connection, roster, people: changes.change(
        connection, roster.ans, somebody(id=people["zus"], version=1, groups=[roster.first]), AT
    ),
    "change somebody in no group": lambda connection, roster, people: changes.change(
        connection, roster.ans, somebody(id=people["geen"], version=1, groups=[roster.first]), AT
    ),
    "put in another group": lambda connection, roster, people: changes.change(
        connection, roster.ans, somebody(id=people["noor"], version=1, groups=[roster.first, roster.second]), AT
    ),
    "take an account": lambda connection, roster, people: changes.change(
        connection, roster.ans, somebody(id=people["noor"], version=1, groups=[roster.first], account="zus"), AT
    ),
    "add an account": lambda connection, roster, _: changes.add(
        connection, roster.ans, somebody(account="zus", groups=[roster.first]), AT
    ),
    "add to another group": lambda connection, roster, _: changes.add(
        connection, roster.ans, somebody(family="X", groups=[roster.second]), AT
    ),
    "add to no group": lambda connection, roster, _: changes.add(connection, roster.ans, somebody(family="X"), AT),
    "merge": lambda connection, roster, people: merging.merge(
        connection,
        roster.ans,
        somebody(id=people["noor"], version=1),
        somebody(id=people["zus"], version=1),
        AT,
    ),
    "change a group": lambda connection, roster, _: change_group(
        connection, roster.ans, RosterGroup("Zuid", frozenset({"bea"}), id=roster.second, version=1), AT
    ),
    "appoint herself": lambda connection, roster, _: change_group(
        connection, roster.ans, RosterGroup("Noord", frozenset({"ans", "zus"}), id=roster.first, version=1), AT
    ),
    "rename her group": lambda connection, roster, _: change_group(
        connection, roster.ans, RosterGroup("Anders", frozenset({"ans"}), id=roster.first, version=1), AT
    ),
    "add a group": lambda connection, roster, _: add_group(connection, roster.ans, RosterGroup("Nieuw"), AT),
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_nothing_outside_her_groups_can_be_changed(roster: Roster, people: dict[str, int], name: str) -> None:
    before = _everything(roster)

    with pytest.raises(RosterError), roster.open() as connection:
        FORBIDDEN[name](connection, roster, people)

    assert _everything(roster) == before


def test_one_whom_she_may_not_see_is_nobody(roster: Roster, people: dict[str, int]) -> None:
    with roster.open() as connection:
        assert listing.one_of(connection, roster.ans, people["zus"]) is None
        assert listing.one_of(connection, roster.ans, 10**9) is None
        assert group_of(connection, roster.ans, roster.second) is None


def test_the_log_tells_her_nothing_of_another_group(roster: Roster, people: dict[str, int]) -> None:
    with roster.open() as connection:
        lines = log.lines(connection, roster.ans)
        everything = log.lines(connection, EVERYTHING)
        of_other = log.lines(connection, roster.ans, participant=people["zus"])

    assert {one.participant for one in lines} <= {people["noor"], people["beide"], None}
    assert {one.group for one in lines} <= {roster.first, None}
    assert of_other == []
    assert len(everything) > len(lines) > 0


def test_she_changes_the_duties_of_her_own_group(roster: Roster) -> None:
    wanted = RosterGroup("Noord", frozenset({"ans"}), (Duty("module", "werkdruk", "2026-12-31"),), roster.first, 1)
    with roster.open() as connection:
        change_group(connection, roster.ans, wanted, AT)

    with roster.open() as connection:
        assert [one.duties for one in groups(connection, roster.ans)] == [wanted.duties]


def _everything(roster: Roster) -> object:
    with roster.open() as connection:
        everybody = list(listing.everyone(connection, EVERYTHING, ASKED))
        return everybody, groups(connection, EVERYTHING), log.lines(connection, EVERYTHING)
