"""Files beside the content of a module whose name or kind keeps them from being read at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.content.activity_file import ACTIVITIES
from ssfh_learn.content.module import FILE_NAME
from ssfh_learn.content.problem import Problem
from ssfh_learn.content.trainers_work import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DOCUMENTS = {".docx", ".doc", ".odt", ".rtf", ".pages", ".pdf", ".docm"}
_TEXTS = {".txt", ".md", ".text", ".bak.txt"}
_SPELT = {".yml", ".yaml", ".yalm", ".ymal", ".yam", ".jaml", ".yaml_"}


def flaws_of_names(folder: Path) -> Iterator[Problem]:
    """Yield the files of a module's folder that are not read, because of how they are called or what they are."""
    yield from (one for path in _files(folder / ACTIVITIES) for one in _unread(path))
    yield from (one for path in _files(folder) if _is_description(path) for one in _unread(path))


def misnamed_descriptions(folder: Path) -> Iterator[Problem]:
    """Yield what was meant as a `module.yaml` in a folder that has none."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and _is_description(path) and not (path.parent / FILE_NAME).is_file():
            yield from _unread(path)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))
    except OSError:
        return []


def _is_description(path: Path) -> bool:
    name = path.name.casefold().split(".")[0].removesuffix(" (1)").strip()
    return name in {"module", "modules"} and path.name != FILE_NAME


def _unread(path: Path) -> Iterator[Problem]:
    name = path.name
    ending = path.suffix.casefold()
    bare = name[: len(name) - len(path.suffix)]
    if path.suffix == ".yaml" and not _is_description(path):
        return
    if ending.startswith(KEPT):
        return
    if ending in _TEXTS and bare.casefold().endswith((".yaml", ".yml")):
        meant = f"{bare.rpartition('.')[0]}.yaml"
        yield Problem(path, 1, "file_ends_in_txt", {"name": name, "meant": meant})
    elif ending in _DOCUMENTS:
        yield Problem(path, 1, "file_is_a_document", {"name": name, "meant": f"{bare}.yaml"})
    elif ending in _SPELT or ending in _TEXTS or not ending:
        meant = FILE_NAME if _is_description(path) else f"{bare}.yaml"
        yield Problem(path, 1, "file_ends_otherwise", {"name": name, "meant": meant})
