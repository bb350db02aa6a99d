"""A number that can mean two things is asked about where it is typed: in practice and in a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from tests.browser.player import Player, ui
from tests.browser.portal import hand_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.portal import Course, Visitor

PROMPT = "Hoeveel patiënten zijn 3 keer 500 patiënten?"
QUESTION = f"""\
vragen:
  - id: duizend
    soort: getal
    vraag: {PROMPT}
    antwoord: 1500
    feedback: {{goed: Dat klopt., fout: Dat klopt niet.}}
"""
ASKED = ui("numeric", "two_meanings", first="1500", second="1,5")


@pytest.fixture
def practised(course: Course, visitor: Visitor) -> Player:
    """Return the practice of one number on its page."""
    path = course.server.work / "modules" / course.id / "activiteiten" / "alle-vragen.yaml"
    path.write_text(f"soort: quiz\ntitel: Getallen\nmodus: oefenen\n{QUESTION}", "utf-8")
    return Player(visitor.open(course.step(2)), "Getallen")


@pytest.fixture
def tested(course_with_test: Course, visitor: Visitor) -> Player:
    """Return the test of one number, begun."""
    folder = course_with_test.server.work / "assignments"
    head = "soort: quiz\ntitel: Toets met getallen\nmodus: toetsen\nzakgrens: 70\npogingen: 2\n"
    (folder / "keys" / f"{course_with_test.test}.yaml").write_text(head + QUESTION, "utf-8")
    build(find_course(folder), course_with_test.test)
    player = Player(visitor.open(f"toets/{course_with_test.test}/"), "Toets met getallen")
    player.press(ui("quiz", "begin"))
    expect(player.field(PROMPT)).to_be_visible()
    return player


def test_in_practice_a_learner_is_asked_which_number_she_means(practised: Player) -> None:
    practised.write(PROMPT, "1.500")
    practised.sees(ASKED)
    practised.press("1500")
    practised.sees_no(ASKED)
    expect(practised.field(PROMPT)).to_have_value("1500")
    expect(practised.field(PROMPT)).to_be_focused()
    practised.check()
    practised.sees("Dat klopt.")


def test_checking_a_number_with_two_meanings_asks_first(practised: Player) -> None:
    practised.field(PROMPT).fill("1,500")
    practised.check()
    practised.sees(ASKED)
    practised.sees_no("Dat klopt")
    practised.press("1,5")
    practised.check()
    practised.sees("Dat klopt niet.")


def test_what_people_type_is_read_and_what_is_no_number_is_said_at_once(practised: Player) -> None:
    practised.write(PROMPT, "45 of 50")
    practised.sees(ui("numeric", "unread"))
    practised.write(PROMPT, "1 500 patiënten")
    practised.sees_no(ui("numeric", "unread"))
    practised.check()
    practised.sees("Dat klopt.")


def test_in_a_test_a_learner_is_asked_with_the_keyboard_alone(tested: Player) -> None:
    field = tested.field(PROMPT)
    field.focus()
    tested.page.keyboard.type("1.500")
    tested.sees(ASKED)
    tested.sees(ui("quiz", "only_question_doubtful"))
    tested.page.keyboard.press("Tab")
    expect(tested.button("1500")).to_be_focused()
    tested.page.keyboard.press("Enter")
    expect(field).to_have_value("1500")
    expect(field).to_be_focused()
    tested.sees_no(ui("quiz", "only_question_doubtful"))
    hand_in(tested)


def test_a_laptop_that_shows_the_first_attempt_keeps_its_words_out_of_the_second(tested: Player) -> None:
    laptop = same_page(tested.page)
    hand_in(tested)
    tested.page.reload()
    tested.press(ui("quiz", "new_attempt"))
    tested.press(ui("quiz", "new_attempt_yes"))
    tested.write(PROMPT, "1500")
    tested.is_told(ui("status", "saved"))

    laptop.write(PROMPT, "7,25")

    laptop.is_told(ui("outbox", "typed", text="7,25"))
    expect(laptop.field(PROMPT)).to_have_value("1500")
    tested.page.reload()
    expect(tested.field(PROMPT)).to_have_value("1500")


def same_page(page: Page) -> Player:
    """Return the same page in another tab, as it is now."""
    other = page.context.new_page()
    other.goto(page.url)
    player = Player(other, "Toets met getallen")
    expect(player.field(PROMPT)).to_be_visible()
    return player
