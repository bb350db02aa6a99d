"""What a person reads: real views of every kind and of every shipped module, drawn by the built bundle in a browser."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from ssfh_learn.activities.quiz.questions import KINDS
from ssfh_learn.activities.refresher import Refresher
from ssfh_learn.content import load_activity, load_module
from ssfh_learn.content.frame import frame
from ssfh_learn.traits import NO_RECEIPT, NOTHING_SENT
from tests.browser.player import ui
from tests.conftest import REPOSITORY
from tests.content_examples import EXAMPLES, activity, answered
from tests.seam import must_fit_traits
from tests.thoroughness import sample
from tests.walking import views_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.module import ModuleDescription

STATIC = REPOSITORY / "ssfh_learn" / "static"
ADDRESS = "http://127.0.0.1:1/"
"""Of no server: the browser is given the page and the bundle itself."""
MODULES = sorted(path.parent for path in (REPOSITORY / "modules").rglob("module.yaml"))
BROKEN = re.compile(r"\[object|undefined|\bNaN\b|\bnull\b|</?[a-z]+>|&[a-z]+;|\{\w+\}")
NOT_READ = {
    *("id", "kind", "mode", "phase", "verdict", "good", "level", "state", "outcome", "current", "present", "wanted"),
    *("open", "chosen", "type", "role", "bar", "band", "initial", "patient", "meter", "reading", "task", "why", "born"),
    *("portrait", "mood", "zone", "node"),
}
"""Ids, and words that the front end has words of its own for."""
ELSEWHERE = {"values", "solution", "answer", "results", "fields"}
"""Ids, what the learner typed herself, and what comes when she moves a slider or opens a form."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of ours that has the bundle and no server."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    page = context.new_page()
    yield page
    context.close()


def _shown(page: Page, mounts: list[dict[str, Any]]) -> list[str]:
    """Return all that can be read in each place, opened or not, and in its fields and labels."""
    seeds = [json.dumps(mount).replace("<", "\\u003c") for mount in mounts]
    places = "".join(f'<div data-ssfh-activity><script type="application/json">{seed}</script></div>' for seed in seeds)
    meta = "".join(f'<meta name="ssfh-{name}" content="{value}">' for name, value in META.items())
    html = f'<!DOCTYPE html><html lang="nl"><head>{meta}</head><body><div class="ssfh ssfh-portal">{places}'
    html += f"<div data-ssfh-outbox></div></div>{SCRIPTS}</body></html>"

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS).partition("?")[0]
        if name.endswith(".js"):
            route.fulfill(body=(STATIC / name).read_text("utf-8"), content_type="text/javascript; charset=utf-8")
        else:
            route.fulfill(body=html if not name else "", content_type="text/html; charset=utf-8")

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.locator(".ssfh-activity").nth(len(mounts) - 1).wait_for(state="attached")
    return _read(page)


def _read(page: Page) -> list[str]:
    """Return all that can be read now in each place."""
    texts: list[str] = page.evaluate(READ)
    return [" ".join(text.split()) for text in texts]


def _open_every_part(page: Page) -> None:
    """Choose each theme or level that a worksheet asks to choose from, as a person does, until none is left."""
    choices = page.locator(".ssfh-first-choice").get_by_role("button")
    for left in reversed(range(choices.count())):
        choices.first.click()
        expect(choices).to_have_count(left)


EMPTY = """() => [...document.querySelectorAll(
  "dt, dd, li, p, h2, h3, h4, h5, legend, label, summary, button, figcaption, caption, output"
)].filter((one) => !one.role && !one.textContent.trim() && !one.querySelector("img, svg, input"))
  .map((one) => one.outerHTML)"""
VERSION = sha256((STATIC / "ssfh.js").read_bytes()).hexdigest()[:12]
SCRIPTS = "".join(
    f'<script type="module" src="/{name}"></script>'
    for name in (f"ssfh.js?v={VERSION}", "practice_his.js", "scenario.js", "skills_gap.js", "portal.js")
)
"""In the order of a page of the portal; ssfh.js has the address at which portal.js looks for it."""
META = {"root": "/", "person": "anna", "xsrf": "x"}
READ = """() => [...document.querySelectorAll("[data-ssfh-activity]")].map((place) => [
  place.textContent,
  ...[...place.querySelectorAll("input, textarea")].map((field) => field.value),
  ...[...place.querySelectorAll("[aria-label]")].map((one) => one.getAttribute("aria-label")),
  ...[...place.querySelectorAll("img")].map((one) => one.alt),
].join("\\n"))"""


def _mounts(one: Activity, description: ModuleDescription | None) -> Iterator[dict[str, Any]]:
    """Yield what a page holds for each view, and once for each question of one."""
    around = {"place": "m", "activity": one.id, "frame": frame(one, description), "notices": [], "receipt": NO_RECEIPT}
    around["saved"] = NOTHING_SENT
    drawn = set()
    for view in views_of(one):
        is_quiz = view["kind"] in {"quiz", "refresher"}
        ids = [question["id"] for question in view["questions"]] if is_quiz else []
        for current in [*ids, None]:
            shown = {**view, "current": current} if ids else view
            look = json.dumps(_on_screen(shown))
            if look not in drawn:
                drawn.add(look)
                yield {**around, "view": shown}


def _texts(value: Any, key: str = "") -> Iterator[str]:
    """Yield what is there to read in a part of a view or a frame."""
    if isinstance(value, dict) and set(value) == {"html"}:
        for block in BeautifulSoup(value["html"], "html.parser").find_all(string=True):
            yield " ".join(block.split())
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in ELSEWHERE and (name not in NOT_READ or isinstance(inner, dict | list)):
                yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, str):
        yield " ".join(value.split())


def _on_screen(view: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a view that is drawn now: one question of a quiz, no statements beside their result."""
    if view["kind"] in {"quiz", "refresher"} and view["questions"]:
        current = [one for one in view["questions"] if one["id"] == view["current"] and view["phase"] != "closed"]
        cards = {one["id"]: view["cards"][one["id"]] for one in current} if "cards" in view else {}
        result = None if current else view["result"]
        asked = [{**one, "missing": []} for one in current]  # ids of what is to be answered still
        return {**view, "questions": asked, "cards": cards, "result": result, "blank": [], "partly": []}
    if view["kind"] == "practice_his" and view["task"]:
        task = view["task"]
        known = [one for one in task["patients"] if one["id"] == task["open"]]  # others are there for who searches
        return {**view, "task": {**task, "patients": known, "parts": [part["label"] for part in task["parts"]]}}
    if view.get("phase") == "result":
        view = {**view, "items": []}
    if view["kind"] == "skills_gap":
        chosen = (view["present"], view["wanted"]) if view["phase"] == "open" else ()
        view = {**view, "functions": [one if one["id"] in chosen else one["name"] for one in view["functions"]]}
    if view["kind"] == "skills_gap" and view["result"]:
        bare = {group: [{**one, "evidence": []} for one in view["result"][group]] for group in GROUPS}
        return {**view, "result": {**view["result"], **bare}}
    return view


GROUPS = ("misses", "unknown", "extra")
"""Of a skills gap, which say nothing of evidence."""


def _strings(value: Any) -> Iterator[str]:
    """Yield every string, also what a learner typed."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


def _read_all(page: Page, one: Activity, description: ModuleDescription | None) -> None:
    """Draw all views of an activity: each text is read somewhere, and nothing is read that no person wrote."""
    mounts = list(_mounts(one, description))
    at_first = _shown(page, mounts)
    assert page.evaluate(EMPTY) == [], one.id
    _open_every_part(page)
    read = _read(page)
    for mount, *texts in zip(mounts, at_first, read, strict=True):
        written = " ".join([*_texts(mount), *_strings(mount)])
        assert [found for text in texts for found in BROKEN.findall(text) if found not in written] == [], one.id
    there = {text for mount in mounts for text in (*_texts(_on_screen(mount["view"])), *_texts(mount["frame"]))}
    everything = "\n".join(read)
    assert {text for text in there if text not in everything} == set(), one.id
    assert page.evaluate(EMPTY) == [], one.id


@pytest.mark.parametrize("name", [*EXAMPLES, "refresher"])
def test_every_text_of_every_kind_is_read_and_nothing_that_no_person_wrote(page: Page, name: str) -> None:
    made = [activity(content, kind.replace("_", "-")) for kind, content in EXAMPLES.items()]
    one = Refresher.of(made, id_="opfrissen", title="Opfrissen") if name == "refresher" else activity(EXAMPLES[name])
    assert one is not None

    _read_all(page, one, load_module(REPOSITORY / "modules" / "werkdruk").description)

    meanings = page.locator(".ssfh-activity").first.locator("dd").all_text_contents()
    assert len(meanings) > 3
    assert all(meaning.strip() for meaning in meanings)


def test_every_kind_of_question_is_read_with_its_answer_and_what_is_said_of_it() -> None:
    """Which views are drawn is a walk, so it is held here that the walk comes everywhere."""
    asked = {
        (question["kind"], step)
        for view in views_of(activity(EXAMPLES["quiz"]))
        for question in view["questions"]
        for step in (question["phase"], "told" if (question["feedback"] or {}).get("solution") else "")
    }
    told = {kind.kind for kind in KINDS} - {"own_words", "open_text"}

    assert asked >= {(kind.kind, "checked") for kind in KINDS} | {(kind, "told") for kind in told}


HANDED_IN = {**NO_RECEIPT, "state": "handed_in", "number": "7F3A-21BC", "at": "2026-11-21T13:05:00+00:00"}
SLIPS = {
    "none": NO_RECEIPT,
    "busy": {**NO_RECEIPT, "state": "busy"},
    "failed": {**NO_RECEIPT, "state": "failed", "message": "De map is niet te bereiken."},
    "handed in": {**HANDED_IN, "graded": None},
    "to be graded by a person": {**HANDED_IN, "graded": False},
    "graded": {**HANDED_IN, "graded": True, "result": "?7F3A-21BC#uitslag"},
}


def test_a_test_is_read_before_and_after_grading(page: Page) -> None:
    one = activity(EXAMPLES["test"], "toets")
    closed = one.view(answered(one, {"kind": "begin"}, {"kind": "hand_in"}))
    around = {"place": "m", "activity": one.id, "frame": frame(one, None), "notices": [], "saved": NOTHING_SENT}
    mounts = [{**around, "view": closed, "receipt": slip} for slip in SLIPS.values()]
    for mount in mounts:
        must_fit_traits(mount)

    read = dict(zip(SLIPS, _shown(page, mounts), strict=True))

    assert len(set(read.values())) == len(SLIPS)
    assert [name for name, text in read.items() if "7F3A-21BC" in text] == list(SLIPS)[3:]
    assert [name for name, text in read.items() if ui("receipt", "next") in text] == ["to be graded by a person"]
    assert [name for name, text in read.items() if ui("receipt", "result") in text] == ["graded"]
    assert SLIPS["failed"]["message"] in read["failed"]
    assert [found for text in read.values() for found in BROKEN.findall(text)] == []


@pytest.mark.parametrize("folder", sample(MODULES, 0, 4), ids=[path.name for path in MODULES])
def test_every_text_of_a_shipped_module_is_read_with_its_glossary(page: Page, folder: Any) -> None:
    module = load_module(folder)

    for path in module.activity_files.values():
        _read_all(page, load_activity(path), module.description)

    meanings = page.locator(".ssfh-activity").first.locator("dd").all_text_contents()
    assert len(meanings) >= len(module.description.glossary) > 0
    assert all(meaning.strip() for meaning in meanings)
