"""Reads the figures of the sector from `bronnen.yaml`, which stands beside the modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssfh_learn.content.source import read_source
from ssfh_learn.sector_figure import SectorFigure
from ssfh_learn.words import word

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "bronnen.yaml"
_MAGAZINE = "magazine"
"""How the file names the magazine of the sector's fund, of which most figures are."""


def sector_figures(modules: Path) -> dict[str, SectorFigure]:
    """Return the figures by the code of their source; a file that is not there or cannot be read gives none.

    Only shares of people are figures of the sector, and only of a source that says who was asked.
    """
    value = read_source(modules / FILE_NAME).value
    entries = value if isinstance(value, list) else []
    found = (_figure(one) for one in entries if isinstance(one, dict))
    return {one.code: one for one in found if one.figures and one.who}


def _figure(entry: dict[str, Any]) -> SectorFigure:
    figures = entry.get("cijfers")
    listed = figures if isinstance(figures, list) else []
    source = _text(entry.get("bron"))
    if source.startswith(_MAGAZINE):
        source = word("sector", "magazine") + source.removeprefix(_MAGAZINE)
    return SectorFigure(
        _text(entry.get("code")),
        tuple(one for one in map(_text, listed) if "%" in one),
        _text(entry.get("wie")),
        _text(entry.get("wanneer")),
        source,
        _text(entry.get("let_op")),
        tuple(map(_text, questions)) if isinstance(questions := entry.get("toetsvragen"), list) else (),
    )


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
