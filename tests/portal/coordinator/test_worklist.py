"""The worklist: who is how far, in the words that a learner reads herself, and of nobody else's groups."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote

import pytest
from openpyxl import load_workbook
from sqlalchemy import event, text

from ssfh_learn.dutch_time import day_of, dutch_date
from ssfh_learn.journal.projections import ActivityStatus, open_steps, set_statuses
from ssfh_learn.journal.stream import Stream
from ssfh_learn.journal.transaction import Writing
from ssfh_learn.portal.coordinator.worklist_sheet import OF_MODULE, OF_TEST
from ssfh_learn.portal.writing.progress import needed_in
from ssfh_learn.roster.group import Duty
from ssfh_learn.roster.groups import change_group, group_of
from ssfh_learn.words import counted, section, word
from tests.docs.guide import of_many
from tests.grading import rows
from tests.grading.courses import CourseFolder, right, write_config, wrong
from tests.portal.conftest import REAL_TEST, TEST
from tests.portal.coordinator.rosters import OF_B, Listed
from tests.portal.coordinator.test_roster_pages import keep
from tests.portal.coordinator.test_running_tests import version
from tests.portal.host import Answer, Site, Visitor
from tests.portal.published.test_assignments import attempt
from tests.roster.conftest import AT, EVERYTHING


def cells(page: Answer) -> dict[str, list[str]]:
    """Return the texts of each person's row, without the small print."""
    assert page.status == 200, page.text
    (table,) = re.findall(r'<table class="ssfh-worklist [^"]*">(.*?)</table>', page.text, re.DOTALL)
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", table.partition("</thead>")[2], re.DOTALL):
        (name,) = re.findall(r"deelnemers/\d+\">(.*?)</a>", row)
        plain = [
            re.sub(r"<span.*?</span>", "", one, flags=re.DOTALL) for one in re.findall(r"<td[^>]*>(.*?)</td>", row)
        ]
        found[unescape(name)] = [unescape(one).strip() for one in plain]
    return found


def counted_in(page: Answer, item: str) -> dict[str, int]:
    """Return the totals of one column by state."""
    links = re.findall(rf'href="[^"]*onderdeel={item}&amp;stand=(\w+)#mensen"[^>]*>(\d+)<', page.text)
    return {state: int(count) for state, count in links}


def own_lines(home: Answer) -> list[str]:
    """Return what a learner reads on her first page about each module and test, in the order of the worklist.

    Her own page has the module in which she is busy first.
    """
    modules, _, tests = home.text.partition('aria-labelledby="toetsen"')
    found = [re.findall(r'<li class="ssfh-tile">(.*?)</li>', part, re.DOTALL) for part in (modules, tests)]
    by_title = sorted(found[0], key=lambda tile: re.findall(r"<h3><a[^>]*>(.*?)</a>", tile))
    return [unescape(re.sub(r"<[^>]+>", " ", one)) for one in (*by_title, *found[1])]


def give_duty(roster: Listed, group: int, *duties: Duty) -> None:
    """Let a group do something."""
    portal = roster.site.portal
    assert portal

    def change(writing: Any) -> None:
        before = group_of(writing.connection, EVERYTHING, group)
        assert before
        change_group(writing.connection, EVERYTHING, replace(before, duties=duties), AT)

    portal.event_writer.do(change).result(30)


def begin_module(roster: Listed, who: str = "noor") -> None:
    roster.site.visitor(who).get("module/proef/1")


def finish_nothing(_roster: Listed, _course: CourseFolder) -> None:
    """Do nothing at all."""


def begin(roster: Listed, _course: CourseFolder) -> None:
    """Open a step."""
    begin_module(roster)


def pass_test(roster: Listed, course: CourseFolder) -> None:
    """Pass the test at once."""
    begin_module(roster)
    attempt(roster.site.visitor("noor"), course, right)


def fail_test(roster: Listed, course: CourseFolder) -> None:
    """Fail the test."""
    attempt(roster.site.visitor("noor"), course, wrong)


def fail_to_the_end(roster: Listed, _course: CourseFolder) -> None:
    """Fail every attempt at a test."""
    noor = roster.site.visitor("noor")
    for number in range(1, 3):
        noor.respond(REAL_TEST, REAL_TEST, kind="begin")
        noor.respond(REAL_TEST, REAL_TEST, kind="hand_in", attempt=number)


def finish_module(roster: Listed, _course: CourseFolder) -> None:
    """Do everything that makes the module done."""
    begin_module(roster)
    assert roster.site.portal
    steps, activities = needed_in(roster.site.portal.library.modules["proef"])  # one of each is enough

    def finish(writing: Writing) -> None:
        open_steps(writing.connection, [("noor", "proef", one, AT, AT) for one in steps])
        done = (ActivityStatus(Stream("noor", "proef", one[0]), "complete", AT) for one in activities)
        set_statuses(writing.connection, done)

    roster.site.portal.event_writer.do(finish).result(30)


def wait_for_a_person(roster: Listed, course: CourseFolder) -> None:
    """Take the test that a person has to look at, as a changed gradebook says, and can still pass it."""
    pass_with(roster, course, right)
    with rows.connected(course) as connection:
        connection.execute(text("UPDATE grade SET auto_score = NULL"))


def pass_with(roster: Listed, course: CourseFolder, answer: Any) -> None:
    attempt(roster.site.visitor("noor"), course, answer)


def set_end(course: CourseFolder, **options: str) -> None:
    """Let the end of the test be yesterday."""
    write_config(course.root, **options)
    with rows.connected(course) as connection:
        connection.execute(text("UPDATE assignment SET duedate = '2026-01-31 12:00:00.000000'"))


def hand_in_late(roster: Listed, course: CourseFolder) -> None:
    """Hand in after the end, where that still counts."""
    set_end(course)
    fail_test(roster, course)


def miss_the_end(_roster: Listed, course: CourseFolder) -> None:
    """Hand in nothing before the end, after which nothing counts."""
    set_end(course, late="telt niet")


def lose_the_gradebook(roster: Listed, course: CourseFolder) -> None:
    """Pass the test, and let the gradebook be away."""
    pass_test(roster, course)
    (course.root / "gradebook.db").rename(course.root / "elders.db")


STATES = {
    finish_nothing: "not_begun",
    begin: "step_on",
    finish_module: "done_on",
    pass_test: "passed",
    fail_test: "not_passed",
    fail_to_the_end: "none_left",
    hand_in_late: "late",
    miss_the_end: "over_without_more_time",
    lose_the_gradebook: "unreadable",
}
"""What somebody did, and a sentence that her line then has."""


@pytest.mark.parametrize("did", [*STATES, wait_for_a_person])
def test_a_learner_reads_the_same_line_about_herself_word_for_word(
    roster: Listed, course: CourseFolder, did: Callable[[Listed, CourseFolder], None]
) -> None:
    did(roster, course)

    (lines,) = cells(roster.ans().get("werklijst")).values()
    own = own_lines(roster.site.visitor("noor").get())

    assert len(lines) == len(own) == 4
    assert all(any(line in tile for tile in own) for line in lines), (lines, own)
    assert [line for line, tile in zip(lines, own, strict=True) if line not in tile] == []
    wanted = of_many(section("standing")[STATES.get(did, "waiting")])
    pattern = re.sub(r"\\{\w+\\}", ".*", re.escape(wanted))
    assert any(re.search(pattern, line) for line in lines), lines


def test_how_far_somebody_is_is_said_with_step_day_and_result(roster: Listed, course: CourseFolder) -> None:
    pass_test(roster, course)
    (lines,) = cells(roster.ans().get("werklijst")).values()

    assert any(re.fullmatch(r"Bij stap 1 van 3\. Laatst bezig op \d+ \w+ \d{4}\.", one) for one in lines), lines
    assert "Poging 1: 100%. Geslaagd." in lines
    assert word("standing", "not_begun") in lines
    assert word("standing", "not_handed_in") in lines


# Her home


def test_the_home_of_a_coordinator_is_the_worklist(roster: Listed) -> None:
    ans = roster.ans()

    assert ans.get().headers["Location"] == "/leren/werklijst"
    assert ans.get("?token=x").headers["Location"] == "/leren/werklijst"  # an address that lets her in
    own = ans.get("modules")
    assert word("portal", "home") in own.text
    assert 'href="/leren/modules"' in ans.get("werklijst").text
    assert 'class="ssfh-trail"><a href="/leren/modules">' in ans.get("module/proef/1").text
    assert 'class="ssfh-trail"><a href="/leren/">' in roster.site.visitor("noor").get("module/proef/1").text


def test_who_chose_to_be_a_learner_has_the_home_of_a_learner(roster: Listed) -> None:
    ans = roster.ans()
    ans.cookies["ssfh_role"] = "learner"

    assert word("portal", "home") in ans.get().text


@pytest.mark.parametrize("who", ["administrator", "noor"])
def test_who_coordinates_no_group_starts_with_her_own_modules(roster: Listed, who: str) -> None:
    visitor = roster.administrator() if who == "administrator" else roster.site.visitor(who)

    assert word("portal", "home") in visitor.get().text


def test_a_learner_whose_access_ends_reads_her_last_day(roster: Listed) -> None:
    noor = roster.site.visitor("noor")
    assert word("portal", "last_day", day="")[:20] not in noor.get().text
    shown = roster.ans().get(f"deelnemers/{roster.noor}").text
    (version,) = re.findall(r'name="versie" value="(\d+)"', shown)
    fields = {"achternaam": "Dam", "account": "noor", "einde": "2099-03-01", "groep": str(roster.first)}
    assert roster.ans().post_form(f"deelnemers/{roster.noor}", versie=version, **fields).status == 303

    assert word("portal", "last_day", day="28 februari 2099") in noor.get().text


def above_and_below(who: Visitor, query: str = "") -> tuple[list[str], tuple[Any, ...], list[tuple[Any, ...]]]:
    """Return the lines above the worklist as an Excel file, the heads of its columns and its rows."""
    *above, head = (lines := list(load_workbook(BytesIO(who.get(f"werklijst/lijst.xlsx{query}").body)).active.values))[
        :4
    ]
    return [one[0] for one in above], head, lines[4:]


def sheet(who: Visitor, query: str = "") -> list[dict[str, Any]]:
    """Return the rows of the worklist as an Excel file, by heading."""
    _, head, rows = above_and_below(who, query)
    return [dict(zip(head, row, strict=True)) for row in rows]


def heading(course: CourseFolder, part: str) -> str:
    """Return the head of a column about the test."""
    return word("worklist_sheet", part, title=course.key.quiz.title)


def test_a_file_has_states_days_and_numbers_to_filter_and_count_with(roster: Listed, course: CourseFolder) -> None:
    pass_test(roster, course)
    begin_module(roster)
    assert roster.ans().post_form("deelnemers/nieuw", achternaam="Kim", groep=str(roster.first)).status == 303
    states = section("worklist_sheet")["states"]
    today = datetime.combine(day_of(datetime.now(UTC)), time())

    noor, kim = sheet(roster.ans())

    of_test = {part: heading(course, part) for part in OF_TEST}
    assert [noor[of_test[part]] for part in OF_TEST] == [states["passed"], 1, 100, None, today, None, "nee"]
    assert [kim[of_test[part]] for part in OF_TEST] == [states["test_not_begun"], None, None, 2, None, None, "nee"]
    assert roster.site.portal
    title = roster.site.portal.library.modules["proef"].description.title
    module = [word("worklist_sheet", part, title=title) for part in OF_MODULE]
    assert [noor[one] for one in module] == [states["busy"], 1, today, None, "nee"]
    assert kim[module[0]] == states["module_not_begun"]


def test_a_file_says_what_it_is_of_which_day_and_whom_it_was_asked_for(roster: Listed, course: CourseFolder) -> None:
    today = dutch_date(day_of(datetime.now(UTC)))
    all_of_hers, _, _ = above_and_below(roster.ans())
    assert all_of_hers[0] == word("worklist_sheet", "about", day=today)
    assert all_of_hers[1] == word("worklist_sheet", "chosen_nothing")
    module, _, _ = above_and_below(roster.ans(), "?onderdeel=module-proef&stand=not_begun&wie=all")
    assert module[1] == "Gekozen: Module of toets: Proefmodule; Hoe ver: niet begonnen; Wie: iedereen."
    asked = f"?groep={roster.first}&onderdeel=test-{TEST}&stand=passed&van=2026-01-02&functie=%3DPOH"
    above, _, _ = above_and_below(roster.ans(), asked)
    assert above[1] == (
        f"Gekozen: Groep: Noord; Module of toets: {course.key.quiz.title}; Hoe ver: geslaagd; Functie: =POH; "
        "Vanaf dag: 2 januari 2026; Wie: doet mee."
    )
    assert above[2] == word("worklist", "none")
    assert all_of_hers[2] == word("worklist_sheet", "about_cells")
    states = section("worklist_sheet")["states"]
    without_left = [f"‘{states[one]}’" for one in ("done", "passed", "waiting")]
    assert [one for one in without_left if one not in all_of_hers[2]] == [], "in these it does not say what is left"


def test_one_module_or_test_has_one_column(roster: Listed) -> None:
    page = roster.ans().get(f"werklijst?onderdeel=test-{TEST}")

    assert [len(lines) for lines in cells(page).values()] == [1]
    _, head, _ = above_and_below(roster.ans(), f"?onderdeel=test-{TEST}")
    assert len({one.rpartition(",")[0] for one in head[6:]}) == 1  # of one test, in columns that can be filtered
    assert word("worklist", "none") in roster.ans().get("werklijst?onderdeel=test-onbekend").text


def test_one_line_says_of_a_person_what_is_done_and_what_needs_somebody(roster: Listed) -> None:
    """It stands in the page of several columns, for a phone; of one column her cell says it all."""
    give_duty(
        roster, roster.first, Duty("module", "proef", "2020-02-01"), Duty("test", TEST), Duty("module", "werkdruk")
    )
    said = f"{word('worklist', 'short', done=0, total=3)} {word('worklist', 'short_more', state='Te laat', count=1)}"

    assert f"<summary>{said}</summary>" in roster.ans().get("werklijst").text
    assert "ssfh-row-fold" not in roster.ans().get("werklijst?onderdeel=module-proef").text


def test_a_last_day_is_said_with_each(roster: Listed) -> None:
    """Also where everybody has the same: on a phone the head of the table is not there, and it is part of her line."""
    ans = roster.ans()
    ans.post_form("deelnemers/nieuw", achternaam="Kim", groep=str(roster.first))
    give_duty(roster, roster.first, Duty("module", "proef", "2999-02-01"))
    said = word("standing", "due", day="1 februari 2999")
    assert ans.get("werklijst").text.count(said) == 2

    other = roster.administrator()
    give_duty(roster, roster.second, Duty("module", "proef", "2999-03-01"))
    assert other.get("werklijst").text.count(said) == 2


# Last days and more time


def last_days(roster: Listed, course: CourseFolder, *, until: str, more: str = "") -> None:
    """Ask the test of the first group by a day that is past, let it end at a moment, and give Noor more time."""
    give_duty(roster, roster.first, Duty("test", TEST, "2020-02-01"), Duty("module", "proef", "2020-03-01"))
    with rows.connected(course) as connection:
        connection.exec_driver_sql("UPDATE assignment SET duedate = ?", (until,))
    if more:
        fields = {"voor": "persoon", "wie": str(roster.noor), "moment": more, "reden": "Ziek."}
        place = f"toetsen-regelen/{TEST}/einde"
        seen = version(roster.ans().post_form(place, **fields))
        assert roster.ans().post_form(place, **fields, versie=seen).status == 303


def small_print(page: Answer, name: str) -> list[str]:
    """Return the last day in each cell of a person."""
    (row,) = [one for one in re.findall(r"<tr>(.*?)</tr>", page.text, re.DOTALL) if f"{name}</a>" in one]
    listed = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
    return ["".join(re.findall(r"<span class=\"ssfh-small\">(.*?)</span>", one)) for one in listed]


def test_a_learner_reads_the_last_days_as_her_coordinator_does(roster: Listed, course: CourseFolder) -> None:
    last_days(roster, course, until="2099-02-10 22:59:59")

    said = small_print(roster.ans().get("werklijst"), "Dam, Noor van")
    of_module = word("standing", "due", day="1 maart 2020")
    of_test = {"day": "1 februari 2020", "when": "10 februari 2099 om 23.59 uur"}
    past = word("standing", "overdue")
    assert said == [f"{of_module} {past}", word("standing", "overdue_and_end", **of_test)]
    noor = roster.site.visitor("noor")
    assert all(any(one in tile for tile in own_lines(noor.get())) for one in said)
    (own,) = [one for one in own_lines(noor.get()) if course.key.quiz.title in one]
    assert own.count(of_test["when"]) == 1
    assert said[1] in unescape(page := noor.get(f"toets/{TEST}/").text)
    assert page.count(of_test["when"]) == 1
    assert of_module not in roster.site.visitor("zus").get().text  # nobody asks it of her
    assert counted_in(roster.ans().get("werklijst"), f"test-{TEST}") == {"not_begun": 1, "late": 1}


def test_that_the_end_is_past_is_said_once_to_her_and_to_her_coordinator(roster: Listed, course: CourseFolder) -> None:
    last_days(roster, course, until="2020-02-10 22:59:59")
    miss_the_end(roster, course)

    (lines,) = cells(roster.ans().get("werklijst")).values()
    assert lines[1] == word("standing", "over_without_more_time")
    assert small_print(roster.ans().get("werklijst"), "Dam, Noor van")[1] == ""
    title = course.key.quiz.title
    (own,) = [one for one in own_lines(roster.site.visitor("noor").get()) if title in one]
    assert " ".join(own.replace(title, "").split()) == f"{lines[1]} {word('standing', 'ask_more_time')}"


def test_more_time_counts_in_the_worklist_the_reminder_and_on_her_own_page(
    roster: Listed, course: CourseFolder
) -> None:
    last_days(roster, course, until="2020-02-10 22:59:59", more="31-01-2099 17:00")
    ans, noor = roster.ans(), roster.site.visitor("noor")

    said = word("portal", "deadline", when="31 januari 2099 om 17.00 uur")
    assert small_print(ans.get("werklijst"), "Dam, Noor van")[1] == said
    assert counted_in(ans.get("werklijst"), f"test-{TEST}") == {"not_begun": 1}
    assert word("worklist", "none") in ans.get(f"werklijst?onderdeel=test-{TEST}&stand=late").text
    title = course.key.quiz.title
    letter = unescape(ans.get("werklijst/herinneren").text)
    assert word("remind", "until", title=title, day="31 januari 2099") in letter
    assert any(said in tile for tile in own_lines(noor.get()))
    assert said in unescape(noor.get(f"toets/{TEST}/").text)
    (noors,) = sheet(ans, f"?onderdeel=test-{TEST}")
    assert noors[heading(course, "last_day")] == datetime(2099, 1, 31)  # noqa: DTZ001  (Excel knows no zones)


def test_who_never_handed_in_is_late_after_the_end_of_a_test_without_any_duty(
    roster: Listed, course: CourseFolder
) -> None:
    with rows.connected(course) as connection:
        connection.exec_driver_sql("UPDATE assignment SET duedate = ?", ("2020-02-10 22:59:59",))

    page = roster.ans().get("werklijst")

    assert counted_in(page, f"test-{TEST}")["late"] == 1
    line = word("standing", "not_handed_in_in_time")
    assert line in cells(page)["Dam, Noor van"]
    assert any(line in tile for tile in own_lines(roster.site.visitor("noor").get()))


def test_who_came_after_the_last_days_is_not_late_and_reads_why_as_her_coordinator_does(
    roster: Listed, course: CourseFolder
) -> None:
    roster.ans().post_form("deelnemers/nieuw", account="kim", achternaam="Kim", groep=str(roster.first))
    last_days(roster, course, until="2020-02-10 22:59:59")
    ans, kim = roster.ans(), roster.site.visitor("kim")

    assert counted_in(ans.get("werklijst"), f"test-{TEST}") == {"not_begun": 2, "late": 1}
    assert list(cells(ans.get("werklijst?stand=late"))) == ["Dam, Noor van"]
    said = small_print(ans.get("werklijst"), "Kim")
    assert [one.endswith(word("standing", "before_begin")) for one in said] == [True, True]
    assert all(any(one in tile for tile in own_lines(kim.get())) for one in said)
    assert said[1] in unescape(kim.get(f"toets/{TEST}/").text)
    give_duty(roster, roster.first)
    assert word("standing", "end_before_begin") in small_print(ans.get("werklijst"), "Kim")
    assert any(word("standing", "end_before_begin") in tile for tile in own_lines(kim.get()))


# Filters and totals


def test_totals_and_the_filter_by_state_agree(roster: Listed, course: CourseFolder) -> None:
    fail_test(roster, course)
    begin_module(roster)
    ans = roster.ans()
    assert ans.post_form("deelnemers/nieuw", achternaam="Kim", groep=str(roster.first)).status == 303
    page = ans.get("werklijst")
    everybody = len(cells(page))
    assert everybody == 2

    assert counted_in(page, "module-proef") == {"busy": 1, "not_begun": everybody - 1}
    failed = counted_in(page, f"test-{TEST}")
    assert failed.pop("not_begun") == everybody - 1
    (state,) = failed
    assert state in {"failed", "failed_with_attempts"}
    assert list(cells(ans.get(f"werklijst?onderdeel=test-{TEST}&stand={state}"))) == ["Dam, Noor van"]
    assert list(cells(ans.get("werklijst?onderdeel=module-proef&stand=busy"))) == ["Dam, Noor van"]
    assert word("worklist", "any_item") in ans.get("werklijst?stand=not_begun").text
    only = ans.get("werklijst?onderdeel=module-proef&stand=not_begun")
    assert word("worklist", "any_item") not in only.text
    states = section("worklist")["states"]
    assert word("worklist", "nobody_is", states="; ".join(states[one] for one in ("done", "late"))) in only.text
    others = cells(only)
    assert len(others) == everybody - 1
    assert "Dam, Noor van" not in others


def test_a_practice_in_which_nobody_began_is_named_with_how_many_people_it_has(roster: Listed) -> None:
    ans = roster.ans()
    for family, practice in (("Kim", "De Beuk"), ("Lot", "De Beuk"), ("Mos", "De Eik")):
        form = {"achternaam": family, "groep": str(roster.first), "praktijk1": practice, "regio1": "Veluwe"}
        assert ans.post_form("deelnemers/nieuw", **form).status == 303
    assert keep(ans, roster.noor, praktijk1="De Eik", regio1="Veluwe").status == 303
    nobody, one = (counted(section("worklist")["idle_begun"], count) for count in (2, 1))
    assert nobody in ans.get("werklijst").text

    begin_module(roster)

    page = ans.get("werklijst")
    assert one in page.text
    (there,) = re.findall(r'<details class="ssfh-idle-practices">(.*?)</details>', page.text, re.DOTALL)
    assert re.findall(r"<li>(.*?)</li>", re.sub(r"</?a[^>]*>", "", there)) == ["De Beuk, Veluwe: 2 deelnemers"]
    (address,) = re.findall(r'href="[^"]*/(werklijst[^"]*)"', there)
    assert list(cells(ans.get(unescape(address)))) == ["Kim", "Lot"]
    (by_practice,) = re.findall(rf'href="([^"]*)#mensen">{word("worklist", "sort_by_practice")}', page.text)
    assert list(cells(ans.get(unescape(by_practice)))) == ["Kim", "Lot", "Dam, Noor van", "Mos"]
    assert counted(section("worklist")["idle_test"], 2) in ans.get(f"werklijst?onderdeel=test-{TEST}").text


def test_a_period_keeps_who_was_busy_then(roster: Listed) -> None:
    begin_module(roster)
    ans = roster.ans()

    assert list(cells(ans.get("werklijst?van=2020-01-01"))) == ["Dam, Noor van"]
    assert word("worklist", "none") in ans.get("werklijst?tot=2020-01-01").text
    assert list(cells(ans.get("werklijst?tot=gisteren"))) == ["Dam, Noor van"]


def test_a_group_with_duties_shows_these_and_says_who_is_late(roster: Listed) -> None:
    give_duty(roster, roster.first, Duty("module", "proef", "2020-02-01"))
    ans = roster.ans()
    page = ans.get("werklijst")

    ((line,),) = cells(page).values()
    assert line == word("standing", "not_begun")
    assert word("standing", "due", day="1 februari 2020") in page.text
    assert word("standing", "overdue") in page.text
    assert counted_in(page, "module-proef") == {"not_begun": 1, "late": 1}
    assert list(cells(ans.get("werklijst?stand=late"))) == ["Dam, Noor van"]


def test_a_duty_that_is_still_to_come_is_not_late(roster: Listed) -> None:
    give_duty(roster, roster.first, Duty("module", "proef", "2999-02-01"))
    page = roster.ans().get("werklijst")

    assert counted_in(page, "module-proef") == {"not_begun": 1}
    assert word("standing", "overdue") not in page.text


def test_a_link_keeps_the_filter(roster: Listed) -> None:
    page = roster.administrator().get("werklijst?regio=Veluwe&pagina=2")

    assert list(cells(page)) == ["Zus"]
    (link,) = re.findall(r'href="([^"]*stand=not_begun)#mensen"', page.text)[:1]
    assert "regio=Veluwe" in unescape(link)
    assert "pagina" not in link
    assert list(cells(roster.administrator().get(unescape(link)))) == ["Zus"]


# Rights


@pytest.mark.parametrize(
    "query",
    [
        "",
        "groep={second}",
        "groep=geen",
        "regio=Veluwe",
        "praktijk=De Eik",
        "functie=Geheimfunctie",
        "zoek=zus",
        "wie=all",
        "stand=not_begun",
        "onderdeel=module-proef",
        "van=2000-01-01",
        "pagina=2",
    ],
)
def test_a_coordinator_sees_nobody_of_another_group(roster: Listed, query: str) -> None:
    give_duty(roster, roster.second, Duty("module", "werkdruk", "2999-01-01"))
    roster.site.visitor("zus").get("module/proef/1")
    query = quote(query.format(second=roster.second), safe="=")
    ans = roster.ans()
    typed = query.partition("=")[2] if query.startswith("zoek") else ""

    page = unescape(ans.get(f"werklijst?{query}").text)
    page = page.replace(f'value="{typed}"', "") if typed else page
    shown = re.sub(r'href="[^"]*"', "", page)

    assert [one for one in OF_B if one in shown] == []
    assert "2999" not in shown
    assert "/deelnemers/" + str(roster.zus) not in page
    book = ans.get(f"werklijst/lijst.xlsx?{query}")
    assert book.status == 200
    written = " ".join(str(one) for row in load_workbook(BytesIO(book.body)).active.values for one in row)
    asked_for = unquote(query).partition("=")[2]
    written = written.replace(f": {asked_for};", ";", 1)  # what she typed herself stands above the table
    assert [one for one in OF_B if one in written] == []


@pytest.mark.parametrize("path", ["werklijst", "werklijst/lijst.xlsx"])
@pytest.mark.parametrize("roles", [("learner",), ("learner", "trainer")])
def test_the_worklist_is_for_coordinators_and_administrators(roster: Listed, path: str, roles: tuple[str, ...]) -> None:
    who = roster.site.visitor("noor", *roles)

    assert who.get(path).status == 403
    assert "/leren/werklijst" not in who.get().text
    assert roster.ans().get(path).status == 200
    assert roster.ans().get().headers["Location"] == "/leren/werklijst"
    assert 'href="/leren/werklijst"' in roster.ans().get("overzicht").text


def test_the_worklist_reads_no_event_and_nothing_private(roster: Listed, course: CourseFolder) -> None:
    pass_test(roster, course)
    roster.site.visitor("noor").respond("proef", "dagboek", kind="answer", prompt="meenemen", text="van Noor")
    assert roster.site.portal
    engine = roster.site.portal.event_writer._journal.engine  # noqa: SLF001  (only here)
    refused: list[str] = []

    def authorize(action: int, table: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table in {"event", "private_event", "shared"}:
            refused.append(str(table))
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    def guard(connection: Any, _record: object) -> None:
        connection.set_authorizer(authorize)

    engine.dispose()
    event.listen(engine, "connect", guard)
    try:
        for path in ("werklijst", "werklijst?stand=busy&regio=x", "werklijst/lijst.xlsx"):
            assert roster.ans().get(path).status == 200, path
            assert refused == []
        roster.site.visitor("noor").get("gegevens/download")
        assert refused  # the guard does guard
    finally:
        event.remove(engine, "connect", guard)
        engine.dispose()


# What cannot be read, and what is put in a file


def test_a_gradebook_that_is_away_is_said_and_never_shown_as_empty(roster: Listed, course: CourseFolder) -> None:
    pass_test(roster, course)
    (course.root / "gradebook.db").rename(course.root / "elders.db")
    page = roster.ans().get("werklijst")

    (lines,) = cells(page).values()
    assert word("worklist", "unreachable") in page.text
    assert lines.count(word("standing", "unreadable")) == 2
    assert word("standing", "not_handed_in") not in lines
    assert counted_in(page, f"test-{TEST}") == {}
    assert any("Bij stap 1" in one for one in lines)


@pytest.mark.parametrize("was_seen", [True, False])
def test_a_test_with_a_broken_key_is_named_and_the_others_are_shown(
    roster: Listed, course: CourseFolder, *, was_seen: bool
) -> None:
    pass_test(roster, course)
    name = REAL_TEST
    if was_seen:
        assert "te lezen" not in roster.ans().get("werklijst").text
        name = roster.site.portal.assignments.test(REAL_TEST).title if roster.site.portal else ""
    (course.root / "keys" / f"{REAL_TEST}.yaml").write_text("soort: [", "utf-8")
    page = roster.ans().get("werklijst")

    (lines,) = cells(page).values()
    assert word("worklist", "unreadable", count=1, names=name) in unescape(page.text)
    assert word("worklist", "unreachable") not in page.text
    assert lines.count(word("standing", "unreadable")) == 1
    assert counted_in(page, f"test-{TEST}") == {"passed": 1}
    assert counted_in(page, f"test-{REAL_TEST}") == {}
    said = unescape(roster.ans().get("werklijst/herinneren").text)
    assert word("worklist", "unreadable", count=1, names=name) in said
    assert roster.ans().get("werklijst/lijst.xlsx").status == 200


def test_the_file_has_whole_names_and_no_formula(roster: Listed) -> None:
    name = "=HYPERLINK(1)" + "x" * 90
    added = roster.ans().post_form("deelnemers/nieuw", achternaam=name, groep=str(roster.first))
    assert added.status == 303
    answer = roster.ans().get("werklijst/lijst.xlsx")

    rows = list(load_workbook(BytesIO(answer.body)).active.rows)
    found = [cell for row in rows for cell in row if str(cell.value).startswith("=HYPER")]
    assert [cell.value for cell in found] == [name]
    assert [cell.data_type for cell in found] == ["s"]
    assert ["Dam, Noor van", "noor@zorg.nl"] in [[cell.value for cell in row[:2]] for row in rows]


# What a learner is told


def test_who_passed_reads_no_end_on_her_own_page(roster: Listed, course: CourseFolder) -> None:
    give_duty(roster, roster.first, Duty("test", TEST))
    with rows.connected(course) as connection:
        when = "UPDATE assignment SET duedate = '2099-01-31 12:00:00.000000' WHERE name = :name"
        connection.execute(text(when), {"name": TEST})
    said = word("portal", "deadline", when="").partition(".")[0].strip()
    assert said in roster.site.visitor("noor").get().text
    pass_test(roster, course)
    assert said not in roster.site.visitor("noor").get().text


def test_a_number_leads_to_the_people_it_counts(roster: Listed) -> None:
    page = roster.ans().get("werklijst").text
    assert re.search(r'href="[^"]*stand=not_begun#mensen"', page)
    assert re.search(r'<h2 id="mensen" tabindex="-1">', page)
    found = roster.ans().get("werklijst?stand=not_begun").text
    assert 'action="/leren/werklijst#mensen"' in found, "a search leads to the people too"
    assert word("worklist", "totals_all") in found


def test_a_learner_on_the_list_is_told_once_that_others_see_how_far_she_is(roster: Listed) -> None:
    noor = roster.site.visitor("noor")
    for _ in range(2):  # until she says that she read it
        assert word("portal", "told_how_far") in noor.get().text
    assert noor.post_form("gelezen").status == 303
    assert word("portal", "told_how_far") not in noor.get().text
    assert word("portal", "told_how_far") in roster.site.visitor("zus").get().text
    assert [one["notice"] for one in noor.get("gegevens/download").json["told"]] == ["how_far"]


def test_a_learner_who_is_on_no_list_is_told_nothing(site: Site) -> None:
    assert word("portal", "told_how_far") not in site.visitor("anna").get().text


# Reminding


def texts(page: Answer) -> list[str]:
    """Return the texts and addresses to copy."""
    return [unescape(one) for one in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page.text, re.DOTALL)]


def test_a_reminder_says_what_is_left_and_by_when_and_no_mark(roster: Listed, course: CourseFolder) -> None:
    give_duty(roster, roster.first, Duty("module", "proef", "2999-02-01"), Duty("test", TEST))
    fail_test(roster, course)
    for_all, addresses, for_noor = texts(roster.ans().get("werklijst/herinneren"))

    assert for_noor.startswith("Hallo Noor,")
    assert "(graag uiterlijk op 1 februari 2999)" in for_noor
    assert addresses == "noor@zorg.nl"
    assert [one for one in (for_all, for_noor) if re.search(r"\d%|geslaagd|poging|te laat", one)] == []


def test_a_reminder_names_what_is_late_apart_and_asks_for_no_day_that_is_past(
    roster: Listed, course: CourseFolder
) -> None:
    give_duty(roster, roster.first, Duty("module", "proef", "2020-02-01"), Duty("test", TEST, "2999-02-01"))
    for_all, _, for_noor = texts(roster.ans().get("werklijst/herinneren"))
    was = word("remind", "was", title="Proefmodule", day="1 februari 2020")
    until = word("remind", "until", title=course.key.quiz.title, day="1 februari 2999")

    late, other = for_noor.split("\n\n")[1:3], for_noor.split("\n\n")[3:5]
    assert late == [word("remind", "late"), f"- {was}"]
    assert other == [word("remind", "left_too"), f"- {until}"]
    assert for_all.split("\n\n")[1:5] == [*late, word("remind", "left_all"), f"- {until}"]
    assert "uiterlijk op 1 februari 2020" not in for_all + for_noor
    for_all, _, for_noor = texts(roster.ans().get("werklijst/herinneren?stand=late"))
    assert [one.split("\n\n")[1:-2] for one in (for_all, for_noor)] == [late, late], "only what is late"


def test_the_text_for_everybody_has_a_day_only_where_it_is_everybodys(roster: Listed) -> None:
    give_duty(roster, roster.first, Duty("module", "proef", "2999-02-01"))
    give_duty(roster, roster.second, Duty("module", "proef", "2999-03-01"))
    for_all, _, *each = texts(roster.administrator().get("werklijst/herinneren?onderdeel=module-proef"))

    assert f"- {word('remind', 'differs', title='Proefmodule')}" in for_all
    assert f"kijk bij {word('portal', 'home')} of" in for_all, "the page is called so for a learner"
    assert "uiterlijk" not in for_all
    assert re.findall(r"uiterlijk op (.*)\)", "\n".join(each)) == ["1 februari 2999", "1 maart 2999"]


def test_who_is_late_and_has_nothing_left_is_named_beside_a_reminder(roster: Listed, course: CourseFolder) -> None:
    give_duty(roster, roster.first, Duty("test", TEST))
    set_end(course)
    pass_test(roster, course)
    page = unescape(roster.ans().get(f"werklijst/herinneren?onderdeel=test-{TEST}&stand=late").text)

    said = word("remind", "idle", count=1), word("remind", "idle_late"), "<p>Dam, Noor van</p>"
    assert [one for one in said if one not in page] == []
    lose_the_gradebook(roster, course)
    assert word("remind", "idle", count=1) not in unescape(roster.ans().get("werklijst/herinneren").text)


def test_the_text_for_everybody_does_not_say_that_each_thing_is_left_for_each(roster: Listed) -> None:
    give_duty(roster, roster.first, Duty("module", "proef"))
    assert word("remind", "left") in texts(roster.ans().get("werklijst/herinneren"))[0]
    give_duty(roster, roster.first, Duty("module", "proef"), Duty("test", TEST))
    for_all, _, for_noor = texts(roster.ans().get("werklijst/herinneren"))

    assert word("remind", "left_all") in for_all
    assert word("remind", "left") in for_noor


def test_before_two_accounts_become_one_person_it_is_said_which_of_them_passed(
    roster: Listed, course: CourseFolder
) -> None:
    beheer = roster.administrator()
    beheer.post_form("deelnemers/nieuw", achternaam="Dam", account="noor2", groep=str(roster.first))
    pass_test(roster, course)
    (other,) = re.findall(
        r'name="ander" value="(\d+):1"', beheer.get(f"deelnemers/{roster.noor}/samenvoegen?zoek=dam").text
    )

    def preview(first: int | str, second: int | str) -> str:
        fields = {"versie": "1", "ander": f"{second}:1"}
        return unescape(beheer.post_form(f"deelnemers/{first}/samenvoegen", **fields).text)

    accounts, titles = {"account": "noor2", "other": "noor"}, f"‘{course.key.quiz.title}’"
    shown = preview(other, roster.noor)
    assert word("roster", "accounts_more", titles=titles, **accounts) in shown
    assert word("roster", "accounts_rather", **accounts) in shown
    assert word("roster", "accounts_no_more", account="noor", other="noor2") in preview(roster.noor, other)
    with rows.connected(course) as connection:
        connection.execute(text("UPDATE grade SET auto_score = NULL"))
    assert word("roster", "accounts_waits", titles=titles) in preview(other, roster.noor)


def test_the_text_for_everybody_is_as_clear_as_the_personal_one_where_all_are_late(roster: Listed) -> None:
    give_duty(roster, roster.first, Duty("module", "proef", "2020-02-01"))
    asked = "werklijst/herinneren?onderdeel=module-proef"
    was = word("remind", "was", title="Proefmodule", day="1 februari 2020")
    assert texts(roster.ans().get(asked))[0].split("\n\n")[1:3] == [word("remind", "late"), f"- {was}"]
    give_duty(roster, roster.second, Duty("module", "proef", "2999-03-01"))
    assert word("remind", "late") not in texts(roster.administrator().get(asked))[0]


def test_the_addresses_are_of_who_can_use_the_link(roster: Listed) -> None:
    fields = {"achternaam": "Kim", "email": "kim@zorg.nl", "groep": str(roster.first)}
    assert roster.ans().post_form("deelnemers/nieuw", **fields).status == 303
    page = roster.ans().get("werklijst/herinneren")
    assert texts(page)[1] == "noor@zorg.nl"
    assert f"{counted(section('remind')['without_account'], 1)} Kim</p>" in page.text


def test_who_has_nothing_left_is_not_reminded(roster: Listed, course: CourseFolder) -> None:
    give_duty(roster, roster.first, Duty("test", TEST))
    assert len(texts(roster.ans().get("werklijst/herinneren"))) == 3
    pass_test(roster, course)

    assert word("remind", "none") in roster.ans().get("werklijst/herinneren").text


def test_a_test_that_is_closed_stands_in_no_text_and_is_the_same_for_who_has_no_account(
    roster: Listed, course: CourseFolder
) -> None:
    ans, title = roster.ans(), course.key.quiz.title
    give_duty(roster, roster.first, Duty("module", "proef"), Duty("test", TEST))
    assert ans.post_form("deelnemers/nieuw", achternaam="Kim", groep=str(roster.first)).status == 303
    miss_the_end(roster, course)

    page = ans.get("werklijst/herinneren")

    assert {name: lines[1] for name, lines in cells(ans.get("werklijst")).items()} == dict.fromkeys(
        ("Dam, Noor van", "Kim"), word("standing", "over_without_more_time")
    )
    assert [one for one in texts(page) if title in one] == []
    assert word("remind", "closed", title=title) in unescape(page.text)
    assert f"{word('remind', 'closed_note')} Dam, Noor van; Kim" in unescape(page.text)
    assert f'href="/leren/toetsen-regelen/{TEST}"' in page.text
    only = ans.get(f"werklijst/herinneren?onderdeel=test-{TEST}&stand=late")
    assert texts(only) == []
    assert word("remind", "none") not in only.text
    assert word("remind", "intro") not in only.text, "there is no text to copy"
    assert word("remind", "no_text") in only.text

    last_days(roster, course, until="2020-02-10 22:59:59", more="31-01-2099 17:00")
    again = ans.get("werklijst/herinneren")
    assert [title in one for one in texts(again)] == [True, False, True, False]
    assert f"{word('remind', 'closed_note')} Kim" in unescape(again.text)
    (kim,) = re.findall(r'name="zonder" value="(\d+)"> <span>Kim<', again.text)
    assert word("remind", "closed", title=title) not in unescape(ans.get(f"werklijst/herinneren?zonder={kim}").text)


def test_who_failed_a_test_that_is_closed_is_named_as_the_worklist_says(roster: Listed, course: CourseFolder) -> None:
    give_duty(roster, roster.first, Duty("module", "proef"), Duty("test", TEST))
    fail_test(roster, course)
    miss_the_end(roster, course)

    assert word("standing", "over_without_more_time") in cells(roster.ans().get("werklijst"))["Dam, Noor van"][1]
    page = unescape(roster.ans().get("werklijst/herinneren").text)
    assert f"{word('remind', 'closed_note')} Dam, Noor van</p>" in page


def test_that_somebody_was_reminded_is_noted_with_day_account_and_subject(roster: Listed, course: CourseFolder) -> None:
    ans = roster.ans()
    item = f"onderdeel=test-{TEST}"
    (sent,) = re.findall(r'name="deelnemer" value="([^"]+)"', ans.get(f"werklijst/herinneren?{item}").text)
    assert sent == f"{roster.noor} test-{TEST}"

    answer = ans.post_form(f"werklijst/herinneren?groep=1&{item}", deelnemer=f"{sent} <b>niets</b>")

    assert answer.status == 303
    worklist = ans.get("werklijst").text  # by keyboard the button comes before the links of the totals
    assert worklist.index(word("worklist", "remind")) < worklist.index('id="aantallen"')
    shown = ans.get(answer.headers["Location"].removeprefix("/leren/")).text
    again = ans.post_form(f"werklijst/herinneren?{item}", deelnemer=sent)
    told = ans.get(again.headers["Location"].removeprefix("/leren/")).text
    assert word("remind", "noted", count=0) in unescape(told)
    logged = word("roster", "log_reminded_about", titles=f"‘{course.key.quiz.title}’")
    assert unescape(ans.get(f"deelnemers/{roster.noor}").text).count(logged) == 1
    assert re.search(r"Bij 1 deelnemer is genoteerd: herinnerd op \d+ \w+ \d{4}\.", shown)
    about = rf"Herinnerd op \d+ \w+ \d{{4}} door ans, over ‘{re.escape(course.key.quiz.title)}’\."
    assert re.search(about, unescape(ans.get("werklijst").text))
    assert re.search(about, unescape(ans.get("werklijst?onderdeel=module-proef").text))
    titles = f"‘{course.key.quiz.title}’"
    assert word("roster", "log_reminded_about", titles=titles) in unescape(ans.get(f"deelnemers/{roster.noor}").text)
    ans.post_form("werklijst/herinneren", deelnemer=f"{sent} module-proef test-{REAL_TEST}")
    assert " door ans, over 3 modules en toetsen." in ans.get("werklijst").text


def test_a_reminder_noted_by_mistake_is_taken_back_by_who_noted_it_and_the_log_keeps_both(roster: Listed) -> None:
    ans, place, noor = roster.ans(), "werklijst/herinneren", str(roster.noor)
    beheer = roster.administrator()
    beheer.post_form(place, deelnemer=f"{noor} module-proef")
    ans.post_form(place, deelnemer=noor)
    assert re.search(r"Herinnerd op \d+ \w+ \d{4} door ans", ans.get("werklijst").text)
    page = ans.get(place).text
    (back,) = re.findall(r'name="terug" value="(\d+)"', page)
    taking = {"terug": back, "deelnemer": noor}
    assert note_back(page) == ["1"]

    roster.bea().post_form(place, **taking)  # whom she does not coordinate
    beheer.post_form(place, **taking)  # that of somebody else stays
    assert "door ans" in ans.get("werklijst").text
    assert ans.post_form(place, **taking).status == 303

    shown = ans.get(place).text
    assert word("remind", "taken_back", count=1) in shown
    assert note_back(shown) == []
    assert "door beheer, over ‘Proefmodule’." in unescape(ans.get("werklijst").text)
    ans.post_form(place, **taking)  # twice
    assert word("remind", "taken_back", count=0) in ans.get(place).text
    log = unescape(ans.get(f"deelnemers/{roster.noor}").text)
    assert f"ans: {word('roster', 'log_reminder_taken_back')}" in log
    assert f"ans: {word('roster', 'log_reminded')}" in log


def note_back(page: str) -> list[str]:
    """Return of how many people a page offers to take a note back."""
    return re.findall(r"Bij (\d+) deelnemers? hieronder noteerde je om \d\d\.\d\d uur een herinnering", page)


def test_taking_a_reminder_back_leaves_an_earlier_one_about_more_and_who_had_that_is_named(roster: Listed) -> None:
    ans, place, noor = roster.ans(), "werklijst/herinneren", str(roster.noor)
    ans.post_form("deelnemers/nieuw", achternaam="Kim", groep=str(roster.first))
    (kim,) = re.findall(r'name="zonder" value="(\d+)"> <span>Kim<', ans.get(place).text)
    ans.post_form(place, deelnemer=f"{noor} module-proef test-{TEST}")

    ans.post_form(place, deelnemer=[f"{noor} module-proef", f"{kim} module-proef"])

    page = unescape(ans.get(place).text)
    day = dutch_date(day_of(datetime.now(UTC)))
    assert counted(section("remind")["noted"], 1, day=day) in page
    assert counted(section("remind")["noted_before"], 1, names="Dam, Noor van") in page
    assert note_back(page) == ["1"]
    (back,) = re.findall(r'name="terug" value="(\d+)"', page)
    ans.post_form(place, terug=back, deelnemer=[noor, kim])
    assert word("remind", "taken_back", count=1) in ans.get(place).text
    assert ans.get("werklijst").text.count("Herinnerd op") == 1
    assert "over ‘Proefmodule’" in unescape(ans.get("werklijst").text)


def test_a_reminder_leaves_out_who_is_chosen_and_says_who_has_no_account(roster: Listed) -> None:
    beheer = roster.administrator()
    form = {"achternaam": "Kim", "email": "kim@zorg.nl", "groep": str(roster.first)}
    assert beheer.post_form("deelnemers/nieuw", **form).status == 303
    group = f"werklijst/herinneren?groep={roster.first}"
    whole = beheer.get(group)
    assert texts(whole)[1] == "noor@zorg.nl"
    assert f"{counted(section('remind')['without_account'], 1)} Kim</p>" in whole.text
    (kim,) = re.findall(r'name="zonder" value="(\d+)"> <span>Kim<', whole.text)

    rest = beheer.get(f"{group}&zonder={kim}")

    assert counted(section("remind")["left_out"], 1) in rest.text
    assert texts(rest)[1] == "noor@zorg.nl"
    (sent,) = re.findall(r'name="deelnemer" value="([^"]+)"', rest.text)
    assert sent.startswith(f"{roster.noor} ")
    done = beheer.post_form(f"{group}&zonder={kim}", deelnemer=sent)
    assert done.headers["Location"].endswith(f"zonder={kim}")


def test_two_of_one_name_are_told_apart_where_one_is_left_out(roster: Listed) -> None:
    for account, practice in (("kim1", "De Beuk"), ("kim2", "")):
        form = {"achternaam": "Kim", "account": account, "praktijk1": practice, "groep": str(roster.first)}
        assert roster.ans().post_form("deelnemers/nieuw", **form).status == 303
    page = roster.ans().get("werklijst/herinneren").text
    assert re.findall(r"<span>(Kim[^<]*|Dam[^<]*)</span>", page) == ["Dam, Noor van", "Kim (De Beuk)", "Kim (kim2)"]


def test_nobody_of_another_group_is_reminded_or_written_to(roster: Listed) -> None:
    ans, bea = roster.ans(), roster.bea()
    shown = ans.get(f"werklijst/herinneren?groep={roster.second}").text
    assert [one for one in OF_B if one in re.sub(r'href="[^"]*"', "", shown)] == []

    assert ans.post_form("werklijst/herinneren", deelnemer=str(roster.zus)).status == 303
    assert "Herinnerd op" not in bea.get("werklijst").text
    assert bea.post_form("werklijst/herinneren", deelnemer=str(roster.zus)).status == 303
    assert "Herinnerd op" in bea.get("werklijst").text
    assert roster.site.visitor("noor").get("werklijst/herinneren").status == 403
