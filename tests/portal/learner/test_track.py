"""A track of a learner: planned by herself, moved, in her agenda, seen by nobody else, and gone when she wipes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from ssfh_learn.content.starter import write_starter
from ssfh_learn.content.track import Track, load_track
from ssfh_learn.dutch_time import dutch_day
from ssfh_learn.journal import Event
from ssfh_learn.portal.learner.dated_tasks import track_tasks
from ssfh_learn.portal.learner.home import tracks_of
from ssfh_learn.portal.learner.track import PlannedTrack, ScanChange, planned
from ssfh_learn.portal.learner.track.calendar_file import as_calendar
from ssfh_learn.portal.learner.track.plan import typed_day
from ssfh_learn.roster.group_tracks import GroupTrack
from ssfh_learn.words import word
from tests.portal.host import Site, said_on, serving
from tests.portal.places import write_module, write_track

TODAY = date(2026, 11, 29)
PAGE = "traject/samen"
BEFORE, AFTER = "2026-12-01T09:00:00+00:00", "2026-12-03T09:00:00+00:00"
MADE = datetime(2026, 12, 2, 9, tzinfo=UTC)
GROUP = GroupTrack("samen", date(2027, 1, 11), MADE)


def event(kind: str, at: str = "2026-11-29T12:00:00+00:00", **data: object) -> Event:
    response = {"kind": kind, "id": "x", **data}
    return Event.now(activity="traject.samen", content="", attempt=1, response=response, at=datetime.fromisoformat(at))


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Track:
    return load_track(write_starter("traject", "samen", tmp_path_factory.mktemp("track")))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run a portal with one module and a track of it; each test has a learner of its own."""
    folder = tmp_path_factory.mktemp("tracks")
    write_module(folder / "modules" / "proef")
    write_starter("zelfscan", "zelfscan", folder / "modules" / "proef")
    samen = write_track(folder / "modules").read_text("utf-8")
    (folder / "modules" / "trajecten" / "praten.yaml").write_text(
        samen.replace("soort: workshop", "soort: gesprek"), "utf-8"
    )
    with serving(folder / "modules", None, f"sqlite:///{folder / 'leren.db'}") as running:
        yield running


def begun(*more: Event) -> list[Event]:
    return [event("plan", day="2026-11-25"), *more]


def test_the_days_follow_from_the_beginning_and_the_weeks_of_the_trainer(track: Track) -> None:
    plan = planned(track, begun())

    assert plan
    assert [str(one.day) for one in plan.days] == ["2026-11-25", "2026-12-16", "2027-02-03", "2027-05-26"]
    assert plan.next_day(TODAY) == plan.days[1]


def test_a_day_that_was_moved_stays_there_and_the_others_too(track: Track) -> None:
    plan = planned(track, begun(event("move", step="workshop", day="2026-12-18")))

    assert plan
    assert [str(one.day) for one in plan.days][:3] == ["2026-11-25", "2026-12-18", "2027-02-03"]


def test_who_stopped_has_no_plan_and_may_plan_anew(track: Track) -> None:
    assert planned(track, begun(event("stop"))) is None
    again = planned(track, begun(event("stop"), event("plan", day="2027-01-04")))
    assert again
    assert again.start == date(2027, 1, 4)


@given(
    events=st.lists(st.tuples(st.sampled_from(["plan", "move", "stop", "x"]), st.text(max_size=12))),
    group=st.none() | st.builds(GroupTrack, st.just("samen"), st.dates(max_value=date(9000, 1, 1)), st.just(MADE)),
)
def test_whatever_stands_in_the_journal_gives_a_plan_or_none(
    track: Track, events: list[tuple[str, str]], group: GroupTrack | None
) -> None:
    plan = planned(track, [event(kind, day=text, step=text) for kind, text in events], group)

    assert plan is None or len(plan.days) == len(track.steps)


# What her coordinator planned for her group


def first_day(plan: PlannedTrack | None) -> str | None:
    return plan and str(plan.start)


@pytest.mark.parametrize(
    ("events", "start"),
    [
        ([], "2027-01-11"),
        ([event("stop", BEFORE)], "2027-01-11"),
        ([event("plan", BEFORE, day="2026-11-25")], "2026-11-25"),
        ([event("plan", BEFORE, day="2026-11-25"), event("stop", BEFORE)], "2027-01-11"),
        ([event("stop", AFTER)], None),
        ([event("stop", AFTER), event("plan", AFTER, day="2027-02-01")], "2027-02-01"),
    ],
)
def test_a_plan_of_the_group_counts_unless_she_has_one_or_stopped_with_it(
    track: Track, events: list[Event], start: str | None
) -> None:
    assert first_day(planned(track, events, GROUP)) == start


def test_a_day_that_she_moved_stays_when_the_group_gets_another_first_day(track: Track) -> None:
    moved = [event("move", AFTER, step="workshop", day="2027-02-05")]

    plans = [planned(track, moved, one) for one in (GROUP, replace(GROUP, start=date(2027, 1, 18)))]

    assert [[str(one.day) for one in plan.days][:3] for plan in plans if plan] == [
        ["2027-01-11", "2027-02-05", "2027-03-22"],
        ["2027-01-18", "2027-02-05", "2027-03-29"],
    ]


@pytest.mark.parametrize("written", ["", "morgen", "2026-02-30", "9999-12-31", "1999-01-01", "2026-11-29T10:00"])
def test_what_is_no_day_of_these_years_is_not_taken(written: str) -> None:
    assert typed_day(written, TODAY) is None


def test_what_comes_within_a_week_stands_on_top_of_the_first_page(track: Track) -> None:
    plan = planned(track, begun())
    assert plan

    (task,) = track_tasks(tracks_of([track], {"samen": plan}, date(2026, 12, 14)))

    assert task.text == "woensdag 16 december: Kom bij elkaar"
    assert track_tasks(tracks_of([track], {"samen": plan}, TODAY)) == []
    assert track_tasks(tracks_of([track], {}, TODAY)) == []


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (2, 3.5, "Van 2 naar 3,5. Dat is hoger."),
        (4, 3, "Van 4 naar 3. Dat is lager."),
        (3, 3.2, "Van 3 naar 3,2. Dat is ongeveer gelijk."),
    ],
)
def test_a_change_is_said_with_both_means(before: float, now: float, said: str) -> None:
    assert ScanChange("Herstel", before, now).said == said


def test_an_agenda_takes_the_newer_file_also_of_who_planned_anew(track: Track) -> None:
    moved, anew = planned(track, begun(event("move", step="workshop", day="2026-12-18"))), planned(track, begun())
    assert moved
    assert anew

    files = [
        as_calendar(moved, "anna", "", TODAY, MADE),
        as_calendar(anew, "anna", "", TODAY, MADE + timedelta(days=1)),
    ]

    before, after = (Calendar.from_ical(file).walk("VEVENT")[1]["SEQUENCE"] for file in files)
    assert before < after < 2**31


# The pages


def test_a_track_is_planned_moved_and_put_in_an_agenda(place: Site) -> None:
    anna = place.visitor("anna")
    assert place.portal
    today = place.portal.today()
    assert word("track", "plan") in anna.get(PAGE).text
    assert anna.get(f"{PAGE}/agenda.ics").status == 404

    assert anna.post_form(PAGE, dag=today.isoformat()).status == 303
    said = said_on(anna.get(PAGE).text)
    assert said == word("track", "done_plan", day=word("track", "today"))
    assert said_on(anna.get(PAGE).text) is None
    anna.post_form(PAGE, stap="workshop", dag=(today + timedelta(days=5)).isoformat())

    page, home = anna.get(PAGE).text, anna.get().text
    moved = dutch_day(today + timedelta(days=5), today)
    assert word("track", "upcoming") not in page  # what is today does not still have to come
    assert moved in page
    assert moved in home
    assert word("track", "today") in home.partition('id="modules"')[0]
    entries = Calendar.from_ical(anna.get(f"{PAGE}/agenda.ics").body).walk("VEVENT")
    assert [entry["DTSTART"].dt for entry in entries][:2] == [today, today + timedelta(days=5)]
    assert len({entry["UID"] for entry in entries}) == 4


def test_a_track_links_its_module_and_what_its_steps_work_with(place: Site) -> None:
    page = place.visitor("hanna").get("traject/praten").text
    main = page[page.index("<main") : page.index("</main>")]

    assert f'{word("track", "of_module")} <a href="/leren/module/proef/">Proefmodule</a>.' in main
    assert main.count(f'">{word("track", "to_talk")}</a>') == 1


def test_a_scan_that_she_finished_today_is_the_first_scan_of_her_track(place: Site) -> None:
    gina = place.visitor("gina")
    assert place.portal
    today = place.portal.today()
    gina.post_form(PAGE, dag=today.isoformat())
    assert word("track", "today") in gina.get().text.partition('id="modules"')[0]

    assert gina.respond("proef", "zelfscan", kind="finish").json["saved"]["state"] == "saved"

    page, home = gina.get(PAGE).text, gina.get().text
    assert word("track", "scan_counts") in page
    assert page.count(word("track", "done")) == 1
    assert word("track", "today") not in home.partition('id="modules"')[0]
    entries = Calendar.from_ical(gina.get(f"{PAGE}/agenda.ics").body).walk("VEVENT")
    assert len(entries) == 3


def test_nobody_else_sees_it_and_it_is_hers_to_read_and_to_wipe(place: Site) -> None:
    bea, staff = place.visitor("bea"), place.visitor("cora", "learner", "coordinator", "trainer", "administrator")
    assert place.portal
    bea.post_form(PAGE, dag=place.portal.today().isoformat())

    assert word("track", "stop") not in staff.get(PAGE).text
    (kept,) = [one for one in bea.get("gegevens/download").json["events"] if one["activity"] == "traject.samen"]
    assert kept["private"] is True
    assert "<h3>Samen</h3>" in bea.get("gegevens/lezen").text

    bea.post_form("gegevens/wissen", zeker="ja")
    assert word("track", "plan") in bea.get(PAGE).text


def test_who_stops_is_asked_for_a_day_again(place: Site) -> None:
    dina = place.visitor("dina")
    assert place.portal
    dina.post_form(PAGE, dag=place.portal.today().isoformat())
    assert word("track", "plan") not in dina.get(PAGE).text

    dina.post_form(PAGE, stop="ja")

    page = dina.get(PAGE).text
    assert word("track", "plan") in page
    assert said_on(page) == word("track", "done_stop")


@pytest.mark.parametrize(
    "fields", [{}, {"dag": "gisteren"}, {"dag": "2026-12-01", "stap": "weg"}, {"stap": "workshop"}]
)
def test_what_makes_no_sense_plans_nothing(place: Site, faults: list[str], fields: dict[str, str]) -> None:
    emma = place.visitor("emma")

    assert emma.post_form(PAGE, **fields).status == 302
    page = emma.get(PAGE).text
    assert word("track", "plan") in page
    assert said_on(page) is None
    assert emma.get("traject/weg").status == 404
    assert faults == []


def test_a_track_whose_file_breaks_stays_as_it_was_and_its_trainer_hears_why(place: Site) -> None:
    fien = place.visitor("fien")
    assert fien.get(PAGE).status == 200
    assert place.portal
    file = place.portal.modules_folder / "trajecten" / "samen.yaml"
    whole = file.read_text("utf-8")

    file.write_text("soort: traject\ntitel: T\n", "utf-8")

    assert fien.get(PAGE).status == 200
    assert any("stappen" in one for said in place.portal.library.problems.values() for one in said)
    file.write_text(whole, "utf-8")
