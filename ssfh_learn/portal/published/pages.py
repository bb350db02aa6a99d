"""Turns a module notebook into pages: one page for each step, with HTML texts and slots for activities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.markup import markup
from ssfh_learn.content.cell_flaws import code_meant
from ssfh_learn.content.duration import minutes_to_read
from ssfh_learn.content.headings import headings_of, minutes_in
from ssfh_learn.content.notebook import IMPORT, MOUNT, PRINTED, read_cells
from ssfh_learn.errors import ContentError
from ssfh_learn.portal.published.outputs import run_notebook, shown_html
from ssfh_learn.portal.published.pictures import with_pictures, with_places
from ssfh_learn.portal.published.tables import for_any_width
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ssfh_learn.content.notebook import Cell

LONGEST_ID = 50


@dataclass(frozen=True)
class Text:
    """A part of a page: sanitised HTML."""

    html: str


@dataclass(frozen=True)
class ActivitySlot:
    """A part of a page: the place of an activity."""

    activity: str


@dataclass(frozen=True)
class Heading:
    """The heading that begins a step, and the id of its cell, if cells have ids."""

    title: str
    cell: str | None


@dataclass(frozen=True)
class ModuleStep:
    """One page: its title, its parts, and an id that stays the same if steps are moved or renamed."""

    title: str
    parts: tuple[Text | ActivitySlot, ...]
    id: str = ""

    @cached_property
    def reading_minutes(self) -> int:
        """How long its texts take to read again, as they are measured for the time that the step says."""
        return minutes_to_read("\n".join(part.html for part in self.parts if isinstance(part, Text)))

    @property
    def activities(self) -> tuple[str, ...]:
        """The activities on this page."""
        return tuple(part.activity for part in self.parts if isinstance(part, ActivitySlot))

    @property
    def minutes(self) -> int | None:
        """How long the step takes, as its own text says; None if it does not."""
        texts = (part.html for part in self.parts if isinstance(part, Text))
        return next((found for text in texts if (found := minutes_in(text))), None)


def pages_of(notebook: Path, *, may_run: bool = False, account: str | None = None) -> tuple[ModuleStep, ...]:
    """Return the pages of a notebook, one for each heading of level 2.

    A notebook without code of its own is read. Another one is run once as `account`, if that is allowed, and its
    outputs show where the activities are. Raises ContentError if the notebook cannot be read, fails, or may not be run.
    """
    cells = list(read_cells(notebook))
    if not has_own_code(cells):
        return steps_of(cells, notebook.name)
    if not may_run:  # looked at here, in the same cells: a notebook can change after any earlier look
        raise ContentError(word("portal", "not_built", name=notebook.name))
    mistyped = {cell.number for cell in cells if _is_mistyped(cell)}
    return steps_of(cells, notebook.name, run_notebook(notebook, mistyped, account))


def steps_of(cells: Iterable[Cell], name: str, outputs: dict[int, list[Any]] | None = None) -> tuple[ModuleStep, ...]:
    """Return the pages that cells make, with the outputs of each cell by its number if they were run."""
    return tuple(_steps(list(_parts(cells, outputs)), name))


def has_own_code(cells: Iterable[Cell]) -> bool:
    """Return whether a kernel must run these cells to make the pages."""
    return any(_is_own_code(cell) for cell in cells)


def _is_own_code(cell: Cell) -> bool:
    is_code = cell.kind == "code" and cell.activity is None and cell.text.strip() not in {"", IMPORT}
    return is_code and not _is_mistyped(cell)


def _is_mistyped(cell: Cell) -> bool:
    """Return whether a code cell holds text, or an activity with a mistake in it: no Python that could be run."""
    return cell.kind == "code" and cell.activity is None and code_meant(cell) is not None


def _parts(cells: Iterable[Cell], outputs: dict[int, list[Any]] | None) -> Iterator[Heading | Text | ActivitySlot]:
    """Yield the headings of steps and the parts between them."""
    for cell in cells:
        if cell.kind == "markdown":
            yield from _of_markdown(cell)
        elif _is_mistyped(cell):
            yield Text(f'<p class="ssfh-problem">{word("portal", "not_shown")}</p>')
        elif outputs is not None:
            yield from _of_outputs(outputs.get(cell.number, []))
        elif cell.activity is not None:
            yield ActivitySlot(cell.activity)


def _of_outputs(outputs: Iterable[Any]) -> Iterator[Text | ActivitySlot]:
    for output in outputs:
        place = output.get("data", {}).get(MOUNT)
        if place:
            yield ActivitySlot(str(place["activity"]))
        elif PRINTED not in output.get("metadata", {}) and (html := shown_html(output)):
            yield Text(html)


def _of_markdown(cell: Cell) -> Iterator[Heading | Text]:
    attached = cell.raw.get("attachments")
    attached = attached if isinstance(attached, dict) else {}
    place = 0
    for heading in headings_of(cell.text):
        yield from _text(cell.text[place : heading.start()], attached)
        yield Heading(heading["title"].strip(), cell.id)
        place = heading.end()
    yield from _text(cell.text[place:], attached)


def _text(markdown: str, attached: Mapping[str, Any]) -> Iterator[Text]:
    without_title = re.sub(r"\A\s*#\s+.+$", "", markdown, count=1, flags=re.MULTILINE)
    shown = markup(with_places(without_title)) if without_title.strip() else None
    if shown and shown["html"]:
        yield Text(for_any_width(with_pictures(shown["html"], attached)))


def _steps(parts: Iterable[Heading | Text | ActivitySlot], name: str) -> Iterator[ModuleStep]:
    """Yield the pages; the parts before the first heading are on the first page."""
    heading: Heading | None = None
    found: list[Text | ActivitySlot] = []
    ids: set[str] = set()
    for part in parts:
        if not isinstance(part, Heading):
            found.append(part)
            continue
        if heading is not None:
            yield _step(heading, found, ids)
            found = []
        heading = part
    if heading is None and not found:
        raise ContentError(word("portal", "empty_notebook", name=name))
    yield _step(heading or Heading("", None), found, ids)


def _step(heading: Heading, parts: list[Text | ActivitySlot], ids: set[str]) -> ModuleStep:
    """Return a page with a unique id, made from its cell or otherwise from its title."""
    of_title = id_of_title(heading.title)
    candidates = (heading.cell, f"{heading.cell}.{of_title}" if heading.cell else None, of_title)
    id_ = next((one for one in candidates if one and one not in ids), None)
    id_ = id_ or next(one for number in count(2) if (one := f"{of_title}.{number}") not in ids)
    ids.add(id_)
    return ModuleStep(heading.title, tuple(parts), id_)


def id_of_title(title: str) -> str:
    """Return the id of a step in a notebook whose cells have no ids."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:LONGEST_ID] or "stap"
