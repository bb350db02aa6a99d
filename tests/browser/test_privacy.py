"""What is the learner's own stays in her own data folder, and she can delete it."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import end_kernels
from tests.browser.lesson import make_lesson
from tests.browser.player import Player, ui

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Window
    from tests.browser.lesson import Lesson
    from tests.browser.servers import Server

NOTE = "Kwikstaartje47"
"""A word that is nowhere else."""


def holding(folder: Path, text: str) -> list[Path]:
    """Return every file below a folder that holds a text."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return [path for path in files if text.encode() in path.read_bytes()]


@pytest.fixture(scope="module")
def own(server: Server) -> Lesson:
    return make_lesson(server, "privacy", "scan", "gesprekskaart", "alle-vragen")


@pytest.fixture(scope="module")
def page(window: Window, own: Lesson) -> Iterator[Page]:
    """Return a page with a scan that was filled in, a card that was written on and a question that was answered."""
    page = window.open(own)
    scan, card = Player(page, own.title("scan")), Player(page, own.title("gesprekskaart"))
    for statement in own.content("scan")["stellingen"]:
        scan.choose("soms", scan.group(statement["tekst"]))
    scan.press(ui("self_assessment", "finish"))
    theme = own.content("gesprekskaart")["themas"][0]
    card.begin_with(theme["naam"])
    card.write(theme["vraag_medewerker"], NOTE)
    Player(page, own.title("alle-vragen")).choose("Uit balans")
    for activity, kind in (("scan", "finish"), ("gesprekskaart", "note"), ("alle-vragen", "answer")):
        own.wait_for(activity, kind)
    yield page
    page.close()
    end_kernels(window.server)


@pytest.mark.usefixtures("page")
def test_private_answers_are_in_a_file_that_only_its_owner_may_read(own: Lesson) -> None:
    assert stat.S_IMODE(own.private_journal.stat().st_mode) == 0o600
    assert {event["data"].get("value") for event in own.events("scan")} == {3, None}


def test_private_answers_are_nowhere_else(page: Page, own: Lesson, server: Server) -> None:
    page.keyboard.press("Control+s")

    assert holding(server.home, NOTE) == [own.private_journal]
    assert holding(server.work, NOTE) == []
    assert holding(own.folder, '"scan","content"') == []
    assert holding(own.folder, '"alle-vragen","content"') == [own.journal]


def test_erasing_is_not_done_without_a_second_yes(page: Page, own: Lesson) -> None:
    scan, before = Player(page, own.title("scan")), own.events("scan")

    scan.press(ui("private", "erase"))
    scan.press(ui("private", "no"))

    expect(scan.button(ui("private", "erase"))).to_be_focused()
    assert own.events("scan") == before


def test_erasing_removes_the_answers_from_the_screen_and_from_the_file(page: Page, own: Lesson) -> None:
    scan = Player(page, own.title("scan"))

    scan.press(ui("private", "erase"))
    scan.press(ui("private", "yes"))

    scan.sees(ui("self_assessment", "progress", answered=0, total=4))
    expect(scan.activity.get_by_role("radio", checked=True)).to_have_count(0)
    assert own.events("scan") == []
    assert [event["data"]["text"] for event in own.events("gesprekskaart")] == [NOTE]
