"""The tracks that groups do: planned by who coordinates the group, out of reach of others, and read by its people."""

from __future__ import annotations

from datetime import date

import pytest

from ssfh_learn.errors import RosterError
from ssfh_learn.roster import log
from ssfh_learn.roster.group_tracks import GroupTracks, change_track, tracks_of_group, tracks_of_participant
from ssfh_learn.roster.scope import Scope
from tests.roster.conftest import AT, EVERYTHING, Roster

MONDAY, TUESDAY = date(2027, 1, 11), date(2027, 1, 12)
LATER = "2026-12-24T12:00:00+00:00"


def plan(roster: Roster, scope: Scope, group: int, start: date | None, version: int) -> None:
    with roster.open() as connection:
        change_track(connection, scope, GroupTracks(group, "", version), "samen", start, AT)


def starts(roster: Roster, scope: Scope, group: int) -> dict[str, date] | None:
    with roster.open() as connection:
        found = tracks_of_group(connection, scope, group)
    return found and {id_: one.start for id_, one in found.planned.items()}


def starts_of(roster: Roster, account: str) -> dict[str, date]:
    with roster.open() as connection:
        return {id_: one.start for id_, one in tracks_of_participant(connection, account).items()}


def test_a_track_of_a_group_is_that_of_its_people_and_of_nobody_else(roster: Roster) -> None:
    roster.add(account="noor", groups=[roster.first])
    roster.add(account="zus", groups=[roster.second])
    roster.add(account="beiden", groups=[roster.first, roster.second])

    plan(roster, roster.ans, roster.first, TUESDAY, 1)
    plan(roster, roster.bea, roster.second, MONDAY, 1)

    assert starts_of(roster, "noor") == {"samen": TUESDAY}
    assert starts_of(roster, "zus") == starts_of(roster, "beiden") == {"samen": MONDAY}
    assert starts_of(roster, "wie") == {}


def test_another_first_day_keeps_the_moment_at_which_it_was_planned(roster: Roster) -> None:
    plan(roster, roster.ans, roster.first, MONDAY, 1)

    with roster.open() as connection:
        shown = GroupTracks(roster.first, "", 2)
        change_track(connection, roster.ans, shown, "samen", TUESDAY, LATER)
        found = tracks_of_group(connection, roster.ans, roster.first)
    assert found
    assert (found.planned["samen"].start, found.planned["samen"].since.isoformat(), found.version) == (TUESDAY, AT, 3)


@pytest.mark.parametrize("who", ["bea", "noor"])
def test_nobody_else_reads_or_changes_the_tracks_of_a_group(roster: Roster, who: str) -> None:
    plan(roster, roster.ans, roster.first, MONDAY, 1)

    assert starts(roster, Scope(who), roster.first) is None
    for start in (TUESDAY, None):
        with pytest.raises(RosterError, match="not_found"):
            plan(roster, Scope(who), roster.first, start, 2)
    assert starts(roster, roster.ans, roster.first) == {"samen": MONDAY}


def test_of_two_who_plan_at_once_the_second_is_told(roster: Roster) -> None:
    plan(roster, roster.ans, roster.first, MONDAY, 1)

    with pytest.raises(RosterError, match="changed_meanwhile"):
        plan(roster, EVERYTHING, roster.first, TUESDAY, 1)
    assert starts(roster, EVERYTHING, roster.first) == {"samen": MONDAY}


def test_the_log_of_the_group_says_what_changed_and_nothing_of_no_change(roster: Roster) -> None:
    for version, start in enumerate((MONDAY, MONDAY, TUESDAY, None, None), 1):
        plan(roster, roster.ans, roster.first, start, version)

    assert starts(roster, roster.ans, roster.first) == {}
    with roster.open() as connection:
        lines = [one for one in log.lines(connection, roster.ans, group=roster.first) if one.action == "group_changed"]
    assert [dict(one.details)["tracks"] for one in reversed(lines)] == [
        [[], ["track samen 2027-01-11"]],
        [["track samen 2027-01-11"], ["track samen 2027-01-12"]],
        [["track samen 2027-01-12"], []],
    ]
