"""The portal in a real Jupyter server, and who visits it; each test has a module of its own."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError

import nbformat
from playwright.sync_api import expect

from ssfh_learn.content.notebook import IMPORT
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.words import word
from tests import yaml_file
from tests.browser.lesson import CONTENT, WERKDRUK
from tests.browser.player import Player, ui
from tests.grading.courses import write_config, write_key

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.browser.servers import Server

STEPS = (("Lezen", None), ("Oefenen", "alle-vragen"), ("Een verhaal", "baliedag"), ("Een scan", "scan"))
CARD = ("Een kaart", "gesprekskaart")
QUESTIONS = 5
"""Of the test: four that were drawn, and the open one."""
FAILED_REQUEST = "Failed to load resource"
"""What Chromium's console says of each answer that is an error, also where the page expects it."""


@dataclass(frozen=True)
class Course:
    """A module in the work folder of a portal, and the test that belongs to it."""

    server: Server
    id: str

    @property
    def test(self) -> str:
        """The name of the test."""
        return f"{self.id}-toets"

    @property
    def title(self) -> str:
        """The title of the module."""
        return f"Proefmodule {self.id}"

    def activity_title(self, activity: str) -> str:
        """Return the title of an activity, which is its name on the page."""
        folder = self.server.work / "modules" / self.id / "activiteiten"
        title: str = yaml_file.read(folder / f"{activity}.yaml")["titel"]
        return title

    def step(self, number: int) -> str:
        """Return the path of a step."""
        return f"module/{self.id}/{number}"


def make_course(server: Server, id_: str, *, with_test: bool = False) -> Course:
    """Write a module of five steps, and build its test if that is asked."""
    folder = server.work / "modules" / id_
    shutil.copytree(CONTENT, folder)
    shutil.copy(WERKDRUK / "activiteiten" / "gesprekskaart.yaml", folder / "activiteiten")
    described = (folder / "module.yaml").read_text("utf-8").replace("\nid: proef\n", f"\nid: {id_}\n")
    course = Course(server, id_)
    (folder / "module.yaml").write_text(described.replace("titel: Proefmodule", f"titel: {course.title}"), "utf-8")
    (folder / f"{id_}.ipynb").write_text(nbformat.writes(_notebook(id_)) + "\n", "utf-8")
    if with_test:
        _build_test(server.work / "assignments", course.test)
    return course


def read_files_now(server: Server) -> None:
    """Make a portal look whether a file changed, which pages do only every second; an unknown module makes it look."""
    with suppress(HTTPError):
        server.ask("leren/module/unknown/none.png")


def _notebook(module: str) -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_code_cell(IMPORT, id="begin")]
    for number, (title, activity) in enumerate((*STEPS, CARD), 1):
        cells.append(
            nbformat.v4.new_markdown_cell(f"## Stap {number}. {title}\n\nLees dit **rustig**.", id=f"s{number}")
        )
        if activity:
            cells.append(nbformat.v4.new_code_cell(f'activity("{activity}")', id=activity))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "ssfh_learn": {"module": module}}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


def _build_test(course: Path, name: str) -> None:
    """Build a test for which the closed questions are enough to pass."""
    if not (course / "nbgrader_config.py").is_file():
        write_config(course)
    key = write_key(course, name)
    key.write_text(key.read_text("utf-8").replace("zakgrens: 70", "zakgrens: 50"), "utf-8")
    build(find_course(course), name)


@dataclass
class Visitor:
    """A person with a browser of her own, and what went wrong in it."""

    server: Server
    context: BrowserContext
    problems: list[str] = field(default_factory=list)

    def open(self, path: str = "", page: Page | None = None) -> Page:
        """Open a page of the portal, in a new tab unless one is given."""
        if page is None:
            page = self.context.new_page()
            page.on("console", lambda message: self._note(message.type, message.text))
            page.on("pageerror", lambda error: self.problems.append(str(error)))
            page.on("request", lambda request: self._outside(request.url))
        read_files_now(self.server)
        page.goto(f"{self.server.address}/leren/{path}")
        return page

    def open_first(self, path: str) -> tuple[Page, list[float]]:
        """Open a page in a browser that kept nothing; return it, and how many bytes each answer took, packed."""
        page = self.context.new_page()
        session = self.context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(f"{self.server.address}/leren/{path}?token={self.server.token}", wait_until="networkidle")
        return page, sizes

    def log_in(self) -> None:
        """Log in, as the address that `ssfh-learn start` opens does."""
        answer = self.context.request.get(f"{self.server.address}/leren/controle?token={self.server.token}")
        assert answer.ok

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and not text.startswith(FAILED_REQUEST):
            self.problems.append(text)

    def _outside(self, address: str) -> None:
        if not address.startswith((self.server.address + "/", "data:", "blob:", "about:")):
            self.problems.append(f"asked elsewhere: {address}")


def new_visitor(
    browser: Browser, server: Server, *, width: int = 1280, logged_in: bool = True, **options: Any
) -> Visitor:
    """Return somebody with a browser that nobody used before."""
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="nl-NL", **options)
    context.set_default_timeout(20_000)
    visitor = Visitor(server, context)
    if logged_in:
        visitor.log_in()
    return visitor


def portal_word(key: str, **fields: object) -> str:
    """Return a sentence of the portal."""
    return word("portal", key, **fields)


def answer_all(player: Player, answers: tuple[str | None, ...], text: str) -> None:
    """Answer each closed question (None leaves it blank) and the open one, up to the page that names the blanks."""
    for place, answer in enumerate(answers, 1):
        heading = player.activity.get_by_role("heading", name=ui("quiz", "place", number=place, total=QUESTIONS))
        expect(heading).to_be_visible()
        if place > 1:
            expect(heading).to_be_focused()
        if answer is not None:
            number = re.search(r"op vraag (\d)", player.activity.inner_text())
            assert number
            player.choose(f"Antwoord {number[1]} {answer}")
        player.press(ui("quiz", "next"))
    player.sees("Wat doe je morgen?")
    if text:
        player.write("Wat doe je morgen?", text)
    player.press(ui("quiz", "to_hand_in"))
    player.sees(ui("quiz", "before_hand_in"))


def make_test(page: Page, title: str, answers: tuple[str | None, ...], text: str) -> Player:
    """Begin a test and answer it, up to the page that names the blanks."""
    player = Player(page, title)
    player.press(ui("quiz", "begin"))
    answer_all(player, answers, text)
    return player


def hand_in(player: Player) -> None:
    """Hand in, confirm it, and wait for the receipt."""
    player.press(ui("quiz", "hand_in"))
    player.press(ui("quiz", "hand_in_yes"))
    expect(player.activity.get_by_role("heading", name=ui("receipt", "title"))).to_be_visible(timeout=30_000)


def waiting_in(page: Page) -> list[dict[str, Any]]:
    """Return what waits in a browser to be sent."""
    texts: list[str] = page.evaluate("() => Object.keys(localStorage).sort().map(key => localStorage.getItem(key))")
    return [json.loads(text) for text in texts]
