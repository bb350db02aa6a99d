"""A module notebook: which activities its cells show, and whether it is stored as it should be."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.lost_signs import lost_in_markdown
from ssfh_learn.content.images import lacks_alternative, missing_images
from ssfh_learn.content.problem import ContentFileError, Problem
from ssfh_learn.content.source import Source
from ssfh_learn.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from ssfh_learn.content.problem import ProblemCode

IMPORT = "from ssfh_learn import activity"
MOUNT = "application/vnd.ssfh-learn.activity+json"
"""The MIME type of an output that is the place of an activity: `{"activity": name}`."""
PRINTED = "ssfh_learn_printed"
"""In the metadata of an output that shows an activity where nothing can be clicked; a page leaves it out."""
_NUMBERED = re.compile(r"^##\s+Stap\s+(\d+)\b", re.IGNORECASE | re.MULTILINE)


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


def check_notebook(path: Path, activities: Collection[str]) -> Source:
    """Return the source of a notebook with every problem found in it."""
    source = Source(path)
    try:
        text = path.read_text("utf-8")
        notebook = json.loads(text)
        cells = list(_cells(notebook, text))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        source.add("bad_notebook")
        return source
    if "widgets" in (notebook.get("metadata") or {}):
        _at_line(source, "notebook_widget_state", _line_of(text, '"widgets"'))
    for cell in cells:
        if cell.kind == "code":
            _check_code(source, cell, activities)
        elif cell.kind == "markdown":
            _check_text(source, cell, path.parent)
    return source


def _check_text(source: Source, cell: Cell, folder: Path) -> None:
    if lacks_alternative(cell.text):
        _at_line(source, "image_without_alternative", cell.line)
    for flaw in lost_in_markdown(cell.text, has_titles=True):
        _at_line(source, flaw.code, cell.line, **flaw.details)
    for address in missing_images(cell.text, folder):
        _at_line(source, "image_missing", cell.line, address=address)


def shown_activities(path: Path) -> list[str]:
    """Return the names of the activities that a notebook shows, in order; a broken notebook shows none."""
    return [cell.activity for cell in cells_of(path) if cell.kind == "code" and cell.activity]


def step_numbers(path: Path) -> set[int]:
    """Return the numbers in headings such as `## Stap 3. Schat zelf`; a broken notebook has none."""
    cells = cells_of(path)
    return {int(number) for cell in cells if cell.kind == "markdown" for number in _NUMBERED.findall(cell.text)}


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
        return list(_cells(json.loads(text), text))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ContentFileError([Problem(path, 1, "bad_notebook", {})]) from None


def _check_code(source: Source, cell: Cell, activities: Collection[str]) -> None:
    if not cell.text.strip():
        return  # JupyterLab adds an empty cell at the end by itself, and a learner sees nothing of it
    here = {"cell": cell.number}
    if cell.raw.get("outputs") or cell.raw.get("execution_count") is not None:
        _at_line(source, "notebook_outputs", cell.line, **here)
    if not cell.is_hidden:
        _at_line(source, "notebook_code_visible", cell.line, **here)
    name = cell.activity
    if name is None:
        if cell.text.strip() != IMPORT:
            _at_line(source, "notebook_other_code", cell.line, **here)
    elif name not in activities:
        known = ", ".join(activities) or "-"
        _at_line(source, "notebook_missing_activity", cell.line, name=name, known=known, **here)


def _cells(notebook: dict[str, Any], text: str) -> Iterator[Cell]:
    searched = 0
    for number, raw in enumerate(notebook["cells"], 1):
        written = raw["source"]
        lines = written if isinstance(written, list) else written.splitlines(keepends=True)
        joined = "".join(lines)
        if lines:
            found = text.find(json.dumps(lines[0], ensure_ascii=False)[:-1].removesuffix("\\n"), searched)
            searched = found + 1 if found >= 0 else searched
        yield Cell(number, raw["cell_type"], joined, text.count("\n", 0, searched) + 1, raw)


def _line_of(text: str, part: str) -> int:
    return text.count("\n", 0, max(0, text.find(part))) + 1


def _at_line(source: Source, code: ProblemCode, line: int, **details: object) -> None:
    source.lines[()] = line
    source.add(code, (), **details)
