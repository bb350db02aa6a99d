"""Grading in the portal: what a grader reads and does, what she cannot do, and what a learner sees of it."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook

from ssfh_learn.grading import gradebook_reader
from ssfh_learn.grading.answers_to_grade import AnswerToGrade
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.journal.transaction import Writing
from ssfh_learn.portal.coordinator import manual_grading
from ssfh_learn.portal.coordinator.tests_to_grade import answer_to_grade
from ssfh_learn.roster.changes import add
from ssfh_learn.roster.group import RosterGroup
from ssfh_learn.roster.groups import add_group
from ssfh_learn.roster.name import PersonName
from ssfh_learn.roster.participant import Participant
from ssfh_learn.roster.scope import Scope
from ssfh_learn.words import counted, section, word
from tests.grading.courses import Answer, CourseFolder, write_config, write_key, wrong
from tests.portal.conftest import TEST
from tests.portal.host import Site, Visitor, serving
from tests.portal.places import write_module
from tests.portal.published.test_assignments import attempt

SAID = section("manual_grading")
OPEN = "open-open"
LIST = f"nakijken/{TEST}"


@pytest.fixture(scope="module")
def with_open(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a portal's folder with a test that has an open question; not to be changed."""
    folder = tmp_path_factory.mktemp("with-open")
    write_module(folder / "modules" / "proef")
    write_config(folder / "cursus")
    write_key(folder / "cursus", TEST)
    build(find_course(folder / "cursus"), TEST)
    return folder


@pytest.fixture
def folder(with_open: Path, tmp_path: Path) -> Path:
    """Return such a folder, to do with as you like."""
    return Path(shutil.copytree(with_open, tmp_path / "portal"))


@pytest.fixture
def course(folder: Path) -> CourseFolder:
    """Return the course of the portal."""
    return CourseFolder(folder / "cursus", TEST)


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    """Run a portal with that course."""
    with serving(folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}") as running:
        yield running


@pytest.fixture
def mia(site: Site) -> Visitor:
    """Return a coordinator."""
    return site.visitor("mia", "learner", "coordinator")


def saying(words: str | None) -> Answer:
    """Answer right, and the open question in these words."""
    return lambda question: words if question.needs_grader else question.solution()


def read(who: Visitor, path: str) -> str:
    """Return what somebody reads on a page, without its HTML."""
    answer = who.get(path)
    assert answer.status == 200, answer.status
    return words_in(answer.text)


def words_in(html: str) -> str:
    """Return the words of a page's main part."""
    main = re.search(r"<main.*?</main>", html, re.DOTALL)
    assert main
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def links(who: Visitor, path: str = LIST) -> list[str]:
    """Return the addresses of the answers in the list of a test."""
    found = re.findall(rf'<li><a href="/leren/({LIST}/[0-9a-f]+(?:\?[^"]*)?)"', who.get(path).text)
    assert found
    return found


def version(who: Visitor, path: str) -> str:
    """Return the version that the form of an answer holds."""
    found = re.search(r'name="versie" value="([0-9a-f]+)"', who.get(path).text)
    assert found
    return found[1]


def marks(course: CourseFolder, student: str) -> tuple[float | None, str | None]:
    """Return the manual score and comment that nbgrader has."""
    with Gradebook(course.course.db_url) as gradebook:
        notebook = gradebook.find_submission(TEST, student).notebooks[0]
        (grade,) = [one for one in notebook.grades if one.name == OPEN]
        (comment,) = [one for one in notebook.comments if one.name == OPEN]
        return grade.manual_score, comment.manual_comment


def give_in_formgrader(course: CourseFolder, student: str, points: float) -> None:
    """Give points as formgrader's own request does it."""
    with Gradebook(course.course.db_url) as gradebook:
        grade = gradebook.find_grade(OPEN, TEST, TEST, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


def test_her_overview_says_how_many_answers_wait(site: Site, course: CourseFolder, mia: Visitor) -> None:
    assert "Nakijken" not in read(mia, "overzicht")

    attempt(site.visitor("anna"), course, saying("Ik vraag hulp."))
    attempt(site.visitor("bert"), course, saying("Ik wacht."))

    assert "2 antwoorden wachten tot iemand ze nakijkt." in read(mia, "overzicht")
    assert "2 antwoorden wachten tot iemand ze nakijkt." in read(mia, "nakijken")
    assert counted(SAID["decides"], 2) in read(mia, "nakijken")
    attempt(site.visitor("cara"), course, lambda question: "Iets." if question.needs_grader else wrong(question))

    said = read(mia, "nakijken")
    assert f"3 antwoorden wachten tot iemand ze nakijkt. {counted(SAID['waiting_of'], 3)}" in said
    assert SAID["decided"] in said
    assert counted(SAID["decides"], 2) in said, "as many as the worklist counts"


def test_a_grader_gives_points_and_words_and_goes_on_to_the_next(
    site: Site, course: CourseFolder, mia: Visitor
) -> None:
    for name in ("anna", "bert"):
        attempt(site.visitor(name), course, saying(f"Woorden van {name}."))
    first, second = links(mia)

    page = read(mia, first)
    assert word("manual_grading", "pass_mark", percent=70) in page
    assert word("manual_grading", "pass_mark", percent=70) in read(mia, LIST)
    assert all(said in page for said in ("Wat doe je morgen?", "Woorden van ", "SLEUTEL model", "SLEUTEL twee punten"))
    answer = mia.post_form(first, punten="1,5", opmerking="Goed gezien.", versie=version(mia, first))
    assert (answer.status, answer.headers["Location"]) == (303, f"/leren/{second}")
    page_of_second = read(mia, second)
    place = {"number": 1, "question": 1, "asked": "Wat doe je morgen?"}
    passed, failed = (SAID["turned"][one].format(who=SAID["that_person"]) for one in ("passed", "failed"))
    assert f"{word('manual_grading', 'just_graded', points='1,5 van 2 punten', **place)} {passed}" in page_of_second
    answer = mia.post_form(second, punten="0", versie=version(mia, second))
    assert (answer.status, answer.headers["Location"]) == (303, f"/leren/{LIST}")

    done = read(mia, answer.headers["Location"].removeprefix("/leren/"))
    assert word("manual_grading", "just_graded", points="0 van 2 punten", **{**place, "number": 2}) in done
    assert SAID["just_done"] in done
    mia.post_form(second, punten="0,5", versie=version(mia, second))
    again = read(mia, LIST)
    assert SAID["just_done"] not in again, "it waited no more"
    assert (failed in done, passed in again) == (True, True)
    card = read(mia, "nakijken")
    assert (SAID["all_done"] in card, counted(SAID["graded"], 2) in card) == (True, False), "it is said once"
    mia.post_form(second, punten="0,6", versie=version(mia, second))
    assert passed not in read(mia, LIST), "that was so before"
    first_name = next(name for name in ("anna", "bert") if f"Woorden van {name}." in page)
    other = "bert" if first_name == "anna" else "anna"
    assert marks(course, first_name) == (1.5, "Goed gezien.")
    assert marks(course, other) == (0.6, None)


def test_names_are_hidden_until_she_asks_for_them(site: Site, course: CourseFolder, mia: Visitor) -> None:
    attempt(site.visitor("anna-bakker"), course, saying("Ik vraag hulp."))
    (path,) = links(mia)

    for page in (mia.get(LIST).text, mia.get(path).text, mia.get("nakijken").text):
        assert "anna-bakker" not in page
    (named,) = links(mia, f"{LIST}?namen=ja")
    assert "anna-bakker" in read(mia, f"{LIST}?namen=ja")
    assert "Dit is het antwoord van anna-bakker." in read(mia, named)
    answer = mia.post_form(named, punten="1", versie=version(mia, named))
    assert answer.headers["Location"] == f"/leren/{LIST}?namen=ja"
    assert SAID["turned"]["passed"].format(who="anna-bakker") in read(mia, f"{LIST}?namen=ja")


@pytest.mark.parametrize("typed", ["3", "-1", "twee", "1,2,3", "nan", "1e0", "9" * 500])
def test_points_that_cannot_be_are_said_and_nothing_is_lost(
    site: Site, course: CourseFolder, mia: Visitor, typed: str
) -> None:
    attempt(site.visitor("anna"), course, saying("Ik vraag hulp."))
    (path,) = links(mia)

    answer = mia.post_form(path, punten=typed, opmerking="Lang nagedacht.", versie=version(mia, path))

    assert answer.status == 400
    said = words_in(answer.text)
    assert said.count("Vul een getal in van 0 tot en met 2") == 1
    (focus,) = BeautifulSoup(answer.text, "html.parser").select("main [autofocus]")
    assert focus["id"] == "punten", "she types on where she was"
    assert "Lang nagedacht." in said
    assert f'value="{typed}"' in answer.text
    assert marks(course, "anna") == (None, None)


def test_ticks_are_counted_up_beside_the_points_and_only_where_there_is_something_to_tick(
    site: Site, course: CourseFolder, mia: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That they are counted right is tested in the front end (`tick_points.test.ts`)."""
    attempt(site.visitor("noor"), course, saying("Eerst het raam dicht."))
    (path,) = links(mia)
    assert "data-ssfh-ticks" not in mia.get(path).text
    assert SAID["points_how"] in mia.get(path).text

    def with_points(*asked: Any) -> AnswerToGrade | None:
        found = answer_to_grade(*asked)
        return found and replace(found, checklist=("Raam", "Deur"))

    monkeypatch.setattr(manual_grading, "answer_to_grade", with_points)
    (said,) = BeautifulSoup(mia.get(path).text, "html.parser").select("form [role=status][data-ssfh-ticks]")
    assert said["data-said"] == SAID["ticks"]


def test_what_another_grader_gave_meanwhile_is_shown_and_asked_about(
    site: Site, course: CourseFolder, mia: Visitor
) -> None:
    attempt(site.visitor("anna"), course, saying("Ik vraag hulp."))
    (path,) = links(mia)
    seen = version(mia, path)
    noor = site.visitor("noor", "learner", "trainer")
    noor.post_form(path, punten="2", opmerking="Van Noor.", versie=version(noor, path))

    answer = mia.post_form(path, punten="0,5", opmerking="Van Mia.", versie=seen)

    assert answer.status == 409
    said = words_in(answer.text)
    assert SAID["changed"] in said
    assert "Nu staat er: 2. Opmerking: ‘Van Noor.’ Kijk" in said
    assert ('value="0,5"' in answer.text, "Van Mia." in said) == (True, True)
    assert marks(course, "anna") == (2, "Van Noor.")

    new = re.search(r'name="versie" value="([0-9a-f]+)"', answer.text)
    assert new
    assert mia.post_form(path, punten="0,5", opmerking="Van Mia.", versie=new[1]).status == 303
    assert marks(course, "anna") == (0.5, "Van Mia.")
    told = read(mia, path)
    assert "noor, " in told
    assert "mia, " in told
    assert "0,5 van 2 punten. Daarvoor: 2." in told


def test_a_mark_of_formgrader_is_shown_and_asked_about(site: Site, course: CourseFolder, mia: Visitor) -> None:
    attempt(site.visitor("anna"), course, saying("Ik vraag hulp."))
    (path,) = links(mia)
    seen = version(mia, path)
    give_in_formgrader(course, "anna", 1.25)

    assert "niet hier is gegeven, maar in formgrader. Punten: 1,25." in read(mia, path)
    assert mia.post_form(path, punten="2", versie=seen).status == 409
    assert marks(course, "anna") == (1.25, None)


def test_a_form_without_a_version_changes_nothing(site: Site, course: CourseFolder, mia: Visitor) -> None:
    attempt(site.visitor("anna"), course, saying("Ik vraag hulp."))
    (path,) = links(mia)

    assert mia.post_form(path, punten="2").status == 409
    assert marks(course, "anna") == (None, None)


def test_a_learner_sees_the_points_at_once_and_the_words(site: Site, course: CourseFolder, mia: Visitor) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, saying("Ik vraag hulp."))
    assert "Je trainer moet nog een open vraag nakijken." in read(anna, f"toets/{TEST}/")
    (path,) = links(mia)

    mia.post_form(path, punten="2", opmerking="Mooi concreet.", versie=version(mia, path))

    said = read(anna, f"toets/{TEST}/")
    assert "Je score is 100%." in said
    assert "Een open vraag wacht nog" not in said


def two_groups(site: Site) -> None:
    """Put Anna in the group of Mia, and Bert in that of Bea."""
    assert site.portal
    site.portal.event_writer.do(_put_in_groups).result()


def _put_in_groups(writing: Writing) -> None:
    everything, at = Scope("root", is_everything=True), "2026-11-29T12:00:00+00:00"
    for coordinator, learner in (("mia", "anna"), ("bea", "bert")):
        group = add_group(
            writing.connection, everything, RosterGroup(f"Van {coordinator}", frozenset({coordinator})), at
        )
        add(writing.connection, everything, Participant(PersonName(), learner, groups=frozenset({group})), at)


def test_a_coordinator_grades_her_own_groups_and_nobody_elses(site: Site, course: CourseFolder, mia: Visitor) -> None:
    for name in ("anna", "bert"):
        attempt(site.visitor(name), course, saying(f"Woorden van {name}."))
    of_all = links(mia)
    two_groups(site)

    (mine,) = links(mia)
    (other,) = {*of_all} - {mine}
    assert "Woorden van anna." in read(mia, mine)
    assert "Eén antwoord wacht" in read(mia, "overzicht")
    assert mia.get(other).status == 404
    seen = version(site.visitor("bea", "learner", "coordinator"), other)
    assert mia.post_form(other, punten="2", versie=seen).status == 404
    assert marks(course, "bert") == (None, None)
    assert len(links(site.visitor("tess", "learner", "trainer"))) == 2
    stranger = site.visitor("cor", "learner", "coordinator")
    assert [stranger.get(path).status for path in (mine, other)] == [404, 404]
    assert SAID["nothing"] in read(stranger, "nakijken")


def test_there_is_no_page_for_an_answer_or_test_that_is_not_there(
    site: Site, course: CourseFolder, mia: Visitor
) -> None:
    attempt(site.visitor("anna"), course, saying(None))

    assert mia.get("nakijken/iets-anders").status == 404
    assert mia.get(f"{LIST}/0123456789abcdef").status == 404
    assert SAID["nothing"] in read(mia, "nakijken")


def test_words_of_a_learner_do_nothing_in_the_page(site: Site, course: CourseFolder, mia: Visitor) -> None:
    attempt(site.visitor("anna"), course, saying("<img src=x onerror=alert(1)>{{ 7*7 }}"))
    (path,) = links(mia)

    page = mia.get(path).text
    assert "<img src=x" not in page
    assert "<img src=x onerror=alert(1)>{{ 7*7 }}" in unescape(page)


def test_an_unreachable_gradebook_is_said_and_never_shown_as_nothing_to_do(
    site: Site, course: CourseFolder, mia: Visitor, folder: Path
) -> None:
    attempt(site.visitor("anna"), course, saying("Ik vraag hulp."))
    (path,) = links(mia)
    seen = version(mia, path)
    gradebook = folder / "cursus" / "gradebook.db"
    gradebook.rename(folder / "weg.db")

    assert SAID["nothing"] not in read(mia, "nakijken")
    assert mia.get(LIST).status == 503
    assert mia.post_form(path, punten="2", versie=seen).status == 503
    (folder / "weg.db").rename(gradebook)
    assert marks(course, "anna") == (None, None)


def test_points_of_a_person_are_weighed_at_once_by_the_rule_for_late_work(folder: Path, course: CourseFolder) -> None:
    write_config(course.root, late="met aftrek", late_days=14)
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write('c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    with Gradebook(course.course.db_url) as gradebook:
        gradebook.find_assignment(TEST).duedate = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=1)
        gradebook.db.commit()
    with serving(folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}") as site:
        mia = site.visitor("mia", "learner", "coordinator")
        attempt(site.visitor("anna"), course, saying("Ik vraag hulp."))
        (path,) = links(mia)
        mia.post_form(path, punten="2", versie=version(mia, path))

        with Gradebook(course.course.db_url) as gradebook:
            assert gradebook.find_submission(TEST, "anna").notebooks[0].late_submission_penalty == 4 + 2


def test_who_chose_to_see_names_reads_them_wherever_people_are_listed(
    site: Site, course: CourseFolder, mia: Visitor
) -> None:
    people = (("anna", "Mol", "Anna"), ("bert", "Zwart", "Bert"), ("chris", "Appel", "Chris"))
    assert site.portal

    def fill(writing: Writing) -> None:
        scope = Scope("", is_everything=True)
        group = add_group(writing.connection, scope, RosterGroup("Noord", frozenset({"mia"})), "2026-01-01")
        for account, family, given in people:
            new = Participant(PersonName(given=given, family=family), account, groups=frozenset({group}))
            add(writing.connection, scope, new, "2026-01-01")

    site.portal.event_writer.do(fill).result(30)
    for account, *_ in people:
        attempt(site.visitor(account), course, saying("Iets."))

    hidden = read(mia, LIST)
    assert not [word for one in people for word in one[:2] if word in hidden]
    shown = f"{LIST}?namen=ja"
    listed = re.findall(r"Mol, Anna|Zwart, Bert|Appel, Chris|anna|bert|chris", read(mia, shown))
    assert listed == ["Appel, Chris", "Mol, Anna", "Zwart, Bert"]
    assert SAID["who"].format(name="Appel, Chris") in read(mia, links(mia, shown)[0])


def test_points_that_cannot_be_written_stay_in_the_form(
    site: Site, course: CourseFolder, mia: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt(site.visitor("anna"), course, saying("Iets."))
    (place,) = links(mia)
    seen = version(mia, place)
    monkeypatch.setattr(gradebook_reader, "PATIENCE", 100)
    with sqlite3.connect(course.root / "gradebook.db") as other:
        other.execute("BEGIN IMMEDIATE")
        answer = mia.post_form(place, versie=seen, punten="1,5", opmerking="Mooi gezegd.")

    assert answer.status == 503
    assert SAID["not_written"] in words_in(answer.text)
    assert 'value="1,5"' in answer.text
    assert "Mooi gezegd.</textarea>" in answer.text
