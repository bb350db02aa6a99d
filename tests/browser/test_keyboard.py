"""Everything can be done with Tab, arrows, space, Enter and typing alone, in JupyterLab with its own shortcuts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import end_kernels
from tests.browser.lesson import OWN, make_lesson
from tests.browser.player import KeyboardPlayer, Player, ui
from tests.browser.quiz_answers import OWN_WORDS, RIGHT, WRONG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import Window
    from tests.browser.lesson import Lesson
    from tests.browser.servers import Server

# Ids of the choices from the first situation to the last.
ENDINGS = [
    ("baliedag", "rust", "hulp spoed"),
    ("baliedag", "wankel", "hulp alles"),
    ("baliedag", "mis", "door wachten"),
    ("maandagochtend", "e1", "a a a a c a"),
    ("maandagochtend", "e2", "a a a a b b"),
    ("maandagochtend", "e3", "c a b c c"),
]


@pytest.fixture(scope="module")
def opened(server: Server) -> Lesson:
    return make_lesson(server, "keyboard", *OWN, "maandagochtend", "maatregelen", "gesprekskaart")


@pytest.fixture(scope="module")
def page(window: Window, opened: Lesson) -> Iterator[Page]:
    page = window.open(opened)
    yield page
    page.close()
    end_kernels(window.server)


def test_every_kind_of_question_is_answered_by_keyboard_up_to_the_result(page: Page, opened: Lesson) -> None:
    player = KeyboardPlayer(page, opened.title("alle-vragen"))

    for place, (kind, answer) in enumerate(RIGHT.items(), 1):
        player.sees(ui("quiz", "place", number=place, total=len(RIGHT)))
        answer(player)
        player.check()
        if kind in OWN_WORDS:
            player.sees(ui("feedback", "compare"))
        else:
            player.is_right()
        if kind == "own_words":
            _compare(player, place)
        player.press(ui("quiz", "next" if place < len(RIGHT) else "to_result"))

    player.sees(ui("quiz", "result"))
    player.sees("100%")
    player.sees(ui("quiz", "own_words", count=len(OWN_WORDS)))


def _compare(player: KeyboardPlayer, place: int) -> None:
    """Tick a point, go to another question, and find the tick again."""
    points = player.group(ui("own_words", "points"))
    player.sees(ui("feedback", "not_judged"))
    player.choose("Waarom die stap helpt", points)
    player.sees(ui("own_words", "ticked", count=1))
    player.press(ui("quiz", "previous"))
    player.sees(ui("quiz", "place", number=place - 1, total=len(RIGHT)))
    player.press(ui("quiz", "next"))
    expect(player.choice("Waarom die stap helpt", points)).to_be_checked()
    expect(player.choice("Een stap die iemand kan zetten", points)).not_to_be_checked()


def test_wrong_answers_are_tried_again_by_keyboard(page: Page, opened: Lesson) -> None:
    player = KeyboardPlayer(page, opened.title("alle-vragen"))
    player.press(ui("quiz", "start_over"))
    player.sees(ui("quiz", "place", number=1, total=len(WRONG)))

    player.press(ui("quiz", "hint"))
    player.sees("Denk aan een weegschaal.")
    WRONG["single_choice"](player)
    player.check()
    player.sees("Kijk terug naar stap 2.")
    player.press(ui("quiz", "retry"))
    expect(player.choice("Veel uren")).to_be_enabled()
    RIGHT["single_choice"](player)
    player.check()

    player.sees("Dat klopt helemaal.")


def told(node: dict[str, Any], marks: set[str]) -> str:
    """Return what a situation says after what was done."""
    fitting = (one for one in node.get("varianten", []) if one["als"] in marks)
    return str(next(fitting, node)["tekst"]).strip()


def hears(player: Player, text: str) -> None:
    """Fail unless each line of a text is there: what somebody says is in a bubble, without its quotation marks."""
    for line in re.split("[“”]", text):
        player.sees(line.strip())


@pytest.mark.parametrize(("activity", "ending", "choices"), ENDINGS)
def test_every_ending_of_a_scenario_is_reached_by_keyboard(
    page: Page, opened: Lesson, activity: str, ending: str, choices: str
) -> None:
    page.emulate_media(reduced_motion="reduce")  # so that each answer comes at once
    player, content = KeyboardPlayer(page, opened.title(activity)), opened.content(activity)
    nodes = {node["id"]: node for node in content["knopen"]}
    node = nodes[content["start"]]
    again = player.button(ui("scenario", "replay"))
    player.press(ui("scenario", "replay" if again.is_visible() else "begin"))
    marks: set[str] = set()

    for choice in choices.split():
        hears(player, told(node, marks))
        chosen = next(one for one in node["keuzes"] if one["id"] == choice)
        player.press(chosen["tekst"].strip())
        hears(player, chosen["gevolg"])
        player.press(ui("scenario", "continue"))
        node = nodes[chosen["naar"]]
        marks |= set(chosen.get("onthoud", []))

    assert node["id"] == ending
    player.sees(ui("scenario", "ending"))
    hears(player, told(node, marks))
    player.sees(node["leerpunt"].strip())


def test_the_self_assessment_is_filled_in_by_keyboard_up_to_its_result(page: Page, opened: Lesson) -> None:
    player = KeyboardPlayer(page, opened.title("scan"))

    for statement, answer in zip(opened.content("scan")["stellingen"], (5, 1, 1, 5), strict=True):
        label = opened.content("scan")["schaal"][answer - 1]["tekst"]
        player.choose(label, player.group(statement["tekst"]))
    player.press(ui("self_assessment", "finish"))

    player.sees(ui("self_assessment", "outcome_band", mean="5,0", maximum=5, band="stevige basis"))
    player.sees(ui("self_assessment", "outcome_band", mean="1,0", maximum=5, band="aandacht nodig"))
    expect(player.activity.get_by_text("bel 112")).to_be_visible()


def test_a_slider_moves_with_the_arrow_keys(page: Page, opened: Lesson) -> None:
    player = KeyboardPlayer(page, opened.title("maatregelen"))

    player.slide(3)
    player.press(ui("fact_chart", "check"))

    opened.wait_for("maatregelen", "estimate", value=53)
    player.sees(ui("fact_chart", "reading"))


def test_letters_typed_in_an_activity_are_no_shortcuts_of_the_notebook(page: Page, opened: Lesson) -> None:
    player = KeyboardPlayer(page, opened.title("gesprekskaart"))
    first, second, *_ = opened.content("gesprekskaart")["themas"]
    for one in (first, second):
        player.begin_with(one["naam"])
    theme = first["vraag_medewerker"]
    before, cells = opened.notebook.read_bytes(), page.locator(".jp-Cell").count()
    letters = "aabbccddxxvvzzmmyyrr00ii"

    player.write(theme, letters)
    page.keyboard.type(letters)  # Tab went on to a next field
    player.choose(ui("roles", "manager"))
    page.keyboard.type(letters)  # on a radio button, where letters mean nothing

    expect(page.locator(".jp-Cell")).to_have_count(cells)
    expect(page.locator(".jp-mod-commandMode .jp-Cell:focus, .jp-Dialog")).to_have_count(0)
    assert opened.notebook.read_bytes() == before
    notes = [event for event in opened.events("gesprekskaart") if event["kind"] == "note"]
    assert [note["data"]["text"] for note in notes] == [letters, letters]
