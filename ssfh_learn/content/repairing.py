"""What `ssfh-learn check --herstel` changes in a file: only what is certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.content.activity_file import diagnosed_activity
from ssfh_learn.content.module import FILE_NAME, diagnosed_description
from ssfh_learn.content.source import read_source

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Change:
    """A line as it is and as it will be; `after` is None where the line goes."""

    number: int
    before: str
    after: str | None


@dataclass(frozen=True)
class Repair:
    """The text of a file with every certain correction, None where there is nothing to change."""

    path: Path
    text: str | None
    changes: tuple[Change, ...] = ()
    encoding: str | None = None
    """How the file was saved, where that changes too."""


def repaired(path: Path) -> Repair:
    """Return a file as it can be mended; nothing is written."""
    source = read_source(path)
    other = next((one for one in source.problems if one.code == "other_encoding"), None)
    if not source.text or any(one.code in {"unknown_encoding", "file_too_large"} for one in source.problems):
        return Repair(path, None)
    found = diagnosed_description(path) if path.name == FILE_NAME else diagnosed_activity(path)
    gone = {one.number for one in found.mistakes if one.code == "double_line" and one.is_certain}
    written = found.written
    lines = iter(found.certain)
    changes = []
    for number, before in enumerate(written, 1):
        after = None if number in gone else next(lines)
        if after != before:
            changes.append(Change(number, before, after))
    encoding = str(other.details["encoding"]) if other else None
    if not changes and encoding is None:
        return Repair(path, None)
    newline = "\r\n" if "\r\n" in source.text else "\n"
    return Repair(path, newline.join(found.certain), tuple(changes), encoding)
