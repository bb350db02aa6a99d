"""A module works the same in JupyterLab, in Notebook 7 and in Voilà."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ssfh_learn.words import word
from tests.browser.conftest import end_kernels, new_window
from tests.browser.lesson import OWN, make_lesson
from tests.browser.player import Player, ui
from tests.browser.servers import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Window
    from tests.browser.lesson import Lesson
    from tests.browser.servers import Server


@pytest.fixture(scope="module", params=["lab", "notebook", "voila"])
def host(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a running server: of JupyterLab the one that other tests use as well."""
    if request.param == "lab":
        yield request.getfixturevalue("server")
        return
    with running(request.param, tmp_path_factory.mktemp(request.param)) as server:
        yield server


@pytest.fixture(scope="module")
def window(browser: Browser, host: Server) -> Iterator[Window]:
    with new_window(browser, host) as window:
        yield window


@pytest.fixture(scope="module")
def opened(host: Server) -> Lesson:
    return make_lesson(host, "hosts")


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
