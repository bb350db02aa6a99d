"""The practice HIS in the portal, with the tasks that are shipped: by keyboard alone, on a phone, and accessible."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any, Literal

import nbformat
import pytest
from playwright.sync_api import expect

from ssfh_learn.content.notebook import IMPORT
from tests import yaml_file
from tests.browser.player import KeyboardPlayer, Player, ui
from tests.browser.test_portal_pages import PHONE, WIDE, faults, faults_in_light_and_dark
from tests.thoroughness import night

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Dialog, Locator, Page

    from tests.browser.portal import Visitor
    from tests.browser.servers import Server

SHIPPED = Path(__file__).parents[2] / "modules" / "digitaliseren" / "his"
MODULE = "oefenen-in-het-his"
APPOINTMENT, CALL, TWINS = "afspraak-zetten", "telefoon-in-soep", "zelfde-naam"
STEP = "Je herhaalt de dag en de tijd voor de patiënt."
FREE = {
    "Datum": "2026-03-17",
    "Tijd": "09:20",
    "Patiënt": "noor",
    "Bij wie": "huisarts",
    "Soort afspraak": "spreekuur",
    "Waar gaat het over?": "knie",
    "Reden": "Pijn in de knie",
}
"""An appointment that is right, by the labels of its fields."""
IN_VIEW = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 12));
    return one === top || one.contains(top);
}"""

PLACE = """one => {
    const conversation = one.closest(".ssfh-his-steps");
    return one.getBoundingClientRect().top - conversation.getBoundingClientRect().top;
}"""
"""Where a choice stands in its conversation, however far the margin was scrolled."""
TARGET = 44
HEAVIEST = 75_000
"""Bytes that come over the line for the page, with its list of tasks: packed, as a browser asks for them."""
TOUCHES = """root => [...root.querySelectorAll("*")].flatMap(box => {
    const style = getComputedStyle(box), edges = box.getBoundingClientRect(), found = [];
    const [left, right] = ["Left", "Right"].map(side => {
        const isSeen = style[`border${side}Style`] !== "none" && style[`border${side}Color`] !== "rgba(0, 0, 0, 0)";
        return isSeen ? parseFloat(style[`border${side}Width`]) : 0;
    });
    if (left + right === 0) return [];
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const isShown = text.parentElement.checkVisibility({ visibilityProperty: true });
        const isSign = text.parentElement.closest(".ssfh-unseen, thead, option, .ssfh-scroll, [aria-hidden=true]");
        if (!isShown || isSign || !text.nodeValue.trim()) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const touches = one =>
            (left && one.left - edges.left - left < 3) || (right && edges.right - one.right - right < 3);
        if ([...range.getClientRects()].some(one => one.width > 1 && touches(one)))
            found.push(`"${text.nodeValue.trim()}" touches the border of ${box.className || box.tagName}`);
    }
    return found;
})"""
"""The texts that stand less than three pixels from a border that one sees, at either side of them."""
WATCH_SHIFTS = """
    window.shifts = [];
    new PerformanceObserver(list => {
        for (const { value } of list.getEntries()) window.shifts.push(value);
    }).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver(() => {
        window.styledAtFirst = [...document.styleSheets].some(one => one.href?.includes("practice_his.css"));
    }).observe({ type: "paint", buffered: true });
"""
"""Keeps what moved on the page, and whether the stylesheet of the practice HIS was there at the first paint."""


@dataclass(frozen=True)
class His:
    """The activity on a page of the portal."""

    page: Page
    player: Player

    @property
    def activity(self) -> Locator:
        """The activity."""
        return self.player.activity

    @property
    def form(self) -> Locator:
        """The form that is open."""
        return self.activity.locator("form").filter(has=self.page.get_by_role("button", name=word("save")))

    def begin(self, task: str) -> None:
        """Begin a task."""
        self.activity.get_by_role("button", name=content(task)["titel"]).click()
        expect(self.activity.get_by_role("heading", level=3, name=content(task)["titel"])).to_be_visible()
        self.close_sheet()

    @property
    def sheet(self) -> Locator:
        """The task with what else there is to do: a column, or a sheet on a narrow screen."""
        return self.activity.get_by_role("complementary")

    def close_sheet(self) -> None:
        """Close the sheet with the task, where it lies over the HIS."""
        close = self.player.button(word("sheet_close"))
        if close.is_visible():
            close.click()

    def step(self, text: str) -> None:
        """Do something outside the HIS, and on a narrow screen go back to the HIS."""
        handle = self.player.button(word("margin"))
        if handle.is_visible():
            handle.click()
        self.player.press(text)
        self.close_sheet()

    def open_record(self, name: str, born: str) -> None:
        """Search a patient by name and date of birth, and open the record."""
        self.activity.get_by_role("searchbox", name=word("search")).fill(f"{name} {born}")
        self.activity.get_by_role("search").get_by_role("button", name=name).click()
        expect(self.activity.locator(".ssfh-his-patient")).to_contain_text(name)

    def add_appointment(self, **changes: str) -> None:
        """Add an appointment, with other values than the right ones where that is asked."""
        self.player.press(word("add_named", part="Agenda"))
        self.fill_in({**FREE, **changes})
        self.save()

    def fill_in(self, values: dict[str, str]) -> None:
        """Fill in the form that is open."""
        for label, value in values.items():
            field = self.form.get_by_label(label)
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def save(self) -> None:
        """Save the form, and wait until it is accepted."""
        self.player.press(word("save"))
        expect(self.form).to_have_count(0)

    def finish(self) -> None:
        """Hand the task in, and wait for the result."""
        self.player.press(word("finish"))
        expect(self.activity.get_by_role("heading", name=word("result"))).to_be_focused()


def word(*keys: str, **fields: object) -> str:
    """Return a word of the practice HIS."""
    return ui("practice_his", *keys, **fields)


def content(task: str) -> dict[str, Any]:
    """Return what the content file says of a task, or of all."""
    written: dict[str, Any] = yaml_file.read(SHIPPED / "activiteiten" / "oefen-his.yaml")
    found: dict[str, Any] = next((one for one in written["taken"] if one["id"] == task), written)
    return found


@pytest.fixture(scope="module")
def module(portal: Server) -> str:
    """Return the path of a page with nothing but the practice HIS."""
    return put_his(portal, MODULE)


def put_his(portal: Server, name: str) -> str:
    """Make a module with nothing but the practice HIS, and return the path of its page."""
    folder = portal.work / "modules" / name
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("*.ipynb"))
    described = (folder / "module.yaml").read_text("utf-8").replace("\nid: his\n", f"\nid: {name}\n")
    (folder / "module.yaml").write_text(described, "utf-8")
    cells = [
        nbformat.v4.new_code_cell(IMPORT, id="begin"),
        nbformat.v4.new_markdown_cell("## Stap 1. Oefenen", id="s1"),
        nbformat.v4.new_code_cell('activity("oefen-his")', id="oefen-his"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "ssfh_learn": {"module": name}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    (folder / f"{name}.ipynb").write_text(nbformat.writes(notebook) + "\n", "utf-8")
    return f"module/{name}/1"


def wrong(page: Page, look: Callable[[Page, str], list[str]] = faults) -> list[str]:
    """Return what is wrong with the activity now, where a text touches a border, and whether the page is too wide."""
    is_wide = page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
    touching: list[str] = page.locator(".ssfh-practice_his").evaluate(TOUCHES)
    return [*look(page, ".ssfh-practice_his"), *touching, *(["the page is too wide"] if is_wide else [])]


def opened(visitor: Visitor, module: str, player: type[Player] = Player) -> His:
    """Open the page, at the list of tasks."""
    page = visitor.open(module)
    his = His(page, player(page, content("")["titel"]))
    back = his.player.button(word("back"))
    expect(his.activity.get_by_role("heading", name=word("tasks")).or_(back)).to_be_visible()
    if back.is_visible():  # an earlier test left in the middle of a task
        his.close_sheet()
        back.click()
        sure = his.player.button(word("stop_yes"))
        expect(his.activity.get_by_role("heading", name=word("tasks")).or_(sure)).to_be_visible()
        if sure.is_visible():
            sure.click()
    expect(his.activity.get_by_role("heading", name=word("tasks"))).to_be_visible()
    return his


def type_date(player: KeyboardPlayer, field: Locator, *orders: str) -> None:
    """Type a date in the order in which this browser writes one: the language of its own decides."""
    for order in orders:
        player.page.keyboard.type(order)
        if field.input_value() == FREE["Datum"]:
            return
        for _ in range(2):
            player.page.keyboard.press("ArrowLeft")
    pytest.fail(f"no order of {orders} gives the date, but {field.input_value()!r}")


def test_a_task_is_solved_by_keyboard_alone_and_the_focus_is_always_in_view(visitor: Visitor, module: str) -> None:
    his = opened(visitor, module, KeyboardPlayer)
    player, page = his.player, his.page
    assert isinstance(player, KeyboardPlayer)
    title, add = content(APPOINTMENT)["titel"], word("add_named", part="Agenda")

    def sees_the_focus() -> None:
        assert page.evaluate(IN_VIEW), page.evaluate("document.activeElement.outerHTML")

    player._walk_to(his.activity.get_by_role("button", name=title))  # noqa: SLF001  (its name says more than its title)
    page.keyboard.press("Enter")
    expect(his.activity.get_by_role("heading", level=3, name=title)).to_be_focused()
    player.press(add)
    day = his.form.get_by_label("Datum")
    expect(day).to_be_focused()
    sees_the_focus()
    type_date(player, day, "17032026", "03172026")
    page.keyboard.press("Tab")
    player._walk_to(his.form.get_by_label("Tijd"))  # noqa: SLF001  (no button and no text field)
    page.keyboard.type("0920AM")
    for label, option in (
        ("Patiënt", "Noor Proef (3 mei 1954)"),
        ("Bij wie", "Huisarts"),
        ("Soort afspraak", "Spreekuur"),
    ):
        player.pick(f"{label} {word('required')}", option)
    player.write("Reden", FREE["Reden"])
    player.pick(f"Waar gaat het over? {word('is_judged')}", "Knie")
    player.press(word("save"))
    player.is_told("Toegevoegd bij Agenda: 17 maart 2026, 09:20, Noor Proef (3 mei 1954).")
    expect(player.button(add)).to_be_focused()
    sees_the_focus()
    player.press(STEP)
    player.is_told(word("news", "step", step=STEP))
    expect(his.activity.get_by_role("log")).to_contain_text("Ja, dat klopt.")
    expect(player.button(STEP)).to_be_focused()
    player.press(word("finish"))
    expect(his.activity.get_by_role("heading", name=word("result"))).to_be_focused()
    sees_the_focus()

    player.sees(word("is_safe"))
    player.sees(word("is_complete"))
    player.sees(word("own_words_how"))
    player.press(word("back"))
    expect(his.activity.get_by_role("heading", name=word("tasks"))).to_be_focused()
    expect(his.activity.get_by_role("button", name=title)).to_contain_text(word("best", percent=100))


def slot(day: str, time: str) -> str:
    """Return the name of a free slot of the agenda."""
    return f"{day}, {time}: {word('free')}"


def test_a_free_slot_is_reached_with_the_arrow_keys_and_opens_the_form_filled_in(visitor: Visitor, module: str) -> None:
    his = opened(visitor, module, KeyboardPlayer)
    player, page = his.player, his.page
    assert isinstance(player, KeyboardPlayer)
    his.begin(APPOINTMENT)

    player._walk_to(player.button(slot("maandag 16 maart", "08:00")))  # noqa: SLF001  (as a key would)
    page.keyboard.press("ArrowRight")
    for _ in range(8):
        page.keyboard.press("ArrowDown")
    expect(player.button(slot("dinsdag 17 maart", FREE["Tijd"]))).to_be_focused()
    assert page.evaluate(IN_VIEW)
    page.keyboard.press("Enter")
    expect(his.form.get_by_label("Patiënt")).to_be_focused()
    assert page.evaluate(IN_VIEW)
    for label in ("Datum", "Tijd", "Bij wie"):
        expect(his.form.get_by_label(label)).to_have_value(FREE[label])
    player.pick(f"Patiënt {word('required')}", "Noor Proef (3 mei 1954)")
    player.pick(f"Soort afspraak {word('required')}", "Spreekuur")
    player.press(word("save"))

    player.is_told("Toegevoegd bij Agenda: 17 maart 2026, 09:20, Noor Proef (3 mei 1954).")
    booked = his.activity.get_by_role("button", name=f"{word('change')} 17 maart 2026, 09:20, Noor Proef")
    expect(booked).to_be_focused()
    expect(booked).to_contain_text("03-05-1954, 10 min")
    assert page.evaluate(IN_VIEW)


def test_the_agenda_shows_one_day_at_a_time_on_a_phone(visitors: Callable[..., Visitor], module: str) -> None:
    his = opened(visitors(width=PHONE, has_touch=True), module)
    his.begin(APPOINTMENT)
    his.player.press(word("day_after"))

    days = his.activity.get_by_role("grid").get_by_role("columnheader")
    assert [day.inner_text() for day in days.all() if day.is_visible()] == [word("time"), "dinsdag 17 maart"]
    his.activity.get_by_role("button", name=slot("dinsdag 17 maart", "09:20")).tap()
    expect(his.form.get_by_label("Tijd")).to_have_value("09:20")
    his.fill_in({"Patiënt": "noor", "Soort afspraak": "spreekuur"})
    his.save()

    expect(his.activity.get_by_role("button", name="Noor Proef 03-05-1954")).to_be_focused()
    his.activity.get_by_text(word("as_list")).click()
    his.activity.get_by_role("button", name=re.compile(f"^{word('change')} 17 maart 2026, 09:20")).last.click()
    expect(his.player.button(word("remove"))).to_be_visible()
    controls = his.activity.locator(".ssfh-his-main :is(button, select, input, textarea, summary):visible")
    small = [one.inner_text() for one in controls.all() if one.bounding_box()["height"] < TARGET]  # type: ignore[index]
    assert small == []
    assert wrong(his.page) == []


def test_a_choice_stays_where_it_is_and_keeps_the_focus_while_the_answer_comes_above_it(
    visitor: Visitor, module: str
) -> None:
    his = opened(visitor, module)
    his.begin(CALL)
    log = his.activity.get_by_role("log")
    expect(log).to_contain_text("Beller: “Met Lotte.")
    steps = {one["id"]: one["tekst"] for one in content(CALL)["stappen"]}
    before = his.player.button(steps["vertel"]).evaluate(PLACE)

    for name in ("vraag", "benauwd", "overleg"):
        his.player.press(steps[name])
        expect(his.player.button(steps[name])).to_be_focused()

    turn = log.get_by_role("listitem").last
    expect(turn).to_have_text(
        "Jij: Je overlegt met de huisarts.Huisarts: “Niet benauwd en zij drinkt goed? "
        "Dan is het een verkoudheid, zonder spoed. Wordt zij benauwd of wordt het erger? Laat haar dan meteen bellen.”"
    )
    expect(turn).to_be_in_viewport()
    assert his.player.button(steps["vertel"]).evaluate(PLACE) == before
    his.page.set_viewport_size({"width": WIDE, "height": 8000})
    assert wrong(his.page) == []


@pytest.mark.parametrize(("motion", "animation"), [night("no-preference", "ssfh-his-fresh"), ("reduce", "none")])
def test_a_new_line_lights_up_unless_motion_is_unwanted(
    visitors: Callable[..., Visitor], module: str, motion: Literal["no-preference", "reduce"], animation: str
) -> None:
    his = opened(visitors(reduced_motion=motion), module)
    his.begin(APPOINTMENT)
    his.add_appointment()

    line = his.activity.locator("[data-fresh=true]").first
    assert line.evaluate("one => getComputedStyle(one).animationName") == animation
    his.player.is_told("Toegevoegd bij Agenda: 17 maart 2026, 09:20, Noor Proef (3 mei 1954).")
    expect(his.activity.locator("[data-fresh=true]")).to_have_count(0)


def test_the_journal_is_read_as_rows_and_a_row_grows_while_one_types(visitor: Visitor, module: str) -> None:
    his = opened(visitor, module)
    his.begin(CALL)
    his.open_record("Henk Fantasie", "2 oktober 1957")
    his.activity.get_by_role("navigation").get_by_role("button", name="Journaal").click()

    entry = his.activity.get_by_role("list", name="Journaal").get_by_role("listitem")
    assert [row.inner_text().split() for row in entry.get_by_role("term").all()][-1] == ["P", "(plan)"]
    his.player.press(word("add_named", part="Journaal"))
    expect(his.form.get_by_label("Correctie")).to_have_count(0)
    field = his.form.get_by_label("S (")
    low = field.bounding_box()
    field.fill("Vertelt veel.\n" * 12)
    high = field.bounding_box()
    assert low is not None
    assert high is not None
    assert high["height"] > 2 * low["height"]
    assert field.evaluate("one => one.scrollHeight <= one.clientHeight")
    field.fill("Vertelt weinig.")
    assert field.bounding_box()["height"] == low["height"]  # type: ignore[index]


def test_of_two_with_one_name_the_date_of_birth_finds_one_and_only_opening_is_in_the_log(
    visitor: Visitor, module: str
) -> None:
    his = opened(visitor, module, KeyboardPlayer)
    player, page = his.player, his.page
    assert isinstance(player, KeyboardPlayer)
    his.begin(TWINS)
    log = his.activity.get_by_role("navigation").get_by_role("button", name="Toegangslog")
    before = log.inner_text()
    found = his.activity.get_by_role("search").get_by_role("listitem")

    search = his.activity.get_by_role("searchbox", name=word("search"))
    player._walk_to(search)  # noqa: SLF001  (as a key would)
    page.keyboard.type("jan de t")
    player.is_told(word("found", count=2))
    assert [one.inner_text().splitlines()[:2] for one in found.all()] == [
        ["Jan de Test", "geboren 14 februari 1961"],
        ["Jan de Test", "geboren 14 december 1961"],
    ]
    page.keyboard.type(" 14 dec 61")
    player.is_told(word("found", count=1))
    assert log.inner_text() == before
    page.keyboard.press("Enter")
    expect(found.get_by_role("button")).to_be_focused()
    assert page.evaluate(IN_VIEW)
    page.keyboard.press("Enter")

    name = his.activity.locator(".ssfh-his-patient p")
    expect(name).to_have_text("Open dossier vanJan de Testgeboren 14 december 1961")
    expect(name).to_be_focused()
    player.is_told("Het dossier van Jan de Test is open.")
    expect(log).not_to_have_text(before)


def test_the_task_stays_beside_the_work_on_a_screen_that_is_used_whole(
    visitors: Callable[..., Visitor], module: str
) -> None:
    width = 1440
    his = opened(visitors(width=width), module)
    his.begin(APPOINTMENT)
    text, desk = his.page.locator(".ssfh-trail").bounding_box(), his.activity.bounding_box()
    assert desk is not None
    assert text is not None
    assert desk["width"] > width - 40
    assert text["width"] < 800

    task, title = his.sheet.get_by_text(word("assignment"), exact=True), his.activity.get_by_role("heading", level=3)
    before = task.bounding_box()

    his.page.evaluate("scrollBy(0, 250)")

    expect(title).not_to_be_in_viewport()
    expect(task).to_be_in_viewport()
    assert before is not None
    assert before["y"] < 250, "or it would be in view without staying"
    low = his.activity.locator(":is(nav, aside, form, .ssfh-his-patient, .ssfh-his-finish) :is(button, input):visible")
    assert [one.inner_text() for one in low.all() if one.bounding_box()["height"] < TARGET] == []  # type: ignore[index]


def test_the_page_knows_before_the_activity_is_drawn_that_it_needs_the_width(
    visitors: Callable[..., Visitor], module: str
) -> None:
    plain = visitors(java_script_enabled=False).open(module)
    drawn = opened(visitors(), module).page

    width = "document.querySelector('main').clientWidth"
    assert plain.evaluate(width) == drawn.evaluate(width) == WIDE


def test_the_page_with_all_its_tasks_weighs_less_than_seventy_five_kilobytes(
    visitors: Callable[..., Visitor], module: str
) -> None:
    page, sizes = visitors(logged_in=False).open_first(module)

    expect(page.locator(".ssfh-practice_his h3").first).to_be_visible()
    assert 40_000 < sum(sizes) < HEAVIEST, sizes


def test_nothing_moves_and_nothing_is_bare_when_the_script_of_the_practice_his_comes_late(
    visitors: Callable[..., Visitor], module: str
) -> None:
    """The page may draw nothing of it without its stylesheet, and the same place waits for it as for any activity."""
    visitor = visitors()
    visitor.context.route("**/practice_his.js*", lambda route: (sleep(1), route.continue_()))  # type: ignore[func-returns-value]
    visitor.context.add_init_script(WATCH_SHIFTS)
    page = visitor.open(module)

    his = Player(page, content("")["titel"])
    expect(his.activity.get_by_role("heading", name=word("tasks"))).to_be_visible()

    first, after = page.evaluate("[window.styledAtFirst, window.shifts]")
    assert first, "its stylesheet was there before the page was drawn"
    assert after == []

    page.set_viewport_size({"width": 390, "height": 780})
    His(page, his).begin(content("")["taken"][0]["id"])
    page.reload(wait_until="commit")
    place = page.locator("[data-ssfh-served] .ssfh-his-place")
    assert place.evaluate("one => one.clientHeight") >= 780  # so that what stands below it is not seen to move
    expect(his.activity.get_by_role("button", name=ui("practice_his", "finish"))).to_be_visible()
    assert page.evaluate("window.shifts") == []


def test_a_page_whose_script_of_the_practice_his_never_comes_says_so(
    visitors: Callable[..., Visitor], module: str
) -> None:
    visitor = visitors()
    visitor.context.route("**/practice_his.js*", lambda route: route.abort())

    page = visitor.open(module)

    his = Player(page, content("")["titel"])
    his.sees(ui("frame", "unknown_kind"))
    expect(page.locator("[data-ssfh-served]")).to_have_count(0)


def test_on_a_phone_the_task_is_a_sheet_above_one_button(visitors: Callable[..., Visitor], module: str) -> None:
    his = opened(visitors(width=PHONE, has_touch=True), module)
    page, text = his.page, content(APPOINTMENT)["opdracht"].splitlines()[0].strip()
    his.activity.get_by_role("button", name=content(APPOINTMENT)["titel"]).tap()
    assignment = his.sheet.get_by_text(text)
    expect(assignment).to_be_in_viewport()
    his.player.button(word("sheet_close")).tap()
    expect(assignment).to_be_hidden()

    handle = his.player.button(word("margin"))
    his.activity.get_by_role("heading", name="Agenda").scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    handle.tap()
    expect(assignment).to_be_in_viewport()
    assert page.evaluate("scrollY") == place
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(assignment).to_be_hidden()
    expect(handle).to_be_focused()
    assert handle.bounding_box()["height"] >= TARGET  # type: ignore[index]
    assert wrong(page) == []
    page.emulate_media(media="print")
    expect(assignment).to_be_visible()
    page.emulate_media(media="screen")

    page.keyboard.press("Tab")
    for _ in range(12):
        assert page.evaluate(IN_VIEW), page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")


def test_a_task_in_the_record_of_a_patient_is_solved_on_a_phone(visitors: Callable[..., Visitor], module: str) -> None:
    his = opened(visitors(width=PHONE, has_touch=True), module)
    his.begin(CALL)

    for one in content(CALL)["stappen"]:
        if one["id"] in {"vraag", "benauwd", "overleg", "vertel"}:
            his.step(one["tekst"])
    his.player.press(word("margin"))
    expect(his.activity.get_by_role("log")).to_contain_text("25 augustus 1998")
    his.close_sheet()
    his.open_record("Lotte Denkbeeld", "25-8-1998")
    expect(his.activity.locator(".ssfh-his-patient")).to_contain_text("Lotte Denkbeeldgeboren 25 augustus 1998")
    his.player.pick(word("part"), "Journaal")
    his.player.press(word("add_named", part="Journaal"))
    his.fill_in(
        {
            "Soort contact": "telefonisch",
            "S (": "Twee dagen schor en verkouden.",
            "O (": "Praat rustig, in hele zinnen.",
            "E (": "Verkoudheid, geen spoed (huisarts).",
            "P (": "Belt meteen bij benauwdheid of als het erger wordt.",
            "Hoe wist je wie het was?": "gevraagd",
            "Benauwd?": "nee",
            "Hoe praat de beller?": "zinnen",
            "Met wie overlegde je, en hoe?": "huisarts-direct",
            "Wanneer belt de patiënt meteen?": "erger",
        }
    )
    his.page.set_viewport_size({"width": PHONE, "height": 8000})
    while_typing = wrong(his.page)
    his.page.set_viewport_size({"width": PHONE, "height": 800})
    his.save()
    his.finish()

    his.player.sees(word("is_safe"))
    his.player.sees(word("is_complete"))
    expect(his.activity.locator(".ssfh-his-compare").filter(has_text="O (")).to_contain_text("Praat rustig")
    assert while_typing == []


def test_an_appointment_for_the_wrong_patient_is_named_as_unsafe_and_limits_the_result(
    visitor: Visitor, module: str
) -> None:
    his = opened(visitor, module)
    task = content(APPOINTMENT)
    his.begin(APPOINTMENT)

    his.add_appointment(Patiënt="sven")
    his.player.press(STEP)
    his.finish()

    unsafe = his.activity.locator(".ssfh-his-findings").filter(has_text=word("is_unsafe"))
    expect(unsafe).to_contain_text(task["onveilig"][0]["tekst"])
    expect(unsafe).to_contain_text("Dit gebeurde toen je iets toevoegde bij Agenda.")
    his.player.sees(word("capped"))


def test_a_record_is_changed_and_removed_and_what_was_said_is_said_again(visitor: Visitor, module: str) -> None:
    his = opened(visitor, module)
    his.begin(APPOINTMENT)
    his.add_appointment()

    his.activity.get_by_role("button", name=f"{word('change')} 17 maart 2026, 09:20").click()
    his.fill_in({"Tijd": "09:40"})
    his.save()
    his.player.is_told("Gewijzigd bij Agenda: 17 maart 2026, 09:40, Noor Proef (3 mei 1954).")
    his.player.press(STEP)
    his.player.is_told(word("news", "step", step=STEP))
    his.player.press(STEP)
    expect(his.activity.get_by_role("log").get_by_role("listitem")).to_have_count(3)  # and how the call began
    expect(his.player.button(STEP)).to_have_attribute("aria-pressed", "true")
    his.activity.get_by_role("button", name=f"{word('change')} 17 maart 2026, 09:40").click()
    his.player.press(word("remove"))
    his.player.press(word("remove_yes"))

    his.player.is_told("Verwijderd bij Agenda: 17 maart 2026, 09:40, Noor Proef (3 mei 1954).")
    expect(his.activity.get_by_role("heading", name="Agenda")).to_be_focused()


def test_reloading_in_the_middle_of_a_task_keeps_the_work(visitor: Visitor, module: str) -> None:
    his = opened(visitor, module)
    his.begin(APPOINTMENT)
    his.add_appointment()
    his.player.press(STEP)
    expect(his.player.button(STEP)).to_have_attribute("aria-pressed", "true")
    his.open_record("Noor Proef", "3 mei 1954")
    expect(his.activity.locator(".ssfh-his-patient")).to_contain_text("Noor Proef")

    his.page.reload()

    expect(his.activity.locator(".ssfh-his-patient")).to_contain_text("Noor Proef")
    expect(his.player.button(STEP)).to_have_attribute("aria-pressed", "true")
    his.activity.get_by_role("navigation").get_by_role("button", name="Agenda").click()
    his.activity.get_by_text(word("as_list")).click()
    expect(his.activity.get_by_role("row").filter(has_text=FREE["Reden"])).to_have_count(1)


def test_the_browser_asks_before_a_half_filled_form_is_left(visitor: Visitor, module: str) -> None:
    his = opened(visitor, module)
    his.begin(APPOINTMENT)
    his.player.press(word("add_named", part="Agenda"))
    his.form.get_by_label("Reden").press_sequentially("Knie")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    his.page.once("dialog", stay)

    with his.page.expect_event("dialog"):
        his.page.evaluate("() => void setTimeout(() => location.reload())")

    assert asked == ["beforeunload"]
    expect(his.form.get_by_label("Reden")).to_have_value("Knie")


@pytest.mark.parametrize("width", [night(WIDE), PHONE])
def test_the_list_a_task_a_form_and_a_result_are_accessible_and_fit(
    visitors: Callable[..., Visitor], module: str, width: int
) -> None:
    his = opened(visitors(width=width, reduced_motion="reduce"), module)
    page, found = his.page, {}

    def look(state: str) -> None:
        page.set_viewport_size({"width": width, "height": 8000})  # axe-core judges no colour that is scrolled away
        found[state] = wrong(page, faults_in_light_and_dark)
        page.set_viewport_size({"width": width, "height": 800})

    look("list")
    his.begin(APPOINTMENT)
    look("task")
    his.open_record("Noor Proef", "3 mei 1954")
    expect(his.activity.get_by_role("heading", name="Patiëntkaart")).to_be_visible()
    look("record")
    if width == PHONE:
        his.player.press(word("margin"))
        # It lies on top of the rest, and then axe-core never knows what is behind a text.
        told = faults_in_light_and_dark(page, ".ssfh-his-sheet")
        found["task in a sheet"] = [one for one in told if "contrast unknown" not in one]
        his.close_sheet()
    his.activity.get_by_role("button", name=f"{word('change')} Noor Proef").click()
    his.fill_in({"Adres": "Oefenlaan 2"})
    his.save()
    if width == PHONE:
        his.player.pick(word("part"), "Agenda")
    else:
        his.activity.get_by_role("navigation").get_by_role("button", name="Agenda").click()
    his.player.press(word("add_named", part="Agenda"))
    his.player.press(word("save"))
    his.player.sees(word("fill_in"))
    look("form")
    his.fill_in({**FREE, "Patiënt": "sven"})
    his.save()
    his.finish()
    his.activity.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    look("result")

    assert {state: faulty for state, faulty in found.items() if faulty} == {}
