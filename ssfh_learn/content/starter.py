"""Commented starters for a trainer: a file, a module or a course that passes `check` from the first minute."""

from __future__ import annotations

import re
from importlib.resources import files
from math import inf
from typing import TYPE_CHECKING

import nbformat
import yaml

from ssfh_learn.activities.dutch import ACTIVITY_KINDS
from ssfh_learn.content.activity_file import ACTIVITIES
from ssfh_learn.content.module import FILE_NAME
from ssfh_learn.content.notebook import IMPORT
from ssfh_learn.content.track import TRACKS
from ssfh_learn.errors import ContentError
from ssfh_learn.words import word

if TYPE_CHECKING:
    from pathlib import Path

_STARTERS = files("ssfh_learn.content").joinpath("starters")
_CONFIG, _KEYS = "nbgrader_config.py", "keys"
"""What makes a folder a course; the room of grading says what is in them."""
MODULE, COURSE, TEST, TRACK = "module", "cursus", "toets", "traject"
KINDS = (MODULE, *ACTIVITY_KINDS, TRACK, TEST, COURSE)
"""What there is a starter of, in the words of a trainer."""


def write_starter(kind: str, name: str, folder: Path) -> Path:
    """Write a starter and return where it is; raises ContentError for a bad name or where it would overwrite.

    A module and a course get a folder of their own, and a track goes into that of the tracks. An activity goes into the
    module that `folder` is, a test into the keys of the course that it is; elsewhere they go into `folder` itself.
    """
    if not is_name(name):
        raise ContentError(word("cli", "bad_name", name=name))
    if kind == MODULE:
        return _write_module(name, folder)
    if kind == COURSE:
        return _write_course(name, folder)
    if kind == TRACK:
        place = folder if folder.name == TRACKS else folder / TRACKS
        return _write(place / f"{name}.yaml", _filled("track.yaml", name))
    if kind == TEST:
        place = folder / _KEYS if (folder / _CONFIG).is_file() else folder
        return _write(place / f"{name}.yaml", _filled("test.yaml", name))
    place = folder / ACTIVITIES if (folder / FILE_NAME).is_file() else folder
    return _write(place / f"{name}.yaml", _filled(f"{ACTIVITY_KINDS[kind]}.yaml", name))


def is_name(name: str) -> bool:
    """Say whether a name can be an id and a folder."""
    return re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", name) is not None


def _write_module(name: str, folder: Path) -> Path:
    place = _new_folder(folder / name)
    quiz = _filled("quiz.yaml", "kennischeck").replace("# leerdoel: LD1.1     # een", "leerdoel: LD1           # een")
    quiz = quiz.replace("# bronnen: [EIGEN]        # codes", "bronnen: [EIGEN]          # codes")
    _write(place / FILE_NAME, _filled("module/module.yaml", name))
    _write(place / ACTIVITIES / "kennischeck.yaml", quiz)
    notebook = nbformat.writes(_notebook(name)) + "\n"
    _write(place / f"{name}.ipynb", notebook)
    return place


def _write_course(name: str, folder: Path) -> Path:
    """Write a course with one test in it; only its owner may look into it, because the keys are there."""
    place = _new_folder(folder / name)
    (place / _KEYS).mkdir(mode=0o700, parents=True)
    place.chmod(0o700)
    _write(place / _CONFIG, _filled("course_settings.txt", name))
    write_starter(TEST, "eerste-toets", place)
    return place


def _new_folder(place: Path) -> Path:
    if place.exists():
        raise ContentError(word("cli", "exists", path=place))
    return place


def _filled(starter: str, name: str) -> str:
    title = name.replace("-", " ").capitalize()
    text = _STARTERS.joinpath(*starter.split("/")).read_text("utf-8")
    return text.replace("{id}", name).replace("{title}", as_value(title))


def as_value(text: str) -> str:
    """Return a text as it is typed after a key, between quotes where it needs them."""
    typed: str = yaml.safe_dump(text, allow_unicode=True, width=inf)
    return typed.removesuffix("\n").removesuffix("\n...")


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
