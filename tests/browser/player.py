"""Plays an activity as a person does: by the roles and names that a screen reader would say.

`Player` uses the mouse, `KeyboardPlayer` nothing but keys.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from ssfh_learn.words import counted, section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Locator, Page

LONGEST_WALK = 200
"""Tabs: more than there are places on a page of the tests."""

_PICTURE = """activity => {
    const copy = activity.cloneNode(true);
    copy.querySelectorAll('[role=status]').forEach(status => status.remove());
    const controls = [...activity.querySelectorAll('input, textarea, select')];
    return [copy.textContent.replace(/\\s+/g, ' '), controls.map(one => one.type === 'radio' || one.type === 'checkbox'
        ? [one.value, one.checked, one.disabled] : [one.value, one.disabled])];
}"""


def ui(*keys: str, **fields: Any) -> str:
    """Return a word of the interface, `{fields}` filled in."""
    found: Any = {**section("frontend"), **{name: section(name) for name in ("practice_his", "scenario", "skills_gap")}}
    for key in keys:
        found = found[key]
    if isinstance(found, dict):
        return counted(found, fields.get("count", fields.get("total", 2)), **fields)
    return str(found).format(**fields)


class Player:
    """One activity on a page."""

    def __init__(self, page: Page, title: str) -> None:
        self.page = page
        self.activity = page.get_by_role("region", name=title, exact=True)

    # Looking

    def sees(self, text: str) -> None:
        """Fail unless a text is, or soon will be, in the activity."""
        expect(self.activity).to_contain_text(text)

    def is_right(self) -> None:
        """Fail unless the verdict is, or soon will be, one of the words for right, which vary by question."""
        words = section("frontend")["feedback"]["right"]
        expect(self.activity.locator(".ssfh-feedback-head")).to_have_text(re.compile("|".join(words)))

    def sees_no(self, text: str) -> None:
        """Fail unless a text is not, or soon will not be, in the activity."""
        expect(self.activity).not_to_contain_text(text)

    def is_told(self, sentence: str) -> None:
        """Fail unless the status line says, or soon will say, this."""
        status = self.activity.get_by_role("status").filter(has_text=sentence)
        expect(status).to_be_visible()

    def picture(self) -> Any:
        """Return everything to see and every answer given, but not the passing words of the status line."""
        return self.activity.evaluate(_PICTURE)

    def button(self, name: str) -> Locator:
        """Return a button by its name."""
        return self.activity.get_by_role("button", name=name, exact=True)

    def group(self, name: str) -> Locator:
        """Return the group of controls whose legend holds a text."""
        return self.activity.get_by_role("group", name=name)

    def field(self, label: str, within: Locator | None = None) -> Locator:
        """Return the text field with a label."""
        return (within or self.activity).get_by_role("textbox", name=label)

    def choice(self, label: str, within: Locator | None = None) -> Locator:
        """Return the radio button or checkbox with a label."""
        scope = within or self.activity
        radio = scope.get_by_role("radio", name=label, exact=True)
        return radio.or_(scope.get_by_role("checkbox", name=label, exact=True))

    # Doing

    def press(self, name: str) -> None:
        """Press a button."""
        self.button(name).click()

    def check(self) -> None:
        """Ask whether the answer is right or, where nothing is wrong, for the explanation or an example."""
        ways = [ui("quiz", key) for key in ("check", "check_ungraded", "compare")]
        self.press(next((way for way in ways if self.button(way).is_visible()), ways[0]))

    def choose(self, label: str, within: Locator | None = None) -> None:
        """Choose a radio button or checkbox."""
        self.choice(label, within).check()

    def pick(self, label: str, option: str) -> None:
        """Pick an option of a list that unfolds."""
        self.activity.get_by_role("combobox", name=label, exact=True).select_option(option)

    def write(self, label: str, text: str, within: Locator | None = None) -> None:
        """Write in a text field and leave it."""
        self.field(label, within).fill(text)
        self.field(label, within).blur()

    def slide(self, steps: int) -> None:
        """Move the slider up by so many steps."""
        for _ in range(steps):
            self.activity.get_by_role("slider").press("ArrowRight")

    def order(self, *steps: str) -> None:
        """Put the steps of an ordering question in this order."""
        for place, step in enumerate(steps, 1):
            while (now := self._steps().index(step) + 1) > place:
                self.press(ui("ordering", "up", step=step, place=now))
                expect(self.button(ui("ordering", "up", step=step, place=now - 1))).to_be_visible()
        if self.button(ui("ordering", "keep")).is_visible():
            self.press(ui("ordering", "keep"))

    def begin_with(self, part: str) -> None:
        """Open a theme or level of a worksheet, unless it is open."""
        if self.button(part).is_visible():
            self.press(part)

    def sort(self, groups: Mapping[str, str]) -> None:
        """Put cards in groups; one that lies somewhere is a line, which is opened first."""
        for card, group in groups.items():
            if self.button(ui("categorise", "change_named", card=card)).is_visible():
                self.press(ui("categorise", "change_named", card=card))
            self.put(card, group)

    def put(self, card: str, group: str) -> None:
        """Put one card in a group: then it becomes a line, with the button no longer there."""
        self.choice(group, self.group(card)).click()

    def _steps(self) -> list[str]:
        name = re.escape(ui("ordering", "up", step="STEP", place="PLACE"))
        pattern = re.compile(f"^{name.replace('STEP', '(.+)').replace('PLACE', '[0-9]+')}$")
        labels = [
            one.get_attribute("aria-label") or "" for one in self.activity.get_by_role("button", name=pattern).all()
        ]
        return [match[1] for label in labels if (match := pattern.match(label))]


class KeyboardPlayer(Player):
    """The same person without a mouse."""

    def press(self, name: str) -> None:
        """Press a button with Enter."""
        self._walk_to(self.button(name))
        self.page.keyboard.press("Enter")

    def choose(self, label: str, within: Locator | None = None) -> None:
        """Choose with the space bar, after the arrows in a group of radio buttons."""
        choice = self.choice(label, within)
        if choice.get_attribute("type") == "radio":
            self._walk_to(choice, "(one, focus) => focus.type === 'radio' && focus.name === one.name")
            for _ in range(LONGEST_WALK):
                if _has_focus(choice):
                    break
                self.page.keyboard.press("ArrowDown")
        self._walk_to(choice)
        if not choice.is_checked():
            self.page.keyboard.press("Space")
        expect(choice).to_be_checked()

    def put(self, card: str, group: str) -> None:
        """Put one card in a group with the keys; it stays open until it is left."""
        self.choose(group, self.group(card))

    def pick(self, label: str, option: str) -> None:
        """Pick with the arrow keys."""
        unfolding = self.activity.get_by_role("combobox", name=label, exact=True)
        self._walk_to(unfolding)
        for _ in range(LONGEST_WALK):
            if unfolding.evaluate("one => one.selectedOptions[0].text") == option:
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"the arrows do not reach {option!r}")

    def write(self, label: str, text: str, within: Locator | None = None) -> None:
        """Type key by key and leave the field with Tab."""
        self._walk_to(self.field(label, within))
        self.page.keyboard.type(text)
        self.page.keyboard.press("Tab")

    def slide(self, steps: int) -> None:
        """Move the slider with the arrow keys."""
        self._walk_to(self.activity.get_by_role("slider"))
        for _ in range(steps):
            self.page.keyboard.press("ArrowRight")

    def _walk_to(self, target: Locator, arrived: str = "(one, focus) => focus === one") -> None:
        """Press Tab until the focus has arrived."""
        for _ in range(LONGEST_WALK):
            if target.evaluate(f"one => ({arrived})(one, document.activeElement)"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"Tab never reaches {target}")


def _has_focus(target: Locator) -> bool:
    here: bool = target.evaluate("one => one === document.activeElement")
    return here
