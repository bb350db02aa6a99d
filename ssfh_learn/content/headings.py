"""What the texts of a notebook say of its steps: headings, how long they take; and which notebook is the module."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ssfh_learn.activities.markup import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

HEADING = re.compile(r"^##\s+(?:Stap\s+(?P<number>\d+)\s*[.:]\s*)?(?P<title>.+)$", re.IGNORECASE | re.MULTILINE)
_NUMBERED = re.compile(r"##\s+Stap\s+(\d+)\b", re.IGNORECASE)
_MINUTES = re.compile(r">\s*ongeveer (\d+) minu", re.IGNORECASE)
_CODE = re.compile(r"^ {0,3}(?:```|~~~)|^(?: {4}|\t)", re.MULTILINE)
_COPIES = re.compile(r"^untitled\d*$|[-_ ](?:copy|kopie)\d*\b|^(?:kopie|copy)\b|\(\d+\)$", re.IGNORECASE)


def headings_of(text: str) -> list[re.Match[str]]:
    """Return the headings that begin a page; what stands in a block of code is none."""
    found = [*HEADING.finditer(text)]
    if not found or not _CODE.search(text):
        return found
    tokens = markdown().parse(text)
    code = [token.map for token in tokens if token.type in {"fence", "code_block"} and token.map]
    return [one for one in found if not any(first <= text.count("\n", 0, one.start()) < last for first, last in code)]


def step_numbers_in(text: str) -> list[int]:
    """Return the numbers in headings such as `## Stap 3. Schat zelf`."""
    found = (_NUMBERED.match(one[0]) for one in headings_of(text))
    return [int(one[1]) for one in found if one]


def minutes_in(html: str) -> int | None:
    """Return how long a step takes, as a paragraph or line of its own says it; None if none does."""
    found = _MINUTES.search(html)
    return int(found[1]) if found else None


def module_notebook(notebooks: Iterable[Path], folder: Path) -> Path | None:
    """Return the notebook that is the module: the one with the folder's name, or else the first that is no copy."""
    found = sorted(notebooks)
    own = [path for path in found if path.stem == folder.name]
    others = [path for path in found if not _COPIES.search(path.stem)]
    return next(iter([*own, *others, *found]), None)
