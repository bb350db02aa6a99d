"""Sounds of a module: files in which a line of a story is read aloud."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as Folder

    from ssfh_learn.activities.model import Path
    from ssfh_learn.content.source import Source

KINDS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4"}
"""What every browser can play; anything else in a folder stays there."""
KEY = "geluid"


def sound_file(folder: Folder, name: str) -> Folder | None:
    """Return the file of a sound below the folder of its module; None where there is no such sound."""
    try:
        path = (folder / name).resolve()
        is_there = path.is_relative_to(folder.resolve()) and path.suffix.lower() in KINDS and path.is_file()
    except (OSError, ValueError):  # a name that is too long, or that no file can have
        return None
    return path if is_there else None


def unheard_in_file(source: Source, folder: Folder) -> None:
    """Add each sound that cannot be played; its text is there, so the file can be used."""
    for where, name in _named(source.value, ()):
        if PurePosixPath(name).suffix.lower() not in KINDS:
            source.add("sound_kind", where, address=name)
        elif sound_file(folder, name) is None:
            source.add("sound_missing", where, address=name)


def _named(value: Any, where: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == KEY and isinstance(inner, str):
                yield (*where, key), inner
            else:
                yield from _named(inner, (*where, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _named(inner, (*where, position))
