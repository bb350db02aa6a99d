"""Every text that a learner can read in a module, with the sources that are named beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.dutch import QUESTION_KINDS
from ssfh_learn.content.source import read_source
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.modules.shipped import Shipped

NOT_READ = {
    *("id", "soort", "leerdoel", "leerdoelen", "bronnen", "modus", "regel", "juist", "naar", "groep", "onderdeel"),
    *(
        "band",
        "staaf",
        "rechts_id",
        "goede_antwoorden",
        "antwoorden",
        "code",
        "versie",
        "hulp_bij",
        "stappen_uitleg",
        "goed_is",
    ),
}
"""Keys of a content file whose value is an id, a code or a rule, and no text."""


@dataclass(frozen=True)
class Said:
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

    def __str__(self) -> str:
        """Say where it is, and its first words."""
        place = ".".join(map(str, self.where))
        return f"{self.path.relative_to(REPOSITORY)}:{self.line} [{place}] {self.text[:90]!r}"


def texts_of_file(path: Path, always: tuple[str, ...] = ()) -> Iterator[Said]:
    """Yield the texts of a content file: every value that is not an id, a code, a number or a rule.

    A text may use the sources of the file and those of its own question or part.
    """
    source = read_source(path)
    assert isinstance(source.value, dict), path
    kind = source.value.get("soort", "module")

    def walk(
        value: Any, where: tuple[str | int, ...], codes: tuple[str, ...], around: tuple[dict[str, Any], ...]
    ) -> Iterator[Said]:
        match value:
            case dict():
                own = value.get("bronnen")
                here = (*codes, *own) if isinstance(own, list) and all(isinstance(one, str) for one in own) else codes
                for key, inner in value.items():
                    if key not in NOT_READ or not isinstance(inner, str | list) or _holds_texts(inner):
                        yield from walk(inner, (*where, key), here, (*around, value))
            case list():
                for position, inner in enumerate(value):
                    yield from walk(inner, (*where, position), codes, around)
            case str() if any(letter.isalpha() for letter in value) and value not in {"ja", "nee", *QUESTION_KINDS}:
                yield Said(path, source.line(where), where, kind, value, codes, around)

    yield from walk(source.value, (), always, ())


def _holds_texts(value: Any) -> bool:
    """Say whether a list is one of things with texts of their own, as the steps of an ordering are."""
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def texts_of_notebook(shipped: Shipped) -> Iterator[Said]:
    """Yield the Markdown cells; a notebook may use every source of its module."""
    codes = tuple(reference.code for reference in shipped.module.description.sources)
    for cell in shipped.cells:
        if cell.kind == "markdown":
            yield Said(shipped.notebook, cell.line, ("cel", cell.number), "notebook", cell.text, codes)


def texts_of_pictures(shipped: Shipped) -> Iterator[Said]:
    """Yield the words in drawings; a drawing may use every source of its module."""
    codes = tuple(reference.code for reference in shipped.module.description.sources)
    for path in sorted((shipped.folder / "afbeeldingen").glob("*.svg")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            for words in re.findall(r"<(?:text|title|desc)\b[^>]*>(.*?)</(?:text|title|desc)>", line):
                text = re.sub(r"<[^>]+>", "", words)
                if any(letter.isalpha() for letter in text):
                    yield Said(path, number, ("tekening",), "picture", text, codes)


@cache
def texts_of_module(shipped: Shipped) -> tuple[Said, ...]:
    """Return everything that the learners of a module read, their test included."""
    codes = tuple(reference.code for reference in shipped.module.description.sources)
    files = [*shipped.module.activity_files.values(), shipped.bank_file]
    return (
        *texts_of_file(shipped.folder / "module.yaml", codes),
        *texts_of_notebook(shipped),
        *texts_of_pictures(shipped),
        *(said for path in files for said in texts_of_file(path)),
    )
