"""A learner in the portal, from her first visit to a certificate that is real."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from ssfh_learn.words import word
from tests.browser.player import KeyboardPlayer, Player, ui
from tests.browser.portal import QUESTIONS, hand_in, make_test, portal_word
from tests.browser.quiz_answers import RIGHT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.browser.portal import Course, Visitor

PHONE = 320
CODE = re.compile(r"Code: ([0-9A-Z]{4}(?:-[0-9A-Z]{4})+)")


def heading(page: Page, text: str) -> None:
    """Wait until the page has this title."""
    expect(page.get_by_role("heading", level=1, name=text, exact=True)).to_be_visible()


def follow(page: Page, link: str) -> None:
    page.get_by_role("link", name=link, exact=True).click()


def text_of(certificate: Path) -> str:
    """Return the text of a PDF of one page."""
    return PdfReader(certificate).pages[0].extract_text()


def begin_at_a_desk(visitor: Visitor, course: Course) -> None:
    """Visit for the first time, and answer a question in the second step."""
    page = visitor.open()
    heading(page, portal_word("home"))
    expect(page.get_by_role("region", name=portal_word("welcome"))).to_be_visible()
    follow(page, course.title)
    heading(page, "Lezen")
    expect(page.get_by_text(portal_word("step", number=1, total=5))).to_be_visible()
    follow(page, portal_word("next"))
    heading(page, "Oefenen")
    follow(page, portal_word("back"))
    heading(page, "Lezen")
    follow(page, portal_word("next"))
    player = Player(page, course.activity_title("alle-vragen"))
    RIGHT["single_choice"](player)
    player.check()
    player.sees("Dat klopt helemaal.")


def go_on_with_a_phone(visitor: Visitor, course: Course) -> Page:
    """Find the step and the answer of before, and go on to the test."""
    page = visitor.open()
    card = page.get_by_role("listitem").filter(has_text=course.title)
    expect(card.first).to_contain_text(word("standing", "step", number=2, total=5))
    expect(card.first).to_contain_text(word("home", "state_busy"))
    expect(page.get_by_role("region", name=word("home", "go_on", title=course.title))).to_contain_text("Oefenen")
    follow(page, course.title)
    heading(page, "Oefenen")
    player = Player(page, course.activity_title("alle-vragen"))
    player.sees("Dat klopt helemaal.")
    expect(player.choice("Uit balans")).to_be_checked()
    for title in ("Een verhaal", "Een scan", "Een kaart"):
        follow(page, portal_word("next"))
        heading(page, title)
    follow(page, portal_word("next"))
    heading(page, word("ending", "nearly"))  # she skipped exercises, and may take the test all the same
    follow(page, portal_word("to_test"))
    return page


def pass_the_test(page: Page) -> None:
    """Read the rules, leave a blank, fill it in when it is named, and hand in."""
    heading(page, "Proeftoets")
    Player(page, "Proeftoets").sees(ui("quiz", "count", "many", count=QUESTIONS))
    test = make_test(page, "Proeftoets", ("een", "een", "een", None), "Ik vraag hulp.")
    test.sees(ui("quiz", "blanks", "one", count=1))
    test.press(ui("quiz", "question", number=4))
    test.sees(ui("quiz", "place", number=4, total=QUESTIONS))
    number = re.search(r"op vraag (\d)", test.activity.inner_text())
    assert number
    test.choose(f"Antwoord {number[1]} een")
    test.press(ui("quiz", "next"))
    test.sees("Wat doe je morgen?")
    test.press(ui("quiz", "to_hand_in"))
    test.sees(ui("quiz", "no_blanks"))
    hand_in(test)


def fetch_certificate(page: Page, name: str, folder: Path) -> str:
    """Read the result and download the certificate; return its text."""
    follow(page, ui("receipt", "result"))
    main = page.get_by_role("main")
    expect(main).to_contain_text(portal_word("result", percent=66))
    expect(page.get_by_role("region", name=portal_word("your_result"))).to_contain_text("nakijken")
    page.get_by_label(portal_word("certificate_name")).fill(name)
    with page.expect_download() as downloading:
        page.get_by_role("button", name=portal_word("certificate_get")).click()
    certificate = folder / "certificaat.pdf"
    downloading.value.save_as(certificate)
    assert certificate.read_bytes().startswith(b"%PDF-")
    return text_of(certificate)


def verify(page: Page, code: str) -> None:
    """Type a code on the page where an employer does."""
    page.get_by_label(portal_word("verify_code")).fill(code)
    page.get_by_role("button", name=portal_word("verify_button")).click()


def test_from_a_first_visit_by_way_of_a_phone_to_a_certificate_that_is_real(
    visitors: Callable[..., Visitor], course_with_test: Course, tmp_path: Path
) -> None:
    desk = visitors()
    begin_at_a_desk(desk, course_with_test)
    desk.context.close()

    page = go_on_with_a_phone(visitors(width=PHONE, has_touch=True), course_with_test)
    pass_the_test(page)
    text = fetch_certificate(page, "Anna de Vries", tmp_path)

    code = CODE.search(text)
    assert code
    assert "Anna de Vries" in text
    page = visitors(logged_in=False).open("controle")
    verify(page, code[1].lower())
    expect(page.get_by_role("region", name=portal_word("verified"))).to_contain_text("Anna de Vries")
    verify(page, "AAAA-AAAA-AAAA")
    expect(page.get_by_text(portal_word("not_verified"))).to_be_visible()


def test_the_explanation_of_a_first_visit_goes_away_for_good_and_can_be_read_again(visitor: Visitor) -> None:
    page = visitor.open()
    explanation = page.get_by_role("region", name=portal_word("welcome"))
    expect(explanation.get_by_role("listitem")).to_have_count(3)

    page.get_by_role("button", name=portal_word("welcome_done")).click()
    expect(explanation).to_be_hidden()
    expect(page.get_by_role("main")).to_be_focused()
    page.reload()
    expect(explanation).to_be_hidden()
    page.get_by_role("button", name=portal_word("help"), exact=True).click()
    follow(page, portal_word("welcome_again"))
    expect(explanation).to_be_visible()


def test_all_steps_say_what_was_seen_and_where_one_is(visitor: Visitor, course: Course) -> None:
    visitor.open(course.step(1))
    page = visitor.open(course.step(3))

    page.get_by_text(portal_word("all_steps")).click()

    steps = page.locator(".ssfh-all-steps").get_by_role("listitem").all_inner_texts()
    done, here = portal_word("step_done"), portal_word("here")
    assert steps == [f"Lezen {done}", "Oefenen", f"Een verhaal {here}", "Een scan", "Een kaart"]
    expect(page.locator("[aria-current=step]")).to_have_text("Een verhaal")


def walk_to(page: Page, target: Locator) -> None:
    """Press Tab until a control has the focus."""
    for _ in range(100):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reaches {target}")


def press(page: Page, target: Locator) -> None:
    """Walk to a link or button and press Enter."""
    walk_to(page, target)
    page.keyboard.press("Enter")


def test_a_whole_visit_is_done_with_nothing_but_the_keyboard(visitor: Visitor, course: Course) -> None:
    page = visitor.open()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=portal_word("skip"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    press(page, page.get_by_role("button", name=portal_word("welcome_done")))
    press(page, page.get_by_role("link", name=course.title, exact=True))
    heading(page, "Lezen")
    press(page, page.get_by_role("link", name=portal_word("next")))
    heading(page, "Oefenen")
    player = KeyboardPlayer(page, course.activity_title("alle-vragen"))
    RIGHT["single_choice"](player)
    player.check()
    player.sees("Dat klopt helemaal.")

    display = page.locator("summary", has_text=portal_word("display"))
    press(page, display)
    walk_to(page, page.get_by_role("radio", name=portal_word("size_normal"), exact=True))
    page.keyboard.press("ArrowUp")
    expect(page.locator("html")).to_have_attribute("data-size", "130")
    page.keyboard.press("Escape")
    expect(display).to_be_focused()
    expect(page.get_by_text(portal_word("theme_dark"))).to_be_hidden()
    opener = page.get_by_role("button", name=portal_word("help"), exact=True)
    press(page, opener)
    sheet = page.get_by_role("dialog", name=portal_word("help"))
    expect(sheet).to_contain_text("Direct gevaar: bel 112.")
    walk_to(page, sheet.get_by_role("link", name="112"))
    assert sheet.get_by_role("link", name="112").get_attribute("href") == "tel:112"
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_help_button_is_in_view_wherever_one_is_on_a_long_page(
    visitors: Callable[..., Visitor], course: Course
) -> None:
    page = visitors(width=PHONE).open(course.step(2))
    page.get_by_text(portal_word("all_steps")).scroll_into_view_if_needed()
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")

    expect(page.get_by_role("button", name=portal_word("help"), exact=True)).to_be_in_viewport(ratio=1)
    bar = page.get_by_role("banner").bounding_box()
    assert bar
    assert bar["height"] < 80


def test_a_control_with_the_focus_is_never_below_the_bar(visitor: Visitor, course: Course) -> None:
    page = visitor.open(course.step(2))
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    bar = page.get_by_role("banner").bounding_box()
    assert bar
    page.get_by_role("link", name=portal_word("next")).focus()

    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        inside = "one => !!one.closest('.ssfh-portal > main')"
        focus = page.locator(":focus")
        if focus.count() and focus.evaluate(inside):
            box = focus.bounding_box()
            assert box is None or box["y"] + box["height"] > bar["height"]


def test_colours_and_size_of_letters_are_remembered_on_every_page(
    visitors: Callable[..., Visitor], course: Course
) -> None:
    visitor = visitors()
    page = visitor.open(course.step(2))
    title = Player(page, course.activity_title("alle-vragen")).activity.get_by_role("heading", level=2)
    size, colour = "one => parseFloat(getComputedStyle(one).fontSize)", "one => getComputedStyle(one).color"
    before, light = title.evaluate(size), title.evaluate(colour)

    page.locator("summary", has_text=portal_word("display")).click()
    page.get_by_label(portal_word("size_largest")).check()
    page.get_by_label(portal_word("theme_dark")).check()
    assert title.evaluate(size) == pytest.approx(1.3 * before)
    assert title.evaluate(colour) != light
    dark = title.evaluate(colour)
    page.get_by_role("main").click(position={"x": 5, "y": 5})
    expect(page.get_by_label(portal_word("theme_dark"))).to_be_hidden()

    page = visitor.open(course.step(2))
    title = Player(page, course.activity_title("alle-vragen")).activity.get_by_role("heading", level=2)
    assert title.evaluate(size) == pytest.approx(1.3 * before)
    assert title.evaluate(colour) == dark
    page = visitors().open(course.step(2))
    expect(page.locator("html")).to_have_attribute("data-size", "100")


def test_the_role_that_one_looks_as_decides_what_one_can_open(visitor: Visitor) -> None:
    page = visitor.open()
    page.locator("summary", has_text=portal_word("display")).click()
    page.get_by_label(portal_word("role"), exact=True).select_option("learner")
    page.get_by_role("button", name=portal_word("role_choose")).click()
    expect(page.get_by_role("link", name=portal_word("overview"))).to_have_count(0)

    page = visitor.open("overzicht", page)

    expect(page.get_by_role("main")).to_contain_text(portal_word("error_403"))


def test_a_visitor_who_is_not_logged_in_comes_to_the_page_that_she_asked_for_after_logging_in(
    visitors: Callable[..., Visitor], course: Course
) -> None:
    stranger = visitors(logged_in=False)
    page = stranger.open(course.step(3))
    expect(page.get_by_role("heading", name=portal_word("expired_title"))).to_be_visible()
    page.get_by_role("link", name=portal_word("expired_log_in")).click()
    assert "/login?next=" in page.url

    page.locator("#password_input").fill(course.server.token)  # of Jupyter's own page
    page.keyboard.press("Enter")

    heading(page, "Een verhaal")
