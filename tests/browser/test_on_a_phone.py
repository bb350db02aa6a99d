"""One thing at a time on a phone: a scan and a conversation by the thumb alone, without scrolling."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.lesson import WERKDRUK
from tests.browser.player import ui
from tests.browser.portal import Course

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.browser.portal import Visitor
    from tests.browser.servers import Server

SCAN, STORY = 9, 10
PHONES = [(390, 844), (320, 640)]
THUMB = 48
"""Pixels: what a thumb hits without looking."""
STATEMENTS = 15
HEAVIEST = 75_000
"""Bytes that come over the line, packed as a browser asks for them."""

_PLACE = """one => {
    const { x, y, width, height } = one.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    return { x: x + width / 2, y: y + height / 2, height, isThere: one === top || one.contains(top) };
}"""

_AT_THE_CHOICES = """() => {
    const bottom = (one) => document.querySelector(one).getBoundingClientRect().bottom;
    const { top } = document.querySelector(".ssfh-dock").getBoundingClientRect();
    const said = bottom(".ssfh-turn:last-child");
    return bottom(".ssfh-strip") < said && said <= top && top < innerHeight - 48;
}"""


@pytest.fixture(scope="module")
def course(portal: Server) -> Course:
    """Return the module Werkdruk under a name of its own, with a scan in step 9 and a story in step 10."""
    course = Course(portal, "telefoon")
    folder = portal.work / "modules" / course.id
    shutil.copytree(WERKDRUK, folder)
    described = (folder / "module.yaml").read_text("utf-8")
    (folder / "module.yaml").write_text(described.replace("\nid: werkdruk\n", f"\nid: {course.id}\n"), "utf-8")
    notebook = (
        (folder / "werkdruk.ipynb").read_text("utf-8").replace('"module": "werkdruk"', f'"module": "{course.id}"')
    )
    (folder / f"{course.id}.ipynb").write_text(notebook, "utf-8")
    (folder / "werkdruk.ipynb").unlink()
    return course


def on_a_phone(visitors: Callable[..., Visitor], course: Course, step: int, size: tuple[int, int]) -> Page:
    """Open a step on a phone for which no motion is needed, with its activity at the top."""
    visitor = visitors(width=size[0], has_touch=True, reduced_motion="reduce")
    page = visitor.open(course.step(step))
    page.set_viewport_size({"width": size[0], "height": size[1]})
    return page


def tap(page: Page, target: Locator) -> dict[str, Any]:
    """Tap where something is now; fail if it is not in sight, for a thumb does not scroll."""
    expect(target).to_be_visible()
    place: dict[str, Any] = target.evaluate(_PLACE)
    assert place["isThere"], f"out of sight, or behind something else: {place}"
    page.touchscreen.tap(place["x"], place["y"])
    return place


def until_at_the_choices(page: Page) -> None:
    """Wait until the scene that is to be answered stands above its choices, both in sight."""
    page.wait_for_function(_AT_THE_CHOICES, timeout=6000)


def is_dock_below(story: Locator) -> bool:
    """Look at the first turn of a story that is under way; return whether the choices are below the screen."""
    story.locator(".ssfh-turn").first.evaluate("one => one.scrollIntoView({ block: 'center' })")
    return bool(story.locator(".ssfh-dock").evaluate("one => one.getBoundingClientRect().top > innerHeight"))


@pytest.mark.parametrize("size", PHONES, ids=str)
def test_fifteen_statements_take_sixteen_taps_and_no_scrolling(
    visitors: Callable[..., Visitor], course: Course, size: tuple[int, int]
) -> None:
    page = on_a_phone(visitors, course, SCAN, size)
    scan = page.locator(".ssfh-self_assessment")
    scan.locator(".ssfh-one-by-one").evaluate("one => one.scrollIntoView({ block: 'end' })")
    heights, places = set(), set()

    for number in range(1, STATEMENTS + 1):  # each is there after one tap on the one before it
        expect(scan.locator("legend")).to_contain_text(ui("self_assessment", "place", number=number, total=STATEMENTS))
        heights.add(tap(page, scan.locator(".ssfh-option").nth((number - 1) % 6))["height"])
        places.add(scan.locator(".ssfh-one-by-one").evaluate("one => Math.round(one.getBoundingClientRect().top)"))
    heights.add(tap(page, scan.get_by_role("button", name=ui("self_assessment", "finish")))["height"])

    expect(scan.get_by_role("heading", name=ui("self_assessment", "result"))).to_be_visible()
    expect(scan.get_by_role("radio")).to_have_count(0)
    assert min(heights) >= THUMB
    assert len(places) == 1, f"the page moved: {places}"
    scan.get_by_role("button", name=ui("self_assessment", "begin_again")).click()
    expect(scan.locator(".ssfh-one-by-one")).to_be_visible()  # the next phone begins there


def test_a_conversation_is_held_by_the_thumb_with_who_speaks_and_the_meters_in_sight(
    visitors: Callable[..., Visitor], course: Course
) -> None:
    page = on_a_phone(visitors, course, STORY, PHONES[0])
    story = page.locator(".ssfh-scenario").first
    story.get_by_role("button", name=ui("scenario", "begin")).tap()
    log = story.get_by_role("log")
    turns = 0

    while story.get_by_role("heading", name=ui("scenario", "ending")).count() == 0:
        expect(log.locator(".ssfh-turn")).to_have_count(turns + 1)
        choice = story.locator(".ssfh-choice").last
        assert choice.evaluate(_PLACE)["height"] >= THUMB
        said = choice.inner_text()
        if turns == 1:  # who looks back keeps what she can do at hand
            page.evaluate("scrollBy(0, -150)")
        tap(page, choice)
        turns += 1
        expect(log.locator(".ssfh-mine").nth(turns - 1)).to_contain_text(said)
        assert story.locator(".ssfh-strip").evaluate(_PLACE)["isThere"]
        assert log.locator(".ssfh-turn").last.evaluate("one => one.lastElementChild.getBoundingClientRect().top") < 844
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        tap(page, story.get_by_role("button", name=ui("scenario", "continue")))
        expect(story.get_by_role("button", name=ui("scenario", "continue"))).to_have_count(0)

    assert turns > 1
    page.emulate_media(reduced_motion="no-preference")
    story.get_by_role("button", name=ui("scenario", "replay_from")).last.click()
    expect(log.locator(".ssfh-mine")).to_have_count(turns - 1)
    until_at_the_choices(page)

    for size in (PHONES[0], (320, 568)):  # who comes back begins at the top of the step
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.route("**/*.js?*", lambda route: route.abort())
        page.goto(page.url)
        assert is_dock_below(story), f"drawn by the server, {size}"
        page.unroute("**/*.js?*")
        page.goto(page.url)
        expect(story.get_by_role("log")).to_be_visible()
        assert is_dock_below(story), size
        story.get_by_role("button", name=ui("scenario", "go_on")).press("Enter")
        expect(story.locator(".ssfh-turn").last).to_be_focused()
        expect(story.locator(".ssfh-turn").last).to_be_in_viewport()
        page.keyboard.press("Tab")
        assert story.locator(".ssfh-turn:last-child, .ssfh-dock").evaluate_all(
            "all => all.some(one => one.contains(document.activeElement))"
        )


def test_the_first_load_of_a_step_with_a_story_weighs_less_than_seventy_five_kilobytes(
    visitors: Callable[..., Visitor], course: Course
) -> None:
    page, sizes = visitors(logged_in=False).open_first(course.step(STORY))

    expect(page.locator(".ssfh-scenario").first).to_be_visible()
    assert 40_000 < sum(sizes) < HEAVIEST, sizes


def test_on_a_screen_that_is_enlarged_four_times_nothing_stays_in_front_of_the_text(
    visitors: Callable[..., Visitor], course: Course
) -> None:
    page = on_a_phone(visitors, course, STORY, (320, 256))
    story = page.locator(".ssfh-scenario").first
    again = story.get_by_role("button", name=ui("scenario", "begin"))
    if again.count():
        again.click()
    expect(story.locator(".ssfh-strip").first).to_be_visible()

    stuck = story.evaluate(
        """one => [...one.querySelectorAll(".ssfh-strip, .ssfh-dock")].map(part => getComputedStyle(part).position)"""
    )

    assert set(stuck) == {"static"}
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
