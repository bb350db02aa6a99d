"""What is wrong with a track: in its file, in how it reads, and in the module that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.content.language import problems_of_language
from ssfh_learn.content.module import FILE_NAME, activity_files
from ssfh_learn.content.signs import flaws_of_signs
from ssfh_learn.content.source import read_source
from ssfh_learn.content.texts import texts_of
from ssfh_learn.content.track import read_track
from ssfh_learn.content.validate import report_flaws

if TYPE_CHECKING:
    from pathlib import Path

    from ssfh_learn.content.problem import Problem


def problems_of_track(path: Path) -> list[Problem]:
    """Return all problems of a track; without modules around it, it cannot be known whether its module exists."""
    track, source = read_track(path)
    if track is not None:
        report_flaws(track, flaws_of_signs(track), source)
        source.problems += problems_of_language(texts_of(source))
        modules = _modules_beside(path)
        if modules and track.module not in modules:
            source.add("track_of_unknown_module", ("module",), id=track.module, known=", ".join(sorted(modules)))
        elif modules and track.scan not in activity_files(modules[track.module]):
            source.add("track_without_scan", ("zelfscan",), id=track.module, scan=track.scan)
    return source.problems


def _modules_beside(path: Path) -> dict[str, Path]:
    """Return the folders of the modules beside the folder of a track, by id."""
    found = {}
    for described in sorted(path.parent.parent.rglob(FILE_NAME)):
        value = read_source(described).value
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            found[value["id"]] = described.parent
    return found
