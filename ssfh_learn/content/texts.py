"""Every text that a learner can read in a file, with its line and the sources that are named beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.dutch import QUESTION_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ssfh_learn.content.notebook import Cell
    from ssfh_learn.content.source import Source

NOT_READ = {
    *("id", "soort", "leerdoel", "leerdoelen", "bronnen", "modus", "regel", "juist", "naar", "groep", "onderdeel"),
    *("band", "staaf", "rechts_id", "trefwoordgroepen", "goede_antwoorden", "antwoorden", "code", "versie", "hulp_bij"),
    *("stappen_uitleg", "goed_is", "tekening"),
}
"""Keys of a content file whose value is an id, a code or a rule, and no text."""


@dataclass(frozen=True)
class WrittenText:
    """One text, where it stands, what kind of file that is, and the codes of the sources that are named there."""

    path: Path
    line: int
    where: tuple[str | int, ...]
    kind: str
    text: str
    sources: tuple[str, ...] = field(default=(), repr=False)
    around: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    """The parts of the file that this text is in, from the whole to the nearest."""

    @property
    def key(self) -> str:
        """The last word on the way to this text."""
        return next((str(part) for part in reversed(self.where) if isinstance(part, str)), "")

    @property
    def is_source(self) -> bool:
        """Whether it names a source; a name of an organisation in it is no abbreviation to explain."""
        return self.where[:1] == ("bronnen",) or self.key == "bron"

    @property
    def is_about(self) -> bool:
        """Whether it is what a module says about its publisher, with the names of parties."""
        return self.where == ("over",)

    def __str__(self) -> str:
        """Say where it is, and its first words."""
        place = ".".join(map(str, self.where))
        return f"{self.path.parent.name}/{self.path.name}:{self.line} [{place}] {self.text[:90]!r}"


def texts_of(source: Source, always: tuple[str, ...] = ()) -> Iterator[WrittenText]:
    """Yield the texts of a content file: every value that is not an id, a code, a number or a rule.

    A text may use the sources of the file and those of its own question or part, besides those in `always`.
    """
    if not isinstance(source.value, dict):
        return
    kind = source.value.get("soort", "module")
    for where, text, codes, around in _walk(source.value, (), always, ()):
        yield WrittenText(source.path, source.line(where), where, kind, text, codes, around)


def _walk(
    value: Any, where: tuple[str | int, ...], codes: tuple[str, ...], around: tuple[dict[str, Any], ...]
) -> Iterator[tuple[tuple[str | int, ...], str, tuple[str, ...], tuple[dict[str, Any], ...]]]:
    """Yield each text, with its place, the sources that it may use, and the mappings that it stands in."""
    match value:
        case dict():
            own = value.get("bronnen")
            here = (*codes, *own) if isinstance(own, list) and all(isinstance(one, str) for one in own) else codes
            for key, inner in value.items():
                if key not in NOT_READ or not isinstance(inner, str | list) or _holds_texts(inner):
                    yield from _walk(inner, (*where, key), here, (*around, value))
        case list():
            for position, inner in enumerate(value):
                yield from _walk(inner, (*where, position), codes, around)
        case str() if any(letter.isalpha() for letter in value) and value not in {"ja", "nee", *QUESTION_KINDS}:
            yield where, value, codes, around


def _holds_texts(value: Any) -> bool:
    """Return whether a list holds mappings, which have texts of their own, such as the steps of an ordering."""
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def texts_of_notebook(path: Path, cells: Iterable[Cell], sources: tuple[str, ...] = ()) -> Iterator[WrittenText]:
    """Yield the Markdown cells; a notebook may use every source of its module."""
    for cell in cells:
        if cell.kind == "markdown":
            yield WrittenText(path, cell.line, ("cel", cell.number), "notebook", cell.text, sources)
