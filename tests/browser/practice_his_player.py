"""Plays the tasks of the practice HIS in a browser with nothing but keys, along the acts of a safe road.

Everything that depends on how the page looks is in this file: how a record is found, a part shown, a form filled in,
and an appointment put in the agenda. What stands on the page is looked up by the roles and names of a screen reader;
the names come from the same view that the page draws.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.player import LONGEST_WALK, KeyboardPlayer, ui
from tests.modules.practice_his_play import HIS, TASKS, played

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.modules.practice_his_play import Response

MOST_WALKS = 12
"""So often may the page change under the focus, such as a sheet that closes, before somebody gives up."""
_WAY = """one => {
    const focus = document.activeElement;
    if (one === focus) return 0;
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
    const isThere = stop => stop.checkVisibility({ visibilityProperty: true });
    const stops = all.filter(stop => stop.tabIndex >= 0 && !stop.disabled && isThere(stop));
    const isBefore = (first, then) => first.compareDocumentPosition(then) & Node.DOCUMENT_POSITION_FOLLOWING;
    const between = (first, then) => stops.filter(stop => isBefore(first, stop) && isBefore(stop, then)).length + 1;
    return isBefore(one, focus) && !one.contains(focus) ? -between(one, focus) : between(focus, one);
}"""
"""How many times Tab goes from the focus to an element, or with Shift, as a negative number, where it stands before."""
_CELLS = """one => {
    const at = cell => [cell.parentElement.rowIndex, cell.cellIndex];
    const here = document.activeElement.closest('td');
    if (!here || here.closest('table') !== one.closest('table')) return null;
    const [[row, column], [toRow, toColumn]] = [at(here), at(one.closest('td'))];
    return [toRow - row, toColumn - column];
}"""


def word(*keys: str, **fields: object) -> str:
    """Return a word of the practice HIS."""
    return ui("practice_his", *keys, **fields)


class HisPlayer(KeyboardPlayer):
    """Somebody without a mouse, who plays tasks one after the other."""

    def __init__(self, page: Page, *, picks_a_slot: bool = True) -> None:
        super().__init__(page, HIS.title)
        self._picks_a_slot = picks_a_slot
        """Whether a new appointment is begun at a free time in the agenda, and not with an empty form."""

    def play(self, task: str, road: list[Response]) -> None:
        """Play a task from the list of tasks to its result."""
        title = TASKS[task].title
        self._enter(self.activity.get_by_role("button", name=title))
        expect(self.activity.get_by_role("heading", level=3, name=title)).to_be_focused()
        for place, response in enumerate(road):
            self._act(HIS.view(played(task, road[:place]))["task"], response)
        self.press(word("finish"))
        expect(self.activity.get_by_role("heading", name=word("result"))).to_be_focused()

    def back(self) -> None:
        """Go back to the list of tasks."""
        self.press(word("back"))
        expect(self.activity.get_by_role("heading", name=word("tasks"))).to_be_focused()

    # Acts

    def _act(self, task: dict[str, Any], response: Response) -> None:
        """Do one act; `task` is the view just before it."""
        match response["kind"]:
            case "step":
                self._say(next(step["text"] for step in task["steps"] if step["id"] == response["step"]))
            case "open_record":
                self._open(task, response["patient"])
            case "close_record":
                self._close()
            case "add":
                self._add(self._part(task, response), response["values"])
            case "change":
                self._change(self._part(task, response), response)
            case "remove":
                self._remove(self._part(task, response), response)
            case kind:
                pytest.fail(f"no road has {kind}")

    def _say(self, text: str) -> None:
        sheet = self.activity.get_by_role("button", name=word("margin"), exact=True)
        if sheet.is_visible():  # on a phone, what is said lies in a sheet
            self._enter(sheet)
        self.press(text)
        expect(self.button(text)).to_have_attribute("aria-pressed", "true")

    def _open(self, task: dict[str, Any], patient: str) -> None:
        if task["open"] is not None:
            self._close()
        one = next(found for found in task["patients"] if found["id"] == patient)
        self._walk_to(self.activity.get_by_role("searchbox", name=word("search")))
        self.page.keyboard.type(f"{one['name']} {one['birth']}")
        self.page.keyboard.press("Enter")  # to the first who was found
        found = self.activity.get_by_role("button", name=f"{one['name']} {word('birth', birth=one['birth'])}")
        expect(found).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(self.button(word("close_record"))).to_be_visible()
        self.sees(f"{word('current_record')}{one['name']}")

    def _close(self) -> None:
        self.press(word("close_record"))
        expect(self.activity.get_by_role("searchbox")).to_be_visible()

    def _add(self, part: dict[str, Any], values: dict[str, str]) -> None:
        if part["agenda"] and self._picks_a_slot:
            self._pick_a_slot(part["agenda"], values)
        else:
            self.press(word("writing") if part["is_sent"] else word("add_named", part=part["label"]))
        self._fill_in(part, values, "send" if part["is_sent"] else "save")

    def _change(self, part: dict[str, Any], response: Response) -> None:
        record = next(one for one in part["records"] if one["id"] == response["record"])
        if part["agenda"]:
            booked = next(one for one in part["agenda"]["booked"] if one["record"] == record["id"])
            self._show_in_agenda(part["agenda"], booked["date"], booked["slots"][0], booked["who"])
            when = [record["shown"][field["id"]] for field in part["fields"] if field["type"] in {"date", "time"}]
            name = word("change_named", name=", ".join(when))
            self._enter_in_agenda(self._grid.get_by_role("button", name=name).filter(has_text=booked["name"]))
        else:
            self._enter(self._change_button(part, record))
        self._fill_in(part, response["values"])

    def _remove(self, part: dict[str, Any], response: Response) -> None:
        record = next(one for one in part["records"] if one["id"] == response["record"])
        self._enter(self._change_button(part, record))
        self.press(word("remove"))
        self.press(word("remove_yes"))
        expect(self._form).to_have_count(0)

    # The desk

    def _part(self, task: dict[str, Any], response: Response) -> dict[str, Any]:
        """Show a part, and return its view."""
        part: dict[str, Any] = next(one for one in task["parts"] if one["id"] == response["part"])
        heading = self.activity.get_by_role("heading", name=part["label"], exact=True)
        if not heading.is_visible():
            button = self.activity.get_by_role("navigation").get_by_role("button", name=part["label"], exact=True)
            if button.is_visible():
                self._enter(button)
            else:  # on a phone the parts are a list that unfolds
                self._pick(self.activity.get_by_role("combobox", name=word("part"), exact=True), part["label"])
            expect(heading).to_be_visible()
        return part

    def _change_button(self, part: dict[str, Any], record: dict[str, Any]) -> Locator:
        """Return the button that changes a record, which is named after its first values."""
        short = [record["shown"][field["id"]] for field in part["fields"] if field["type"] != "long"]
        return self.button(word("change_named", name=", ".join([value for value in short if value][:3])))

    @property
    def _grid(self) -> Locator:
        return self.activity.get_by_role("grid")

    def _pick_a_slot(self, agenda: dict[str, Any], values: dict[str, str]) -> None:
        day = self._show_in_agenda(agenda, values["datum"], values["tijd"], values["bij"])
        self._enter_in_agenda(self._grid.get_by_role("button", name=f"{day}, {values['tijd']}: {word('free')}"))

    def _show_in_agenda(self, agenda: dict[str, Any], date: str, time: str, who: str) -> str:
        """Show the person, the day and the part of the day; return what the day is called."""
        person = self.activity.get_by_role("combobox", name=word("agenda_who"), exact=True)
        self._pick(person, person.locator(f'option[value="{who}"]').inner_text())
        session = next(one["label"] for one in agenda["sessions"] if time in one["times"])
        if self.button(session).get_attribute("aria-pressed") != "true":
            self.press(session)
        day = next(one["label"] for one in agenda["days"] if one["date"] == date)
        if not self._grid.get_by_role("columnheader", name=day).is_visible():
            self._pick(self.activity.get_by_role("combobox", name=word("day"), exact=True), day)
        return str(day)

    def _enter_in_agenda(self, slot: Locator) -> None:
        """Go to a place in the agenda, which is one stop for the Tab key, with the arrows; and press Enter."""
        self._walk_to(self._grid.locator('[tabindex="0"]'))
        for _ in range(LONGEST_WALK):
            way = slot.evaluate(_CELLS)
            assert way is not None, "the arrows left the agenda"
            if way == [0, 0]:
                break
            down, right = way
            self.page.keyboard.press(
                ("ArrowDown" if down > 0 else "ArrowUp") if down else ("ArrowRight" if right > 0 else "ArrowLeft")
            )
        expect(slot).to_be_focused()
        self.page.keyboard.press("Enter")

    # A form

    @property
    def _form(self) -> Locator:
        return self.activity.locator("form").filter(
            has=self.page.get_by_role("button", name=re.compile(f"^({word('save')}|{word('send')})$"))
        )

    def _fill_in(self, part: dict[str, Any], values: dict[str, str], button: str = "save") -> None:
        """Fill in the form that is open, and save or send it."""
        for field in part["fields"]:
            if field["id"] not in values:
                continue
            marks = "|".join(re.escape(word(mark)) for mark in ("required", "is_judged", "is_needed"))
            name = re.compile(rf"^{re.escape(field['label'])}\s*({marks})?$")
            control, value = self._form.get_by_label(name), values[field["id"]]
            if control.input_value() == value:
                continue  # a free time of the agenda filled it in
            if field["options"]:
                self._pick(control, next(one["text"] for one in field["options"] if one["id"] == value))
            elif field["type"] in {"date", "time"}:
                self._type_moment(control, value)
            else:
                self._walk_to(control)
                self.page.keyboard.press("Control+A")
                self.page.keyboard.type(value)
        self.press(word(button))
        expect(self._form).to_have_count(0)

    def _pick(self, unfolding: Locator, option: str) -> None:
        """Pick an option of a list that unfolds, from its first with the arrow."""
        self._walk_to(unfolding)
        if self._picked(unfolding) == option:
            return
        self.page.keyboard.press("Home")
        for _ in range(LONGEST_WALK):
            if self._picked(unfolding) == option:
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"the arrows do not reach {option!r}")

    @staticmethod
    def _picked(unfolding: Locator) -> str:
        return str(unfolding.evaluate("one => one.selectedOptions[0].text.trim()"))

    def _type_moment(self, control: Locator, value: str) -> None:
        """Type a date or a time in the order in which this browser writes one: its own language decides."""
        numbers = re.findall(r"\d+", value)
        if len(numbers) == 3:
            year, month, day = numbers
            orders = [f"{day}{month}{year}", f"{month}{day}{year}"]
        else:
            hour, minute = numbers
            half = "PM" if int(hour) >= 12 else "AM"
            orders = [f"{hour}{minute}", f"{(int(hour) + 11) % 12 + 1:02}{minute}{half}"]
        for order in orders:
            self._walk_to(control)
            for _ in range(2):  # back to its first number
                self.page.keyboard.press("ArrowLeft")
            self.page.keyboard.type(order)
            if control.input_value() == value:
                return
        pytest.fail(f"no order of {orders} gives {value}, but {control.input_value()!r}")

    # Keys

    def _enter(self, target: Locator) -> None:
        self._walk_to(target)
        self.page.keyboard.press("Enter")

    def _walk_to(self, target: Locator, arrived: str = "") -> None:  # noqa: ARG002
        """Press Tab, or Shift and Tab to what stands before the focus, until the focus has arrived."""
        for _ in range(MOST_WALKS):
            way = target.evaluate(_WAY)
            if way == 0:
                return
            for _ in range(min(abs(way), LONGEST_WALK)):
                self.page.keyboard.press("Tab" if way > 0 else "Shift+Tab")
        here = self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        pytest.fail(f"Tab never reaches {target}, but {here}")
