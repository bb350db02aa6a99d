"""Make every screenshot of the guides, from the real thing: `python docs/screenshots.py [name ...]`.

Starts `ssfh-learn start --lab` with a home and a course of its own, and plays a learner with invented answers in the
system's Chromium: in JupyterLab for the trainer's guide, in the portal for the learner's.
"""  # noqa: INP001  (a script)

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from uuid import uuid4

from playwright.sync_api import Browser, FloatRect, Locator, Page, sync_playwright

from ssfh_learn.activities.dutch import PORTRAITS
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.content import load_activity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

IMAGES = Path(__file__).parent / "images"
EXAMPLES = Path(__file__).parents[1] / "assignments"
TEST = "werkdruk-toets"
LEARNER, SECRET = "anna", bytes(32)
"""They decide about the order of questions and answers, so that the pictures stay the same."""
WIDTH, HEIGHT = 1200, 760
DESK = 960
"""A window in which a page of the portal has little empty space beside it."""
PHONE, PHONE_HEIGHT = 390, 780
TALL = 2400
"""High enough for every activity to be in view at once."""
CLOSE = 1.5
"""An activity is about 740 pixels wide; this makes its picture as wide as that of a whole window."""
LARGEST = 150_000
PATIENCE = 60
"""Seconds for a server to start, on a busy machine."""
INVENTED = (2, 3, 2, 3, 4, 5, 4, 3, 2, 1, 2, 4, 3, 2, 3)
"""Answers to the statements of the self-assessment, of nobody."""
OPEN_ANSWER = "Eén stap is te weinig. Spreek in het team af wie wat doet, en kijk na een maand of het werkt."
"""To the open question of the test."""


@dataclass(frozen=True)
class Picture:
    """What to do on the page, which part of it to keep, and how the window is meanwhile."""

    take: Callable[[Page], FloatRect]
    height: int = HEIGHT
    scale: float = 1
    width: int = WIDTH
    portal: str | None = None
    """The page of the portal, below its address; without one the picture is of JupyterLab."""


def main(names: list[str]) -> None:
    """Make the screenshots with these names, or all of them; those of a test follow each other in one server."""
    IMAGES.mkdir(exist_ok=True)
    chosen = {name: PICTURES[name] for name in names or PICTURES}
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as address, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        options = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        for name, picture in chosen.items():
            page = opened(browser, address, picture) if picture.portal is None else visited(browser, address, picture)
            path = stored(page, name, picture.take(page))
            print(path.name, path.stat().st_size)  # noqa: T201  (a script that says what it made)
            page.close()
        browser.close()


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Run the server in a work folder and a home below `folder`, with a course; yield its address."""
    log = folder / "server.log"
    surroundings = environment(folder / "home")
    program = [sys.executable, "-m", "ssfh_learn"]
    course = folder / "ssfh-leren" / "assignments"
    shutil.copytree(EXAMPLES / "keys", course / "keys", ignore=shutil.ignore_patterns("*-toets"))
    shutil.copy(EXAMPLES / "nbgrader_config.py", course)
    (course / "keys" / TEST).mkdir()
    (course / "keys" / TEST / "secret").write_text(SECRET.hex(), "ascii")
    build = [*program, "assignment", "build", TEST, "--course", str(course)]
    subprocess.run(build, env=surroundings, stdout=subprocess.DEVNULL, check=True)  # noqa: S603  (our own command)
    command = [*program, "start", "--lab", "--no-browser", "--folder", str(course.parent)]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603  (our own command)
            [*command, "--port", str(free_port())],
            env=surroundings,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield printed_address(log)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which nothing of whoever runs this is read, changed or seen."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "XDG", "IPYTHON"))}
    places = {f"XDG_{name}_HOME": home / name.lower() for name in ("DATA", "CONFIG", "CACHE", "STATE")}
    places |= {f"JUPYTER_{name}_DIR": home / "jupyter" / name.lower() for name in ("CONFIG", "DATA", "RUNTIME")}
    settings = places["JUPYTER_CONFIG_DIR"] / "labconfig"
    settings.mkdir(parents=True)
    # A developer's environment holds extensions that a trainer's does not, with menus and panels of their own.
    others = ("@jupyter/nbgrader", "@jupyter-notebook/lab-extension", "@voila-dashboards/jupyterlab-preview")
    disabled = ", ".join(f'"{name}": true' for name in others)
    (settings / "page_config.json").write_text(f'{{"disabledExtensions": {{{disabled}}}}}', "utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {
        **kept,
        **{name: str(place) for name, place in places.items()},
        "HOME": str(home),
        "LOGNAME": LEARNER,
        "IPYTHONDIR": str(home / "ipython"),
        "PATH": path,
    }


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as candidate:
        candidate.bind(("127.0.0.1", 0))
        port: int = candidate.getsockname()[1]
        return port


def printed_address(log: Path) -> str:
    """Return the address that the command prints, once something answers there."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = re.search(r"^Adres: (http://127\.0\.0\.1:(\d+)/\S+)$", log.read_text("utf-8"), re.MULTILINE)
        if found:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", int(found[2]))) == 0:
                    return found[1]
        time.sleep(0.2)
    message = f"the server did not start:\n{log.read_text('utf-8')}"
    raise TimeoutError(message)


def opened(browser: Browser, address: str, picture: Picture) -> Page:
    """Return the module in a window of its own, in light colours, with every activity on the page."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.scale,
        color_scheme="light",
        reduced_motion="reduce",
    )
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(address)
    for kind in ("role_choice", "quiz", "scenario", "self_assessment", "fact_chart", "action_plan"):
        page.locator(f".ssfh-{kind}").first.wait_for(state="attached")
    page.wait_for_timeout(2500)
    return page


def visited(browser: Browser, address: str, picture: Picture) -> Page:
    """Return a page of the portal as a learner sees it, in a browser of its own; she has been there before."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.scale,
        color_scheme="light",
        reduced_motion="reduce",
        is_mobile=picture.width == PHONE,
    )
    portal, token = urljoin(address, "/leren/"), address.partition("token=")[2]
    context.add_cookies([{"name": "ssfh_role", "value": "learner", "url": portal}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{portal}?token={token}")
    page.goto(f"{portal}{picture.portal}")
    page.wait_for_timeout(500)
    return page


def stored(page: Page, name: str, part: FloatRect) -> Path:
    """Write one part of the page as a PNG; raises ValueError where it is too large for a guide."""
    page.mouse.move(1, 1)
    page.wait_for_timeout(300)
    path = IMAGES / f"{name}.png"
    picture = page.screenshot(clip=part)
    if len(picture) >= LARGEST:
        message = f"{path} would be {len(picture)} bytes; crop it to what matters"
        raise ValueError(message)
    path.write_bytes(picture)
    return path


def menu(page: Page, *path: str) -> None:
    """Choose something in the menus, as a person would."""
    page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{path[0]}$")).click()
    for label in path[1:]:
        page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{label}$")).first.click()
    page.wait_for_timeout(1000)


def activity(page: Page, kind: str, title: str) -> Locator:
    """Return an activity by its title, scrolled to."""
    found = page.locator(f".ssfh-{kind}", has=page.get_by_role("heading", name=title)).first
    found.scroll_into_view_if_needed()
    return found


def around(place: Locator, until: Locator | None = None) -> FloatRect:
    """Return the part of the page that an element takes, or only from its top until another one ends."""
    place.scroll_into_view_if_needed()
    place.page.wait_for_timeout(500)
    box = place.bounding_box()
    last = until.bounding_box() if until else box
    if box is None or last is None:
        message = "what should be in the picture is not on the page"
        raise ValueError(message)
    return {**box, "height": last["y"] + last["height"] - box["y"] + (20 if until else 0)}


def window() -> FloatRect:
    """Return the whole window, without the panels at the right that a trainer does not need."""
    return {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}


def beginning(page: Page) -> FloatRect:  # noqa: ARG001  (every picture gets the page)
    """Show the module as a learner finds it."""
    return window()


def question(page: Page) -> FloatRect:
    """Answer a question wrongly, for the feedback."""
    quiz = activity(page, "quiz", "Kennischeck: wat weet je nu over werkdruk?")
    quiz.locator("label", has_text="Je hebt veel telefoontjes op een dag.").click()
    quiz.get_by_role("button", name="Controleer").click()
    quiz.get_by_role("button", name="Probeer opnieuw").wait_for()
    return around(quiz, quiz.get_by_role("button", name="Probeer opnieuw"))


def scenario(page: Page) -> FloatRect:
    """Begin the scenario and make the first choice."""
    played = activity(page, "scenario", "Maandagochtend")
    played.get_by_role("button", name="Begin het verhaal").click()
    played.locator("label, button", has_text="Dat lukt niet allebei.").first.click()
    page.wait_for_timeout(1000)
    return around(played)


_DRAW = """async people => {
    const core = document.querySelector("link[rel=modulepreload][href*='ssfh.js']").href;
    const { default: activities } = await import(core);
    const frame = { help: null, about: null, glossary: [], report: null };
    const view = { kind: "scenario", title: "", role: { html: "" }, phase: "ready", people, meters: [], turns: [] };
    const model = { get: trait => ({ view, frame })[trait], on() {}, off() {} };
    activities.render({ model, el: document.querySelector("main") });
}"""


def portraits(page: Page) -> FloatRect:
    """Show everybody that a story can have, with the name that a trainer types."""
    page.evaluate(_DRAW, [{"name": name, "portrait": name} for name in PORTRAITS])
    return around(page.locator(".ssfh-people").last)


def assessment(page: Page) -> FloatRect:
    """Fill in the self-assessment and ask for the result."""
    scan = activity(page, "self_assessment", "Hoe zit het met mijn werkdruk?")
    for statement, value in zip(scan.locator(".ssfh-statement").all(), INVENTED, strict=True):
        statement.get_by_role("radio").nth(value - 1).check(force=True)
        page.wait_for_timeout(150)
    scan.get_by_role("button", name="Bekijk je uitslag").click()
    scan.get_by_role("heading", name="Jouw uitslag").wait_for()
    return around(scan, scan.get_by_text("Herstel lukt soms."))


def chart(page: Page) -> FloatRect:
    """Estimate, and see the chart."""
    facts = activity(page, "fact_chart", "Wat doen werkgevers aan werkdruk?")
    facts.get_by_role("slider").fill("40")
    facts.get_by_role("button", name="Controleer mijn schatting").click()
    facts.get_by_role("button", name="Schat opnieuw").wait_for()
    return around(facts, facts.locator(".ssfh-origin"))


def code(page: Page) -> FloatRect:
    """Show the code of the cells."""
    menu(page, "Weergave", "Code tonen")
    cell = page.locator(".jp-CodeCell", has_text='activity("teamrekenhulp")').first
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Escape")
    cell.evaluate("cell => cell.scrollIntoView({ block: 'start' })")
    page.mouse.move(WIDTH / 2, HEIGHT / 2)
    page.mouse.wheel(0, -160)
    page.wait_for_timeout(1500)
    return window()


def files(page: Page) -> FloatRect:
    """Open the file browser and a content file."""
    menu(page, "Weergave", "File Browser")
    page.locator(".jp-DirListing-item", has_text="module.yaml").dblclick()
    page.locator(".jp-FileEditor .cm-line").first.wait_for()
    page.wait_for_timeout(1500)
    return window()


def top(page: Page, last: Locator | None = None) -> FloatRect:
    """Return what is in view, or only its beginning until something ends."""
    if last is None:
        return {"x": 0, "y": 0, **(page.viewport_size or {"width": WIDTH, "height": HEIGHT})}
    last.wait_for()
    box = last.bounding_box() or {"y": 0, "height": HEIGHT}
    return {**top(page), "height": box["y"] + box["height"] + 12}


def follow(page: Page, place: str) -> None:
    """Go to another page of the portal, after what the front end does at the start of this one."""
    page.goto(urljoin(page.url, place))
    page.wait_for_timeout(500)


def chosen_module(page: Page) -> FloatRect:
    """Close the welcome, read some steps of a module, and come back."""
    page.get_by_role("button", name="Ik begrijp het").click()
    for step in range(1, 6):
        follow(page, f"/leren/module/werkdruk/{step}")
    follow(page, "/leren/")
    return top(page, page.locator(".ssfh-tile", has_text="Ga verder bij"))


def answered(page: Page) -> Locator:
    """Answer a question of a step where it has no answer yet, and return the question."""
    question = page.locator(".ssfh-quiz").first
    question.locator("label", has_text="Groep (team)").wait_for()
    explain = question.get_by_role("button", name="Bekijk de uitleg")
    if explain.is_visible():
        question.locator("label", has_text="Groep (team)").click()
        explain.click()
    question.get_by_role("button", name="Probeer opnieuw").wait_for()
    return question


def step(page: Page) -> FloatRect:
    """Show a step with its exercise and what leads to the next step."""
    answered(page)
    return top(page, page.locator(".ssfh-page-nav"))


def on_a_phone(page: Page) -> FloatRect:
    """Show the same question where the answers are in view."""
    answered(page).locator("fieldset").first.evaluate("one => one.scrollIntoView({ block: 'start' })")
    page.mouse.wheel(0, -140)
    page.wait_for_timeout(500)
    return top(page)


def rules(page: Page) -> FloatRect:
    """Show what a learner reads before she begins a test."""
    return top(page, page.get_by_role("button", name="Begin"))


def result(page: Page) -> FloatRect:
    """Make the test with the right answers, hand it in, and show what came of it."""
    quiz = load_activity(EXAMPLES / "keys" / f"{TEST}.yaml")
    assert isinstance(quiz, Quiz)  # noqa: S101  (for who reads the types)
    questions = {one.id: one for one in quiz.relabelled(SECRET).questions}
    for asked in respond(page, kind="begin")["view"]["questions"]:
        question = questions[asked["id"]]
        answer = OPEN_ANSWER if question.needs_grader else question.solution()
        respond(page, kind="answer", question=question.id, answer=answer)
    respond(page, kind="hand_in")
    page.reload()
    return top(page, page.get_by_text("Het nummer van je inlevering"))


def respond(page: Page, **response: Any) -> dict[str, Any]:
    """Send a response to the test as its page does, and return what the portal answers."""
    asked = {"place": TEST, "activity": TEST, "response": {"id": str(uuid4()), **response}}
    token = page.locator("meta[name=ssfh-xsrf]").get_attribute("content") or ""
    address = urljoin(page.url, "/leren/api/antwoord")
    said: dict[str, Any] = page.request.post(address, data=asked, headers={"X-XSRFToken": token}).json()
    return said


PICTURES = {
    "begin": Picture(beginning),
    "quiz": Picture(question, TALL, CLOSE),
    "scenario": Picture(scenario, TALL, CLOSE),
    "portretten": Picture(portraits, TALL, 2, DESK, portal="module/werkdruk/10"),
    "zelfscan": Picture(assessment, TALL, CLOSE),
    "feitengrafiek": Picture(chart, TALL, CLOSE),
    "code-tonen": Picture(code),
    "bestanden": Picture(files),
    "deelnemer-begin": Picture(chosen_module, TALL, width=DESK, portal=""),
    "deelnemer-stap": Picture(step, TALL, width=DESK, portal="module/werkdruk/8"),
    "deelnemer-telefoon": Picture(on_a_phone, PHONE_HEIGHT, width=PHONE, portal="module/werkdruk/8"),
    "deelnemer-toets": Picture(rules, TALL, width=DESK, portal=f"toets/{TEST}/"),
    "deelnemer-uitslag": Picture(result, TALL, width=DESK, portal=f"toets/{TEST}/"),
}

if __name__ == "__main__":
    main(sys.argv[1:])
