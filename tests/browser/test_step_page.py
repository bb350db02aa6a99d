"""The page of a step: help, explained words, place, headings, and colours; on the modules that we ship."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from ssfh_learn.words import word
from tests.browser.player import ui
from tests.browser.portal import portal_word
from tests.browser.test_accessibility import BROKEN_RULES, RULES, TOO_WIDE
from tests.conftest import REPOSITORY
from tests.portal.host import ROOT, WHO, Site, serving
from tests.thoroughness import night

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route

    from ssfh_learn.portal.published.library import Library

ORDER = ["heading-order", "page-has-heading-one", "region", "landmark-unique", "landmark-one-main", "empty-heading"]
SKIPPED = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(one => one.checkVisibility())
    .map(one => [Number(one.localName[1]), one.textContent])"""
PHONE, DESK = {"width": 390, "height": 760}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run a portal with the modules that we ship."""
    with serving(REPOSITORY / "modules", None, f"sqlite:///{tmp_path_factory.mktemp('step') / 'leren.db'}") as running:
        yield running


@pytest.fixture(scope="module")
def opened(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Return an opener of pages for a learner: in a new window with these options, or in the window of a page."""
    made: list[BrowserContext] = []

    def open_page(path: str, page: Page | None = None, **options: Any) -> Page:
        if page is None:
            context = browser.new_context(extra_http_headers={WHO: "anna|learner"}, locale="nl-NL", **options)
            made.append(context)
            page = context.new_page()
        page.goto(f"http://127.0.0.1:{site.port}{ROOT}{path}")
        return page

    yield open_page
    for context in made:
        context.close()


def library(site: Site) -> Library:
    assert site.portal
    return site.portal.library


# Headings, landmarks and colours, on all pages


IN_EVERY_RUN = {"practice_his", "skills_gap", "fact_chart", "scenario", "self_assessment", "quiz"}


def pages() -> list[Any]:
    """Return each step of each module; in every run are few that hold every kind with bars or with a width of its own.

    The other kinds are looked at in every run by `test_accessibility` and `test_portal_pages`.
    """
    from ssfh_learn.portal.published.publisher import Publisher

    modules = Publisher(REPOSITORY / "modules").library().modules
    kinds = {
        (module.id, number): {module.activity(name).kind for name in step.activities} & IN_EVERY_RUN
        for module in modules.values()
        for number, step in enumerate(module.steps, 1)
    }
    chosen, seen = [], set()
    for page in sorted(kinds, key=lambda page: (-len(kinds[page]), page)):
        if not kinds[page] <= seen:
            chosen.append(page)
            seen |= kinds[page]
    return [page if page in {*chosen, ("loopbaan", 7)} else night(*page) for page in kinds]


@pytest.fixture(scope="module")
def looked_at(opened: Callable[..., Page]) -> Page:
    """Return a page in a window without movement, so that a colour is a colour of ours."""
    return opened("controle", viewport=DESK, reduced_motion="reduce")


@pytest.mark.parametrize(("module", "number"), pages())
def test_a_step_has_its_headings_in_order_and_breaks_no_rule_in_light_dark_and_forced_colours(
    opened: Callable[..., Page], looked_at: Page, module: str, number: int
) -> None:
    page = opened(f"module/{module}/{number}", looked_at)
    expect(page.locator("[data-ssfh-served]")).to_have_count(0)
    page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.set_viewport_size({"width": 1280, "height": 12_000})  # axe-core judges no colour that is scrolled away
    page.evaluate(AXE_SCRIPT)
    body = page.locator("body")

    found = {"light": [*in_order(page), *body.evaluate(BROKEN_RULES, RULES), *body.evaluate(RULES_BY_NAME, ORDER)]}
    page.emulate_media(color_scheme="dark")
    found["dark"] = body.evaluate(RULES_BY_NAME, ["color-contrast"])
    page.emulate_media(color_scheme="light", forced_colors="active")
    found["forced"] = [*body.evaluate(RULES_BY_NAME, ["color-contrast"]), *body.evaluate(WITHOUT_A_LINE)]
    page.emulate_media(color_scheme="light", forced_colors="none")
    page.set_viewport_size(DESK)

    assert {scheme: wrong for scheme, wrong in found.items() if wrong} == {}


RULES_BY_NAME = """async (body, rules) => {
    const found = await axe.run(body, {runOnly: {type: 'rule', values: rules}, resultTypes: ['violations']});
    return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 150)}`));
}"""
WITHOUT_A_LINE = """body => [...body.querySelectorAll('progress, .ssfh-bar, .ssfh-progress')]
    .filter(one => one.checkVisibility() && getComputedStyle(one).borderTopStyle !== 'solid')
    .map(one => 'no line around: ' + one.outerHTML.slice(0, 100))"""


def in_order(page: Page) -> list[str]:
    """Return each heading that is more than one level below the one before it."""
    levels: list[tuple[int, str]] = page.evaluate(SKIPPED)
    before = [(0, ""), *levels]
    return [
        f"h{one[0]} after h{last[0]}: {one[1]}"
        for last, one in zip(before, levels, strict=False)
        if one[0] > last[0] + 1
    ]


LARGER = """() => {
    const above = [];
    return [...document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')].filter(one => one.checkVisibility())
        .map(one => [Number(one.localName[1]), parseFloat(getComputedStyle(one).fontSize), one.textContent])
        .filter(([level, size]) => {
            above.length = level - 1;
            above[level - 1] = size;
            return above.slice(0, -1).some(other => size > other);
        });
}"""


def test_no_heading_is_larger_than_one_above_it_on_a_wide_screen_or_a_phone(
    opened: Callable[..., Page], looked_at: Page
) -> None:
    for path in ("", "module/agressie/7", "module/agressie/12", "module/agressie/klaar"):
        page = opened(path, looked_at)
        expect(page.locator("[data-ssfh-served]")).to_have_count(0)
        for viewport in (PHONE, DESK):
            page.set_viewport_size(viewport)
            assert page.locator("main h2").count() + page.locator("main h1").count() > 0
            assert page.evaluate(LARGER) == [], (path, viewport)


def test_a_heading_that_skips_a_level_would_be_found(opened: Callable[..., Page], looked_at: Page) -> None:
    page = opened("module/werkdruk/6", looked_at)
    page.evaluate("() => document.querySelector('main h2').outerHTML = '<h5>Te diep</h5>'")

    assert in_order(page)[0] == "h5 after h1: Te diep"


def test_the_title_of_a_page_names_the_step_and_the_module(opened: Callable[..., Page], looked_at: Page) -> None:
    page = opened("module/werkdruk/4", looked_at)

    expect(page).to_have_title("Stap 4 van 14: Schat zelf | Werkdruk")


# Help


@pytest.mark.parametrize("has_script", [True, False])
def test_help_is_one_button_away_and_its_numbers_can_be_tapped_with_and_without_a_script(
    opened: Callable[..., Page], *, has_script: bool
) -> None:
    page = opened("module/agressie/6", viewport=PHONE, java_script_enabled=has_script)
    sheet = page.locator("#hulp")
    expect(sheet).to_be_hidden()

    page.mouse.wheel(0, 20_000)
    opener = page.locator(".ssfh-help-link")
    expect(opener).to_be_in_viewport(ratio=1)
    opener.click()

    expect(sheet).to_be_in_viewport()
    for number in ("112", "113", "0900-0101"):
        link = sheet.get_by_role("link", name=number, exact=True)
        assert link.get_attribute("href") == f"tel:{number.replace('-', '')}"
        box = link.bounding_box()
        assert box
        assert min(box["height"], box["width"]) >= 36
    if has_script:
        expect(page.locator("main")).not_to_be_focused()
        assert page.evaluate("() => document.querySelector('#hulp').matches(':modal')")
    sheet.get_by_text(portal_word("help_close")).click()
    expect(sheet).to_be_hidden()
    assert page.locator(":text('0900-0101'):visible").count() == 0


def test_help_opens_while_the_scripts_are_still_on_their_way_and_lives_on_when_they_come(
    opened: Callable[..., Page],
) -> None:
    page = opened("controle", viewport=PHONE)
    held: list[Route] = []
    is_slow = True
    page.route("**/*.js?v=*", lambda route: held.append(route) if is_slow else route.continue_())
    page.goto(page.url.replace("controle", "module/werkdruk/9"), wait_until="commit")
    page.locator(".ssfh-help-link").click()
    expect(page.locator("#hulp")).to_be_in_viewport()

    is_slow = False
    for request in held:
        request.continue_()

    expect(page.locator("#hulp:modal")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#hulp")).to_be_hidden()
    page.reload()
    expect(page.locator(".ssfh-activity")).to_be_visible()
    expect(page.locator("#hulp")).to_be_hidden()


def test_the_back_button_leads_to_the_step_before_and_not_through_help(opened: Callable[..., Page]) -> None:
    page = opened("module/werkdruk/5", viewport=DESK)
    opened("module/werkdruk/6", page)
    page.get_by_role("button", name=portal_word("help"), exact=True).click()
    page.keyboard.press("Escape")

    page.go_back()

    expect(page).to_have_title(re.compile("^Stap 5 van 14"))


@pytest.mark.parametrize("zoom", [2, 4])
def test_at_200_and_400_per_cent_nothing_is_cut_off_and_help_stays_in_sight(
    opened: Callable[..., Page], zoom: int
) -> None:
    page = opened("module/werkdruk/7", viewport={"width": 1280 // zoom, "height": 720 // zoom})
    expect(page.locator("main h1")).to_be_visible()
    page.evaluate("() => scrollTo(0, 1500)")

    assert page.locator("body").evaluate(TOO_WIDE) == []
    opener = page.get_by_role("button", name=portal_word("help"), exact=True)
    expect(opener).to_be_in_viewport(ratio=1)
    opener.click()
    expect(page.get_by_role("dialog").get_by_role("button", name=portal_word("help_close"))).to_be_in_viewport(ratio=1)


def test_no_exercise_has_a_copy_of_the_help_or_the_glossary(opened: Callable[..., Page], looked_at: Page) -> None:
    page = opened("module/werkdruk/9", looked_at)
    expect(page.locator(".ssfh-activity")).to_be_visible()

    assert page.locator(".ssfh-activity footer details").count() == 0
    assert page.content().count("0900-0101") == 1


# Words that are explained


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["wide", "phone"])
def test_a_word_is_explained_beside_it_or_below_and_escape_leads_back_to_it(
    opened: Callable[..., Page], size: dict[str, int]
) -> None:
    page = opened("module/werkdruk/7", viewport=size)
    word = page.get_by_role("button", name="IGLO-model", exact=True)
    meaning = "Vier niveaus om naar werkdruk te kijken"
    expect(word).to_have_accessible_description(re.compile(meaning))
    explanation = page.locator(".ssfh-word").filter(has_text=meaning)
    expect(explanation).to_be_hidden()

    word.focus()
    page.keyboard.press("Enter")

    expect(explanation).to_be_in_viewport(ratio=1)
    at, box = word.bounding_box(), explanation.bounding_box()
    assert at
    assert box
    if size == DESK:
        assert abs(box["y"] - at["y"] - at["height"]) < 20
    else:
        assert round(box["y"] + box["height"]) == PHONE["height"]
        assert round(box["width"]) == PHONE["width"]
    page.keyboard.press("Escape")
    expect(explanation).to_be_hidden()
    expect(word).to_be_focused()


def test_without_a_script_a_word_is_still_read_and_still_explained(opened: Callable[..., Page]) -> None:
    page = opened("module/werkdruk/7", viewport=DESK, java_script_enabled=False)
    expect(page.locator("main")).to_contain_text("noemt dat het IGLO-model")

    page.get_by_role("button", name="IGLO-model", exact=True).click()

    expect(page.get_by_text("Vier niveaus om naar werkdruk te kijken").first).to_be_visible()


# Where one is


def test_on_a_phone_a_thin_bar_stays_that_says_where_one_is_and_leads_back_and_on(opened: Callable[..., Page]) -> None:
    page = opened("module/werkdruk/6", viewport=PHONE)
    page.evaluate("() => scrollTo(0, 900)")
    bar, place = page.get_by_role("banner"), page.get_by_role("navigation", name=portal_word("place"))

    expect(place).to_be_in_viewport(ratio=1)
    expect(place).to_contain_text("6/14")
    expect(place).to_contain_text("Werkdruk")
    box = bar.bounding_box()
    assert box
    assert box["height"] <= 64
    for link in place.get_by_role("link").all():
        size = link.bounding_box()
        assert size
        assert size["height"] >= 44
    place.get_by_role("link", name=re.compile("^Verder naar:")).click()
    expect(page).to_have_title(re.compile("^Stap 7 van 14"))
    page.get_by_role("navigation", name=portal_word("place")).get_by_role(
        "link", name=re.compile("^Terug naar:")
    ).click()
    expect(page).to_have_title(re.compile("^Stap 6 van 14"))
    longest = opened("module/loopbaan/12", page).get_by_role("banner").bounding_box()
    assert longest
    assert longest["height"] <= 64


SMALL = """least => [...document.querySelectorAll('a, button, summary, input, select')]
    .filter(one => one.checkVisibility() && !one.closest('p, li, dd, td, blockquote') && !one.matches('.ssfh-skip'))
    .map(one => [one.closest('label') ?? one, one]).map(([one]) => [one, one.getBoundingClientRect()])
    .filter(([, {width, height}]) => width > 1 && height < least)
    .map(([one, {height}]) => `${Math.round(height)}: ${one.outerHTML.slice(0, 100)}`)"""


BROKEN_WORDS = """() => [...document.querySelectorAll('.ssfh-group .ssfh-markup')].flatMap(one => {
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), found = [];
    while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/[^\\s-]+-?/g)) {
        const place = document.createRange();
        place.setStart(texts.currentNode, word.index);
        place.setEnd(texts.currentNode, word.index + word[0].length);
        if (place.getClientRects().length > 1) found.push(word[0]);
    }
    return found;
})"""


@pytest.mark.parametrize("path", ["module/werkdruk/6", "module/agressie/8", "module/loopbaan/7", "module/his/5"])
def test_on_a_phone_what_stands_alone_is_high_enough_for_a_thumb_and_no_word_is_broken(
    opened: Callable[..., Page], path: str
) -> None:
    page = opened(path, viewport=PHONE)
    expect(page.locator("[data-ssfh-served]")).to_have_count(0)

    assert page.evaluate(SMALL, 40) == []
    assert page.evaluate(BROKEN_WORDS) == []


SHIFTS = """() => { window.shifts = 0; new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({type: 'layout-shift', buffered: true}); }"""
VOICE = """() => {
    const voice = {name: 'Xander', lang: 'nl-NL', localService: LOCAL, default: true, voiceURI: 'x'};
    const own = {getVoices: () => [], cancel() {}, speak(one) { said.push(one.text); }};
    const synthesis = Object.assign(new EventTarget(), own);
    window.said = [];
    setTimeout(() => {
        synthesis.getVoices = () => [voice];
        synthesis.dispatchEvent(new Event('voiceschanged'));
    }, 300);
    Object.defineProperty(window, 'speechSynthesis', {value: synthesis});
    window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
}"""


def with_voice(page: Page, *, is_local: bool) -> None:
    page.add_init_script(f"({VOICE.replace('LOCAL', str(is_local).lower())})()")


def test_a_step_is_read_aloud_by_a_voice_of_the_device_from_its_title_on_and_nothing_moves(
    opened: Callable[..., Page],
) -> None:
    page = opened("controle", viewport=PHONE)
    with_voice(page, is_local=True)
    page.add_init_script(f"({SHIFTS})()")
    opened("module/werkdruk/12", page)
    read = page.get_by_role("button", name="Lees voor")

    read.click()
    expect(page.get_by_role("button", name="Pauze")).to_be_focused()
    assert page.evaluate("said") == ["Ken je rechten en zoek hulp"]
    assert page.evaluate("window.shifts") == 0


def test_a_voice_that_is_not_on_the_device_reads_nothing(opened: Callable[..., Page]) -> None:
    page = opened("controle", viewport=PHONE)
    with_voice(page, is_local=False)
    opened("module/werkdruk/12", page)
    page.wait_for_timeout(600)  # in which the button would come
    assert page.evaluate("speechSynthesis.getVoices().length") == 1

    expect(page.get_by_role("button", name="Lees voor")).to_have_count(0)


# Without a connection

EVERYTHING = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const answer = await cache.match(request);
            found.push([name, request.url, JSON.stringify([...answer.headers]), await answer.text()].join(' '));
        }
    }
    return [...found, ...(await navigator.serviceWorker.getRegistrations()).map(one => one.scope)];
}"""
UNTIL_KEPT = """async () => {
    for (const end = Date.now() + 20_000; Date.now() < end; await new Promise(go => setTimeout(go, 20))) {
        const [name] = await caches.keys();
        const kept = name ? await (await caches.open(name)).keys() : [];
        if (kept.length === 2 && (await navigator.serviceWorker.ready).active.state === 'activated') return true;
    }
    return false;
}"""
"""Whether the texts, their style and the worker are there soon; `wait_for_function` awaits no promise."""
PATIENCE = 5
"""Seconds in which a browser throws away what it kept."""
WRITTEN = "Dit schreef Anna over zichzelf"


def kept_in(page: Page) -> list[str]:
    """Return all that a browser keeps to show without a connection, and for which pages."""
    found: list[str] = page.evaluate(EVERYTHING)
    return found


def kept_at_last(page: Page, among: list[str] | None = None) -> list[str]:
    """Return what is kept, or of these what is kept, once nothing is or some seconds have passed."""
    end = time.monotonic() + PATIENCE
    while kept := [one for one in kept_in(page) if among is None or one in among]:
        if time.monotonic() > end:
            break
        page.wait_for_timeout(50)
    return kept


def reading(opened: Callable[..., Page], who: str = "anna", page: Page | None = None) -> Page:
    """Open two steps of a module, after which its texts are kept."""
    if page is None:
        page = opened("controle", viewport=PHONE)
    page.context.set_extra_http_headers({WHO: f"{who}|learner"})
    opened("module/werkdruk/12", page)
    page.get_by_role("link", name=portal_word("next")).last.click()
    expect(page).to_have_title(re.compile("^Stap 13"))
    assert page.evaluate(UNTIL_KEPT)
    return page


def test_a_module_that_was_opened_is_read_offline_and_holds_no_name_and_no_answer(
    opened: Callable[..., Page], site: Site
) -> None:
    site.visitor("anna").respond("werkdruk", "reflectie", kind="answer", prompt="meenemen", text=WRITTEN)
    page = reading(opened)
    kept = kept_in(page)

    assert len(kept) == 3  # the texts, the stylesheet, and the worker
    assert kept[-1].endswith(f"{ROOT}module/")
    for secret in ("anna", WRITTEN, "xsrf", "ssfh-person", "toets/", "Set-Cookie", "<script"):
        assert [one[:60] for one in kept if secret.casefold() in one.casefold()] == []

    page.context.set_offline(True)
    field = page.locator(".ssfh-reflection textarea").first
    field.fill("Dit bewaar ik later")
    field.blur()
    expect(page.locator(".ssfh-reflection .ssfh-status")).to_have_text(ui("status", "queued"))
    page.get_by_role("link", name=portal_word("home")).first.click()  # the first page is not kept
    expect(page.get_by_text(ui("outbox", "no_page"))).to_be_visible()
    page.get_by_role("link", name=portal_word("next")).last.click()
    expect(page.locator("main")).to_contain_text("Je leest nu zonder verbinding.")
    page.get_by_role("link", name=portal_word("back")).last.click()
    waits = page.locator("[data-exercise] + .ssfh-problem p")
    expect(waits).to_have_text([re.compile("‘Dit bewaar ik later’"), word("offline", "waits")])
    assert [one for one in kept_in(page) if "bewaar ik later" in one] == []
    opened("module/werkdruk/7", page)
    expect(page.get_by_role("heading", level=1, name="Kijk op vier niveaus: IGLO")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Je leest nu zonder verbinding.")
    assert in_order(page) == []
    page.get_by_role("link", name=portal_word("next")).click()
    expect(page.locator("main")).to_contain_text("Hier staat een oefening: ‘")
    page.context.set_offline(False)
    page.reload()
    expect(page).to_have_title(re.compile("^Stap 8 van 14"))
    opened("module/werkdruk/13", page)
    expect(page.locator(".ssfh-reflection textarea").first).to_have_value("Dit bewaar ik later")


def test_a_module_of_which_one_step_was_read_for_a_while_is_kept_too(opened: Callable[..., Page]) -> None:
    page = opened("controle", viewport=PHONE)
    page.clock.install()
    opened("module/agressie/3", page)
    expect(page.locator("main h1")).to_be_visible()
    assert [one for one in kept_in(page) if "agressie" in one] == []

    page.clock.fast_forward(31_000)

    assert page.evaluate(UNTIL_KEPT)
    page.context.set_offline(True)
    opened("module/agressie/4", page)
    expect(page.locator("main")).to_contain_text("Je leest nu zonder verbinding.")


def test_a_module_that_was_never_opened_and_a_page_outside_the_modules_are_not_kept(
    opened: Callable[..., Page],
) -> None:
    page = reading(opened)
    page.context.set_offline(True)

    for path in ("module/agressie/1", "gegevens", ""):
        with pytest.raises(PlaywrightError, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
            opened(path, page)


def test_what_is_kept_is_gone_after_deleting_everything(opened: Callable[..., Page]) -> None:
    page = opened("gegevens#wissen", reading(opened))
    page.get_by_label(portal_word("wipe_sure")).check()
    page.get_by_role("button", name=portal_word("wipe")).click()
    expect(page.get_by_role("heading", level=1, name=portal_word("wiped"))).to_be_visible()

    assert kept_at_last(page) == []


def test_what_is_kept_is_gone_when_she_logs_out_and_when_somebody_else_logs_in(opened: Callable[..., Page]) -> None:
    page = reading(opened)

    def with_log_out(route: Route) -> None:
        answer = route.fetch()
        link = f'<a href="{ROOT}controle" data-ssfh-log-out>Log uit</a></header>'
        route.fulfill(response=answer, body=answer.text().replace("</header>", link))

    page.route("**/gegevens", with_log_out)  # a page of a module comes through the worker
    opened("gegevens", page)
    page.get_by_role("link", name="Log uit").click()
    page.wait_for_url("**/controle")
    assert kept_in(page) == []

    hers = kept_in(reading(opened, page=page))
    page.context.set_extra_http_headers({WHO: "bram|learner"})
    opened("", page)
    assert kept_at_last(page, hers[:2]) == []
