"""Running a test in the browser: deadlines with a preview, the log, and what a coordinator cannot reach."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from html import unescape

import pytest
from nbgrader.api import Gradebook

from ssfh_learn.grading import gradebook_reader, records
from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.portal.coordinator.log_lines import said_reason
from ssfh_learn.words import word
from tests.grading import rows
from tests.grading.courses import CourseFolder, right, write_config, write_key, wrong
from tests.portal.conftest import REAL_TEST, TEST
from tests.portal.coordinator.rosters import Listed
from tests.portal.coordinator.test_manual_grading import read, words_in
from tests.portal.host import Answer, Visitor
from tests.portal.published.test_assignments import attempt
from tests.roster.conftest import EVERYTHING

PLACE = f"toetsen-regelen/{TEST}"
END, LATER, LAST = "31-01-2099 17:00", "7 februari 2099 17:00", "14-02-2099"
END_SAID = "31 januari 2099, 17.00 uur"
REASON = "Zij was een week ziek."


@pytest.fixture
def ending(roster: Listed) -> Listed:
    """Give the test an end."""
    assert change(roster.administrator(), voor="iedereen", moment=END).status == 303
    return roster


def preview(who: Visitor, **fields: str) -> Answer:
    return who.post_form(f"{PLACE}/einde", **fields)


def version(page: Answer) -> str:
    found = re.search(r'name="versie" value="([0-9a-f]+)"', page.text)
    assert found, words_in(page.text)
    return found[1]


def change(who: Visitor, **fields: str) -> Answer:
    """Look at what would change, and change it."""
    return preview(who, **fields, versie=version(preview(who, **fields)))


def extension(roster: Listed, moment: str = LATER) -> dict[str, str]:
    return {"voor": "persoon", "wie": str(roster.noor), "moment": moment, "reden": REASON}


def ends(course: CourseFolder) -> dict[str, str]:
    """Return the end of each learner in the gradebook as nbgrader itself reads it, and of everybody as ``."""
    with Gradebook(course.course.db_url) as gradebook:
        assignment = gradebook.find_assignment(TEST)
        found = {"": assignment.duedate, **{one.student.id: one.duedate for one in assignment.submissions}}
        return {who: f"{due:%d-%m %H:%M}" for who, due in found.items() if due}


def take_back_button(who: Visitor) -> str:
    found = re.findall(r'name="wat" value="([0-9a-f]{32})"', who.get(PLACE).text)
    return found[0] if found else ""


def test_the_list_says_which_tests_are_built_and_until_when(roster: Listed, course: CourseFolder) -> None:
    write_key(course.root, "nieuw")
    change(roster.administrator(), voor="iedereen", moment=END)

    said = read(roster.ans(), "toetsen-regelen")

    assert f"Proeftoets {word('running', 'built')} Inleveren kan tot zaterdag {END_SAID}." in said
    assert word("running", "has_no_end") in said
    assert f"nieuw {word('running', 'not_built')}" in said
    assert REAL_TEST in roster.ans().get("toetsen-regelen").text


def test_an_administrator_sees_whom_an_end_for_all_touches_before_anything_changes(
    roster: Listed, course: CourseFolder
) -> None:
    attempt(roster.site.visitor("zus"), course, right)
    attempt(roster.site.visitor("noor"), course, right, hand_in=False)

    page = preview(roster.administrator(), voor="iedereen", moment=END)

    said = words_in(page.text)
    assert f"Het nieuwe einde is zaterdag {END_SAID}." in said
    assert word("running", "plan_begun.many", count=2) in said
    assert re.search(r"Dam, Noor van kan inleveren tot zaterdag [^.]+\.00 uur\. Deze persoon is al begonnen\.", said)
    assert re.search(r"Zus kan inleveren tot zaterdag [^.]+\.00 uur\. Er is al 1 keer ingeleverd\.", said)
    assert word("running", "plan_warning") in said
    assert ends(course) == {}
    past = change(roster.administrator(), voor="iedereen", moment="31-01-2020 17:00")
    assert past.status == 303
    ended = words_in(preview(roster.administrator(), voor="iedereen", moment=END).text)
    assert word("running", "plan_warning_ended") in ended
    assert word("running", "plan_warning") not in ended
    page = preview(roster.administrator(), voor="iedereen", moment=END)
    assert preview(roster.administrator(), voor="iedereen", moment=END, versie=version(page)).status == 303
    assert set(ends(course).values()) == {"31-01 16:00"}


def test_who_types_a_reason_reads_who_else_reads_it_and_to_leave_health_out(ending: Listed) -> None:
    for note in ("reason_note", "reason_of_all_note"):
        said = word("running", note)
        assert said in read(ending.administrator(), PLACE)
        assert "coördinator" in said
        assert "beheerder" in said
        assert said.endswith("Schrijf daarom niets over iemands gezondheid.")


def test_a_learner_reads_her_extension_and_its_reason(ending: Listed, course: CourseFolder) -> None:
    assert change(ending.ans(), **extension(ending)).status == 303

    assert ends(course) == {"": "31-01 16:00", "noor": "07-02 16:00"}
    hers = read(ending.site.visitor("noor"), f"toets/{TEST}/")
    assert "Inleveren kan tot 7 februari 2099 om 17.00 uur." in hers
    assert word("portal", "extension_reason", reason=REASON) in hers
    others = read(ending.site.visitor("zus"), f"toets/{TEST}/")
    assert REASON not in others
    assert "31 januari 2099" in others
    attempt(ending.site.visitor("noor"), course, right)
    assert course.points("noor") == 4


def test_what_was_handed_in_is_worked_out_again_with_a_new_end(roster: Listed, course: CourseFolder) -> None:
    write_config(course.root)
    config = course.root / "nbgrader_config.py"
    zero = 'get_config().LateSubmissionPlugin.penalty_method = "zero"'
    config.write_text(f"{config.read_text('utf-8')}\n{zero}\n", "utf-8")
    attempt(roster.site.visitor("noor"), course, right)

    def points() -> list[float]:
        portal = roster.site.portal
        assert portal
        return [one.total for one in portal.assignments.results(TEST)]

    assert points() == [4]
    assert change(roster.administrator(), voor="iedereen", moment="01-01-2026").status == 303
    assert points() == [0]
    said = words_in(preview(roster.ans(), **extension(roster)).text)
    assert word("running", "plan_result_later", count=1) in said
    assert word("running", "result_becomes", now=0, then=100) in said
    assert points() == [0], "it was only tried"
    late = word("standing", "late_costs", percent=0, full=100)
    assert late in read(roster.ans(), "werklijst")
    assert late in read(roster.site.visitor("noor"), "")
    early = words_in(preview(roster.administrator(), voor="iedereen", moment="01-01-2025").text)
    assert word("running", "plan_result_earlier", count=1) in early
    assert word("running", "result_stays", now=0) in early
    assert change(roster.ans(), **extension(roster)).status == 303
    assert points() == [4]


def test_an_end_that_is_past_is_not_said_to_be_everybodys_while_somebody_has_more_time(roster: Listed) -> None:
    change(roster.administrator(), voor="iedereen", moment="31-01-2020 17:00")
    past = "vrijdag 31 januari 2020, 17.00 uur"
    alone, more = (word("running", one, end=past) for one in ("is_past", "is_past_for_most"))
    assert alone in read(roster.ans(), PLACE)
    assert alone in read(roster.ans(), "toetsen-regelen")

    change(roster.ans(), **extension(roster))

    for place in (PLACE, "toetsen-regelen"):
        assert more in read(roster.ans(), place)
        assert alone not in read(roster.ans(), place)


def test_the_reason_is_not_shown_for_an_extension_that_nbgrader_gave_since(
    ending: Listed, course: CourseFolder
) -> None:
    change(ending.ans(), **extension(ending))
    with Gradebook(course.course.db_url) as gradebook:
        gradebook.grant_extension(TEST, "noor", days=2)

    assert REASON not in read(ending.site.visitor("noor"), f"toets/{TEST}/")


def test_a_group_gets_an_extension_and_nobody_else(ending: Listed, course: CourseFolder) -> None:
    said = change(ending.bea(), voor="groep", wie=str(ending.second), moment=LAST, reden="De praktijk was dicht.")

    assert said.status == 303
    assert ends(course) == {"": "31-01 16:00", "zus": "14-02 22:59"}
    assert "Zuid (1 persoon)" in read(ending.bea(), PLACE)


@pytest.mark.parametrize("whom", ["persoon", "groep"])
def test_a_coordinator_reaches_nobody_of_another_group(ending: Listed, course: CourseFolder, whom: str) -> None:
    of_b = ending.zus if whom == "persoon" else ending.second
    asked = {"voor": whom, "wie": str(of_b), "moment": LATER, "reden": REASON}
    seen = version(preview(ending.bea(), **asked))

    assert preview(ending.ans(), **asked).status == 404
    assert preview(ending.ans(), **asked, versie=seen).status == 404
    assert ends(course) == {"": "31-01 16:00"}
    assert change(ending.bea(), **asked).status == 303

    hers = read(ending.ans(), PLACE) + read(ending.ans(), "toetsen-regelen") + read(ending.ans(), f"{PLACE}?zoek=zus")
    assert not [secret for secret in ("Zus", REASON, "7 februari") if secret in hers]
    change_id = take_back_button(ending.bea())
    assert change_id
    assert ending.ans().post_form(f"{PLACE}/terug", wat=change_id).status == 404
    assert "zus" in ends(course)


def test_only_an_administrator_changes_the_end_of_everybody(ending: Listed, course: CourseFolder) -> None:
    for who in (ending.ans(), ending.bea()):
        assert preview(who, voor="iedereen", moment=LATER).status == 404
        assert take_back_button(who) == ""
    for role in ("learner", "trainer"):
        visitor = ending.site.visitor("piet", "learner", role)
        assert {visitor.get(path).status for path in ("toetsen-regelen", PLACE)} == {403}
        assert preview(visitor, voor="iedereen", moment=LATER).status == 403
    assert ends(course) == {"": "31-01 16:00"}


def test_whoever_could_read_explanations_gets_no_extension(ending: Listed, course: CourseFolder) -> None:
    attempt(ending.site.visitor("noor"), course, right)
    with CourseGradebook(course.course, course.key) as gradebook:
        assert gradebook.explain_to("noor", datetime.now(UTC).replace(tzinfo=None))

    page = preview(ending.ans(), **extension(ending))

    assert word("running", "cannot_already_explained") in words_in(page.text)
    assert 'name="versie"' not in page.text


def test_the_second_of_two_is_told_what_changed(ending: Listed, course: CourseFolder) -> None:
    seen = version(preview(ending.ans(), **extension(ending)))
    assert change(ending.administrator(), **extension(ending, "04-02-2099")).status == 303

    second = preview(ending.ans(), **extension(ending), versie=seen)

    assert second.status == 409
    said = words_in(second.text)
    assert word("running", "changed_meanwhile") in said
    assert "beheer: het einde voor Dam, Noor van is nu woensdag 4 februari 2099, 23.59 uur." in said
    assert ends(course)["noor"] == "04-02 22:59"
    assert preview(ending.ans(), **extension(ending), versie=version(second)).status == 303
    assert ends(course)["noor"] == "07-02 16:00"


def test_what_she_did_is_said_and_not_what_another_did_after_that(ending: Listed) -> None:
    ans, administrator = ending.ans(), ending.administrator()
    change(ans, **extension(ending))
    change(administrator, voor="iedereen", moment="02-02-2099 17:00")

    said = read(ans, PLACE).partition(word("portal", "done_now"))[2]
    assert "2 februari 2099" in said  # it is in the log
    assert said.index("het einde voor Dam, Noor van is nu") < said.index("2 februari 2099")


def test_a_change_is_taken_back_until_somebody_begins(ending: Listed, course: CourseFolder) -> None:
    ans = ending.ans()
    change(ans, **extension(ending))
    first = take_back_button(ans)
    assert ans.post_form(f"{PLACE}/terug", wat=first).status == 303
    assert ends(course) == {"": "31-01 16:00", "noor": "31-01 16:00"}
    assert REASON not in read(ending.site.visitor("noor"), f"toets/{TEST}/")
    assert ans.post_form(f"{PLACE}/terug", wat=first).status == 409

    change(ans, **extension(ending))
    second = take_back_button(ans)
    attempt(ending.site.visitor("noor"), course, right, hand_in=False)
    assert take_back_button(ans) == ""
    assert word("running", "begun") in read(ans, PLACE)
    assert ans.post_form(f"{PLACE}/terug", wat=second).status == 409
    assert ends(course)["noor"] == "07-02 16:00"

    log = read(ans, PLACE).partition(word("running", "log_note"))[2]
    assert log.count("het einde voor Dam, Noor van is nu") == 2
    assert log.count("is teruggedraaid") == 1
    assert log.count(said_reason(REASON)) == 2


def test_a_gradebook_that_is_locked_is_said_and_nothing_is_half_done(
    ending: Listed, course: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = version(preview(ending.ans(), **extension(ending)))
    monkeypatch.setattr(gradebook_reader, "PATIENCE", 200)
    before = ends(course)
    with closing(sqlite3.connect(course.root / "gradebook.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = preview(ending.ans(), **extension(ending), versie=seen)

    assert answer.status == 503
    assert word("running", "not_written") in words_in(answer.text)
    assert ends(course) == before


def test_a_deadline_without_its_line_in_the_log_is_not_written(ending: Listed, course: CourseFolder) -> None:
    full = "CREATE TRIGGER full BEFORE INSERT ON ssfh_deadline_log BEGIN SELECT RAISE(FAIL, 'disk is full'); END"
    with closing(sqlite3.connect(course.root / "gradebook.db")) as other:
        other.execute(full)

    assert change(ending.ans(), **extension(ending)).status == 503
    assert change(ending.administrator(), voor="iedereen", moment=LATER).status == 503
    assert ends(course) == {"": "31-01 16:00"}


def test_what_is_typed_wrong_is_said_beside_it(ending: Listed, course: CourseFolder) -> None:
    for fields, said in (
        ({"moment": "morgen"}, "‘morgen’ is niet te lezen als dag."),
        ({"moment": "31-02-2099"}, "De dag in ‘31-02-2099’ bestaat niet."),
        ({"reden": " "}, word("running", "no_reason")),
        ({"reden": "x" * 501}, word("running", "bad_reason", longest=500)),
        ({"wie": ""}, word("running", "nobody_chosen")),
    ):
        answer = preview(ending.ans(), **{**extension(ending), **fields})
        assert (answer.status, said in words_in(answer.text)) == (400, True), words_in(answer.text)
    early = preview(ending.ans(), **extension(ending, "30-01-2099"))
    assert word("running", "cannot_before_end") in words_in(early.text)
    assert ends(course) == {"": "31-01 16:00"}


def test_a_group_that_gets_more_time_leaves_out_who_passed_and_says_so(ending: Listed, course: CourseFolder) -> None:
    ans, wanted = ending.ans(), {"voor": "groep", "wie": str(ending.first), "moment": LATER, "reden": REASON}
    attempt(ending.site.visitor("noor"), course, right)
    nobody = preview(ans, **wanted)
    assert (nobody.status, word("running", "all_passed") in words_in(nobody.text)) == (400, True)
    form = {"achternaam": "Kim", "account": "kim", "groep": str(ending.first)}
    assert ans.post_form("deelnemers/nieuw", **form).status == 303

    plan = words_in(preview(ans, **wanted).text)

    assert f"{word('running', 'plan_passed')} Dam, Noor van" in plan
    assert word("running", "plan_moves", count=1) in plan
    assert change(ans, **wanted).status == 303
    assert set(ends(course)) == {"", "noor", "kim"}
    assert ends(course)["noor"] == ends(course)[""] != ends(course)["kim"]
    assert word("running", "have_extension_count", count=1) in read(ans, PLACE)


def test_the_page_of_a_person_has_everything_that_happened_in_one_order(ending: Listed, course: CourseFolder) -> None:
    ans, title = ending.ans(), course.key.quiz.title
    named = {"voornaam": "Ans", "achternaam": "Groot", "account": "ans"}
    assert ending.administrator().post_form("deelnemers/nieuw", **named).status == 303
    assert change(ans, **extension(ending)).status == 303
    attempt(ending.site.visitor("noor"), course, wrong)
    mark = {"assignment": TEST, "student": "noor", "attempt": 1, "cell": "vraag-01", "given_by": "ans", "points": 1}
    with rows.connected(course) as connection:
        records.add_given(connection, **mark, given_at=datetime.now(UTC).replace(tzinfo=None), points_before=0.5)
    gift = {"voor": "persoon", "wie": str(ending.noor), "reden": "Zij was ziek."}
    planned = ans.post_form(f"{PLACE}/poging", **gift)
    assert ans.post_form(f"{PLACE}/poging", **gift, versie=version(planned)).status == 303
    assert ans.post_form("werklijst/herinneren", deelnemer=f"{ending.noor} test-{TEST}").status == 303

    page = ans.get(f"deelnemers/{ending.noor}").text.partition('id="logboek"')[2].partition("</section>")[0]
    said = [unescape(one).split(": ", 1)[1] for one in re.findall(r"<li>(.*?)</li>", page)]
    who = [unescape(one).split(": ", 1)[0].split(", ")[-1] for one in re.findall(r"<li>(.*?)</li>", page)]
    assert set(who) == {"Ans Groot", "Noor van Dam", EVERYTHING.account}, "an account only where there is no name"
    assert ", Ans Groot: " in read(ans, PLACE)
    assert f"{word('roster', 'coordinators')}: Ans Groot" in read(ans, f"groepen/{ending.first}")

    end = "zaterdag 7 februari 2099, 17.00 uur"
    reminded = word("roster", "log_reminded_about", titles=f"‘{title}’")
    assert reminded in said[:5], "the log of the roster has no parts of a second"
    assert [one for one in said[:5] if one != reminded] == [
        f"{word('history', 'extra', title=title)} {said_reason('Zij was ziek.')}",
        word("history", "marked_again", title=title, attempt=1, points="1 van 1 punt", before="0,5"),
        word("history", "handed_in", title=title, attempt=1),
        f"{word('history', 'extended', title=title, end=end)} {said_reason(REASON)}",
    ]
    assert ending.bea().get(f"deelnemers/{ending.noor}").status == 404


def test_people_stand_in_the_order_of_their_names_on_every_page(ending: Listed) -> None:
    ans, group = ending.ans(), str(ending.first)
    for account, name in (("a1", "Zwart"), ("z1", "Ärends"), ("m1", "Bakker")):
        assert ans.post_form("deelnemers/nieuw", achternaam=name, account=account, groep=group).status == 303
    wanted = ["Ärends", "Bakker", "Dam", "Zwart"]

    def order(said: str) -> list[str]:
        return re.findall("|".join(wanted), said)

    asked = {"voor": "groep", "wie": group, "reden": REASON}
    plan = words_in(preview(ans, **asked, moment=LATER).text)
    assert order(plan) == wanted
    assert word("running", "plan_group", group="Noord", people=word("running", "people", count=4)) in plan
    extra = words_in(ans.post_form(f"{PLACE}/poging", **asked).text)
    assert order(extra) == wanted
    change(ans, **asked, moment=LATER)
    assert order(read(ans, PLACE).partition(word("running", "what_to_do"))[0]) == wanted
