"""No activity breaks a rule of WCAG 2.2 AA that axe-core can check; none has to be scrolled sideways on a phone.

Each state is looked at in light and dark, at 1280 and at 320 pixels wide; in the dark for what hangs on colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.conftest import end_kernels
from tests.browser.lesson import make_lesson
from tests.browser.player import Player, ui
from tests.browser.quiz_answers import OWN_WORDS, RIGHT, WRONG
from tests.thoroughness import night

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import Window
    from tests.browser.lesson import Lesson
    from tests.browser.servers import Server

QUIZZES = ("alle-vragen", "toets")
FEW_STATES = ("gesprekskaart", "actieplan", "reflectie", "start", "teamrekenhulp", "druk-in-cijfers-werknemers")
ALL = (*QUIZZES, "baliedag", "scan", "maatregelen", *FEW_STATES)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""Those of the rules that hang on colours: whatever the others find in light, they find in dark."""
DESKTOP, PHONE = (1280, 2000), (320, 6000)
"""Width and height: high enough for a whole activity, because axe-core judges no colour that is scrolled away."""

# JupyterLab's body has no height and hides what overflows; axe-core takes all in it for invisible and skips contrast.
SEEN_BY_AXE = "body { height: 100vh; }"
ALONE = """activity => document.querySelectorAll('.jp-Cell').forEach(
    cell => { cell.style.display = cell.contains(activity) ? '' : 'none'; })"""
TOGETHER = "() => document.querySelectorAll('.jp-Cell').forEach(cell => { cell.style.display = ''; })"
# Of a single sign, as an arrow, axe-core never knows whether it is text.
BROKEN_RULES = """async (activity, rules) => {
    const options = {runOnly: rules, resultTypes: ['violations', 'incomplete']};
    const found = await axe.run(activity, options);
    const told = (rule, nodes) => nodes.map(node => `${rule.id}: ${node.html.slice(0, 150)}`);
    const isUnsure = node => node.any.some(check => !['shortTextContent', 'nonBmp'].includes(check.data?.messageKey));
    const contrast = found.incomplete.filter(rule => rule.id === 'color-contrast');
    return [...found.violations.flatMap(rule => told(rule, rule.nodes)),
        ...contrast.flatMap(rule => told({id: 'contrast unknown '}, rule.nodes.filter(isUnsure)))];
}"""
# A table may be wider than a phone: its own frame then scrolls, as WCAG allows for data. A field scrolls what is typed.
TOO_WIDE = """activity => {
    const edge = activity.getBoundingClientRect().right + 1;
    const left_out = 'table, table *, svg *, input, textarea, select, .ssfh-scroll:has(> table)';
    const unseen = '.ssfh-unseen';
    return [activity, ...activity.querySelectorAll(`*:not(${left_out}, ${unseen})`)]
        .filter(part => part.checkVisibility())
        .filter(part => part.getBoundingClientRect().right > edge
            || (part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1))
        .map(part => 'too wide: ' + part.outerHTML.slice(0, 150));
}"""


@pytest.fixture(scope="module", params=["light", night("dark")])
def scheme(request: pytest.FixtureRequest) -> str:
    chosen: str = request.param
    return chosen


@pytest.fixture(scope="module")
def opened(server: Server, scheme: str) -> Lesson:
    return make_lesson(server, f"accessibility-{scheme}", *ALL)


@pytest.fixture(scope="module")
def page(window: Window, opened: Lesson, scheme: Literal["light", "dark"]) -> Iterator[Page]:
    page = window.open(opened)
    page.add_style_tag(content=SEEN_BY_AXE)
    page.evaluate(AXE_SCRIPT)
    # Halfway a transition a colour is no colour of ours.
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(scheme == "light").lower())
    expect(page.locator("#jupyterlab-splash")).to_have_count(0)
    yield page
    page.close()
    end_kernels(window.server)


def faults(player: Player) -> list[str]:
    """Return what is wrong now, on a wide and on a narrow page."""
    page, found = player.page, []
    is_dark = page.locator("body").get_attribute("data-jp-theme-light") == "false"
    player.activity.evaluate(ALONE)
    for width, height in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        wrong = player.activity.evaluate(BROKEN_RULES, COLOURS if is_dark else RULES)
        if (width, height) == PHONE and not is_dark:
            wrong += player.activity.evaluate(TOO_WIDE)
        found += [f"{width}: {one}" for one in wrong]
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.evaluate(TOGETHER)
    return found


def unfold(player: Player) -> None:
    """Open every part that is folded in."""
    player.activity.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")


def test_a_colour_that_is_too_faint_is_found(page: Page, opened: Lesson) -> None:
    player = Player(page, opened.title("reflectie"))

    player.activity.evaluate("activity => activity.style.color = '#777'")
    found = faults(player)
    player.activity.evaluate("activity => activity.style.color = ''")

    assert found[0].startswith("1280: color-contrast")
    assert found[-1].startswith("320: color-contrast")


@pytest.mark.parametrize("kind", RIGHT)
def test_every_kind_of_question_is_accessible_before_and_after_checking(page: Page, opened: Lesson, kind: str) -> None:
    player = Player(page, opened.title("alle-vragen"))
    place = list(RIGHT).index(kind) + 1
    if place == 1:
        player.press(ui("quiz", "hint"))
        player.sees(ui("quiz", "hint_number", number=1))
    player.sees(ui("quiz", "place", number=place, total=len(RIGHT)))

    before = faults(player)
    WRONG[kind](player)
    player.check()
    expect(player.button(ui("quiz", "rewrite" if kind in OWN_WORDS else "retry"))).to_be_visible()
    after = faults(player)
    player.press(ui("quiz", "next" if place < len(RIGHT) else "to_result"))

    assert (before, after) == ([], [])


def test_the_result_of_a_quiz_is_accessible(page: Page, opened: Lesson) -> None:
    player = Player(page, opened.title("alle-vragen"))
    player.sees(ui("quiz", "result"))

    assert faults(player) == []


def test_a_test_is_accessible_from_its_first_page_to_after_handing_in(page: Page, opened: Lesson) -> None:
    player = Player(page, opened.title("toets"))
    found = [faults(player)]

    player.press(ui("quiz", "begin"))
    player.sees(ui("quiz", "place", number=1, total=2))
    found.append(faults(player))
    player.press(ui("quiz", "next"))
    player.press(ui("quiz", "to_hand_in"))
    player.press(ui("quiz", "hand_in"))
    player.sees(ui("quiz", "hand_in_confirm"))
    found.append(faults(player))
    player.press(ui("quiz", "hand_in_yes"))
    player.sees(ui("quiz", "attempts_left", "one"))
    found.append(faults(player))

    assert found == [[], [], [], []]


def test_a_scenario_is_accessible_in_each_phase(page: Page, opened: Lesson) -> None:
    player = Player(page, opened.title("baliedag"))
    found = [faults(player)]

    player.press(ui("scenario", "begin"))
    player.sees(ui("scenario", "choose"))
    found.append(faults(player))
    player.press("Ik ga door.")
    player.press(ui("scenario", "continue"))
    player.press("Ik laat hem wachten.")
    player.sees(ui("scenario", "unsafe"))
    found.append(faults(player))
    player.press(ui("scenario", "continue"))
    player.sees(ui("scenario", "ending"))
    unfold(player)
    found.append(faults(player))

    assert found == [[], [], [], []]


def test_a_self_assessment_is_accessible_open_and_with_its_result(page: Page, opened: Lesson) -> None:
    player = Player(page, opened.title("scan"))
    for statement in opened.content("scan")["stellingen"]:
        player.choose("helemaal niet", player.group(statement["tekst"]))
    found = [faults(player)]

    player.press(ui("self_assessment", "finish"))
    player.sees(ui("self_assessment", "result"))
    found.append(faults(player))
    player.press(ui("private", "erase"))
    player.sees(ui("private", "confirm"))
    found.append(faults(player))

    assert found == [[], [], []]


def test_an_estimate_is_accessible_before_and_after_the_figures_are_shown(page: Page, opened: Lesson) -> None:
    player = Player(page, opened.title("maatregelen"))
    found = [faults(player)]

    player.slide(5)
    player.press(ui("fact_chart", "check"))
    player.sees(ui("fact_chart", "reading"))
    unfold(player)
    found.append(faults(player))

    assert found == [[], []]


@pytest.mark.parametrize("activity", FEW_STATES)
def test_every_other_activity_is_accessible_with_everything_unfolded(page: Page, opened: Lesson, activity: str) -> None:
    player = Player(page, opened.title(activity))
    unfold(player)

    assert faults(player) == []
