"""Every page of the portal: accessible, calm on a phone, within the policy, light to load; and a learner's own data."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect
from pypdf import PdfReader

from ssfh_learn.portal.learner.everything import PLACE_END
from ssfh_learn.portal.learner.readable import readable
from ssfh_learn.portal.web.template import filled
from tests.browser.player import Player, ui
from tests.browser.portal import hand_in, make_course, make_test, portal_word
from tests.browser.test_accessibility import BROKEN_RULES, COLOURS, RULES, TOO_WIDE
from tests.browser.test_cards import NO_DIALOG, TYPED
from tests.browser.until import until
from tests.modules.shipped import ALL
from tests.portal.learner.test_readable import played
from tests.thoroughness import night

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.portal import Course, Visitor
    from tests.browser.servers import Server

WIDE, PHONE = 1280, 320
MOST_BYTES = 150_000
"""Of everything that the first step asks for, packed as it is sent."""
STEPS = 5
INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\ssrc=)(?![^>]*application/json)", re.IGNORECASE
)


@pytest.fixture(scope="module")
def finished(portal: Server) -> Course:
    """Return a module whose test can be made."""
    return make_course(portal, "alle-paginas", with_test=True)


def faults(page: Page, part: str = "body") -> list[str]:
    """Return what is wrong on a page, or in a part of it, now."""
    page.evaluate(AXE_SCRIPT)
    seen = page.locator(part)
    return [*seen.evaluate(BROKEN_RULES, RULES), *seen.evaluate(TOO_WIDE)]


def faults_in_light_and_dark(page: Page, part: str = "body") -> list[str]:
    """Return what is wrong, on a page on which nothing moves: halfway a transition a colour is no colour of ours."""
    found = faults(page, part)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in page.locator(part).evaluate(BROKEN_RULES, COLOURS)]
    page.emulate_media(color_scheme="light")
    return found


def looked_at(page: Page, width: int) -> list[str]:
    """Return what is wrong on a page, seen as a whole: axe-core judges no colour that is scrolled away."""
    is_drawn(page)
    page.set_viewport_size({"width": width, "height": 8000})
    found = faults_in_light_and_dark(page)
    page.set_viewport_size({"width": width, "height": 800})
    return found


def is_drawn(page: Page) -> None:
    """Wait until the activities are there, with all that folds out open, so that nothing is left unseen."""
    expect(page.locator("[data-ssfh-served]")).to_have_count(0)
    opened = "all => all.forEach(one => one.open = true)"
    page.locator("main details").evaluate_all(opened)


@pytest.mark.parametrize("width", [night(WIDE), PHONE])
def test_every_page_is_accessible_and_fits(visitors: Callable[..., Visitor], finished: Course, width: int) -> None:
    visitor = visitors(width=width, reduced_motion="reduce")
    visitor.context.add_cookies(
        [{"name": "ssfh_size", "value": "130" if width == PHONE else "100", "url": f"{finished.server.address}/leren/"}]
    )
    steps = [finished.step(number) for number in range(1, STEPS + 1)]
    found: dict[str, list[str]] = {}

    page = visitor.open()
    for path in (
        "",
        *steps,
        f"module/{finished.id}/klaar",
        f"toets/{finished.test}/",
        "gegevens",
        "gegevens/lezen",
        "overzicht",
        "controle",
        "controle?code=zz",
        "x",
    ):
        visitor.open(path, page)
        found[path] = looked_at(page, width)
    page.locator("summary", has_text=portal_word("display")).click()
    found["display"] = faults_in_light_and_dark(page, ".ssfh-display > div")

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_the_page_of_a_test_is_accessible_with_its_result_and_the_notice_of_no_connection(
    visitors: Callable[..., Visitor], course_with_test: Course
) -> None:
    visitor = visitors(width=PHONE, reduced_motion="reduce")
    page = visitor.open(f"toets/{course_with_test.test}/")
    hand_in(make_test(page, "Proeftoets", ("een",) * 4, "Ik vraag hulp."))
    page.reload()
    is_drawn(page)
    page.set_viewport_size({"width": PHONE, "height": 8000})
    with_result = faults_in_light_and_dark(page)

    visitor.open(course_with_test.step(4), page)
    scan = Player(page, course_with_test.activity_title("scan"))
    visitor.context.set_offline(True)
    scan.choice("soms", scan.group("Iemand helpt mij")).click()  # on a phone the next statement takes its place
    scan.is_told(ui("status", "queued"))
    without_connection = faults_in_light_and_dark(page)
    scan.press(ui("one_by_one", "list"))
    expect(scan.choice("soms", scan.group("Iemand helpt mij"))).to_be_checked()
    list_without_connection = faults_in_light_and_dark(page)
    visitor.context.set_offline(False)
    scan.is_told(ui("status", "saved"))

    saved = faults_in_light_and_dark(page)

    assert (with_result, without_connection, list_without_connection, saved) == ([], [], [], [])


def test_no_page_holds_a_script_or_a_style_of_its_own(visitor: Visitor, finished: Course) -> None:
    paths = (
        "",
        *(finished.step(number) for number in range(1, STEPS + 1)),
        f"module/{finished.id}/klaar",
        f"toets/{finished.test}/",
        "gegevens",
        "gegevens/lezen",
    )
    found = {}
    for path in (*paths, "overzicht", "controle?code=%3Cscript%3E", "x"):
        answer = visitor.context.request.get(f"{finished.server.address}/leren/{path}")
        found[path] = INLINE.findall(answer.text())
        assert "unsafe" not in answer.headers["content-security-policy"]

    assert {path: inline for path, inline in found.items() if inline} == {}


def test_a_breach_of_the_policy_would_be_noticed(visitors: Callable[..., Visitor]) -> None:
    visitor = visitors()
    page = visitor.open()

    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate("() => document.body.setAttribute('style', 'color: red')")

    assert any("Content Security Policy" in problem for problem in visitor.problems)
    visitor.problems.clear()


def test_a_card_is_printed_within_the_policy(visitor: Visitor, course: Course) -> None:
    visitor.context.add_init_script(NO_DIALOG)
    page = visitor.open(course.step(5))
    card = Player(page, course.activity_title("gesprekskaart"))
    card.activity.wait_for()
    card.begin_with("Motivatie en talenten")
    field = card.activity.get_by_role("textbox").first
    field.fill(TYPED)
    field.blur()
    who = card.field(ui("rows", "who")).first
    who.fill("de praktijkmanager, de huisarts en ik samen " * 3)
    who.blur()
    assert who.evaluate("one => one.scrollHeight - one.clientHeight") <= 1  # a field shows all that was typed

    card.press(ui("card", "print"))

    until(page, "window.printed !== undefined")
    assert TYPED in page.evaluate("window.printed")[1]
    assert page.evaluate("() => document.querySelector('iframe').contentDocument.adoptedStyleSheets.length") == 1


def test_on_paper_a_step_is_its_text_and_its_activity_alone(visitor: Visitor, course: Course) -> None:
    page = visitor.open(course.step(2))
    is_drawn(page)

    page.emulate_media(media="print", color_scheme="dark")

    for name in ("banner", "navigation"):
        for part in page.get_by_role(name).all():
            expect(part).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    colour = page.locator(".ssfh-portal").evaluate("one => getComputedStyle(one).color")
    assert colour == "rgb(35, 41, 45)"  # dark letters, also of who has a dark screen


def test_the_first_step_is_light_to_load(visitors: Callable[..., Visitor], course: Course) -> None:
    _page, sizes = visitors(logged_in=False).open_first(course.step(1))

    assert len(sizes) >= 3
    assert 20_000 < sum(sizes) < 50_000, sizes


def test_a_page_of_a_learner_loads_what_it_shows_and_nothing_of_the_practice_his_or_the_staff(
    visitor: Visitor, course: Course
) -> None:
    asked: dict[str, set[str]] = {}

    for path in ("", course.step(1), course.step(2), "gegevens", "overzicht"):
        page = visitor.context.new_page()
        names = asked.setdefault(path, set())
        page.on("request", lambda request, names=names: names.add(Path(urlsplit(request.url).path).name))
        visitor.open(path, page)
        is_drawn(page)

    loaded = {path: {name for name in names if name.endswith((".css", ".js"))} for path, names in asked.items()}
    everywhere = {"portal.css", "portal.js", "ssfh.js"}
    assert loaded.pop("overzicht") == {*everywhere, "staff.css"}
    assert loaded.pop("") == {*everywhere, "home.css"}
    assert loaded == dict.fromkeys(loaded, everywhere)


def test_the_front_end_is_asked_once_and_kept_until_it_changes(visitor: Visitor, course: Course) -> None:
    page = visitor.open(course.step(1))
    script = page.locator("script[src]").get_attribute("src")
    assert script
    answer = visitor.context.request.get(course.server.address + script)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "br"
    other = visitor.context.request.get(course.server.address + script.replace("?v=", "?v=0"))
    assert other.headers["cache-control"] == "no-cache"


def test_a_browser_that_unpacks_nothing_gets_pages_and_files_as_they_are(course: Course) -> None:
    for path in ("controle", "static/portal.js", "static/icon.svg"):
        with urlopen(Request(f"{course.server.address}/leren/{path}")) as answer:  # noqa: S310  (always http)
            assert answer.headers["Content-Encoding"] is None
            assert answer.read().decode("utf-8").lstrip()[:2] in {"<!", "//", "<s"}


@pytest.mark.parametrize("path", ["static/../page.py", "static/%2e%2e/page.py", "static/", "static/x.js"])
def test_nothing_but_the_front_end_is_below_static(course: Course, path: str) -> None:
    with pytest.raises(HTTPError) as failure:
        urlopen(f"{course.server.address}/leren/{path}")  # noqa: S310  (always http)
    assert failure.value.code == 404


def test_the_portal_can_be_put_on_the_home_screen_of_a_phone(visitor: Visitor) -> None:
    page = visitor.open()
    address = page.locator("link[rel=manifest]").get_attribute("href")
    manifest: dict[str, Any] = page.evaluate("address => fetch(address).then(answer => answer.json())", address)

    icons = [
        page.evaluate("src => fetch('/leren/static/' + src).then(a => a.status)", i["src"]) for i in manifest["icons"]
    ]
    start = page.evaluate(
        "([start, at]) => new URL(start, new URL(at, location)).pathname", [manifest["start_url"], address]
    )
    assert (icons, start) == ([200, 200], "/leren/")
    assert (manifest["display"], manifest["lang"]) == ("standalone", "nl")


MOST_PAPER = 4
INSTEAD = """(main, html) => {
  main.querySelector(".ssfh-folded").remove();
  main.insertAdjacentHTML("beforeend", html);
}"""


def _is_whole_on_paper(page: Page) -> None:
    """Hold that on paper each answer stands after what it answers, and all of five modules on four pages."""
    page.get_by_role("link", name=portal_word("readable"), exact=True).click()
    page.wait_for_url("**/gegevens/lezen")  # loaded, with the script that opens what is folded
    told = page.locator(".ssfh-told details").filter(has_text="Iemand helpt mij").last
    page.emulate_media(media="print")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    expect(told.locator("summary")).to_be_hidden()
    expect(told).to_contain_text("soms Iemand helpt mij als het druk is.")
    expect(page.locator("main")).to_have_css("column-count", "2")
    page.locator("main").evaluate(INSTEAD, _of_five_modules())
    pages = len(PdfReader(BytesIO(page.pdf(format="A4"))).pages)
    assert 1 < pages <= MOST_PAPER
    page.emulate_media(media="screen")
    page.go_back()


def _of_five_modules() -> str:
    """Return what is told of who did every activity of every module."""
    told: list[str] = []
    for shipped in ALL:
        told.append(filled("learner/readable_place.html.j2", title=str(shipped), line="Klaar.", is_only=False))
        for one in shipped.activities.values():
            lines, when = readable(one, played(one)), "maandag 30 november"
            about = {"activity": one.title, "when": when, "lines": lines, "exactly": "", "nothing": ""}
            told.append(filled("learner/readable_lines.html.j2", **about))
        told.append(PLACE_END)
    return "".join(told)


def test_a_learner_sees_downloads_and_deletes_everything_about_her(visitor: Visitor, course: Course) -> None:
    page = visitor.open(course.step(4))
    scan = Player(page, course.activity_title("scan"))
    scan.choose("soms", scan.group("Iemand helpt mij"))
    scan.is_told(ui("status", "saved"))

    page.get_by_role("link", name=portal_word("my_data")).click()
    line = page.get_by_role("listitem").filter(has_text=course.title).filter(has_text=course.activity_title("scan"))
    expect(line).to_be_visible()
    expect(page.get_by_text(portal_word("data_private"))).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("link", name=portal_word("download")).click()
    everything = json.loads(downloading.value.path().read_text("utf-8"))
    mine = [event for event in everything["events"] if event["place"] == course.id and event["activity"] == "scan"]
    assert [(event["kind"], event["private"]) for event in mine] == [("answer", True)]
    _is_whole_on_paper(page)

    page.evaluate("() => localStorage.setItem('of another program', 'x')")
    expect(page.get_by_text(portal_word("wipe_text"))).to_be_hidden()
    page.get_by_role("link", name=portal_word("wipe"), exact=True).click()  # opens what is said before
    expect(page.get_by_text(portal_word("wipe_text"))).to_be_visible()
    page.get_by_role("button", name=portal_word("wipe")).click()
    expect(page.get_by_role("heading", level=1, name=portal_word("my_data"))).to_be_visible()  # not without the tick
    page.get_by_label(portal_word("wipe_sure")).check()
    page.get_by_role("button", name=portal_word("wipe")).click()
    expect(page.get_by_role("heading", level=1, name=portal_word("wiped"))).to_be_visible()

    visitor.open("gegevens", page)
    expect(page.get_by_text(portal_word("data_none"))).to_be_visible()
    visitor.open(course.step(4), page)
    expect(scan.choice("soms", scan.group("Iemand helpt mij"))).not_to_be_checked()
