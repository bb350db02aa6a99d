"""Who comes back, in whatever way, finds exactly what she left."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import end_kernels, wait_for_activities
from tests.browser.lesson import OWN, make_lesson
from tests.browser.player import Player, ui
from tests.browser.quiz_answers import GROUPS, RIGHT, WRONG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import Window
    from tests.browser.lesson import Lesson
    from tests.browser.servers import Server

PATIENCE = 60
"""Seconds for activities to come back from a new kernel."""

MARKED = "document.querySelectorAll('.ssfh').forEach(one => one.dataset.before = 'yes')"
FRESH = "document.querySelectorAll('.ssfh').length === {count} && !document.querySelector('.ssfh[data-before]')"


@pytest.fixture(scope="module")
def left(server: Server) -> Lesson:
    return make_lesson(server, "coming-back", *OWN, "gesprekskaart")


@pytest.fixture(scope="module")
def page(window: Window, left: Lesson) -> Iterator[Page]:
    """Return a page on which everything was left in the middle."""
    page = window.open(left)
    _leave_the_quiz(Player(page, left.title("alle-vragen")), left)
    _leave_the_others(page, left)
    yield page
    page.close()
    end_kernels(window.server)


def _leave_the_quiz(quiz: Player, left: Lesson) -> None:
    """Leave four questions checked, wrong ones too, one with a hint, and the fifth halfway."""
    for kind in ("single_choice", "true_false", "graded_choice", "multiple_response"):
        (RIGHT if kind == "true_false" else WRONG)[kind](quiz)
        if kind == "single_choice":
            quiz.press(ui("quiz", "hint"))
        quiz.check()
        quiz.press(ui("quiz", "next"))
    quiz.sees(ui("quiz", "place", number=5, total=len(RIGHT)))
    RIGHT["ordering"](quiz)
    left.wait_for("alle-vragen", "answer", question="orde")


def _leave_the_others(page: Page, left: Lesson) -> None:
    story, scan, card = (Player(page, left.title(name)) for name in ("baliedag", "scan", "gesprekskaart"))
    story.press(ui("scenario", "begin"))
    story.press("Ik vraag hulp.")
    story.sees("Malik komt erbij.")
    scan.choose("soms", scan.group("Iemand helpt mij"))
    scan.choose(ui("self_assessment", "not_applicable"), scan.group("Ik slaap slecht"))
    theme = left.content("gesprekskaart")["themas"][0]
    card.begin_with(theme["naam"])
    card.write(theme["vraag_medewerker"], "Even lachen met elkaar.")
    left.wait_for("gesprekskaart", "note")
    left.wait_for("scan", "answer", 2)


def pictures(page: Page, left: Lesson) -> dict[str, Any]:
    """Return what is seen of each activity, but for the button to a story that is opened again."""
    go_on = ui("scenario", "go_on")
    seen = {name: Player(page, left.title(name)).picture() for name in (*OWN, "gesprekskaart")}
    return {name: [text.replace(go_on, ""), *more] for name, (text, *more) in seen.items()}


def test_a_reload_in_the_middle_shows_what_was_left(page: Page, left: Lesson) -> None:
    before = pictures(page, left)

    page.reload()
    wait_for_activities(page, left)

    assert pictures(page, left) == before


def choose_in_menu(page: Page, command: str) -> None:
    """Choose a command of JupyterLab's menus, whatever it is called in Dutch."""
    menus = page.get_by_role("menubar").get_by_role("menuitem")
    menus.nth({"runmenu:run-all": 3, "kernelmenu:restart": 4}[command]).click()
    page.locator(f"[data-command='{command}']").click()


def test_a_kernel_restart_in_the_middle_shows_what_was_left(page: Page, left: Lesson) -> None:
    before = pictures(page, left)
    page.evaluate(MARKED)

    choose_in_menu(page, "kernelmenu:restart")
    page.locator(".jp-Dialog .jp-mod-accept").click()

    page.wait_for_function(FRESH.format(count=len(before)), timeout=PATIENCE * 1000)
    assert pictures(page, left) == before


def test_run_all_in_the_middle_shows_what_was_left(page: Page, left: Lesson) -> None:
    before = pictures(page, left)
    page.evaluate(MARKED)

    choose_in_menu(page, "runmenu:run-all")

    page.wait_for_function(FRESH.format(count=len(before)), timeout=PATIENCE * 1000)
    assert pictures(page, left) == before


def test_an_activity_works_on_after_a_reload_a_restart_and_run_all(page: Page, left: Lesson) -> None:
    quiz = Player(page, left.title("alle-vragen"))

    quiz.check()

    quiz.is_right()
    left.wait_for("alle-vragen", "check", question="orde")


def test_an_answer_in_one_tab_is_not_lost_by_another_tab(
    lesson: Callable[..., Lesson], visit: Callable[[Lesson], Page]
) -> None:
    shared = lesson("alle-vragen", "scan")
    pages = [visit(shared), visit(shared)]
    scans = [Player(page, shared.title("scan")) for page in pages]
    answers = [("soms", "Iemand helpt mij"), ("helemaal wel", "Ik neem echt pauze")]

    for scan, (label, statement) in zip(scans, answers, strict=True):
        scan.choose(label, scan.group(statement))
        scan.is_told(ui("status", "saved"))

    shared.wait_for("scan", "answer", 2)
    pages[0].reload()  # the tab whose answer the other could have overwritten; both read the same journal
    wait_for_activities(pages[0], shared)
    assert all(scans[0].choice(label, scans[0].group(statement)).is_checked() for label, statement in answers)


def test_cards_sorted_in_a_hurry_are_all_kept(lesson: Callable[..., Lesson], visit: Callable[[Lesson], Page]) -> None:
    hurried = lesson("energie-weegschaal")
    page = visit(hurried)
    player = Player(page, hurried.title("energie-weegschaal"))
    cards = [card["tekst"].strip() for card in hurried.content("energie-weegschaal")["vragen"][0]["kaartjes"]]
    group = GROUPS["Een bedankje."]
    started = time.monotonic()

    player.sort(dict.fromkeys(cards, group))

    assert time.monotonic() - started < 5, "too slow to be a hurry"
    kept = dict.fromkeys(
        (card["id"] for card in hurried.content("energie-weegschaal")["vragen"][0]["kaartjes"]), "geeft"
    )
    hurried.wait_for("energie-weegschaal", "answer", question="weegschaal", answer=kept)
