"""The first page of a learner: the one thing to do now, whether she begins, is busy, can take a test or is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.content import load_module
from ssfh_learn.dutch_time import day_of
from ssfh_learn.journal.projections import Opening
from ssfh_learn.portal.learner.dated_tasks import DatedTask, asked_tasks, in_order
from ssfh_learn.portal.learner.home import (
    Invitation,
    ModuleTile,
    certificates_of,
    invitation,
    tiles_of,
)
from ssfh_learn.portal.learner.refresher_page import Line
from ssfh_learn.portal.published import standings
from ssfh_learn.portal.published.library import PublishedModule
from ssfh_learn.portal.published.pages import ModuleStep, Text
from ssfh_learn.portal.published.window import Window
from ssfh_learn.portal.writing.progress import Progress
from ssfh_learn.results import Result
from ssfh_learn.roster.group import NOTHING_ASKED, AskedDay, AskedDuties
from ssfh_learn.words import word
from tests.portal.host import Site
from tests.portal.places import write_module

STEPS = tuple(
    ModuleStep(title, (Text(f"<p><em>Ongeveer {minutes} minuten.</em></p>"),), title)
    for title, minutes in (("Lezen", 5), ("Doen", 20), ("Terugkijken", 15))
)
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the description of a module."""
    return load_module(write_module(tmp_path_factory.mktemp("home") / "proef")).description


def module(described: Any, id_: str = "proef", **fields: Any) -> PublishedModule:
    changed = described.model_copy(update={"id": id_, "title": id_.capitalize(), **fields})
    return PublishedModule(Path(), changed, STEPS, {})


def progress(done: int = 0, at: str = "2026-11-20T10:00:00+00:00", steps: Any = STEPS) -> Progress:
    ids = [step.id for step in steps][:done]
    opened = {id_: Opening(at, at) for id_ in ids}
    return Progress(steps, opened, frozenset(ids), at if done else "")


def standing(*, passed: bool | None = None, name: str = "proef-toets", **fields: Any) -> standings.TestStanding:
    result = None if passed is None else Result(name, "anna", attempt=1, attempts=1, pass_mark=70)
    if result is not None:
        at = datetime(2026, 11, 21, 12)  # noqa: DTZ001  (as nbgrader keeps it)
        result = replace(result, points=8 if passed else 2, maximum=10, status="complete", submitted_at=at)
    return standings.TestStanding(name, "Proeftoets", result, **fields)


def invited(
    *tiles: ModuleTile,
    tests: tuple[standings.TestStanding, ...] = (),
    waiting: tuple[Line, ...] = (),
    duties: AskedDuties = NOTHING_ASKED,
) -> Invitation:
    return invitation(tiles, tests, waiting, duties)


def test_who_is_busy_goes_on_where_she_was_and_reads_how_long_it_still_takes(described: Any) -> None:
    found = invited(ModuleTile(module(described), progress(1)))

    assert found.title == "Verder met Proef"
    assert found.lines == ("Stap 2 van 3: Doen", "Nog ongeveer 35 minuten.")
    assert (found.button, found.address) == ("Ga verder met stap 2", "module/proef/2")


def test_of_two_modules_she_goes_on_with_the_one_of_last_time(described: Any) -> None:
    first = ModuleTile(module(described, "eerst"), progress(2, at="2026-11-20T10:00:00+00:00"))
    last = ModuleTile(module(described, "laatst"), progress(1, at="2026-11-21T10:00:00+00:00"))

    assert invited(first, last).address == "module/laatst/2"


def test_of_what_is_new_she_begins_with_what_has_the_first_last_day(described: Any) -> None:
    tiles = [ModuleTile(module(described, name), progress()) for name in ("vrij", "later", "eerst")]
    days = {"later": AskedDay(due="2026-12-14"), "eerst": AskedDay(due="2026-11-23")}

    found = invited(*tiles, duties=AskedDuties({("module", name): day for name, day in days.items()}))

    assert found.address == "module/eerst/1"
    assert invited(*tiles).address == "module/vrij/1"


def test_who_comes_for_the_first_time_reads_where_to_begin_and_how_long_it_takes(described: Any) -> None:
    modules = [module(described, "later"), module(described, "eerst", place=1, promise="Je leert iets.")]
    tiles = tiles_of(modules, dict.fromkeys(("later", "eerst"), progress()), ())

    found = invited(*tiles)

    assert found.title == "Begin met Eerst"
    assert found.lines[0] == "Je leert iets."
    assert "3 stappen en duurt ongeveer 70 minuten" in found.lines[1]
    assert found.address == "module/eerst/1"


def test_who_finished_a_module_is_asked_for_its_test_before_anything_new(described: Any) -> None:
    test = standing()
    done, new = ModuleTile(module(described), progress(3), test), ModuleTile(module(described, "nieuw"), progress())

    assert invited(done, new, tests=(test,)).address == "toets/proef-toets/"


@pytest.mark.parametrize(
    "test",
    [
        standing(passed=True),
        standing(is_readable=False),
        standing(passed=False, allowed=1),
        standing(window=Window(last=NOW - timedelta(days=1))),
        standing(window=Window(opens=NOW + timedelta(days=1))),
    ],
    ids=["passed", "unreadable", "no attempts left", "over", "not open yet"],
)
def test_nobody_is_asked_for_a_test_that_she_cannot_take_now(described: Any, test: standings.TestStanding) -> None:
    done, new = ModuleTile(module(described), progress(3), test), ModuleTile(module(described, "nieuw"), progress())

    assert invited(done, new, tests=(test,)).address == "module/nieuw/1"


def test_who_did_everything_is_told_so_unless_something_came_back(described: Any) -> None:
    test = standing(passed=True)
    done = ModuleTile(module(described), progress(3), test)
    line = Line("proef", "Proef", "2 vragen staan klaar (1 minuut).", is_waiting=True)

    assert invited(done, tests=(test,), waiting=(line,)).address == "opfrissen/proef"
    assert invited(done, tests=(test,)) == Invitation(word("home", "all_done"), (word("home", "all_done_text"),))


def test_what_she_is_busy_with_stands_first_and_what_is_done_last(described: Any) -> None:
    names = ("klaar", "nieuw", "bezig", "gehaald")
    done = {"klaar": progress(3), "nieuw": progress(), "bezig": progress(1), "gehaald": progress(3)}

    tiles = tiles_of([module(described, name) for name in names], done, [standing(passed=True, name="gehaald-toets")])

    assert [one.id for one in tiles] == ["bezig", "nieuw", "klaar", "gehaald"]
    assert [one.state_word for one in tiles] == ["Bezig", "Nieuw", "Klaar", "Geslaagd"]
    assert tiles[0].segments == (True, False, False)


def test_a_certificate_is_named_with_its_day_and_only_for_who_passed(described: Any) -> None:
    passed = ModuleTile(module(described), progress(3), standing(passed=True))
    failed = ModuleTile(module(described, "anders"), progress(3), standing(passed=False))

    (found,) = certificates_of([passed, failed])

    assert (found.title, found.text) == ("Certificaat: Proef", "Geslaagd op 21 november 2026.")


def test_a_module_has_a_short_title_or_else_its_title_up_to_the_colon(described: Any) -> None:
    long = module(described, title="Tot hier: omgaan met agressie")

    assert long.short_title == "Tot hier"
    assert module(described, title=long.description.title, short_title="Agressie").short_title == "Agressie"


TODAY = day_of(NOW)


def on(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def test_what_has_a_last_day_stands_on_top_until_it_is_done_and_what_is_late_comes_first(described: Any) -> None:
    busy, done = ModuleTile(module(described), progress(1)), ModuleTile(module(described, "klaar"), progress(3))
    late, came_after = (
        ModuleTile(module(described, "laat"), progress()),
        ModuleTile(module(described, "na"), progress()),
    )
    soon = standing(name="straks", window=Window(due=NOW + timedelta(days=2)))
    overdue = standing(name="laat-toets", window=Window(due=NOW - timedelta(days=9)))
    passed = standing(name="gehaald", passed=True, window=Window(due=NOW + timedelta(days=1)))
    days = {
        ("module", "proef"): AskedDay(on(9)),
        ("module", "klaar"): AskedDay(on(-5)),
        ("module", "laat"): AskedDay(on(-5)),
        ("module", "na"): AskedDay(on(-5), on(-4)),
        ("test", "gehaald"): AskedDay(on(-5)),
        ("test", "vrij"): AskedDay(on(3)),
    }
    tests = [soon, passed, overdue, standing(name="vrij")]

    found = asked_tasks([busy, done, late, came_after], tests, AskedDuties(days), on(0))

    late_first = ["toets/laat-toets/", "module/laat/"]
    assert [one.address for one in found if one.is_late] == late_first
    assert [one.address for one in found] == [
        *late_first,
        "module/na/",
        "toets/straks/",
        "toets/vrij/",
        "module/proef/",
    ]
    assert found[0].text.endswith(word("portal", "deadline_late"))
    assert found[0].text.count(" om ") == 1, "the day that is past is said once"
    assert asked_tasks([busy], [standing()], NOTHING_ASKED, on(0)) == []


def test_at_first_sight_there_are_a_few_tasks_and_all_that_are_late() -> None:
    def tasks(late: int, waiting: int, later: int) -> list[DatedTask]:
        kinds = [{}] * later + [{"is_waiting": True}] * waiting + [{"is_late": True}] * late
        return [DatedTask("", "", str(number), **kind) for number, kind in enumerate(kinds)]

    def sight(late: int, waiting: int, later: int) -> tuple[list[bool], int]:
        first, folded = in_order(tasks(late, waiting, later))
        return [one.is_late for one in first], len(folded)

    assert sight(1, 1, 4) == ([True, False, False, False], 2)
    assert sight(6, 0, 2) == ([True] * 6, 2)
    assert sight(0, 1, 4) == ([False] * 5, 0), "a fold of one hides nothing worth it"
    assert [one.is_waiting for one in in_order(tasks(1, 1, 4))[0]] == [False, True, False, False]


@given(done=st.integers(0, 3), tells_minutes=st.booleans())
def test_the_minutes_that_are_left_are_whole_fives_and_no_more_than_the_module_takes(
    described: Any,
    done: int,
    tells_minutes: bool,  # noqa: FBT001  (hypothesis fills it in)
) -> None:
    steps = STEPS if tells_minutes else tuple(replace(step, parts=()) for step in STEPS)
    left = ModuleTile(module(described), progress(done, steps=steps)).minutes_left

    assert left % 5 == 0
    assert 5 <= left <= 70


def test_the_page_itself_leads_on(site: Site) -> None:
    anna = site.visitor("anna")
    first = anna.get().text
    assert "module/werkdruk/1" in first.partition("ssfh-tiles")[0]
    invited = first.partition('class="ssfh-invitation"')[2].partition("</section>")[2]
    assert invited.lstrip().startswith('<section class="ssfh-welcome"'), "for who is new it comes right after"

    anna.get("module/proef/1")
    top = anna.get().text.partition("ssfh-tiles")[0]

    assert word("home", "go_on", title="Proefmodule") in top
    assert "module/proef/" in top
