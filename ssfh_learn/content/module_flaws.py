"""What is wrong with a module among others, and with the notebooks in its folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.content.headings import module_notebook
from ssfh_learn.content.module import FILE_NAME
from ssfh_learn.content.problem import Problem
from ssfh_learn.content.source import read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def problems_of_ids(folders: Iterable[Path]) -> Iterator[Problem]:
    """Yield each module whose id another has: of two with one id, learners see only the first."""
    first: dict[str, Path] = {}
    for folder in folders:
        source = read_source(folder / FILE_NAME)
        id_ = source.value.get("id") if isinstance(source.value, dict) else None
        if not isinstance(id_, str) or not id_:
            continue
        if id_ in first:
            details = {"id": id_, "other": first[id_] / FILE_NAME, "meant": f"{id_}-2"}
            yield Problem(folder / FILE_NAME, source.line(("id",)), "same_module_id", details)
        else:
            first[id_] = folder


def problems_of_notebooks(folder: Path) -> Iterator[Problem]:
    """Yield that a module has no notebook, or more than one: learners see only the one that is the module."""
    found = sorted(folder.glob("*.ipynb"))
    module = module_notebook(found, folder)
    if module is None:
        yield Problem(folder / FILE_NAME, 1, "no_notebook", {"name": f"{folder.resolve().name}.ipynb"})
    for path in found:
        if path != module and module is not None:
            yield Problem(path, 1, "second_notebook", {"name": path.name, "module": module.name}, "question")
