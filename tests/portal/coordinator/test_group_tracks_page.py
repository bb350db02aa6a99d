"""The tracks of a group: planned by its coordinator, seen on the first page of each learner, who moves her own days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import pytest
from icalendar import Calendar

from ssfh_learn.dutch_time import dutch_day
from ssfh_learn.words import word
from tests.portal.coordinator.rosters import OF_B, Listed, listed
from tests.portal.host import Answer, Visitor, serving
from tests.portal.places import write_module, write_track

PAGE = "traject/samen"


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listed]:
    """Run a portal with a roster, a module and a track of it."""
    folder = tmp_path_factory.mktemp("group-tracks")
    write_module(folder / "modules" / "proef")
    write_track(folder / "modules")
    with serving(folder / "modules", None, f"sqlite:///{folder / 'leren.db'}") as site:
        yield listed(site)


def today_of(roster: Listed) -> date:
    assert roster.site.portal
    return roster.site.portal.today()


def plan(who: Visitor, group: int, start: date | str, **more: str) -> Answer:
    """Send the form of the track as it stands on the page of the group."""
    address = f"groepen/{group}/trajecten"
    (version,) = set(re.findall(r'name="versie" value="(\d+)"', who.get(address).text)) or {"1"}
    return who.post_form(address, **{"versie": version, "traject": "samen", "dag": str(start), **more})


def test_what_a_coordinator_plans_stands_on_the_first_page_of_each_learner_who_moves_her_own_days(
    roster: Listed,
) -> None:
    ans, today = roster.ans(), today_of(roster)
    start, moved = today + timedelta(days=3), today + timedelta(days=5)
    noor, zus = roster.site.visitor("noor"), roster.site.visitor("zus")
    assert f'href="/leren/groepen/{roster.first}/trajecten"' in ans.get(f"groepen/{roster.first}").text

    answer = plan(ans, roster.first, start)

    assert answer.status == 303
    shown = unescape(ans.get(answer.headers["Location"].partition("/leren/")[2]).text)
    assert word("roster", "track_planned", title="Samen", day=dutch_day(start, today)) in shown
    assert dutch_day(start + timedelta(weeks=3), today) in shown
    assert dutch_day(start, today) in noor.get().text.partition('id="trajecten"')[2]
    assert word("track", "of_group") in noor.get(PAGE).text
    assert word("track", "private_of_group") in unescape(noor.get(PAGE).text)
    assert dutch_day(start, today) not in zus.get().text
    assert word("track", "plan") in zus.get(PAGE).text

    noor.post_form(PAGE, stap="workshop", dag=moved.isoformat())

    assert dutch_day(moved, today) in noor.get().text
    assert dutch_day(moved, today) in noor.get("gegevens/lezen").text
    entries = Calendar.from_ical(noor.get(f"{PAGE}/agenda.ics").body).walk("VEVENT")
    assert [entry["DTSTART"].dt for entry in entries][:2] == [start, moved]
    assert dutch_day(moved, today) not in ans.get(f"groepen/{roster.first}/trajecten").text
    assert "het traject ‘Samen’ kwam erbij" in ans.get(f"groepen/{roster.first}").text

    assert plan(ans, roster.first, "", weg="ja").status == 303
    assert word("track", "plan") in noor.get(PAGE).text


def test_who_stopped_reads_when_her_group_begins_and_may_join_again(roster: Listed) -> None:
    ans, noor, today = roster.ans(), roster.site.visitor("noor"), today_of(roster)
    start = today + timedelta(days=10)
    plan(ans, roster.first, start)

    noor.post_form(PAGE, stop="ja")

    page = noor.get(PAGE).text
    assert word("track", "group_begins", day=dutch_day(start, today)) in page
    assert f'value="{start.isoformat()}"' in page
    noor.post_form(PAGE, dag=start.isoformat())
    assert word("track", "plan") not in noor.get(PAGE).text


def test_a_day_that_is_none_or_too_far_is_told_beside_its_field(roster: Listed) -> None:
    ans = roster.ans()
    for typed in ("", "ooit", "2026-02-30", "1999-01-01", "9999-12-31"):
        answer = plan(ans, roster.first, typed)
        assert answer.status == 400, typed
        assert 'id="dag-samen-fout"' in answer.text
    assert plan(ans, roster.first, today_of(roster), traject="weg").status == 404
    assert plan(ans, roster.first, today_of(roster), versie="0").status == 409


def test_no_other_coordinator_and_no_learner_reaches_the_tracks_of_a_group(roster: Listed) -> None:
    ans, start = roster.ans(), today_of(roster).isoformat()
    for group in (roster.second, 10**15):
        text = unescape(ans.get(f"groepen/{group}/trajecten").text)
        assert not [said for said in OF_B if said in text]
        assert plan(ans, group, start).status == 404
    for roles, status in ((("learner",), 403), (("learner", "trainer"), 403)):
        assert roster.site.visitor("piet", *roles).get(f"groepen/{roster.first}/trajecten").status == status
