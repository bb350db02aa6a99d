"""The skills gap of the module "loopbaan", as a learner meets it in the portal: by keys, on a phone, and on paper."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import nbformat
import pytest
from playwright.sync_api import expect

from ssfh_learn.content.notebook import IMPORT
from tests.browser.player import KeyboardPlayer, Player, ui
from tests.browser.portal import Course, make_course
from tests.browser.test_cards import NO_DIALOG
from tests.browser.test_portal_pages import faults_in_light_and_dark
from tests.conftest import REPOSITORY
from tests.thoroughness import night

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.portal import Visitor
    from tests.browser.servers import Server

ACTIVITY = "mijn-vaardigheden"
PRESENT, WANTED = "Doktersassistent", "POH somatiek (praktijkondersteuner)"
TALK, MEASURE = "Een gesprek voeren met een patiënt", "Metingen doen"
EXPLAIN = "Uitleg geven over een ziekte die blijft"
PHONE = 320
"""Pixels: there the estimates come one a screen, unless the learner asks for the list."""
STEP = "Doe een meting zelf, met iemand ernaast, en laat het aftekenen als het goed gaat."


@pytest.fixture(scope="module")
def lesson(portal: Server) -> Course:
    """Return a module of one step, with the activity that learners of "loopbaan" get."""
    course = make_course(portal, "op-maat")
    folder = portal.work / "modules" / course.id
    shutil.copy(REPOSITORY / "modules" / "loopbaan" / "activiteiten" / f"{ACTIVITY}.yaml", folder / "activiteiten")
    notebook = nbformat.read(folder / f"{course.id}.ipynb", as_version=4)
    notebook.cells = [
        nbformat.v4.new_code_cell(IMPORT, id="begin"),
        nbformat.v4.new_markdown_cell("## Stap 1. Op maat", id="tekst"),
        nbformat.v4.new_code_cell(f'activity("{ACTIVITY}")', id="vaardigheden"),
    ]
    (folder / f"{course.id}.ipynb").write_text(nbformat.writes(notebook) + "\n", "utf-8")
    return course


def opened(visitor: Visitor, lesson: Course, kind: type[Player] = Player) -> Player:
    page = visitor.open(lesson.step(1))
    player = kind(page, lesson.activity_title(ACTIVITY))
    expect(player.activity).to_be_visible()
    return player


def fill_in(player: Player) -> None:
    """Choose two functions, estimate three competences, and leave the others blank."""
    player.pick(ui("skills_gap", "present"), PRESENT)
    player.pick(ui("skills_gap", "wanted"), WANTED)
    player.sees(ui("skills_gap", "progress", answered=0, total=9))
    player.choose("zelf", player.group(TALK))
    player.choose("met hulp", player.group(MEASURE))
    player.choose("nog niet", player.group(EXPLAIN))
    player.sees(ui("skills_gap", "progress", answered=3, total=9))
    player.press(ui("skills_gap", "finish"))
    expect(player.activity.get_by_role("heading", name=ui("skills_gap", "result"), exact=True)).to_be_focused()


def missing(player: Player) -> list[str]:
    """Return what is called missing, in the order of the page."""
    heading = player.activity.get_by_role("heading", name=ui("skills_gap", "groups", "misses"), exact=True)
    return heading.locator("xpath=..").locator("h5").all_inner_texts()


def unfold(page: Page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")


@pytest.mark.parametrize("kind", [Player, KeyboardPlayer])
def test_the_largest_gap_is_on_top_and_blanks_are_no_gap(visitor: Visitor, lesson: Course, kind: type[Player]) -> None:
    player = opened(visitor, lesson, kind)

    fill_in(player)

    assert missing(player) == [EXPLAIN, MEASURE]
    player.sees(ui("skills_gap", "no_score"))
    player.press(ui("skills_gap", "reopen"))
    player.choose("zelf", player.group(MEASURE))
    player.press(ui("skills_gap", "finish"))
    expect(player.activity.get_by_role("heading", name=ui("skills_gap", "result"), exact=True)).to_be_visible()
    assert missing(player) == [EXPLAIN]
    player.press(ui("private", "erase"))
    player.press(ui("private", "yes"))
    expect(player.activity.get_by_role("combobox", name=ui("skills_gap", "present"), exact=True)).to_be_visible()
    expect(player.activity.get_by_role("combobox", name=ui("skills_gap", "wanted"))).to_have_value("")


def test_everything_is_there_again_on_another_day(visitor: Visitor, lesson: Course) -> None:
    player = opened(visitor, lesson)
    fill_in(player)
    player.choose(ui("skills_gap", "pick_named", name=MEASURE, way="oefenen op het werk"))
    player.is_told(ui("status", "saved"))
    before = player.picture()

    player.page.reload()

    player.sees(ui("skills_gap", "result"))
    assert player.picture() == before
    player.press(ui("private", "erase"))
    player.press(ui("private", "yes"))
    expect(player.activity.get_by_role("combobox", name=ui("skills_gap", "present"), exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [night(1280), PHONE])
def test_it_is_accessible_and_fits(visitors: Callable[..., Visitor], lesson: Course, width: int) -> None:
    visitor = visitors(width=width, reduced_motion="reduce")
    player, found = opened(visitor, lesson), {}
    page = player.page
    page.set_viewport_size({"width": width, "height": 12000})  # axe-core judges no colour that is scrolled away
    found["empty"] = faults_in_light_and_dark(page, "main")
    player.pick(ui("skills_gap", "present"), PRESENT)
    player.pick(ui("skills_gap", "wanted"), WANTED)
    if width > PHONE:
        player.press(ui("one_by_one", "singly"))
    for number in range(1, 10):
        player.sees(ui("skills_gap", "place", number=number, total=9))
        if number == 1:
            unfold(page)
            found["one estimate"] = faults_in_light_and_dark(page, "main")
        player.press(ui("one_by_one", "skip"))
    player.sees(ui("one_by_one", "answered", answered=0, total=9))
    found["end of the estimates"] = faults_in_light_and_dark(page, "main")
    player.press(ui("one_by_one", "list"))
    player.sees(TALK)
    unfold(page)
    found["list of estimates"] = faults_in_light_and_dark(page, "main")
    fill_in(player)
    player.choose(ui("skills_gap", "pick_named", name=MEASURE, way="oefenen op het werk"))
    player.is_told(ui("status", "saved"))
    unfold(page)
    found["picture"] = faults_in_light_and_dark(page, "main")
    small = player.activity.locator("input, button, select, summary").evaluate_all(
        """all => all.map(one => [one, (one.closest('label') ?? one).getBoundingClientRect()])
            .filter(([_, box]) => box.width && (box.width < 24 || box.height < 24)).map(([one]) => one.outerHTML)"""
    )
    player.press(ui("private", "erase"))
    player.press(ui("private", "yes"))
    expect(player.activity.get_by_role("combobox", name=ui("skills_gap", "present"), exact=True)).to_be_visible()

    # On a phone the table scrolls in its own frame; of what is scrolled away there, axe-core cannot tell the contrast.
    assert [one for wrong in found.values() for one in wrong if "contrast unknown : <t" not in one] == []
    assert small == []


def test_on_paper_is_what_the_learner_wants_to_show(visitor: Visitor, lesson: Course) -> None:
    visitor.context.add_init_script(NO_DIALOG)
    player = opened(visitor, lesson)
    fill_in(player)
    player.choose(ui("skills_gap", "pick_named", name=MEASURE, way="oefenen op het werk"))
    player.sees(ui("skills_gap", "groups", "picked"))
    shown = player.group(ui("skills_gap", "shown"))
    for part in ("misses", "unknown"):
        player.choice(ui("skills_gap", "groups", part), shown).uncheck()

    player.press(ui("card", "print"))

    player.page.wait_for_function("window.printed !== undefined")
    title, text = player.page.evaluate("window.printed")
    assert title == lesson.activity_title(ACTIVITY)
    for there in ("een school of praktijk past dit aan.", STEP, TALK, ui("skills_gap", "no_score")):
        assert there in text
    for hidden in (EXPLAIN, ui("skills_gap", "groups", "unknown"), ui("card", "print"), ui("skills_gap", "shown")):
        assert hidden not in text
    player.press(ui("private", "erase"))
    player.press(ui("private", "yes"))
    expect(player.activity.get_by_role("combobox", name=ui("skills_gap", "present"), exact=True)).to_be_visible()


def test_the_printed_page_of_the_browser_itself_shows_no_buttons(visitor: Visitor, lesson: Course) -> None:
    player = opened(visitor, lesson)
    fill_in(player)

    player.page.emulate_media(media="print")

    expect(player.button(ui("card", "print"))).to_be_hidden()
    expect(player.group(ui("skills_gap", "shown"))).to_be_hidden()
    expect(player.activity.get_by_text(STEP)).to_be_visible()
    expect(player.activity.locator(".ssfh-bar-mark").first).to_be_visible()
    player.page.emulate_media(media="screen")
    player.press(ui("private", "erase"))
    player.press(ui("private", "yes"))
    expect(player.activity.get_by_role("combobox", name=ui("skills_gap", "present"), exact=True)).to_be_visible()
