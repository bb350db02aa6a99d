"""Handing in a test: nbgrader gets its submission, the learner her grade, and trouble gets a sentence."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from ssfh_learn.errors import ContentError
from ssfh_learn.grading.grade import Grading
from ssfh_learn.journal import read_submitted
from ssfh_learn.portal.published.assignments import Assignments
from ssfh_learn.portal.published.submissions import Submissions
from ssfh_learn.words import word
from tests.commands import typed
from tests.grading.courses import Answer, CourseFolder, right, wrong
from tests.portal.conftest import TEST
from tests.portal.host import Site, Visitor, serving


@pytest.fixture
def course(folder: Path) -> CourseFolder:
    """Return the course of the portal."""
    return CourseFolder(folder / "cursus", TEST)


def attempt(who: Visitor, course: CourseFolder, answer: Answer, *, hand_in: bool = True, seen: int = 1) -> Any:
    """Make one attempt and hand it in; return what came back. `seen` is the attempt that her page shows before."""
    questions = {question.id: question for question in course.key.quiz.questions}
    token = who.token()
    begun = who.respond(TEST, TEST, token, kind="begin", attempt=seen).json
    assert begun["saved"]["state"] == "saved", begun["saved"]
    number = begun["view"]["attempt"]
    for question in begun["view"]["questions"]:
        said = {"question": question["id"], "answer": answer(questions[question["id"]])}
        assert who.respond(TEST, TEST, token, kind="answer", attempt=number, **said).status == 200
    return who.respond(TEST, TEST, token, kind="hand_in", attempt=number).json if hand_in else begun


def kept(course: CourseFolder, student: str) -> dict[str, float | None]:
    """Return the automatic points of each cell, as nbgrader itself reads its gradebook."""
    with Gradebook(course.course.db_url) as gradebook:
        submission = gradebook.find_submission(TEST, student)
        return {grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades}


# Handing in


def test_handing_in_writes_a_submission_as_nbgrader_knows_it(site: Site, course: CourseFolder) -> None:
    said = attempt(site.visitor("anna"), course, right)
    folder = course.folder("anna")

    assert (said["saved"]["state"], said["receipt"]["state"]) == ("saved", "handed_in")
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [f"{TEST}.ipynb", "journal.jsonl", "timestamp.txt", "received.txt"]
    )
    submitted = read_submitted(folder / "journal.jsonl", TEST)
    assert [event.kind for event in submitted.events] == ["begin", *["answer"] * 4, "hand_in"]
    assert submitted.oddities == {}
    assert said["receipt"]["number"] == submitted.receipt
    assert said["receipt"]["graded"] is True  # nobody has to look at a test without an answer of her own words


def test_the_grade_is_there_at_once_and_the_batch_gives_the_same(site: Site, course: CourseFolder) -> None:
    anna, bram = site.visitor("anna"), site.visitor("bram")
    attempt(anna, course, right)
    attempt(bram, course, wrong)
    at_once = {who: kept(course, who) for who in ("anna", "bram")}

    outcomes = course.grade()

    assert {who: outcome.was for who, outcome in outcomes.items()} == {"anna": None, "bram": None}
    assert {who: (result.total, result.passed) for who, outcome in outcomes.items() if (result := outcome.result)} == {
        "anna": (4, True),
        "bram": (0, False),
    }
    assert {who: kept(course, who) for who in ("anna", "bram")} == at_once
    passed, failed = anna.get(f"toets/{TEST}/").text, bram.get(f"toets/{TEST}/").text
    assert "100%" in passed
    assert "Je kunt iets." in passed.partition(word("ending", "goals"))[2]
    assert word("portal", "certificate_get") not in failed
    assert word("ending", "goals") not in failed


@pytest.mark.slow
def test_the_command_gives_the_grade_that_the_portal_gave(site: Site, course: CourseFolder) -> None:
    attempt(site.visitor("anna"), course, right)
    before = kept(course, "anna")
    done = typed("grade", TEST, "--course", str(course.root), folder=course.root)

    assert done.returncode == 0, done.stderr
    assert re.search(r"Nagekeken\W+1\b", done.stdout)
    assert kept(course, "anna") == before


def test_a_second_attempt_replaces_the_submission_and_the_best_one_counts(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    first = attempt(anna, course, wrong)
    second = attempt(anna, course, right)

    assert first["receipt"]["number"] != second["receipt"]["number"]
    assert sum(value or 0 for value in kept(course, "anna").values()) == 4
    third = anna.respond(TEST, TEST, kind="begin").json
    assert third["saved"] == {
        "response": third["saved"]["response"],
        "state": "refused",
        "message": word("refusal", "no_attempts_left"),
    }


def test_handing_in_twice_at_once_gives_one_submission(site: Site, course: CourseFolder, faults: list[str]) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right)
    token = anna.token()
    with ThreadPoolExecutor(6) as tabs:
        answers = list(tabs.map(lambda _: anna.respond(TEST, TEST, token, kind="deliver").json, range(12)))

    assert {answer["receipt"]["state"] for answer in answers} == {"handed_in"}
    assert list(course.folder("anna").glob("*.new")) == []
    assert faults == []


@pytest.mark.slow
def test_a_hundred_tabs_that_hand_in_at_once_are_all_told_that_it_worked(site: Site, course: CourseFolder) -> None:
    attempt(site.visitor("anna"), course, right)
    events = read_submitted(course.journal("anna"), TEST).events
    submissions = Submissions(Assignments(course.root))
    with ThreadPoolExecutor(8) as tabs:
        outcomes = list(tabs.map(lambda _: submissions.hand_in(TEST, "anna", events), range(100)))

    assert {outcome.result is not None for outcome in outcomes} == {True}


def test_what_came_from_the_portal_is_not_a_copy_for_another_learner(site: Site, course: CourseFolder) -> None:
    attempt(site.visitor("anna"), course, right)
    attempt(site.visitor("bram"), course, right)
    with Grading(course.course, TEST) as grading:
        outcomes = {outcome.student: outcome.result for outcome in grading}

    assert all(outcomes.values())


def test_without_handing_in_there_is_no_submission_and_no_receipt(site: Site, course: CourseFolder) -> None:
    said = attempt(site.visitor("anna"), course, right, hand_in=False)

    assert said["receipt"]["state"] == "none"
    assert not course.folder("anna").exists()


def test_the_receipt_is_there_after_a_restart(folder: Path, course: CourseFolder) -> None:
    place = (folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}")
    with serving(*place) as site:
        number = attempt(site.visitor("anna"), course, right)["receipt"]["number"]
    with serving(*place) as site:
        again = site.visitor("anna").get(f"api/antwoord?place={TEST}&activity={TEST}").json["receipt"]
        site.visitor("anna").get(f"toets/{TEST}/")
        looked = site.visitor("anna").get(f"api/antwoord?place={TEST}&activity={TEST}").json["receipt"]

    assert (again["state"], again["number"]) == ("handed_in", number)
    assert (again["graded"], looked["graded"]) == (None, True)  # the page of the test reads the gradebook


# Trouble


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Let nobody write in a folder: not even root, who can write in any folder that is there."""
    moved = folder.with_name(f"{folder.name}-weg")
    had = folder.is_dir()
    if had:
        folder.rename(moved)
    folder.write_text("een bestand in de plaats van de map")
    yield
    folder.unlink()
    if had:
        moved.rename(folder)


def test_a_course_that_cannot_be_written_is_told_and_delivering_works_later(
    site: Site, course: CourseFolder, faults: list[str]
) -> None:
    anna = site.visitor("anna")
    with unwritable(course.root / "submitted"):
        said = attempt(anna, course, right)
        assert (said["saved"]["state"], said["receipt"]["state"]) == ("saved", "failed")
        assert said["receipt"]["message"] == word("widgets", "deliver_failed")
        again = anna.respond(TEST, TEST, kind="deliver").json
        assert again["receipt"]["state"] == "failed"
        assert anna.get(f"toets/{TEST}/").status == 200

    later = anna.respond(TEST, TEST, kind="deliver").json
    assert (later["saved"]["state"], later["receipt"]["state"]) == ("saved", "handed_in")
    assert sum(value or 0 for value in kept(course, "anna").values()) == 4
    assert faults == []


@pytest.mark.parametrize("broken", ["gradebook", "key", "config"])
def test_a_course_that_is_broken_loses_no_answer_and_delivering_works_later(
    site: Site, course: CourseFolder, faults: list[str], broken: str
) -> None:
    anna = site.visitor("anna")
    questions = {question.id: question for question in course.key.quiz.questions}
    begun = attempt(anna, course, right, hand_in=False)
    assert questions
    path = {
        "gradebook": course.root / "gradebook.db",
        "key": course.root / "keys" / f"{TEST}.yaml",
        "config": course.root / "nbgrader_config.py",
    }[broken]
    good = path.read_bytes()
    path.write_bytes(b"dit is : geen [ goed bestand\n" * 100)

    said = anna.respond(TEST, TEST, kind="hand_in")
    assert said.status in {200, 404}
    assert b"Traceback" not in said.body
    assert anna.get().status == 200
    assert anna.get(f"toets/{TEST}/").status in {200, 404}

    path.write_bytes(good)
    for kind in ("hand_in", "deliver"):
        later = anna.respond(TEST, TEST, kind=kind).json
    assert later["receipt"]["state"] == "handed_in"
    assert sum(value or 0 for value in kept(course, "anna").values()) == 4
    assert begun["saved"]["state"] == "saved"
    assert faults == []


def test_without_a_course_there_are_no_tests(folder: Path, faults: list[str]) -> None:
    shutil.rmtree(folder / "cursus")
    for course in (None, folder / "cursus", folder / "modules"):
        assert Assignments(course).names() == []
        assert Assignments(course).results(TEST) == []
        assert Assignments(course).feedback(TEST, "anna") is None
        with pytest.raises(ContentError):
            Assignments(course).test(TEST)
        with serving(folder / "modules", course, f"sqlite:///{folder / 'leren.db'}") as site:
            anna = site.visitor("anna", "learner", "trainer")
            assert anna.get(f"toets/{TEST}/").status == 404
            assert anna.respond(TEST, TEST, kind="begin").status == 404
            assert (anna.get().status, anna.get("overzicht").status, anna.get("module/proef/3").status) == (200,) * 3
            assert anna.post_form("certificaat/proef", naam="x").status == 403
    assert faults == []


def test_a_test_that_was_not_built_is_not_shown(site: Site, folder: Path) -> None:
    shutil.copy(folder / "cursus" / "keys" / f"{TEST}.yaml", folder / "cursus" / "keys" / "nieuw-toets.yaml")

    assert Assignments(folder / "cursus").names() == [TEST, "werkdruk-toets"]
    assert site.visitor("anna").get("toets/nieuw-toets/").status == 404


def test_the_test_of_a_learner_holds_no_key(course: CourseFolder) -> None:
    told = json.dumps(Assignments(course.root).test(TEST).model_dump(mode="json"))

    assert "SLEUTEL" not in told
    assert '"correct": true' not in told


# After wiping


def test_after_wiping_no_attempt_begins_that_would_be_taken_for_one_that_was_handed_in(
    site: Site, course: CourseFolder
) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, wrong)
    before = kept(course, "anna")
    anna.post_form("gegevens/wissen", zeker="ja")

    begun = anna.respond(TEST, TEST, kind="begin", attempt=1).json

    assert (begun["saved"]["state"], begun["saved"]["message"]) == ("refused", word("refusal", "handed_in_before"))
    assert begun["view"]["over"] == word("refusal", "handed_in_before")
    assert word("refusal", "handed_in_before") in anna.get(f"toets/{TEST}/").text
    assert kept(course, "anna") == before


def test_who_wiped_before_handing_in_can_begin(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, wrong, hand_in=False)
    anna.post_form("gegevens/wissen", zeker="ja")

    assert attempt(anna, course, right)["receipt"]["state"] == "handed_in"


def test_a_second_attempt_in_the_ordinary_way_is_not_held_up(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    assert attempt(anna, course, wrong)["receipt"]["state"] == "handed_in"
    assert attempt(anna, course, right)["receipt"]["state"] == "handed_in"
    assert word("standing", "score", attempt=2, percent=100) in anna.get().text
