"""The styles of pages and activities: each class has one meaning, and something that has it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from ssfh_learn.words import section
from tests.test_imports import FILES, PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = PACKAGE / "frontend" / "src"
STYLES = SOURCES / "styles"

TOP_RULE = re.compile(r"^([.:][^{}]+) \{$", re.MULTILINE)
"""The selectors of a rule that counts everywhere; those of a screen or of paper stand further in."""
ALONE = re.compile(r"(?:\.ssfh(?:-portal)? )*(?::is\()?(\.ssfh-[\w-]+(?:, \.ssfh-[\w-]+)*)\)?")
"""A selector that is nothing but a class, or some, wherever they stand."""


def _noun(path: Path) -> str:
    """Return what a file of styles is about: a folder is one kind of activity, the pages have a file for each noun."""
    place = path.relative_to(STYLES)
    return place.as_posix() if place.parts[0] == "portal" else place.parts[0]


def test_a_class_is_described_in_one_place() -> None:
    """What two nouns call by one name would each get the looks of the other, where a page has both."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in STYLES.rglob("*.css"):
        for selectors in TOP_RULE.findall(path.read_text("utf-8")):
            for one in selectors.split(",\n"):
                if match := ALONE.fullmatch(one):
                    for name in match[1].split(", "):
                        found[name].add(_noun(path))
    assert len(found) > 200

    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_every_class_that_is_described_is_given_to_something() -> None:
    sources = [*SOURCES.rglob("*.[tj]s*"), *(PACKAGE / "portal").rglob("*.j2"), *FILES]
    given = {name for path in sources for name in re.findall(r"ssfh-[\w-]+", path.read_text("utf-8"))}
    given |= {f"ssfh-{kind}" for kind in section("frontend")["kinds"]}

    described = {name for path in SOURCES.rglob("*.css") for name in re.findall(r"\.(ssfh-[\w-]+)", path.read_text())}

    assert described - given == set()


def test_letters_have_the_sizes_of_one_scale() -> None:
    """On paper they are points; code and a sign follow the letters around them, and 0 hides what a sign stands for."""
    scale = {f"var({name})" for name in re.findall(r"(--ssfh-\w+): calc\(", (STYLES / "theme.css").read_text("utf-8"))}
    scale |= {"inherit", "0", "0.92em", "0.7em", "115%", "130%"}
    said = re.compile(r"font(?:-size)?: (?:\d+ )?([^;/ ]+(?:\([^)]*\))?)")

    given = {
        (path.relative_to(STYLES).as_posix(), size)
        for path in STYLES.rglob("*.css")
        for size in said.findall(path.read_text("utf-8"))
    }

    assert len(scale) == 14
    assert {one for one in given if one[1] not in scale and not one[1].endswith("pt")} == set()
