"""A module works the same in JupyterLab, in Notebook 7 and in Voilà."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ssfh_learn.words import word
from tests.browser.conftest import end_kernels
from tests.browser.lesson import OWN, make_lesson
from tests.browser.player import Player, ui

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import Window
    from tests.browser.lesson import Lesson
    from tests.browser.servers import Server

pytestmark = pytest.mark.parametrize("server", ["lab", "notebook", "voila"], indirect=True)


@pytest.fixture(scope="module")
def opened(server: Server) -> Lesson:
    return make_lesson(server, "hosts")


@pytest.fixture(scope="module")
def page(window: Window, opened: Lesson) -> Iterator[Page]:
    page = window.open(opened)
    yield page
    page.close()
    end_kernels(window.server)


def test_an_opened_notebook_shows_its_activities_without_running_a_cell(page: Page, opened: Lesson) -> None:
    for activity in OWN:
        expect(Player(page, opened.title(activity)).activity).to_be_visible()


def test_an_opened_notebook_shows_no_code_and_no_prompt(page: Page) -> None:
    source = page.get_by_text("from ssfh_learn import").or_(page.get_by_text(f'activity("{OWN[0]}")'))
    prompts = page.locator(".jp-InputPrompt, .jp-OutputPrompt")

    expect(source.or_(prompts).filter(visible=True)).to_have_count(0)


def test_an_opened_notebook_hides_the_printed_texts(page: Page) -> None:
    expect(page.get_by_text(word("widgets", "static")).filter(visible=True)).to_have_count(0)


def test_an_answer_gets_feedback_and_is_in_the_journal_beside_the_notebook(page: Page, opened: Lesson) -> None:
    player = Player(page, opened.title("alle-vragen"))

    player.choose("Uit balans")
    player.check()

    player.sees("Dat klopt helemaal.")
    player.is_told(ui("status", "saved"))
    answers = [(event["kind"], event["data"]) for event in opened.events("alle-vragen")]
    first = {"attempt": 1, "question": "enkele"}
    assert answers == [("answer", {**first, "answer": "b"}), ("check", first)]
    assert opened.journal.is_file()


def test_an_answer_to_a_private_activity_is_not_beside_the_notebook(page: Page, opened: Lesson) -> None:
    player = Player(page, opened.title("scan"))

    player.choose("soms", player.group("Iemand helpt mij"))

    player.is_told(ui("status", "saved"))
    opened.wait_for("scan", "answer", item="s1", value=3)
    files = [path for path in opened.folder.rglob("*") if path.is_file()]
    assert [path for path in files if b'"activity":"scan"' in path.read_bytes()] == []
    assert opened.private_journal.is_file()
