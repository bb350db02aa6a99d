"""A real browser and a real server; one of each at a time."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect, sync_playwright

from tests import chromium
from tests.browser.lesson import Lesson, make_lesson
from tests.browser.player import Player
from tests.browser.portal import Course, Visitor, make_course, new_visitor
from tests.browser.servers import Server, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

# Nothing outside this computer has an address, so that a page which needs something from there cannot pass.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
# Voilà's own template asks for FontAwesome, for icons of classic ipywidgets; we use none, and nothing misses them.
VOILA_ICONS = "https://cdn.jsdelivr.net/npm/@fortawesome/fontawesome-free"
PATIENCE = 60_000
"""Milliseconds for a page with a new kernel, on a busy machine."""

expect.set_options(timeout=15_000)


@dataclass(frozen=True)
class Window:
    """A browser window on a server, and the addresses elsewhere that its pages asked for."""

    context: BrowserContext
    server: Server
    elsewhere: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Notice whatever a page asks for elsewhere."""
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url.replace("ws", "http", 1)))

    def _note(self, url: str) -> None:
        is_icon = self.server.host == "voila" and url.startswith(VOILA_ICONS)
        if not url.startswith((self.server.address + "/", "data:", "blob:", "about:")) and not is_icon:
            self.elsewhere.append(url)

    def open(self, lesson: Lesson) -> Page:
        """Open the notebook and wait for its last activity, without touching anything."""
        page = self.context.new_page()
        page.goto(self.server.page(lesson.notebook))
        wait_for_activities(page, lesson)
        return page


def wait_for_activities(page: Page, lesson: Lesson) -> None:
    """Wait until every cell of a lesson shows its activity."""
    cells = json.loads(lesson.notebook.read_text("utf-8"))["cells"]
    for cell in cells[1:]:
        Player(page, lesson.title(cell["id"])).activity.wait_for(timeout=PATIENCE)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Return Chromium. Of the package, because Playwright's event loop is in the way of tests elsewhere."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.program(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a running JupyterLab."""
    with running("lab", tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="package")
def window(browser: Browser, server: Server) -> Iterator[Window]:
    """Return a window on JupyterLab."""
    with new_window(browser, server) as window:
        yield window


@contextmanager
def new_window(browser: Browser, server: Server) -> Iterator[Window]:
    """Open a window that is wide and high enough to show a test's whole notebook."""
    context = browser.new_context(viewport={"width": 1280, "height": 1600}, locale="nl-NL")
    context.set_default_timeout(20_000)
    window = Window(context, server)
    context.on("page", lambda page: window.watch(page))  # noqa: PLW0108  (Playwright writes on what it is given)
    yield window
    context.close()


@pytest.fixture(autouse=True)
def nothing_comes_from_elsewhere(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose pages asked another computer for something."""
    yield
    if "window" in request.fixturenames:
        elsewhere: list[str] = request.getfixturevalue("window").elsewhere
        asked = [*elsewhere]
        elsewhere.clear()
        assert asked == []


@pytest.fixture
def lesson(request: pytest.FixtureRequest, server: Server) -> Callable[..., Lesson]:
    """Return a maker of a module folder that no other test uses."""
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.removeprefix("test_").lower())
    return lambda *activities: make_lesson(server, name[-50:].strip("-"), *activities)


@pytest.fixture
def visit(window: Window) -> Iterator[Callable[[Lesson], Page]]:
    """Return an opener of notebooks; pages and kernels are closed after the test."""
    pages: list[Page] = []

    def open_page(lesson: Lesson) -> Page:
        pages.append(window.open(lesson))
        return pages[-1]

    yield open_page
    for page in pages:
        page.close()
    end_kernels(window.server)


def end_kernels(server: Server) -> None:
    """Stop every kernel of a server; Voilà does so itself when a page closes."""
    if server.host != "voila":
        for session in json.loads(server.ask("api/sessions")):
            server.ask(f"api/sessions/{session['id']}", "DELETE")


@pytest.fixture(scope="package")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a Jupyter server with the portal and nothing else."""
    with running("portal", tmp_path_factory.mktemp("portal")) as server:
        yield server


def _name(request: pytest.FixtureRequest) -> str:
    return re.sub(r"[^a-z0-9]+", "-", request.node.name.removeprefix("test_").lower())[-40:].strip("-")


@pytest.fixture
def course(request: pytest.FixtureRequest, portal: Server) -> Course:
    """Return a module that no other test uses."""
    return make_course(portal, _name(request))


@pytest.fixture
def course_with_test(request: pytest.FixtureRequest, portal: Server) -> Course:
    """Return a module that no other test uses, whose test was built."""
    return make_course(portal, _name(request), with_test=True)


@pytest.fixture
def visitors(browser: Browser, portal: Server) -> Iterator[Callable[..., Visitor]]:
    """Return a maker of visitors; their pages may not fail, break the policy, or ask elsewhere for something."""
    made: list[Visitor] = []

    def visitor(**options: Any) -> Visitor:
        made.append(new_visitor(browser, portal, **options))
        return made[-1]

    yield visitor
    problems = [problem for one in made for problem in one.problems]
    for one in made:
        one.context.close()
    assert problems == []


@pytest.fixture
def visitor(visitors: Callable[..., Visitor]) -> Visitor:
    """Return somebody at a desk, logged in, who was never here before."""
    return visitors()
