"""No answer is lost: not without a connection, not by leaving, not in two tabs, not by being logged out."""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.player import Player, ui
from tests.browser.portal import portal_word, waiting_in
from tests.browser.quiz_answers import RIGHT, WRONG
from tests.browser.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page, Route

    from tests.browser.portal import Course, Visitor

STATEMENT, LABEL = "Iemand helpt mij", "soms"
QUIZ, SCAN = 2, 4
"""The steps with the questions and with the scan, which is private."""
THEME = "Motivatie en talenten"
"""The first theme of the card."""
AWAY_AND_BACK = "() => { dispatchEvent(new Event('blur')); dispatchEvent(new Event('focus')); }"


def scan_on(page: Page, course: Course) -> Player:
    return Player(page, course.activity_title("scan"))


def quiz_on(page: Page, course: Course) -> Player:
    return Player(page, course.activity_title("alle-vragen"))


def is_answered(scan: Player, statement: str = STATEMENT, label: str = LABEL) -> None:
    expect(scan.choice(label, scan.group(statement))).to_be_checked()


def nothing_waits(page: Page) -> None:
    until(page, "localStorage.length === 0")


def test_answers_given_without_a_connection_are_kept_and_sent_when_it_is_back(visitor: Visitor, course: Course) -> None:
    page = visitor.open(course.step(SCAN))
    scan = scan_on(page, course)

    visitor.context.set_offline(True)
    scan.choose(LABEL, scan.group(STATEMENT))
    scan.is_told(ui("status", "queued"))
    scan.choose("helemaal wel", scan.group("Ik neem echt pauze"))
    expect(page.get_by_text(ui("outbox", "not_saved"))).to_be_visible()
    is_answered(scan)
    visitor.context.set_offline(False)

    scan.is_told(ui("status", "saved"))
    expect(page.get_by_text(ui("outbox", "sent"))).to_be_visible()
    nothing_waits(page)
    page.reload()
    is_answered(scan)
    is_answered(scan, "Ik neem echt pauze", "helemaal wel")


def test_a_text_that_was_typed_without_a_connection_is_sent_from_another_page(visitor: Visitor, course: Course) -> None:
    page = visitor.open(course.step(5))
    card = Player(page, course.activity_title("gesprekskaart"))
    field = field_of(page, course)
    visitor.context.set_offline(True)
    field.fill("Eerst samen kiezen.")
    field.blur()
    card.is_told(ui("status", "queued"))
    page.close()
    visitor.context.set_offline(False)

    page = visitor.open()
    nothing_waits(page)
    visitor.open(course.step(5), page)

    expect(field_of(page, course)).to_have_value("Eerst samen kiezen.")


def field_of(page: Page, course: Course) -> Locator:
    """Return the first field of the card, which is there once its theme is chosen or holds a text."""
    card = Player(page, course.activity_title("gesprekskaart"))
    card.activity.wait_for()
    card.begin_with(THEME)
    return card.activity.get_by_role("textbox").first


def test_who_types_and_goes_on_at_once_finds_the_text_when_she_comes_back(visitor: Visitor, course: Course) -> None:
    page = visitor.open(course.step(5))
    field_of(page, course).press_sequentially("Nog niet klaar")

    page.get_by_role("link", name=portal_word("back")).click()
    expect(page.get_by_role("heading", level=1, name="Een scan")).to_be_visible()
    nothing_waits(page)
    visitor.open(course.step(5), page)

    expect(field_of(page, course)).to_have_value("Nog niet klaar")


def test_a_page_that_was_made_before_the_last_answer_arrived_shows_it_too(visitor: Visitor, course: Course) -> None:
    page = visitor.open(course.step(5))
    sent: list[Route] = []
    page.route("**/api/antwoord", lambda route: sent.append(route))  # noqa: PLW0108 — Playwright marks its callbacks
    field_of(page, course).fill("Net nog")
    field_of(page, course).blur()

    def make_at_once_and_bring_late(route: Route) -> None:
        made = route.fetch()
        page.unroute("**/api/antwoord")
        sent[0].fulfill(response=sent[0].fetch())
        sleep(0.2)  # in which the page before hears it; nothing can be asked of a page that is being left
        route.fulfill(response=made)

    page.route(f"**/{course.step(5)}", make_at_once_and_bring_late)
    visitor.open(course.step(5), page)

    expect(field_of(page, course)).to_have_value("Net nog")


def test_an_answer_is_not_lost_when_the_page_is_left_while_it_is_on_its_way(visitor: Visitor, course: Course) -> None:
    page = visitor.open(course.step(SCAN))
    scan = scan_on(page, course)
    page.route("**/api/antwoord", lambda _route: None)  # the answer never arrives
    scan.choose(LABEL, scan.group(STATEMENT))
    scan.choose("helemaal wel", scan.group("Ik neem echt pauze"))
    page.unroute("**/api/antwoord")

    visitor.open(page=page)
    nothing_waits(page)
    visitor.open(course.step(SCAN), page)

    is_answered(scan)
    is_answered(scan, "Ik neem echt pauze", "helemaal wel")


def test_the_same_answer_that_arrives_twice_counts_once(visitor: Visitor, course: Course) -> None:
    page = visitor.open(course.step(SCAN))
    scan = scan_on(page, course)
    lost: list[str | None] = []

    def lose_the_first_reply(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.post_data)
        route.fetch()
        route.abort()

    page.route("**/api/antwoord", lose_the_first_reply)
    scan.choose(LABEL, scan.group(STATEMENT))
    scan.is_told(ui("status", "queued"))
    scan.is_told(ui("status", "saved"))

    answer = visitor.context.request.get(f"{course.server.address}/leren/gegevens/download")
    mine = [event for event in answer.json()["events"] if event["place"] == course.id and event["activity"] == "scan"]
    assert [event["kind"] for event in mine] == ["answer"]
    assert lost


def test_a_tab_that_is_looked_at_again_shows_what_another_tab_did(visitor: Visitor, course: Course) -> None:
    pages = [visitor.open(course.step(QUIZ)) for _ in range(2)]
    first, second = (quiz_on(page, course) for page in pages)
    WRONG["single_choice"](first)
    first.check()
    first.sees("Kijk terug naar stap 2.")

    second.sees_no("Kijk terug naar stap 2.")
    pages[1].evaluate(AWAY_AND_BACK)

    second.sees("Kijk terug naar stap 2.")
    assert second.picture() == first.picture()


def test_two_tabs_do_not_overwrite_each_other(visitor: Visitor, course: Course) -> None:
    pages = [visitor.open(course.step(SCAN)) for _ in range(2)]
    first, second = (scan_on(page, course) for page in pages)
    first.choose(LABEL, first.group(STATEMENT))
    second.choose("helemaal wel", second.group("Ik neem echt pauze"))
    second.is_told(ui("status", "saved"))

    pages[0].evaluate(AWAY_AND_BACK)

    for scan in (first, second):
        is_answered(scan)
        is_answered(scan, "Ik neem echt pauze", "helemaal wel")


def test_what_is_typed_stays_when_the_tab_is_looked_at_again(visitor: Visitor, course: Course) -> None:
    page = visitor.open(course.step(5))
    field = field_of(page, course)
    field.press_sequentially("Half")

    page.evaluate(AWAY_AND_BACK)
    field.press_sequentially(" af")

    expect(field).to_have_value("Half af")
    Player(page, course.activity_title("gesprekskaart")).is_told(ui("status", "saved"))
    expect(field).to_have_value("Half af")


def test_a_reload_in_the_middle_shows_what_was_left(visitor: Visitor, course: Course) -> None:
    page = visitor.open(course.step(QUIZ))
    quiz = quiz_on(page, course)
    for kind in ("single_choice", "true_false"):
        (WRONG if kind == "single_choice" else RIGHT)[kind](quiz)
        quiz.check()
        expect(quiz.button(ui("quiz", "next"))).to_be_visible()
        quiz.press(ui("quiz", "next"))
    quiz.sees(ui("quiz", "place", number=3, total=len(RIGHT)))
    RIGHT["graded_choice"](quiz)
    quiz.is_told(ui("status", "saved"))
    before = quiz.picture()

    page.reload()

    expect(quiz.activity).to_be_visible()
    assert quiz.picture() == before


def test_who_is_logged_out_keeps_her_answers_and_they_are_sent_after_logging_in(
    visitor: Visitor, course: Course
) -> None:
    page = visitor.open(course.step(SCAN))
    scan = scan_on(page, course)
    visitor.context.clear_cookies()

    scan.choose(LABEL, scan.group(STATEMENT))
    scan.is_told(ui("status", "queued"))
    assert [letter["response"]["kind"] for letter in waiting_in(page)] == ["answer"]
    page.get_by_role("link", name=ui("outbox", "to_login")).click()
    page.get_by_role("link", name=portal_word("expired_log_in")).click()
    page.locator("#password_input").fill(course.server.token)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1, name="Een scan")).to_be_visible()
    nothing_waits(page)
    page.reload()
    is_answered(scan)


@pytest.mark.parametrize("status", [400, 413])
def test_an_answer_that_is_refused_stays_in_its_field_with_the_reason(
    visitor: Visitor, course: Course, status: int
) -> None:
    page = visitor.open(course.step(5))
    said = portal_word(f"error_{status}")
    page.route("**/api/antwoord", lambda route: route.fulfill(status=status, json={"state": "failed", "message": said}))
    field = field_of(page, course)

    field.fill("Een lange tekst")
    field.blur()

    Player(page, course.activity_title("gesprekskaart")).is_told(said)
    expect(field).to_have_value("Een lange tekst")
    assert waiting_in(page) == []


def test_what_waits_in_one_tab_does_not_come_back_after_deleting_everything_in_another(
    visitor: Visitor, course: Course
) -> None:
    page, other = visitor.open(course.step(SCAN)), visitor.open("gegevens#wissen")
    scan = scan_on(page, course)
    page.route("**/api/antwoord", lambda route: route.abort())
    scan.choose(LABEL, scan.group(STATEMENT))
    scan.is_told(ui("status", "queued"))

    other.get_by_label(portal_word("wipe_sure")).check()
    other.get_by_role("button", name=portal_word("wipe")).click()
    expect(other.get_by_role("heading", level=1, name=portal_word("wiped"))).to_be_visible()
    expect(page.get_by_text(ui("outbox", "wiped")).first).to_be_visible()
    page.unroute("**/api/antwoord")
    page.evaluate("() => dispatchEvent(new Event('online'))")
    page.evaluate(AWAY_AND_BACK)

    expect(scan.choice(LABEL, scan.group(STATEMENT))).not_to_be_checked()
    answer = visitor.context.request.get(f"{course.server.address}/leren/gegevens/download")
    assert [event for event in answer.json()["events"] if event["activity"] == "scan"] == []


def test_answers_of_one_person_are_never_sent_for_another(visitors: Callable[..., Visitor], course: Course) -> None:
    visitor = visitors()
    page = visitor.open(course.step(SCAN))
    page.evaluate("() => document.querySelector('meta[name=ssfh-person]').content = 'bram'")
    letter = {
        "place": course.id,
        "activity": "scan",
        "response": {"id": "6f2c1c6e-0000-4000-8000-000000000000", "kind": "answer", "item": "x", "value": 1},
    }
    page.evaluate("one => localStorage.setItem('ssfh /leren/ bram 1', JSON.stringify(one))", letter)

    visitor.open(page=page)
    page.wait_for_timeout(500)

    assert waiting_in(page) == [letter]
    status = page.evaluate(
        """letter => fetch('/leren/api/antwoord', {method: 'POST', body: JSON.stringify(letter), headers: {
            'X-Ssfh-Person': 'bram', 'X-XSRFToken': document.querySelector('meta[name=ssfh-xsrf]').content}})
            .then(answer => answer.status)""",
        letter,
    )
    assert status == 403
