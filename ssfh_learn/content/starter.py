"""Commented starters for a trainer: a file or a module that passes `check` from the first minute."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

import nbformat
import yaml

from ssfh_learn.content.activity_file import ACTIVITIES
from ssfh_learn.content.module import FILE_NAME
from ssfh_learn.content.notebook import IMPORT
from ssfh_learn.errors import ContentError
from ssfh_learn.words import word

if TYPE_CHECKING:
    from pathlib import Path

_STARTERS = files("ssfh_learn.content").joinpath("starters")


def write_starter(kind: str, name: str, folder: Path) -> Path:
    """Write a starter and return where it is; raises ContentError for a bad name or where it would overwrite.

    An activity goes into the module that `folder` is, or else into `folder` itself; a module gets a folder of its own.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise ContentError(word("cli", "bad_name", name=name))
    if kind == "module":
        return _write_module(name, folder)
    place = folder / ACTIVITIES if (folder / FILE_NAME).is_file() else folder
    return _write(place / f"{name}.yaml", _filled(f"{kind}.yaml", name))


def _write_module(name: str, folder: Path) -> Path:
    place = folder / name
    if place.exists():
        raise ContentError(word("cli", "exists", path=place))
    quiz = _filled("quiz.yaml", "kennischeck").replace("# leerdoel: LD1.1     # een", "leerdoel: LD1           # een")
    quiz = quiz.replace("# bronnen: [EIGEN]        # codes", "bronnen: [EIGEN]          # codes")
    _write(place / FILE_NAME, _filled("module/module.yaml", name))
    _write(place / ACTIVITIES / "kennischeck.yaml", quiz)
    notebook = nbformat.writes(_notebook(name)) + "\n"
    _write(place / f"{name}.ipynb", notebook)
    return place


def _filled(starter: str, name: str) -> str:
    title = name.replace("-", " ").capitalize()
    quoted = yaml.safe_dump(title, allow_unicode=True).removesuffix("\n").removesuffix("\n...")
    text = _STARTERS.joinpath(*starter.split("/")).read_text("utf-8")
    return text.replace("{id}", name).replace("{title}", quoted)


def _write(path: Path, text: str) -> Path:
    if path.exists():
        raise ContentError(word("cli", "exists", path=path))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def _notebook(name: str) -> nbformat.NotebookNode:
    """Return a notebook with one step: cells show activities, their code is hidden."""
    hidden = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
    v4 = nbformat.v4
    title = name.replace("-", " ").capitalize()
    cells = [
        v4.new_code_cell(IMPORT, id="begin", metadata=hidden),
        v4.new_markdown_cell(word("cli", "starter_text", title=title), id="stap-1-tekst"),
        v4.new_code_cell('activity("kennischeck")', id="stap-1-kennischeck", metadata=hidden),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "ssfh_learn": {"module": name}}
    notebook: nbformat.NotebookNode = v4.new_notebook(cells=cells, metadata=metadata)
    return notebook
