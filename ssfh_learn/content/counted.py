"""Counts what stands in files and folders without mistakes, so that an author sees that everything was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.content.check import content_files
from ssfh_learn.content.headings import headings_of, module_notebook
from ssfh_learn.content.module import FILE_NAME
from ssfh_learn.content.notebook import read_cells
from ssfh_learn.errors import ContentError
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def all_well(paths: Iterable[Path]) -> str:
    """Return the Dutch sentence that says how many modules, activities and steps are in order."""
    files = content_files(paths)
    modules = [path.parent for path in files if path.name == FILE_NAME]
    count = len(files) - len(modules)
    activities = word("check", "count_activities", count=count)
    if not modules:
        return word("check", "all_well_activities", activities=activities)
    steps = word("check", "count_steps", count=sum(map(_steps, modules)))
    if len(modules) == 1:
        return word("check", "all_well", activities=activities, steps=steps)
    counted = word("check", "count_modules", count=len(modules))
    return word("check", "all_well_modules", modules=counted, activities=activities, steps=steps)


def _steps(folder: Path) -> int:
    """Count the pages that learners see; texts without a heading are one page."""
    notebook = module_notebook(folder.glob("*.ipynb"), folder)
    try:
        cells = read_cells(notebook) if notebook else []
    except ContentError:
        return 0
    return max(1, sum(len(headings_of(cell.text)) for cell in cells if cell.kind == "markdown"))
