"""Refreshing a module: what comes back on which day, what goes in an agenda, and that nobody else ever sees it."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from ssfh_learn.dutch_time import day_at, dutch_day, months_later
from ssfh_learn.portal.learner.refresher.calendar_file import Plan, as_calendar
from ssfh_learn.portal.learner.refresher.schedule import LONGEST_INTERVAL, Review, due_day
from ssfh_learn.words import word
from tests.conftest import REPOSITORY
from tests.grading.courses import CourseFolder
from tests.portal.conftest import TEST
from tests.portal.host import Answer, Site, Visitor, serving
from tests.portal.places import MODULE, markdown, write_module, write_notebook
from tests.portal.published.test_library import change
from tests.portal.refreshing import RIGHT, WRONG, it_is, past_of
from tests.portal.web.test_routes import make_test

SUNDAY = "2026-11-22 10:00"
MONDAY = "2026-11-23 10:00"
TUESDAY = "2026-11-24 10:00"
PAGE = "opfrissen/proef"
FIRST, SECOND = "kennischeck.v1", "kennischeck.v2"


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """Return a folder with the small module."""
    write_module(tmp_path / "modules" / "proef")
    return tmp_path / "modules"


@pytest.fixture
def place(modules: Path) -> Iterator[Site]:
    """Run a portal without a course, on a Sunday."""
    with serving(modules, None, f"sqlite:///{modules.parent / 'leren.db'}") as site:
        it_is(site, SUNDAY)
        yield site


def says(page: Answer, key: str, **fields: object) -> bool:
    """Say whether a sentence stands on a page."""
    return word("portal", key, **fields) in page.text


def begins(who: Visitor, path: str = PAGE) -> list[str]:
    """Begin a session; return the ids of its cards."""
    assert who.post_form(path).status == 302
    return [question["id"] for question in view(who)["questions"]]


def view(who: Visitor, place: str = "proef") -> dict[str, Any]:
    """Return the session as a browser gets it."""
    found: dict[str, Any] = who.get(f"api/antwoord?place={place}&activity=opfrissen").json["view"]
    return found


def answers(who: Visitor, card: str, answer: Any) -> dict[str, Any]:
    """Answer a card and ask whether it is right; return the session after that."""
    token = who.token()
    who.respond("proef", "opfrissen", token, kind="answer", question=card, answer=answer)
    said = who.respond("proef", "opfrissen", token, kind="check", question=card).json
    assert said["saved"]["state"] == "saved", said["saved"]
    shown: dict[str, Any] = said["view"]
    return shown


# The schedule


def reviews(*shares: float) -> list[int]:
    """Return the days from each try to the next, where each is on its day."""
    day, found = date(2026, 1, 1), []
    tried: list[Review] = []
    for share in shares:
        tried.append(Review(day, share))
        due = due_day(tried)
        found.append((due - day).days)
        day = due
    return found


@pytest.mark.parametrize(
    ("shares", "days"),
    [
        ((0, 1, 1, 1, 1, 1, 1), [1, 2, 6, 17, 44, 102, 182]),
        ((0, 0, 1, 1, 1, 1), [1, 1, 1, 2, 4, 8]),
        ((0, 1, 0, 1, 1, 1), [1, 2, 1, 2, 4, 7]),
        ((0, 0.5, 1, 1, 1), [1, 1, 3, 8, 18]),
        ((1, 1, 1, 1, 1), [2, 11, 46, 163, 182]),
    ],
)
def test_a_card_comes_back_after_these_days(shares: tuple[float, ...], days: list[int]) -> None:
    assert reviews(*shares) == days


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.3, 0.5, 0.9, 1.0]), st.integers(0, 90)), min_size=1, max_size=12))
def test_the_days_are_those_of_the_library_itself(tried: list[tuple[float, int]]) -> None:
    scheduler = Scheduler(
        desired_retention=0.9, learning_steps=(), relearning_steps=(), maximum_interval=182, enable_fuzzing=False
    )
    day, card, done = datetime(2026, 3, 1, 12, tzinfo=UTC), Card(card_id=7), []
    for share, later in tried:
        day += timedelta(days=later)
        rating = Rating.Good if share == 1 else Rating.Hard if share >= 0.5 else Rating.Again
        card, _ = scheduler.review_card(card, rating, day)
        done.append(Review(day.date(), share))

    assert due_day(done) == card.due.date()
    assert due_day(done) == due_day(list(done))
    assert timedelta(1) <= due_day(done) - done[-1].day <= timedelta(LONGEST_INTERVAL)


# On which day


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-22T22:59:59.999+00:00", date(2026, 11, 22)),
        ("2026-11-22T23:00:00.000+00:00", date(2026, 11, 23)),
        ("2026-03-28T22:30:00.000+00:00", date(2026, 3, 28)),
        ("2026-03-29T21:59:00.000+00:00", date(2026, 3, 29)),
        ("2026-03-29T22:00:00.000+00:00", date(2026, 3, 30)),
        ("2026-10-24T22:00:00.000+00:00", date(2026, 10, 25)),
        ("2026-10-25T22:30:00.000+00:00", date(2026, 10, 25)),
    ],
)
def test_a_day_ends_at_midnight_in_the_netherlands_in_summer_and_winter(at: str, day: date) -> None:
    assert day_at(at) == day


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 6, 30), date(2026, 12, 30)),
        (date(2026, 7, 1), date(2027, 1, 1)),
    ],
)
def test_half_a_year_later_is_the_same_day_of_the_month_or_its_last(day: date, later: date) -> None:
    assert months_later(day, 6) == later


def test_a_day_is_told_with_its_year_only_where_that_is_another() -> None:
    today = date(2026, 11, 22)

    assert dutch_day(date(2026, 11, 24), today) == "dinsdag 24 november"
    assert dutch_day(date(2027, 5, 22), today) == "zaterdag 22 mei 2027"


# What the pages say


def test_before_the_module_is_done_nothing_comes_back(place: Site) -> None:
    anna = place.visitor("anna")
    past = past_of(place)
    past.practised("2026-11-01 10:00", v1=WRONG["v1"])
    past.finished("2026-11-01 10:00", steps=2)

    assert says(anna.get(PAGE), "refresher_not_done")
    assert "opfrissen/" not in anna.get().text
    assert anna.get(f"{PAGE}/agenda.ics").status == 404
    assert begins(anna) == []


def test_what_went_wrong_comes_back_the_day_after_the_module_was_done(place: Site) -> None:
    anna = place.visitor("anna")
    past = past_of(place)
    past.practised("2026-11-20 10:00", **WRONG)
    past.finished("2026-11-22 22:30")  # 23.30 on Sunday

    it_is(place, "2026-11-22 22:45")
    for page in (anna.get(), anna.get(PAGE)):
        assert says(page, "refresher_next", day="maandag 23 november")
    assert begins(anna) == []
    it_is(place, "2026-11-22 23:00")
    for page in (anna.get(), anna.get(PAGE)):
        assert says(page, "refresher_ready", count=2, minutes="1 minuut")
    assert sorted(begins(anna)) == [FIRST, SECOND]


def test_what_went_wrong_after_the_module_was_done_comes_back_the_day_after_that(place: Site) -> None:
    past_of(place).finished("2026-11-01 10:00")
    past_of(place).practised(SUNDAY, **WRONG)

    assert says(place.visitor("anna").get(), "refresher_next", day="maandag 23 november")


def test_only_what_went_wrong_comes_back(place: Site) -> None:
    past_of(place).finished("2026-11-20 10:00")
    past_of(place).practised("2026-11-20 10:00", v1=RIGHT["v1"], v2=WRONG["v2"])

    assert begins(place.visitor("anna")) == [SECOND]


def test_a_question_that_does_not_count_never_comes_back_and_hides_no_card(place: Site, modules: Path) -> None:
    quiz = modules / "proef" / "activiteiten" / "kennischeck.yaml"
    quiz.write_text(quiz.read_text("utf-8").replace("  - id: v1\n", "  - id: v1\n    telt_mee: nee\n"), "utf-8")
    past_of(place).finished("2026-11-20 10:00")
    past_of(place).practised("2026-11-20 10:00", v1=WRONG["v1"], v2=RIGHT["v2"])

    assert says(place.visitor("anna").get(PAGE), "refresher_all_right")
    assert begins(place.visitor("anna")) == [SECOND]


def test_a_card_that_she_refreshed_stays_when_another_goes_wrong_in_the_module(place: Site) -> None:
    past_of(place).finished("2026-11-10 10:00")
    past_of(place).practised("2026-11-10 10:00", **RIGHT)
    past_of(place).refreshed("2026-11-15 10:00", v1=WRONG["v1"])
    past_of(place).practised("2026-11-16 10:00", v2=WRONG["v2"])

    it_is(place, TUESDAY)
    assert sorted(begins(place.visitor("anna"))) == [FIRST, SECOND]


def test_who_had_everything_right_hears_so_and_keeps_a_few_fresh(place: Site) -> None:
    anna = place.visitor("anna")
    past_of(place).finished(SUNDAY)
    past_of(place).practised(SUNDAY, **RIGHT)
    page = anna.get(PAGE)

    assert says(page, "refresher_all_right")
    assert says(page, "refresher_next", day="dinsdag 24 november")
    it_is(place, TUESDAY)
    assert sorted(begins(anna)) == [FIRST, SECOND]


def test_who_practised_nothing_hears_why_nothing_comes_back(place: Site) -> None:
    anna = place.visitor("anna")
    past_of(place).finished(SUNDAY)

    assert says(anna.get(PAGE), "refresher_nothing")
    assert "opfrissen/" not in anna.get().text
    assert anna.get(f"{PAGE}/agenda.ics").status == 404


def test_a_session_goes_as_a_learner_does_it_and_tells_the_next_day(modules: Path) -> None:
    """With the real clock, because it is the server that says when something was answered."""
    now = datetime.now(UTC)
    before = (now - timedelta(days=3)).strftime("%Y-%m-%d %H:%M")
    with serving(modules, None, f"sqlite:///{modules.parent / 'leren.db'}") as place:
        anna = place.visitor("anna")
        past_of(place).finished(before)
        past_of(place).practised(before, **WRONG)
        assert begins(anna) == [FIRST, SECOND]
        assert "data-ssfh-activity" in anna.get(PAGE).text
        assert says(anna.get(), "refresher_left", count=2)

        answers(anna, FIRST, RIGHT["v1"])
        assert says(anna.get(), "refresher_left", count=1)
        shown = answers(anna, SECOND, WRONG["v2"])
        assert [question["id"] for question in shown["questions"]] == [FIRST, SECOND, f"{SECOND}+again"]
        assert shown["result"] is None
        shown = answers(anna, f"{SECOND}+again", RIGHT["v2"])
        assert shown["result"] == {"cards": 2, "right": 1}

        page = anna.get(PAGE)
        today = now.astimezone().date()
        assert "data-ssfh-activity" not in page.text
        done = day_at((now - timedelta(days=3)).isoformat())
        due = due_day([Review(done, 0), Review(day_at(now.isoformat()), 0), Review(day_at(now.isoformat()), 1)])
        assert says(page, "refresher_next", day=dutch_day(due, today))
        assert due == day_at(now.isoformat()) + timedelta(days=1)


def test_the_next_days_follow_from_what_was_refreshed(place: Site) -> None:
    past = past_of(place)
    past.finished("2026-10-01 10:00")
    past.practised("2026-10-01 10:00", v1=WRONG["v1"])
    past.refreshed("2026-10-02 10:00", v1=RIGHT["v1"])
    past.refreshed("2026-10-04 10:00", v1=RIGHT["v1"])
    past.refreshed("2026-10-10 10:00", v1=RIGHT["v1"])
    it_is(place, "2026-10-11 10:00")

    assert says(place.visitor("anna").get(), "refresher_next", day="dinsdag 27 oktober")


def test_a_day_too_late_is_no_day_lost(place: Site) -> None:
    past = past_of(place)
    past.finished("2026-10-01 10:00")
    past.practised("2026-10-01 10:00", v1=WRONG["v1"])
    past.refreshed("2026-10-02 10:00", v1=RIGHT["v1"])
    anna = place.visitor("anna")

    assert says(anna.get(), "refresher_ready", count=1, minutes="1 minuut")
    assert begins(anna) == [FIRST]


def test_going_wrong_in_the_module_again_brings_it_back_sooner(place: Site) -> None:
    past = past_of(place)
    past.finished("2026-10-01 10:00")
    past.practised("2026-10-01 10:00", v1=WRONG["v1"])
    for day in ("2026-10-02", "2026-10-04", "2026-10-10"):
        past.refreshed(f"{day} 10:00", v1=RIGHT["v1"])
    past.did("2026-10-12 10:00", "kennischeck", kind="retry", question="v1")
    past.practised("2026-10-12 10:00", v1=WRONG["v1"])
    it_is(place, "2026-10-12 12:00")
    first = [Review(date(2026, 10, 1), 0), *(Review(date(2026, 10, day), 1) for day in (2, 4, 10))]
    due = due_day([*first, Review(date(2026, 10, 12), 0)])

    assert due < due_day(first)
    assert says(place.visitor("anna").get(), "refresher_next", day=dutch_day(due, date(2026, 10, 12)))


def test_after_half_a_year_everything_comes_back_once_more(place: Site) -> None:
    past = past_of(place)
    past.finished("2026-05-22 10:00")
    past.practised("2026-05-22 10:00", **WRONG)
    for day in ("2026-05-23", "2026-05-25", "2026-05-31", "2026-06-17", "2026-07-31"):
        past.refreshed(f"{day} 10:00", **RIGHT)
    past.refreshed("2026-11-10 10:00", v1=RIGHT["v1"])  # so that it could stay away far past half a year
    anna = place.visitor("anna")
    it_is(place, "2026-11-21 10:00")
    assert not says(anna.get(), "refresher_ready", count=2, minutes="1 minuut")

    it_is(place, SUNDAY)
    assert says(anna.get(), "refresher_ready", count=2, minutes="1 minuut")
    past.refreshed(SUNDAY, **RIGHT)
    assert not says(anna.get(), "refresher_ready", count=2, minutes="1 minuut")


def test_of_a_session_that_was_left_the_rest_comes_back_in_a_new_one(place: Site) -> None:
    past = past_of(place)
    past.finished("2026-11-10 10:00")
    past.practised("2026-11-10 10:00", **WRONG)
    past.did("2026-11-20 10:00", "opfrissen", private=True, kind="begin", cards=[FIRST, SECOND])
    past.did("2026-11-20 10:00", "opfrissen", private=True, kind="answer", question=FIRST, answer=RIGHT["v1"])
    past.did("2026-11-20 10:00", "opfrissen", private=True, kind="check", question=FIRST)
    anna = place.visitor("anna")

    assert "data-ssfh-activity" not in anna.get(PAGE).text
    assert SECOND in begins(anna)


def test_beginning_twice_is_one_session(modules: Path) -> None:
    before = (datetime.now(UTC) - timedelta(days=3)).strftime("%Y-%m-%d %H:%M")
    with serving(modules, None, f"sqlite:///{modules.parent / 'leren.db'}") as place:
        anna = place.visitor("anna")
        past_of(place).finished(before)
        past_of(place).practised(before, **WRONG)
        begins(anna)
        answers(anna, FIRST, RIGHT["v1"])
        begins(anna)

        assert [question["phase"] for question in view(anna)["questions"]] == ["closed", "open"]


def test_clicking_begin_many_times_at_once_is_one_session_and_no_error(modules: Path) -> None:
    earlier = [(datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%d %H:%M") for days in (9, 8)]
    with serving(modules, None, f"sqlite:///{modules.parent / 'leren.db'}") as place:
        past, anna = past_of(place), place.visitor("anna")
        past.finished(earlier[0])
        past.practised(earlier[0], **WRONG)
        past.refreshed(earlier[1], v1=RIGHT["v1"])  # from the second session on, beginning changes the attempt
        anna.get(PAGE)
        with ThreadPoolExecutor(12) as clicks:
            assert {one.status for one in clicks.map(lambda _: anna.post_form(PAGE), range(12))} == {302}

        assert view(anna)["attempt"] == 2


def test_a_step_that_was_added_since_takes_no_refresher_away(place: Site, modules: Path) -> None:
    past_of(place).finished("2026-11-10 10:00")
    past_of(place).practised("2026-11-10 10:00", **WRONG)
    past_of(place).refreshed("2026-11-11 10:00", v1=RIGHT["v1"])
    cells = [markdown(f"## Stap {number}. Iets\n\nTekst.") for number in range(1, 6)]
    write_notebook(modules / "proef" / "proef.ipynb", *cells)

    assert not says(place.visitor("anna").get(PAGE), "refresher_not_done")


def test_a_question_that_her_trainer_took_away_takes_nothing_else_away(
    place: Site, modules: Path, faults: list[str]
) -> None:
    past = past_of(place)
    past.finished("2026-11-10 10:00")
    past.practised("2026-11-10 10:00", **WRONG)
    past.refreshed("2026-11-11 10:00", **WRONG)
    file = modules / "proef" / "activiteiten" / "kennischeck.yaml"
    anna = place.visitor("anna")
    anna.get(PAGE)
    change(file, file.read_text("utf-8").replace("id: v2", "id: v3"))

    assert anna.get(PAGE).status == 200
    assert begins(anna) == [FIRST]
    assert anna.get("gegevens/lezen").status == 200
    change(file, "soort: onzin")
    assert anna.get(PAGE).status == 200
    assert faults == []


def test_a_module_in_which_nothing_can_come_back_says_so(place: Site, modules: Path) -> None:
    (modules / "leeg").mkdir()
    (modules / "leeg" / "module.yaml").write_text(MODULE.format(name="leeg", title="Leeg"), "utf-8")
    write_notebook(modules / "leeg" / "leeg.ipynb", markdown("## Stap 1. Lezen\n\nTekst."))
    anna = place.visitor("anna")

    assert anna.get("opfrissen/leeg").status == 200
    assert anna.post_form("opfrissen/leeg").status == 302
    assert anna.get("opfrissen/leeg/agenda.ics").status == 404
    assert anna.get("opfrissen/geen").status == 404
    assert anna.get("api/antwoord?place=leeg&activity=opfrissen").status == 404


# A real module


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Site]:
    """Run a portal with a module that we ship."""
    shutil.copytree(REPOSITORY / "modules" / "werkdruk", tmp_path / "modules" / "werkdruk")
    with serving(tmp_path / "modules", None, f"sqlite:///{tmp_path / 'leren.db'}") as site:
        it_is(site, SUNDAY)
        yield site


def test_a_decision_that_was_not_the_best_comes_back_as_a_question(real: Site) -> None:
    anna = real.visitor("anna")
    assert real.portal
    course = real.portal.library.modules.get("werkdruk")
    assert course
    past = past_of(real, place="werkdruk")
    past.finished("2026-11-10 10:00", len(course.steps))
    past.chose("2026-11-10 10:00", "maandagochtend", ("w1", "c"), ("w2", "c"))
    anna.post_form("opfrissen/werkdruk")
    shown = view(anna, "werkdruk")
    question = shown["questions"][0]

    assert (question["id"], question["kind"]) == ("maandagochtend.w1", "graded_choice")
    assert len(shown["questions"]) == 1
    assert "14 bellers" in question["prompt"]["html"]
    assert "Maandagochtend" in shown["cards"]["maandagochtend.w1"]["context"]["html"]


def test_who_had_everything_wrong_gets_five_minutes_at_a_time(real: Site) -> None:
    anna = real.visitor("anna")
    assert real.portal
    course = real.portal.library.modules.get("werkdruk")
    assert course
    quiz: Any = course.activity("kennischeck")
    past = past_of(real, place="werkdruk")
    past.finished("2026-11-10 10:00", len(course.steps))
    for question in quiz.questions:
        if question.kind in {"single_choice", "graded_choice"}:
            wrong = next(option.id for option in question.options if question.share(option.id) == 0)
            past.practised("2026-11-10 10:00", **{question.id: wrong})
    past.chose("2026-11-10 10:00", "maandagochtend", ("w1", "c"), ("w2", "a"), ("w4", "b"))
    page = anna.get("opfrissen/werkdruk")

    assert says(page, "refresher_more")
    told = re.search(r"(\d+) vragen staan klaar \((\d) minuten\)", page.text)
    assert told
    assert int(told[2]) <= 5
    anna.post_form("opfrissen/werkdruk")
    assert len(view(anna, "werkdruk")["questions"]) == int(told[1])


# In an agenda


def entries(text: bytes) -> list[Any]:
    """Return what an agenda makes of a file."""
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_the_file_holds_the_next_days_and_the_follow_up_after_half_a_year(place: Site) -> None:
    past_of(place).finished(SUNDAY)
    past_of(place).practised(SUNDAY, **WRONG)
    answer = place.visitor("anna").get(f"{PAGE}/agenda.ics")
    found = entries(answer.body)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="opfrissen-proef.ics"' in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert [entry["DTSTART"].dt for entry in found] == [
        date(2026, 11, 23),
        date(2026, 11, 25),
        date(2026, 12, 1),
        date(2027, 5, 22),
    ]
    assert all(entry["DTEND"].dt - entry["DTSTART"].dt == timedelta(days=1) for entry in found)


def test_the_file_tells_the_module_and_the_page_and_nothing_of_what_went_wrong(place: Site) -> None:
    past_of(place).finished(SUNDAY)
    past_of(place).practised(SUNDAY, **WRONG)
    answer = place.visitor("anna").get(f"{PAGE}/agenda.ics")
    address = f"http://127.0.0.1:{place.port}/leren/{PAGE}"

    for entry in entries(answer.body):
        assert entry["SUMMARY"] == "Opfrissen: Proefmodule"
        assert (entry["DESCRIPTION"], entry["URL"]) == (address, address)
        assert set(entry) == {
            *("SUMMARY", "DESCRIPTION", "URL", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "TRANSP")
        }
    for word_of_hers in ("anna", "Wat kies je", "v1", "fout", "2 vragen"):
        assert word_of_hers not in answer.text


def test_a_newer_file_moves_the_same_entries_and_those_of_another_learner_are_others(place: Site) -> None:
    for name in ("anna", "bram"):
        past_of(place, name).finished(SUNDAY)
        past_of(place, name).practised(SUNDAY, **WRONG)
    anna, bram = (entries(place.visitor(name).get(f"{PAGE}/agenda.ics").body) for name in ("anna", "bram"))
    it_is(place, MONDAY)
    past_of(place).refreshed(MONDAY, **RIGHT)
    newer = entries(place.visitor("anna").get(f"{PAGE}/agenda.ics").body)

    assert [entry["UID"] for entry in newer] == [entry["UID"] for entry in anna]
    assert len({entry["UID"] for entry in anna + bram}) == 8
    assert newer[0]["DTSTART"].dt > anna[0]["DTSTART"].dt
    assert newer[0]["SEQUENCE"] > anna[0]["SEQUENCE"]


@pytest.mark.parametrize(
    ("done", "first"),
    [
        ("2026-03-28 22:30", date(2026, 3, 29)),
        ("2026-03-28 23:30", date(2026, 3, 30)),
        ("2026-03-29 21:30", date(2026, 3, 30)),
        ("2026-03-29 22:30", date(2026, 3, 31)),
        ("2026-10-24 21:30", date(2026, 10, 25)),
        ("2026-10-24 22:30", date(2026, 10, 26)),
        ("2026-10-25 22:30", date(2026, 10, 26)),
        ("2026-10-25 23:30", date(2026, 10, 27)),
    ],
)
def test_the_days_are_right_where_summer_time_begins_and_ends(place: Site, done: str, first: date) -> None:
    past_of(place).finished(done)
    past_of(place).practised(done, **WRONG)
    it_is(place, done)
    found = entries(place.visitor("anna").get(f"{PAGE}/agenda.ics").body)

    assert found[0]["DTSTART"].dt == first


def test_a_follow_up_that_is_over_is_not_planned(place: Site) -> None:
    past_of(place).finished("2026-05-01 10:00")
    past_of(place).practised("2026-05-01 10:00", **WRONG)
    page = place.visitor("anna").get(PAGE)

    assert len(entries(place.visitor("anna").get(f"{PAGE}/agenda.ics").body)) == 3
    assert "Na een half jaar" not in page.text


def test_long_titles_and_odd_letters_survive_in_the_file() -> None:
    title = "Wat knelt, en wat helpt; één \\ ander " * 5
    made = datetime.combine(date(2026, 1, 1), time(), UTC)
    written = as_calendar(Plan("anna", "proef", title, "https://a/b", (date(2026, 1, 2),), None), made)

    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    assert entries(written)[0]["SUMMARY"] == f"Opfrissen: {title}"


# Hers alone


def rows(folder: Path, table: str) -> list[tuple[Any, ...]]:
    """Return a table of the journal."""
    with closing(sqlite3.connect(folder / "leren.db")) as database:
        return database.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608


def seen_by_others(site: Site, folder: Path) -> str:
    """Return everything that a trainer or a coordinator can see, and everything that was handed in, as one text."""
    staff = site.visitor("tess", "learner", "trainer", "coordinator")
    pages = [staff.get(path).text for path in ("", "overzicht", "gegevens", "gegevens/download", PAGE)]
    course = folder / "cursus"
    files = [path.read_bytes().decode("latin-1") for path in sorted(course.rglob("*")) if path.is_file()]
    return "\n".join([*pages, *files])


def test_what_is_refreshed_is_nowhere_but_with_the_learner(
    site: Site, folder: Path, faults: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    before = (datetime.now(UTC) - timedelta(days=3)).strftime("%Y-%m-%d %H:%M")
    anna = site.visitor("anna")
    past_of(site).finished(before)
    past_of(site).practised(before, **WRONG)
    begins(anna)
    answers(anna, FIRST, WRONG["v1"])
    anna.get(f"{PAGE}/agenda.ics")
    make_test(anna, CourseFolder(folder / "cursus", TEST))

    assert {row[3] for row in rows(folder, "private_event")} == {"opfrissen"}
    assert "opfrissen" not in str(rows(folder, "event"))
    assert rows(folder, "shared") == []
    assert FIRST not in seen_by_others(site, folder)
    assert not any("opfrissen" in path.name for path in (folder / "cursus").rglob("*"))
    assert FIRST not in caplog.text
    assert faults == []


def test_another_learner_gets_nothing_of_it(place: Site) -> None:
    past_of(place).finished("2026-11-10 10:00")
    past_of(place).practised("2026-11-10 10:00", **WRONG)
    begins(place.visitor("anna"))
    bram = place.visitor("bram")

    assert says(bram.get(PAGE), "refresher_not_done")
    assert begins(bram) == []
    assert bram.get(f"{PAGE}/agenda.ics?learner=anna").status == 404
    said = bram.respond("proef", "opfrissen", kind="answer", question=FIRST, answer="a").json
    assert said["saved"]["state"] == "refused"
    assert "opfrissen" not in bram.get("gegevens/download").text


def test_who_is_not_logged_in_is_sent_to_the_login_page(place: Site) -> None:
    nobody = place.visitor()

    assert (nobody.get(PAGE).status, nobody.get(f"{PAGE}/agenda.ics").status) == (302, 302)
    assert "log-in" in nobody.get(PAGE).headers["Location"]


def test_a_form_of_another_site_begins_nothing(place: Site) -> None:
    past_of(place).finished("2026-11-10 10:00")
    past_of(place).practised("2026-11-10 10:00", **WRONG)
    anna = place.visitor("anna")

    assert anna.ask("POST", PAGE, b"").status == 403
    assert view(anna)["questions"] == []


def test_it_is_in_her_data_to_see_to_read_to_download_and_to_delete(site: Site, folder: Path) -> None:
    anna = site.visitor("anna")
    past = past_of(site)
    past.finished("2026-11-10 10:00")
    past.practised("2026-11-10 10:00", **WRONG)
    past.refreshed("2026-11-11 10:00", **WRONG)

    assert word("portal", "refresher_name") in anna.get("gegevens").text
    readable = anna.get("gegevens/lezen").text
    assert word("portal", "refresher_name") in readable
    assert readable.count("Wat kies je?") == 3  # in the module, in the session, and when it returned
    events = anna.get("gegevens/download").json["events"]
    assert {event["private"] for event in events if event["activity"] == "opfrissen"} == {True}

    anna.post_form("gegevens/wissen", zeker="ja")
    assert rows(folder, "private_event") == []
    assert says(anna.get(PAGE), "refresher_not_done")


def test_erasing_only_the_refresher_brings_everything_back_as_at_first(place: Site) -> None:
    past = past_of(place)
    past.finished("2026-11-10 10:00")
    past.practised("2026-11-10 10:00", **WRONG)
    past.refreshed("2026-11-21 10:00", **RIGHT)
    anna = place.visitor("anna")
    assert not says(anna.get(PAGE), "refresher_ready", count=2, minutes="1 minuut")

    assert anna.respond("proef", "opfrissen", kind="erase").json["saved"]["state"] == "saved"
    assert says(anna.get(PAGE), "refresher_ready", count=2, minutes="1 minuut")


def test_nothing_but_events_is_kept_so_that_a_restart_changes_nothing(modules: Path) -> None:
    database = f"sqlite:///{modules.parent / 'leren.db'}"
    pages = []
    for _ in range(2):
        with serving(modules, None, database) as place:
            it_is(place, SUNDAY)
            if not pages:
                past_of(place).finished("2026-11-10 10:00")
                past_of(place).practised("2026-11-10 10:00", **WRONG)
                past_of(place).refreshed("2026-11-21 10:00", **WRONG)
            anna = place.visitor("anna")
            calendar = re.sub(rb"127\.0\.0\.1:\d+", b"", anna.get(f"{PAGE}/agenda.ics").body)
            main = anna.get(PAGE).text.split("<main")[1].split("</main")[0]
            pages.append((re.sub(r'value="[^"]*"', "", main), calendar, json.dumps(view(anna))))

    assert pages[0] == pages[1]
