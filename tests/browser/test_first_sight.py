"""An activity before its script is there: read, chosen from, and taken over in its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from ssfh_learn.content.frame import bare_frame
from ssfh_learn.portal.learner.served import asked, served
from ssfh_learn.portal.web.assets import asset_address, files_of
from ssfh_learn.traits import NO_RECEIPT, NOTHING_SENT
from ssfh_learn.words import word
from tests.browser.player import ui
from tests.browser.test_accessibility import BROKEN_RULES, RULES
from tests.browser.until import until
from tests.conftest import REPOSITORY
from tests.portal.host import ROOT, SEED, WHO, serving
from tests.seam import VIEWS
from tests.test_seam import WALKED
from tests.walking import views_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, Route

    from tests.portal.host import Site

QUIZ, SCAN, STORY = "module/agressie/7", "module/agressie/12", "module/agressie/9"
CHART, CARD = "module/werkdruk/4", "module/werkdruk/11"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
STYLED = "[...document.querySelectorAll('link[rel=stylesheet]')].every((link) => link.sheet)"
HANDED_IN = {**NO_RECEIPT, "state": "handed_in", "number": "ABCD-1234", "at": "2026-11-30T08:05:00+00:00"}
RECEIPTS: list[dict[str, Any]] = [
    {},
    {"receipt": HANDED_IN},
    {"receipt": {**HANDED_IN, "graded": False, "result": "/leren/toets/proef/"}},
    {"receipt": {**NO_RECEIPT, "state": "busy"}},
    {"receipt": {**NO_RECEIPT, "state": "failed", "message": "De server is vol."}},
]
SCRIPTS = re.compile(r"\.js\?")
SHIFTS = """() => { window.shifts = []; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) for (const {node, previousRect, currentRect} of entry.sources)
        window.shifts.push([node?.outerHTML?.slice(0, 80), JSON.stringify([previousRect, currentRect])].join(" "));
}).observe({type: "layout-shift", buffered: true}); }"""
# Each thing that is seen, with its words and its place on the page; what is there and hidden is no difference.
SEEN = """() => [...document.querySelectorAll(`[data-ssfh-activity] :is(section, h2, h3, legend, label, li, nav,
    summary, .ssfh-choice, .ssfh-button, .ssfh-link, .ssfh-mover, .ssfh-role, .ssfh-strip, .ssfh-bubble,
    .ssfh-narration, .ssfh-status, .ssfh-markup)`)]
  .filter((one) => one.checkVisibility({visibilityProperty: true}))
  .map((one) => [one, one.getBoundingClientRect()])
  .map(([one, box]) => [
    one.innerText.replace(/\\s+/g, " ").trim().slice(0, 60),
    ...[box.x, box.y, box.width, box.height].map(Math.round),
  ].join(" | "))"""

# Draws each view as the server and then as the script does, and says of which the boxes, words or controls differ.
DRAWN_TWICE = """async (samples) => {
  const loaded = performance.getEntriesByType("resource").find(({ name }) => name.includes("/ssfh.js"));
  const { default: activities } = await import(loaded.name);
  const place = document.querySelector("[data-ssfh-activity]");
  const controls = () => [...place.querySelectorAll("input, button, select, textarea, summary")]
    .filter((one) => one.checkVisibility({visibilityProperty: true}))
    .map((one) => [one.closest(".ssfh-press") || one.localName === "button" ? "button" : one.type ?? one.localName,
      one.getAttribute("aria-label") ?? (one.labels?.[0] ?? one).textContent.replace(/\\s/g, ""),
      ["text", "textarea", "range"].includes(one.type) ? one.value : one.type === "radio" && one.checked]);
  const said = () => {
    const copy = place.cloneNode(true);
    // The value of a field is compared with the controls; what is folded has no measures yet.
    for (const one of copy.querySelectorAll("textarea, details:not([open]) > :not(summary)")) one.remove();
    return copy.textContent.replace(/\\s/g, "");
  };
  const seen = () => [...(SEEN)(), said(), ...controls().map(String)];
  const told = [];
  for (const [html, traits] of samples) {
    place.innerHTML = html;
    for (const one of place.querySelectorAll(".ssfh-served-list, .ssfh-served-one"))
      if (one.getClientRects().length === 0 && getComputedStyle(one).display === "none") one.remove();
    const served = seen();
    place.replaceChildren();
    const model = { get: (name) => traits[name], set() {}, save_changes() {}, on() {}, off() {} };
    const remove = activities.render({ model, el: place });
    if (traits.view.result?.show_help) await new Promise((go) => setTimeout(go, 100)); // the link to help follows
    const drawn = seen();
    remove();
    if (served.join("\\n") !== drawn.join("\\n")) {
      const only = (these, those) => these.filter((one) => !those.includes(one)).slice(0, 6);
      told.push([traits.view.kind, traits.view.phase, only(served, drawn), only(drawn, served)]);
    }
  }
  return told;
}""".replace("SEEN", SEEN)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a portal with the shipped modules."""
    folder: Path = tmp_path_factory.mktemp("site")
    with serving(REPOSITORY / "modules", None, f"sqlite:///{folder / 'leren.db'}") as site:
        site.visitor("anna").get(QUIZ)  # the first page of all reads the modules
        yield site


class Held:
    """A page whose scripts wait until they are let go."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        """Open a page, and wait until its first activity is in sight."""
        self.page = context.new_page()
        self.routes: list[Route] | None = []
        self.page.add_init_script(f"({SHIFTS})()")
        self.page.route(SCRIPTS, self._hold)
        self.page.goto(address, wait_until="commit")
        self.page.locator("[data-ssfh-served]").first.wait_for()
        until(self.page, STYLED)  # nobody sees a page before its styles; a test could

    def _hold(self, route: Route) -> None:
        if self.routes is None:
            route.continue_()
        else:
            self.routes.append(route)

    def let_go(self) -> Page:
        """Let the scripts come, and wait until they drew every activity."""
        waiting, self.routes = self.routes or [], None
        for route in waiting:
            route.continue_()
        expect(self.page.locator("[data-ssfh-served]")).to_have_count(0)
        return self.page


@pytest.fixture
def windows(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Return a maker of windows for somebody."""
    made: list[BrowserContext] = []

    def of(who: str, **options: Any) -> BrowserContext:
        made.append(browser.new_context(extra_http_headers={WHO: f"{who}|learner"}, locale="nl-NL", **options))
        return made[-1]

    yield of
    for context in made:
        context.close()


@pytest.fixture
def held(site: Site, windows: Callable[..., BrowserContext]) -> Callable[..., Held]:
    """Return an opener of pages whose scripts wait."""
    return lambda who, path, **options: Held(windows(who, **options), f"http://127.0.0.1:{site.port}{ROOT}{path}")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(("who", "path"), [("anna", QUIZ), ("anna", SCAN), ("anna", STORY), ("bea", STORY)])
def test_the_script_takes_over_in_the_same_place_and_nothing_moves(
    site: Site, held: Callable[..., Held], who: str, path: str, viewport: dict[str, int]
) -> None:
    if who == "bea":  # is at her first choice
        site.visitor(who).respond("agressie", "het-recept", kind="begin")
    before = held(who, path, viewport=viewport, reduced_motion="reduce")
    served = before.page.evaluate(SEEN)
    if viewport == DESK or path != STORY:  # axe-core judges no colour in a dock that stays at the bottom of a phone
        before.page.evaluate(AXE_SCRIPT)
        assert before.page.locator("main").evaluate(BROKEN_RULES, RULES) == []

    page = before.let_go()

    assert len(served) > 10
    assert served == page.evaluate(SEEN)
    assert page.evaluate("window.shifts") == []


def test_a_choice_and_a_press_from_before_the_script_are_kept_and_played(held: Callable[..., Held]) -> None:
    early = held("cato", QUIZ, viewport=PHONE)
    option = early.page.get_by_role("radio").nth(1)
    words = option.locator("xpath=..").inner_text()
    option.check(force=True)
    early.page.get_by_role("checkbox", name=ui("quiz", "check_ungraded")).check(force=True)

    page = early.let_go()

    expect(page.locator(".ssfh-feedback")).to_be_visible()
    expect(page.get_by_role("radio", checked=True).locator("xpath=..")).to_contain_text(words)
    page.reload()
    expect(page.locator("[data-ssfh-served]")).to_have_count(0)
    expect(page.locator(".ssfh-feedback")).to_be_visible()


def test_a_choice_of_a_story_and_one_on_a_scale_are_kept_and_the_focus_stays_where_it_was(
    site: Site, held: Callable[..., Held]
) -> None:
    site.visitor("dina").respond("agressie", "het-recept", kind="begin")
    story = held("dina", STORY, viewport=DESK)
    chosen = story.page.locator(".ssfh-choice").last
    words = chosen.inner_text()
    chosen.click()
    scan = held("dina", SCAN, viewport=PHONE)
    scan.page.get_by_role("radio").nth(2).focus()

    assert scan.let_go().evaluate("document.activeElement.value") == "3"
    expect(story.let_go().locator(".ssfh-mine")).to_contain_text(words)


def test_what_was_typed_set_and_opened_before_the_script_is_there_afterwards(
    site: Site,
    held: Callable[..., Held],
) -> None:
    untouched = held("gina", CHART, viewport=PHONE)
    expect(untouched.page.locator(".ssfh-estimate output").first).to_have_text(ui("fact_chart", "not_moved"))
    untouched.page.get_by_text(ui("fact_chart", "check")).first.click()
    expect(untouched.let_go().get_by_text(ui("fact_chart", "move_first")).first).to_be_visible()
    chart = held("gina", CHART, viewport=PHONE)
    chart.page.get_by_role("slider").first.fill("77")
    chart.page.get_by_text(ui("fact_chart", "check")).first.click()
    expect(chart.let_go().get_by_text("77%", exact=False).first).to_be_visible()
    site.visitor("gina").respond("werkdruk", "gesprekskaart", kind="agreement", row=1, what="Om de beurt pauze")
    card = held("gina", CARD, viewport=PHONE)
    opened = card.page.locator(".ssfh-first-choice .ssfh-press").first
    theme = opened.inner_text()
    opened.click()
    row = card.page.locator(".ssfh-row").first.get_by_label(ui("rows", "what"))
    row.fill("Ik bel 📞 مرحبا")

    page = card.let_go()

    expect(page.get_by_role("heading", name=theme)).to_be_visible()
    expect(row).to_have_value("Ik bel 📞 مرحبا")
    page.reload()
    expect(page.locator("[data-ssfh-served]")).to_have_count(0)
    expect(row).to_have_value("Ik bel 📞 مرحبا")


def test_without_a_script_all_is_read_and_no_button_promises_what_it_cannot_do(
    site: Site, windows: Callable[..., BrowserContext]
) -> None:
    emma = site.visitor("emma")
    emma.respond("agressie", "het-recept", kind="begin")
    page = windows("emma", viewport=PHONE, java_script_enabled=False).new_page()
    for path, count in ((QUIZ, 4), (SCAN, 13), (STORY, 3)):
        view: Any = json.loads(SEED.findall(emma.get(path).text)[0])["view"]
        asked = view.get("choices") or view.get("items") or view["questions"][0]["options"]
        page.goto(f"http://127.0.0.1:{site.port}{ROOT}{path}")
        read = " ".join(page.locator("main").inner_text().split())

        assert [one["id"] for one in asked if plain(one["text"]) not in read] == []
        assert len(asked) >= count
        assert word("portal", "no_script") in read
        expect(page.get_by_role("checkbox")).to_have_count(0)
    view = json.loads(SEED.findall(emma.get(CARD).text)[0])["view"]
    page.goto(f"http://127.0.0.1:{site.port}{ROOT}{CARD}")
    read = page.locator(".ssfh-first-choice").inner_text()
    assert [theme["name"] for theme in view["themes"] if theme["name"] not in read] == []
    expect(page.get_by_role("checkbox")).to_have_count(0)


def plain(text: dict[str, str]) -> str:
    """Return markup as it is read."""
    return " ".join(unescape(re.sub("<[^>]+>", "", text["html"])).split())


@pytest.mark.parametrize("viewport", [PHONE, pytest.param(DESK, marks=pytest.mark.nightly)], ids=["phone", "desk"])
def test_every_kind_at_every_moment_is_drawn_twice_with_the_same_words_controls_and_measures(
    site: Site, windows: Callable[..., BrowserContext], viewport: dict[str, int]
) -> None:
    page = windows("frida", viewport=viewport, reduced_motion="reduce").new_page()
    page.goto(f"http://127.0.0.1:{site.port}{ROOT}{STORY}")
    expect(page.locator("[data-ssfh-served]")).to_have_count(0)
    for name in files_of("skills_gap"):  # no page has a story and a skills gap
        address = f"http://127.0.0.1:{site.port}{asset_address(ROOT, name)}"
        page.add_style_tag(url=address) if name.endswith(".css") else page.add_script_tag(url=address, type="module")
    drawn = list(twice_drawn())

    assert {traits["view"]["kind"] for _, traits in drawn} == {*VIEWS} - {"practice_his"}
    assert page.evaluate(DRAWN_TWICE, drawn) == []


def twice_drawn() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what the server draws of every kind at each moment that looks different, with the traits."""
    for name, one in WALKED.items():
        views = views_of(one) if name not in {"practice_his", "quiz_of_before"} else []
        if name == "quiz":  # at its end, before and after all was checked
            views += [{**views[0], "current": None}, *({**view, "current": None} for view in views if view["result"])]
        if name == "refresher":  # the same
            views += [*{bool(view["result"]): {**view, "current": None} for view in views}.values()]
        for view in {look_of(view): view for view in views}.values() if name == "quiz" else views:
            traits = {"activity": name, "notices": [], "frame": bare_frame(one), "view": view}
            for receipt in RECEIPTS if view.get("mode") == "test" and view["phase"] == "closed" else ({},):
                html = str(served({**traits, **receipt}))
                if html:
                    yield html, {**traits, **receipt, "saved": NOTHING_SENT}


def look_of(view: dict[str, Any]) -> tuple[object, ...]:
    """Return what makes a quiz look different from another."""
    question = asked(view)
    if question is None:
        return (bool(view["result"]),)
    feedback = question["feedback"] or {}
    about = (question["kind"], question["phase"], len(question["hints"]), bool(question["doubt"]))
    return (*about, bool(question["answer"]), feedback.get("verdict") == "partly")
