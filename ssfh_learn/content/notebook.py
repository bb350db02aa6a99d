"""A module notebook: which activities its cells show, and whether it is stored as it should be."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ssfh_learn.content.headings import step_numbers_in
from ssfh_learn.content.problem import ContentFileError, Problem
from ssfh_learn.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


IMPORT = "from ssfh_learn import activity"
MOUNT = "application/vnd.ssfh-learn.activity+json"
"""The MIME type of an output that is the place of an activity: `{"activity": name}`."""
PRINTED = "ssfh_learn_printed"
"""In the metadata of an output that shows an activity where nothing can be clicked; a page leaves it out."""


@dataclass(frozen=True)
class Cell:
    """A cell: its number on the page from 1, and where its source begins in the file."""

    number: int
    kind: str
    text: str
    line: int
    raw: dict[str, Any]

    @property
    def is_hidden(self) -> bool:
        """Whether learners see what the cell shows and not its code."""
        match self.raw.get("metadata"):
            case {"jupyter": {"source_hidden": True}}:
                return True
        return False

    @property
    def id(self) -> str | None:
        """The id that notebooks of format 4.5 and newer give each cell, and keep when it is moved or changed."""
        id_ = self.raw.get("id")
        return id_ if isinstance(id_, str) and id_ else None

    @property
    def activity(self) -> str | None:
        """The name in `activity("name")`, or None where the cell is something else."""
        try:
            body = ast.parse(self.text).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):  # ast.parse raises all of these
            return None
        match body:
            case [ast.Expr(ast.Call(ast.Name("activity"), [ast.Constant(str(name))], []))]:
                return name
        return None


def shown_activities(path: Path) -> list[str]:
    """Return the names of the activities that a notebook shows, in order; a broken notebook shows none."""
    return [cell.activity for cell in cells_of(path) if cell.kind == "code" and cell.activity]


def step_numbers(path: Path) -> set[int]:
    """Return the numbers in headings such as `## Stap 3. Schat zelf`; a broken notebook has none."""
    cells = cells_of(path)
    return {number for cell in cells if cell.kind == "markdown" for number in step_numbers_in(cell.text)}


def cells_of(path: Path) -> list[Cell]:
    """Return the cells of a notebook; a broken notebook has none."""
    try:
        return read_cells(path)
    except ContentError:
        return []


def read_cells(path: Path) -> list[Cell]:
    """Return the cells of a notebook; raises ContentFileError where it is no notebook."""
    try:
        text = path.read_text("utf-8")
        return list(cells_in(json.loads(text), text))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ContentFileError([Problem(path, 1, "bad_notebook", {})]) from None


def cells_in(notebook: dict[str, Any], text: str) -> Iterator[Cell]:
    """Yield the cells of a notebook that was read from this text; raises where it is none."""
    searched = 0
    for number, raw in enumerate(notebook["cells"], 1):
        written = raw["source"]
        lines = written if isinstance(written, list) else written.splitlines(keepends=True)
        joined = "".join(lines)
        if lines:
            found = text.find(json.dumps(lines[0], ensure_ascii=False)[:-1].removesuffix("\\n"), searched)
            searched = found + 1 if found >= 0 else searched
        yield Cell(number, raw["cell_type"], joined, text.count("\n", 0, searched) + 1, raw)
