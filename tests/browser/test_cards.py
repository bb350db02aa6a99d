"""A card goes along to a talk: on paper, or as a text file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import end_kernels
from tests.browser.lesson import make_lesson
from tests.browser.player import Player, ui

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import Window
    from tests.browser.lesson import Lesson
    from tests.browser.servers import Server

TYPED = "Eerst <b>samen</b> kiezen, dán pas doen."
# The browser's own dialog would wait for a person.
NO_DIALOG = "window.print = () => { window.top.printed = [document.title, document.body.innerText]; }"


@pytest.fixture(scope="module")
def opened(server: Server) -> Lesson:
    return make_lesson(server, "cards", "gesprekskaart", "actieplan")


@pytest.fixture(scope="module")
def page(window: Window, opened: Lesson) -> Iterator[Page]:
    window.context.add_init_script(NO_DIALOG)
    page = window.open(opened)
    yield page
    page.close()
    end_kernels(window.server)


def write(page: Page, opened: Lesson, activity: str) -> Player:
    """Write on a card; return its player."""
    player = Player(page, opened.title(activity))
    if activity == "gesprekskaart":
        theme = opened.content(activity)["themas"][1]
        player.begin_with(theme["naam"])
        player.write(theme["vraag_medewerker"], TYPED)
    else:
        player.begin_with(opened.content(activity)["niveaus"][0]["naam"])
        player.write(ui("rows", "what"), TYPED, player.group(ui("rows", "row", "step", number=1)).first)
    return player


@pytest.mark.parametrize("activity", ["gesprekskaart", "actieplan"])
def test_a_printed_card_shows_what_was_typed(page: Page, opened: Lesson, activity: str) -> None:
    errors: list[object] = []
    page.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108  (Playwright writes on what it is given)
    player = write(page, opened, activity)

    player.press(ui("card", "print"))

    page.wait_for_function("window.printed !== undefined")
    title, text = page.evaluate("window.printed")
    assert title == opened.title(activity)
    assert TYPED in text
    assert ui("card", "print") not in text
    assert errors == []


@pytest.mark.parametrize("activity", ["gesprekskaart", "actieplan"])
def test_a_downloaded_card_is_a_text_file_with_what_was_typed(page: Page, opened: Lesson, activity: str) -> None:
    player = write(page, opened, activity)

    with page.expect_download() as download:
        player.press(ui("card", "download"))

    text = Path(download.value.path()).read_text("utf-8-sig")
    assert download.value.suggested_filename.endswith(".txt")
    assert text.startswith(opened.title(activity))
    assert TYPED in text
