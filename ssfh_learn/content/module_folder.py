"""A module folder as a whole: the files in it that a trainer wrote, a copy under another name, and a zip to share."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import yaml

from ssfh_learn.content.module import FILE_NAME, load_module
from ssfh_learn.content.starter import as_value, is_name
from ssfh_learn.content.trainers_work import is_written
from ssfh_learn.errors import ContentError
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ssfh_learn.content.module import Module


def written_files(folder: Path) -> Iterator[Path]:
    """Yield the files of a module that a trainer wrote, in order; what a link leads to is not in the module."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if not is_written(entry.name) or entry.is_symlink():
            continue
        path = folder / entry.name
        if entry.is_dir():
            yield from written_files(path)
        elif entry.is_file():
            yield path


def copy_module(source: Path, name: str, into: Path, title: str | None = None) -> tuple[Path, str]:
    """Copy a module under another id and title, and return its folder and title; nobody's answers go along.

    Raises ContentError for a bad name, where there is no whole module, or where it would overwrite.
    """
    if not is_name(name):
        raise ContentError(word("cli", "bad_name", name=name))
    module, place = load_module(_module_folder(source)), into / name
    if place.exists():
        raise ContentError(word("cli", "exists", path=place))
    if source.resolve() in (place.resolve(), *place.resolve().parents):
        raise ContentError(word("cli", "copy_inside", folder=source.resolve().parent))
    title = title or word("cli", "copy_title", title=module.description.title)
    title = title.encode(errors="replace").decode()  # a terminal can give signs that no file can hold
    try:
        _copy(module, place, title)
        load_module(place)  # a title can be too long
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)  # half a module would be taken for a whole one
        raise
    return place, title


def _copy(module: Module, place: Path, title: str) -> None:
    source, name = module.folder, place.name
    own = {source.resolve().name, str(module.description.id)}
    for path in written_files(source):
        target = place / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path == source / FILE_NAME:
            target.write_text(_with_values(path.read_text("utf-8-sig"), {"id": name, "titel": title}), "utf-8")
        elif path.suffix == ".ipynb":
            target = target.with_stem(name) if path.parent == source and path.stem in own else target
            target.write_bytes(_notebook(path, name, (str(module.description.title), title)))
        else:
            shutil.copyfile(path, target)


def pack_module(folder: Path, out: Path) -> int:
    """Write a module into a zip file, and return of how many files; notebooks go without outputs.

    Raises ContentError where there is no module or where it would overwrite.
    """
    _module_folder(folder)
    if out.exists():
        raise ContentError(word("cli", "exists", path=out))
    paths = [path for path in written_files(folder) if path.resolve() != out.resolve()]
    half = out.with_name(f"{out.name}.half")
    try:
        with ZipFile(half, "w", ZIP_DEFLATED) as packed:
            for path in paths:
                name = f"{folder.resolve().name}/{path.relative_to(folder).as_posix()}"
                packed.writestr(name, _notebook(path) if path.suffix == ".ipynb" else path.read_bytes())
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)
    return len(paths)


def _module_folder(folder: Path) -> Path:
    if not (folder / FILE_NAME).is_file():
        raise ContentError(word("cli", "no_module_in", folder=folder))
    return folder


def _with_values(text: str, values: Mapping[str, str]) -> str:
    """Return YAML with other values at these keys of the file; all else, comments too, stays as it was typed."""
    node: Any = yaml.compose(text, Loader=yaml.BaseLoader)  # not the C loader, whose marks count bytes
    places = {key.value: value for key, value in node.value if key.value in values}
    for key, place in sorted(places.items(), key=lambda item: -item[1].start_mark.index):
        end = place.end_mark.index
        line_end = "\n" if text[place.start_mark.index : end].endswith("\n") else ""
        text = f"{text[: place.start_mark.index]}{as_value(values[key])}{line_end}{text[end:]}"
    return text


def _notebook(path: Path, module: str | None = None, titles: tuple[str, str] | None = None) -> bytes:
    """Return a notebook without outputs and without widgets, for another module and with another title where asked.

    What is no notebook stays as it is: `check` tells its author.
    """
    found = path.read_bytes()
    try:
        notebook = json.loads(found)
        notebook["metadata"].pop("widgets", None)
        if module:
            notebook["metadata"]["ssfh_learn"] = {**notebook["metadata"].get("ssfh_learn", {}), "module": module}
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell.update(outputs=[], execution_count=None)
            elif titles:
                cell["source"] = _retitled("".join(cell["source"]), *titles).splitlines(keepends=True)
    except (ValueError, KeyError, TypeError, AttributeError):
        return found
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def _retitled(text: str, old: str, new: str) -> str:
    """Return a text with the new title as its heading, if its heading was the old title."""
    heading, line_end, rest = text.partition("\n")
    return f"# {new}{line_end}{rest}" if heading.strip() == f"# {old}" else text
