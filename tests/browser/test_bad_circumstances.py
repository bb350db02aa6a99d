"""A slow or broken connection, a browser that keeps nothing, odd texts and names, and little room on the screen.

What else goes wrong on a day of work is followed elsewhere: no connection, two tabs, a reload in the middle and an
expired session in `test_portal_connection`; an enlarged step in `test_step_page`, `test_on_a_phone` and
`test_portal_pages`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.player import Player, ui
from tests.browser.portal import portal_word
from tests.browser.test_accessibility import TOO_WIDE
from tests.browser.test_step_page import PHONE
from tests.browser.test_step_page import opened as opened  # noqa: PLC0414  (pytest finds fixtures by name)
from tests.browser.test_step_page import site as site  # noqa: PLC0414
from tests.portal.host import ROOT, WHO, Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

SCAN, REFLECTION = "module/werkdruk/9", "module/werkdruk/13"
PLAN, MINE = REFLECTION, "Mijn plan tegen werkdruk"
LABEL = "soms"
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""Milliseconds, and bytes in a second."""
MOST_SECONDS = 20
"""In which a megabyte comes over this line, so that we notice one; an idle machine takes a fifth of it."""
MARYAM = "مريم الحسن 🌷"
LONG = "Overdrachtsbespreking" * 90
MIXED = f"{LONG}\n😀👩🏽‍⚕️ en مرحبا, איך הולך; \u202eomgekeerd\u202c <b>vet</b>"
WITHOUT_STORE = {
    "blocked": """for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, {get() { throw new DOMException('no', 'SecurityError'); }});
        caches.keys = caches.open = () => Promise.reject(new DOMException('no', 'SecurityError'));""",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    "unknown": """for (const name of ['storage', 'serviceWorker'])
        Object.defineProperty(Navigator.prototype, name, {value: undefined});""",
}
COVERED = """field => {
    const box = field.getBoundingClientRect(), seen = Math.min(box.bottom, innerHeight) - 8;
    return [Math.max(box.top, 0) + 8, seen].filter(y => {
        const there = document.elementFromPoint(box.left + 24, y);
        return !field.contains(there);
    });
}"""


def watched(page: Page) -> list[str]:
    """Return a list that gets every mistake of a script on a page."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    return wrong


def scan_on(page: Page) -> Player:
    return Player(page, "Hoe zit het met mijn werkdruk?")


def reflection_on(page: Page) -> Player:
    return Player(page, "Kijk even terug")


def test_on_slow_3g_a_step_is_read_and_answered_soon(opened: Callable[..., Page]) -> None:
    page = opened("controle", viewport=PHONE)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    begun = time.monotonic()

    page.goto(page.url.replace("controle", "module/werkdruk/8"), wait_until="commit")
    expect(page.get_by_role("heading", level=1, name="Oefen met IGLO")).to_be_visible()
    quiz = Player(page, "Welk niveau van IGLO is dit?")
    quiz.activity.get_by_role("radio").first.check()
    quiz.is_told(ui("status", "saved"))

    assert time.monotonic() - begun < MOST_SECONDS


def test_the_back_button_shows_an_answer_that_was_given_and_a_text_that_was_just_typed(
    opened: Callable[..., Page],
) -> None:
    page = opened(REFLECTION, viewport=PHONE)
    page.context.set_extra_http_headers({WHO: "terug|learner"})
    opened(REFLECTION, page)
    field = reflection_on(page).activity.get_by_role("textbox").first
    field.press_sequentially("Net getypt")

    page.get_by_role("link", name=portal_word("back")).last.click()
    expect(page.get_by_role("heading", level=1, name="Ken je rechten en zoek hulp")).to_be_visible()
    page.go_back()
    expect(field).to_have_value("Net getypt")
    field.press_sequentially(" en ververst")
    page.reload()

    expect(field).to_have_value("Net getypt en ververst")


def test_without_a_script_a_step_is_read_to_its_end_and_says_what_is_missing(opened: Callable[..., Page]) -> None:
    page = opened(SCAN, viewport=PHONE, java_script_enabled=False)

    expect(page.get_by_role("heading", level=1, name="Doe de zelfscan")).to_be_visible()
    expect(page.locator("noscript p")).to_have_text(portal_word("no_script"))
    page.get_by_role("link", name=portal_word("next")).last.click()
    expect(page.get_by_role("heading", level=1, name="Speel een verhaal over werkdruk")).to_be_visible()
    assert page.locator("body").evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("why", WITHOUT_STORE)
def test_a_browser_that_keeps_nothing_saves_answers_and_says_what_is_lost_without_a_connection(
    opened: Callable[..., Page], why: str
) -> None:
    page = opened("controle", viewport={"width": 1280, "height": 900})
    wrong = watched(page)
    page.context.set_extra_http_headers({WHO: f"{why}|learner"})
    page.add_init_script(WITHOUT_STORE[why])
    opened(SCAN, page)
    scan = scan_on(page)

    scan.activity.get_by_role("radio", name=LABEL, exact=True).nth(0).check()
    scan.is_told(ui("status", "saved"))
    page.context.set_offline(True)
    scan.activity.get_by_role("radio", name=LABEL, exact=True).nth(1).check()

    scan.is_told(ui("status", "queued"))
    expect(page.get_by_text(ui("outbox", "unstored"))).to_have_count(0 if why == "unknown" else 1)
    page.context.set_offline(False)
    expect(page.get_by_text(ui("outbox", "sent"))).to_be_visible()
    page.reload()
    expect(scan.activity.get_by_role("radio", name=LABEL, exact=True).nth(1)).to_be_checked()
    assert wrong == []


def test_who_may_keep_nothing_can_log_out(opened: Callable[..., Page]) -> None:
    page = opened("controle")
    page.add_init_script(WITHOUT_STORE["blocked"])

    def with_log_out(route: Route) -> None:
        answer = route.fetch()
        link = f'<a href="{ROOT}controle" data-ssfh-log-out>Log uit</a></header>'
        route.fulfill(response=answer, body=answer.text().replace("</header>", link))

    page.route("**/gegevens", with_log_out)
    opened("gegevens", page)
    page.get_by_role("link", name="Log uit").click()

    page.wait_for_url("**/controle")


def test_a_very_long_text_with_emoji_and_other_scripts_fits_and_stays_as_it_was_typed(
    opened: Callable[..., Page],
) -> None:
    page = opened("controle", viewport={"width": 320, "height": 640})
    wrong = watched(page)
    page.context.set_extra_http_headers({WHO: f"{quote(MARYAM)}|learner"})
    opened(PLAN, page)
    plan = Player(page, MINE)
    plan.activity.get_by_role("button").first.click()
    what = plan.activity.get_by_role("textbox").first
    what.fill(MIXED)
    what.blur()
    plan.is_told(ui("status", "saved"))
    found: dict[str, Any] = {}

    for path in (PLAN, "module/werkdruk/klaar", "gegevens", "gegevens/lezen", ""):
        opened(path, page)
        expect(page.locator(".ssfh-loading")).to_have_count(0)
        found[path] = page.locator("body").evaluate(TOO_WIDE)
        if path == "module/werkdruk/klaar":
            expect(page.locator(".ssfh-own").first).to_contain_text("<b>vet</b>")
        if path == PLAN:
            expect(what).to_have_value(MIXED)

    assert {path: too_wide for path, too_wide in found.items() if too_wide} == {}
    assert wrong == []


def test_enlarged_twice_and_four_times_the_pages_around_the_steps_fit(opened: Callable[..., Page], site: Site) -> None:
    assert site.portal
    site.visitor("groot").post_form("traject/werkdruk", dag=site.portal.today().isoformat())
    page = opened("controle")
    page.context.set_extra_http_headers({WHO: "groot|learner"})
    found: dict[str, Any] = {}

    for path in ("", "traject/werkdruk", "traject/agressie", "module/werkdruk/klaar", "gegevens", "opfrissen/werkdruk"):
        opened(path, page)
        page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
        for zoom in (2, 4):
            page.set_viewport_size({"width": 1280 // zoom, "height": 720 // zoom})
            found[f"{path} {zoom}"] = page.locator("body").evaluate(TOO_WIDE)

    assert {where: too_wide for where, too_wide in found.items() if too_wide} == {}


def test_a_field_is_in_sight_while_the_keyboard_of_a_phone_takes_half_of_the_screen(
    opened: Callable[..., Page],
) -> None:
    page = opened("controle", viewport={"width": PHONE["width"], "height": 340}, has_touch=True)
    covered: list[tuple[str, int, int]] = []

    for path, name in ((REFLECTION, "Kijk even terug"), ("module/werkdruk/11", "Praten over werkdruk"), (PLAN, MINE)):
        opened(path, page)
        fields = Player(page, name).activity.get_by_role("textbox")
        if name != "Kijk even terug":  # one theme or level first
            Player(page, name).activity.get_by_role("button").first.click()
        for place in range(2):
            for before in (0, 99_999):
                page.evaluate("top => { document.activeElement.blur(); scrollTo(0, top); }", before)
                fields.nth(place).focus()
                page.keyboard.type("Ik schrijf. ")
                if fields.nth(place).evaluate(COVERED):
                    covered.append((path, place, before))

    assert covered == []
