"""Who sees what: one text, the same wherever people read it, and true for each role."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from ssfh_learn.content.steps import steps_of
from ssfh_learn.portal.learner.consent import consent_text
from ssfh_learn.words import counted, section, word
from tests.conftest import REPOSITORY
from tests.grading.courses import CourseFolder, right
from tests.grading.rows import connected
from tests.modules.shipped import Shipped, each_module
from tests.portal.conftest import TEST
from tests.portal.host import Site
from tests.portal.learner.test_sharing import fill_in, seen
from tests.portal.published.test_assignments import attempt

LINES = list(section("who_sees_what").values())
LIST = "".join(f"- {line}\n" for line in LINES)
GUIDES = ("handleiding-deelnemer.md", "handleiding-trainer.md", "handleiding-coordinator.md", "beheer.md", "privacy.md")
STAFF = ("trainer", "coordinator")


@pytest.fixture
def course(folder: Path) -> CourseFolder:
    """Return the course of the portal."""
    return CourseFolder(folder / "cursus", TEST)


@each_module
def test_the_first_step_of_a_module_says_it_in_these_words(shipped: Shipped) -> None:
    assert f"### Van wie zijn je antwoorden?\n\n{LIST}\n" in steps_of(shipped.cells)[0].text


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_says_it_in_these_words(name: str) -> None:
    assert f"\n{LIST}\n" in (REPOSITORY / "docs" / name).read_text("utf-8")


def test_the_page_about_her_data_says_it_in_these_words(site: Site) -> None:
    shown = unescape(site.visitor("anna").get("gegevens").text)

    assert re.findall(r"<li>([^<]+)</li>", shown) == LINES


@pytest.mark.parametrize("name", ["handleiding-deelnemer.md", "privacy.md"])
def test_a_guide_says_to_whom_figures_of_groups_can_be_given_as_the_texts_before_a_yes_do(name: str) -> None:
    said = word("group_figures", "in_report")
    asked = [consent_text("sharing", "maand"), consent_text("counting", "maand")]

    assert [sum(said in line for line in lines) for lines in asked] == [1, 1]
    assert f"{said}\n" in (REPOSITORY / "docs" / name).read_text("utf-8")


@each_module
def test_no_module_says_anything_else_about_it(shipped: Shipped) -> None:
    text = shipped.notebook.read_text("utf-8")

    assert not re.search(
        r"begeleidt, kan wel zien|kan zichtbaar zijn|(?:trainer|coördinator) (?:kan|mag) (?:wel )?zien", text
    )


@pytest.mark.parametrize("role", STAFF)
def test_nothing_that_a_learner_does_in_a_module_is_on_a_page_of_anybody_else(site: Site, role: str) -> None:
    before = seen(site, role)
    anna = site.visitor("anna")
    for step in (1, 2, 3):
        anna.get(f"module/proef/{step}")
    assert anna.respond("proef", "kennischeck", kind="answer", question="v1", answer="a").status == 200
    anna.respond("proef", "kennischeck", kind="check", question="v1")
    for activity in ("dagboek", "verslag"):
        said = anna.respond("proef", activity, kind="answer", prompt="meenemen", text="van anna")
        assert said.json["saved"]["state"] == "saved"
    fill_in(anna, 2, 3)

    assert seen(site, role) == before


def test_who_is_in_the_gradebook_for_another_test_is_not_among_the_results_of_this_one(
    site: Site, course: CourseFolder
) -> None:
    attempt(site.visitor("anna"), course, right)
    with connected(course) as connection:
        connection.exec_driver_sql("INSERT INTO student (id) VALUES ('bram')")

    shown = site.visitor("coor", "learner", "coordinator").get("overzicht").text

    assert f"({counted(section('portal')['results_count'], 1)})" in shown
    assert "bram" not in shown


@pytest.mark.parametrize("role", STAFF)
def test_of_a_test_that_is_handed_in_staff_see_the_result_and_not_the_answers(
    site: Site, course: CourseFolder, role: str
) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right, hand_in=False)
    assert "anna" not in seen(site, role)["overzicht"]

    anna.respond(TEST, TEST, kind="hand_in")

    overview = seen(site, role)["overzicht"]
    assert "anna" in overview
    assert "100%" in overview
    questions = [question.prompt for question in course.key.quiz.questions]
    assert not [prompt for prompt in questions if prompt in overview]
    assert (course.folder("anna") / "journal.jsonl").is_file()  # for who grades: in the folder of the course


def test_a_learner_sees_nothing_of_another(site: Site, course: CourseFolder) -> None:
    attempt(site.visitor("anna"), course, right)

    assert not [path for path, text in seen(site, "learner").items() if "anna" in text and "?" not in path]
