"""What `ssfh-learn check --herstel` changes in a file: only what is certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.content.activity_file import diagnosed_activity
from ssfh_learn.content.module import FILE_NAME, diagnosed_description
from ssfh_learn.content.repair.pasted import split
from ssfh_learn.content.source import read_source
from ssfh_learn.content.trainers_work import KEPT

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class LineChange:
    """A line as it is and as it will be; `after` is None where the line goes."""

    number: int
    before: str
    after: str | None


@dataclass(frozen=True)
class Repair:
    """The text of a file with every certain correction, None where there is nothing to change."""

    path: Path
    text: str | None
    changes: tuple[LineChange, ...] = ()
    encoding: str | None = None
    """How the file was saved, where that changes too."""


ROUNDS = 4
"""What is certain once something else is mended, is mended too."""


def repaired(path: Path) -> Repair:
    """Return a file as it can be mended; nothing is written."""
    source = read_source(path)
    if not source.text or any(one.code in {"unknown_encoding", "file_too_large"} for one in source.problems):
        return Repair(path, None)
    written = split(source.text)
    lines = list(enumerate(written, 1))
    mended, wrong = _mended(path, lines)
    for _ in range(ROUNDS):
        if mended == lines:
            break
        again, left = _mended(path, mended)
        if left >= wrong:
            break  # a change that leaves as many problems as before is no repair, whatever the reason
        lines, mended, wrong = mended, again, left
    kept = dict(lines)
    changes = [LineChange(number, line, kept.get(number)) for number, line in enumerate(written, 1)]
    changes = [one for one in changes if one.before != one.after]
    other = next((str(one.details["encoding"]) for one in source.problems if one.code == "other_encoding"), None)
    if not changes and other is None:
        return Repair(path, None)
    newline = "\r\n" if "\r\n" in source.text else "\n"
    return Repair(path, newline.join(line for _, line in lines), tuple(changes), other)


def _mended(path: Path, lines: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], int]:
    """Return the lines, each with its number in the file, with what is certain in them now; and how much is wrong."""
    diagnosed = diagnosed_description if path.name == FILE_NAME else diagnosed_activity
    found = diagnosed(path, "\n".join(line for _, line in lines))
    gone = {one.number for one in found.mistakes if one.code == "double_line" and one.is_certain}
    numbers = [number for place, (number, _) in enumerate(lines, 1) if place not in gone]
    errors = sum(problem.weight == "error" for problem in found.rest.problems)
    return list(zip(numbers, found.certain, strict=True)), len(found.mistakes) + errors


def write_repair(repair: Repair) -> Path:
    """Write a mended text where the file is, and return where the text of before is kept; raises OSError."""
    assert repair.text is not None  # noqa: S101  (who calls has looked)
    kept = _free(repair.path)
    kept.write_bytes(repair.path.read_bytes())
    new = repair.path.with_name(f".{repair.path.name}.nieuw")
    new.write_bytes(repair.text.encode("utf-8"))
    new.chmod(repair.path.stat().st_mode)
    new.replace(repair.path)
    return kept


def _free(path: Path) -> Path:
    """Return a name for the copy that no earlier copy has."""
    names = (
        path.with_name(f"{path.name}{KEPT}{number}") for number in ("", *(f"-{count}" for count in range(2, 1000)))
    )
    return next(name for name in names if not name.exists())
