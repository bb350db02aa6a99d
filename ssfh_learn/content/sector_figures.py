"""Reads the figures of the sector from `bronnen.yaml`, which stands beside the modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssfh_learn.content.source import read_source
from ssfh_learn.sector_figure import SectorFigure
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE_NAME = "bronnen.yaml"
_LINE = " regel "
"""What stands between a question and the number of the line of the figures that it is about."""
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
    listed = _listed(entry, "cijfers")
    source = _text(entry.get("bron"))
    if source.startswith(_MAGAZINE):
        source = word("sector", "magazine") + source.removeprefix(_MAGAZINE)
    return SectorFigure(
        _text(entry.get("code")),
        _shares(listed),
        _text(entry.get("wie")),
        _text(entry.get("wanneer")),
        source,
        _text(entry.get("let_op")),
        dict(_about(one, listed) for one in _listed(entry, "toetsvragen")),
    )


def _listed(entry: dict[str, Any], key: str) -> list[str]:
    value = entry.get(key)
    return [_text(one) for one in value] if isinstance(value, list) else []


def _shares(figures: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in figures if "%" in one)


def _about(written: str, figures: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return a question and the figures that it is about: those of one line, as in `his-toets/h72 regel 2`, or all."""
    question, _, line = written.partition(_LINE)
    if not line:
        return question, _shares(figures)
    place = int(line) if line.isdecimal() else 0
    return question, _shares(figures[place - 1 : place]) if place else ()


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
