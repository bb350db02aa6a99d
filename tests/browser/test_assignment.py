"""A learner makes a released test in JupyterLab and hands it in; a coordinator takes it in and grades it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.error import HTTPError

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from ssfh_learn.account import account_name
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.exchange import release
from ssfh_learn.words import section, word
from tests.browser.conftest import PATIENCE, end_kernels
from tests.browser.player import KeyboardPlayer, Player, ui
from tests.browser.portal import QUESTIONS, answer_all
from tests.browser.test_accessibility import SEEN_BY_AXE, faults
from tests.grading.courses import write_config, write_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import Window
    from tests.browser.servers import Server

TITLE = "Proeftoets"
"""Four that were drawn, and the open one."""
HANDED_IN = 30_000
"""Milliseconds for nbgrader's exchange, on a busy machine."""
ENGLISH = re.compile(r"nbgrader|formgrader|assignment list|course list|validate", re.IGNORECASE)


@dataclass(frozen=True)
class Fetched:
    """A test in a learner's work folder, and the course that it came from, with a gradebook of its own."""

    course: Path
    exchange: Path
    folder: Path

    @property
    def notebook(self) -> Path:
        """The notebook."""
        return self.folder / "toets.ipynb"

    @property
    def number(self) -> str:
        """The number that belongs to the journal as it is now."""
        digits = sha256((self.folder / "journal.jsonl").read_bytes()).hexdigest()[:8].upper()
        return f"{digits[:4]}-{digits[4:]}"

    def graded(self) -> dict[str, Any]:
        """Take in and grade, as a coordinator does; return the result of the learner at this computer."""
        typed(self.course, "assignment", "collect", "toets")
        said = json.loads(typed(self.course, "grade", "toets", "--json"))
        (one,) = [one for one in said["submissions"] if one["student"] == account_name()]
        assert one["notes"] == []
        result: dict[str, Any] = one["result"]
        return result


def typed(folder: Path, *words: str) -> str:
    """Run a command of ours in a folder and return what it printed."""
    command = [sys.executable, "-m", "ssfh_learn", *words]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a course, and the exchange in which its test was released."""
    root = tmp_path_factory.mktemp("released")
    course, exchange = root / "cursus", root / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    write_config(course, exchange=str(exchange))
    write_key(course)
    build(find_course(course), "toets")
    release(find_course(course), "toets")
    return root


def fetch(server: Server, released: Path, place: Path) -> Fetched:
    """Fetch the test as a learner does, with a course of who grades it: what is handed in last is collected."""
    exchange, folder = released / "exchange", server.work / "toetsen" / place.name
    shutil.copytree(exchange / "proef" / "outbound" / "toets", folder)
    return Fetched(Path(shutil.copytree(released / "cursus", place / "cursus")), exchange, folder)


@pytest.fixture
def fetched(server: Server, released: Path, tmp_path: Path) -> Fetched:
    """Return the test of one learner."""
    return fetch(server, released, tmp_path)


@pytest.fixture(scope="module")
def unmade(server: Server, released: Path, tmp_path_factory: pytest.TempPathFactory) -> Fetched:
    """Return a test that nobody begins."""
    return fetch(server, released, tmp_path_factory.mktemp("unmade"))


@contextmanager
def out_of_reach(exchange: Path) -> Iterator[None]:
    """Take the exchange away for as long as the block lasts."""
    away = exchange.rename(exchange.with_name("away"))
    try:
        yield
    finally:
        away.rename(exchange)


@contextmanager
def opened(window: Window, test: Fetched) -> Iterator[Page]:
    """Open a test in its notebook."""
    page = window.context.new_page()
    page.goto(window.server.page(test.notebook))
    Player(page, TITLE).activity.wait_for(timeout=PATIENCE)
    yield page
    page.close()
    end_kernels(window.server)


@pytest.fixture
def page(window: Window, fetched: Fetched) -> Iterator[Page]:
    with opened(window, fetched) as page:
        yield page


@pytest.fixture(scope="module")
def unmade_page(window: Window, unmade: Fetched) -> Iterator[Page]:
    """Return the page of a test that nobody begins; its tests stand together, since others end every kernel."""
    with opened(window, unmade) as page:
        yield page


def hand_in(player: Player) -> None:
    player.press(ui("quiz", "hand_in"))
    player.press(ui("quiz", "hand_in_yes"))


def is_received(player: Player) -> None:
    """Wait for the receipt."""
    player.activity.get_by_role("heading", name=ui("receipt", "title")).wait_for(timeout=HANDED_IN)


def test_a_test_made_by_keyboard_is_handed_in_with_a_receipt_and_graded(page: Page, fetched: Fetched) -> None:
    player = KeyboardPlayer(page, TITLE)
    player.sees(ui("quiz", "count", "many", count=QUESTIONS))
    player.press(ui("quiz", "begin"))

    answer_all(player, ("een", "een", "twee", None), "Ik vraag hulp.")

    player.sees(ui("quiz", "blanks", "one", count=1))
    expect(player.button(ui("quiz", "question", number=4))).to_be_visible()
    hand_in(player)
    is_received(player)
    player.sees(ui("receipt", "number", number=fetched.number))
    assert re.search(r"\d{4} om \d+\.\d\d uur", player.activity.inner_text())
    result = fetched.graded()
    assert (result["points"], result["maximum"], result["status"]) == (2, 6, "awaiting_grader")
    assert result["receipt"][:8].upper() == fetched.number.replace("-", "")


@pytest.mark.nightly
def test_a_receipt_is_still_there_after_a_reload_and_a_second_attempt_gets_another(
    page: Page, fetched: Fetched
) -> None:
    player = Player(page, TITLE)
    player.press(ui("quiz", "begin"))
    answer_all(player, ("twee", "twee", None, None), "")
    hand_in(player)
    is_received(player)
    first = fetched.number

    page.reload()
    player.activity.wait_for(timeout=PATIENCE)
    player.sees(ui("receipt", "number", number=first))
    player.press(ui("quiz", "new_attempt"))
    player.press(ui("quiz", "new_attempt_yes"))
    player.sees_no(first)
    answer_all(player, ("een",) * 4, "Ik neem pauze.")
    player.sees(ui("quiz", "no_blanks"))
    hand_in(player)
    is_received(player)

    assert fetched.number != first
    player.sees(ui("receipt", "number", number=fetched.number))
    player.sees(ui("quiz", "no_attempts_left"))
    result = fetched.graded()
    assert (result["attempt"], result["attempts"], result["points"]) == (2, 2, 4)


def test_when_the_exchange_cannot_be_reached_a_learner_is_told_and_trying_again_later_works_accessible_all_the_way(
    page: Page, fetched: Fetched
) -> None:
    player = Player(page, TITLE)
    page.add_style_tag(content=SEEN_BY_AXE)
    page.evaluate(AXE_SCRIPT)
    page.emulate_media(reduced_motion="reduce")
    found = looked_at(player, "light", "dark")

    player.press(ui("quiz", "begin"))
    answer_all(player, ("een",) * 4, "")
    found += looked_at(player, "dark", "light")
    with out_of_reach(fetched.exchange):
        hand_in(player)
        player.activity.get_by_role("alert").wait_for(timeout=HANDED_IN)
        player.sees(word("grading", "exchange_unreachable", folder=fetched.exchange / "proef" / "inbound"))
        player.sees(ui("receipt", "safe"))
    found += looked_at(player, "light", "dark")
    player.press(ui("receipt", "try_again"))
    is_received(player)
    found += looked_at(player, "dark", "light")

    assert fetched.graded()["points"] == 4
    assert found == []


def looked_at(player: Player, *schemes: Literal["light", "dark"]) -> list[str]:
    """Return what is wrong now in each of these colours; a page that has the first already need not change."""
    found = []
    for scheme in schemes:
        player.page.emulate_media(color_scheme=scheme)
        is_light = str(scheme == "light").lower()
        expect(player.page.locator("body")).to_have_attribute("data-jp-theme-light", is_light)
        expect(player.page.locator("#jupyterlab-splash")).to_have_count(0)  # lies over the page while the theme changes
        found += [f"{scheme}: {one}" for one in faults(player)]
    return found


def test_a_learner_sees_the_test_and_neither_code_nor_grade_cells(unmade_page: Page, unmade: Fetched) -> None:
    before = unmade.notebook.read_bytes()
    notebook = unmade_page.locator(".jp-Notebook")

    text = notebook.inner_text()

    expect(notebook.locator(".jp-InputArea-editor:visible")).to_have_count(0)
    assert "grade(" not in text
    assert "0.0" not in text
    assert word("grading", "open_stub").strip("*") not in text
    assert len(re.findall(TITLE, text)) == 2  # the heading of the page, and of the test
    assert unmade.notebook.read_bytes() == before


def test_a_trainer_who_asks_for_the_code_sees_the_grade_cells(unmade_page: Page) -> None:
    graded = unmade_page.locator(".jp-Cell").filter(has_text='grade("vraag-01")')
    expect(graded).to_be_hidden()

    show_code(unmade_page)
    expect(graded).to_be_visible()
    show_code(unmade_page)

    expect(graded).to_be_hidden()


def show_code(page: Page) -> None:
    """Choose the command in the menu View."""
    page.get_by_role("menubar").get_by_role("menuitem").nth(2).click()
    page.get_by_role("menuitemcheckbox", name=section("lab")["show_code"]).or_(
        page.get_by_role("menuitem", name=section("lab")["show_code"])
    ).click()


def test_nothing_of_nbgraders_own_pages_is_on_a_learners_page(unmade_page: Page) -> None:
    menubar = unmade_page.get_by_role("menubar")
    seen = [menubar.inner_text()]
    for menu in menubar.get_by_role("menuitem").all():
        menu.click()
        seen += unmade_page.locator(".lm-Menu-content").all_inner_texts()
        unmade_page.keyboard.press("Escape")

    assert len(seen) > 5
    assert [text for text in seen if ENGLISH.search(text)] == []


@pytest.mark.parametrize("path", ["formgrader/", "assignments", "courses", "formgrader/api/assignments"])
def test_nbgraders_own_pages_are_not_served_to_a_learner(server: Server, path: str) -> None:
    with pytest.raises(HTTPError) as answer:
        server.ask(path)

    assert answer.value.code == 404
