"""What a module brings to the first page and to its ending: a promise, a drawing, a place, and what one can do."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from tests.modules.shipped import ALL, Shipped, each_module

LARGEST = 6_000
"""Bytes of a drawing: five of them come with the first page."""


@each_module
def test_a_module_invites_with_one_line_and_says_what_one_can_do_after_it(shipped: Shipped) -> None:
    described = shipped.module.description

    assert described.promise
    assert len(described.promise.split()) <= 25
    assert all(goal.able_to and goal.able_to[0].islower() and goal.able_to[-1] != "." for goal in described.goals)


def test_each_module_has_a_place_of_its_own() -> None:
    assert sorted(one.module.description.place or 0 for one in ALL) == list(range(1, len(ALL) + 1))


@each_module
def test_a_drawing_is_light_says_nothing_and_has_colours_for_a_dark_screen(shipped: Shipped) -> None:
    drawing = shipped.folder / str(shipped.module.description.drawing)
    text = drawing.read_text("utf-8")
    root = ET.fromstring(text)  # noqa: S314  (a file of ours)

    assert len(text.encode()) < LARGEST
    assert root.get("viewBox") == "0 0 400 160"
    assert "prefers-color-scheme:dark" in text
    assert not re.search(r"<(?:text|title|desc|script|image|use)\b|href|url\(h", text)
