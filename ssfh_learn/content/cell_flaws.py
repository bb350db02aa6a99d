"""Cells of a notebook that a learner would see wrong, or not at all."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.lost_signs import lost_in_markdown
from ssfh_learn.content.images import is_film, lacks_alternative, unseen
from ssfh_learn.content.notebook import IMPORT, Cell, cells_in
from ssfh_learn.content.source import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from ssfh_learn.content.problem import FileCode, ProblemCode

_CALL = re.compile(
    r"""\s*(?:ssfh_learn\.)?(?:activity|activiteit|aktivity|activty|actvity)\s*[(\[{]?\s*
    ["'“”„‘’«»]?(?P<name>[\w.-]+?)(?:\.yaml)?["'“”„‘’«»]?\s*[)\]}]?\s*[;.:]?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_TEXT = re.compile(r"^\s*(?:activity\s*\(.*\)|from ssfh_learn import activity)\s*$", re.MULTILINE)
_CODE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)
_TIGHT = re.compile(r"^ {0,3}(#{1,4})(?=[^\W_]).*$", re.MULTILINE)
_PROSE = re.compile(r"#{1,4} |[-*] |\d+\. |!\[|>|\*\*|[A-Z][\w’'-]* [\w’'-]+ [\w’'-]+")
_PYTHON = re.compile(r"[=()\[\]{}]|^\s*(?:import|from|for|if|def|print|%|!)\b", re.MULTILINE)


def check_notebook(path: Path, activities: Collection[str]) -> Source:
    """Return the source of a notebook with every problem found in it."""
    source = Source(path)
    try:
        text = path.read_text("utf-8")
        notebook = json.loads(text)
        cells = list(cells_in(notebook, text))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        source.add("bad_notebook")
        return source
    if "widgets" in (notebook.get("metadata") or {}):
        _at_line(source, "notebook_widget_state", _line_of(text, '"widgets"'))
    first = lacks_begin(cells, IMPORT)
    if first is not None:
        _at_line(source, "no_first_cell", first.line, cell=first.number, begin=IMPORT)
    for cell in cells:
        if cell.kind == "code":
            _check_code(source, cell, activities)
        elif cell.kind == "markdown":
            _check_text(source, cell, path.parent)
        else:
            for code, details in flaws_of_raw(cell):
                _at_line(source, code, cell.line, cell=cell.number, **details)
    return source


def _check_text(source: Source, cell: Cell, folder: Path) -> None:
    if lacks_alternative(cell.text):
        _at_line(source, "image_without_alternative", cell.line)
    for flaw in lost_in_markdown(cell.text, has_titles=True):
        if flaw.code == "markdown_tag" and is_film(str(flaw.details["written"])):
            continue  # it gets a sentence of its own
        _at_line(source, flaw.code, cell.line, **flaw.details)
    for code, details in flaws_of_text(cell, folder):
        _at_line(source, code, cell.line, cell=cell.number, **details)


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
        meant = code_meant(cell)
        if meant is not None:
            _at_line(source, meant[0], cell.line, **here, **meant[1])
        elif cell.text.strip() != IMPORT:
            _at_line(source, "notebook_other_code", cell.line, **here)
    elif name not in activities:
        known = ", ".join(activities) or "-"
        _at_line(source, "notebook_missing_activity", cell.line, name=name, known=known, **here)


def flaws_of_text(cell: Cell, folder: Path) -> Iterator[tuple[FileCode, dict[str, object]]]:
    """Yield what a learner would not see of a text, or would see as code."""
    text = _CODE.sub("", cell.text)
    for found in _IN_TEXT.findall(text):
        yield "activity_in_text_cell", {"written": found.strip()}
    for tight in _TIGHT.finditer(text):
        written = tight[0].strip()
        yield "heading_without_space", {"written": written, "corrected": written.replace(tight[1], f"{tight[1]} ", 1)}
    yield from unseen(cell.text, folder, attachments_of(cell.raw))


def flaws_of_raw(cell: Cell) -> Iterator[tuple[FileCode, dict[str, object]]]:
    """Yield that a cell of the third kind, Raw, is on no page."""
    if cell.text.strip():
        code: FileCode = "activity_in_raw_cell" if _IN_TEXT.search(cell.text) else "raw_cell"
        yield code, {"written": _shown(cell.text)}


def code_meant(cell: Cell) -> tuple[FileCode, dict[str, object]] | None:
    """Return what was meant with a code cell that shows no activity; None where it is code."""
    text = cell.text.replace("\u00a0", " ").strip()
    call = _CALL.fullmatch(text)
    if call and not re.fullmatch(r"[a-z]+", text, re.IGNORECASE):
        return "activity_mistyped", {"written": _shown(text), "corrected": f'activity("{call["name"]}")'}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(re.match(r"activity\s*\(", line) for line in lines):
        return "several_activities", {"written": lines[1]}
    is_text = re.match(_PROSE, text) and not (_PYTHON.search(text) and not text.startswith(("##", "![", "- ")))
    return ("text_in_code_cell", {"written": _shown(text)}) if is_text else None


def lacks_begin(cells: Sequence[Cell], begin: str) -> Cell | None:
    """Return the first cell with an activity where no cell above it says what `activity` is."""
    for cell in cells:
        if cell.kind == "code" and begin in cell.text:
            return None
        if cell.kind == "code" and cell.activity:
            return cell
    return None


def attachments_of(raw: dict[str, Any]) -> Collection[str]:
    """Return the names of the images that were pasted into a cell."""
    attached = raw.get("attachments")
    return list(attached) if isinstance(attached, dict) else []


def _shown(text: str) -> str:
    line = text.strip().splitlines()[0]
    return line if len(line) <= 60 else f"{line[:59]}…"  # noqa: PLR2004  (as much as fits beside the sentence)


def _line_of(text: str, part: str) -> int:
    return text.count("\n", 0, max(0, text.find(part))) + 1


def _at_line(source: Source, code: ProblemCode, line: int, **details: object) -> None:
    source.lines[()] = line
    source.add(code, (), **details)
