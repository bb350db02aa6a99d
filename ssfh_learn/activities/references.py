"""Finds options that refer to other options, because shuffling would make their words wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from ssfh_learn.activities.flaw import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities.quiz.questions.option import ExplainedOption
    from ssfh_learn.activities.scenario.model import Choice


def _any(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


_OPTIONS = _any(
    *("antwoord(?:en)?", "opties?", "keuzes?", "mogelijkhe(?:id|den)", "uitspra(?:ak|ken)", "stellingen?", "redenen?")
)
_COUNTED = _any("twee", "drie", "vier", "vijf", "zes")
_ALL_OF_THEM = _any("beide", "allebei", "allemaal", rf"alle\s+{_COUNTED}")
_OF_THEM = _any("deze", "die", "alle", "allen", "beiden?", rf"de\s+(?:{_COUNTED}|andere|genoemde)")
_WHICH = _any("alle", "geen", r"(?:een|één)\s+van")
_THE = _any("van", "de", "deze", "die", "genoemde")
_HOLDS = _any("zijn", "is", "kloppen", "klopt", "juist", "goed", "waar", "fout", "samen")
_LETTER = r"(?:[a-f]|[1-6])\b"
_OTHERS = re.compile(
    _any(
        r"\b(?:boven|onder)(?:staand|genoemd|vermeld)\w*",
        r"\bhier(?:boven|onder)\b",
        r"\b(?:voorgaande|voornoemde|eerdergenoemde)\b",
        rf"\b(?:vorige|eerdere|andere|overige|eerste|laatste)\s+(?:{_COUNTED}\s+)?{_OPTIONS}\b",
        rf"\b{_WHICH}(?:\s+{_THE})*\s+{_OPTIONS}\b",
        rf"\bgeen\s+van\s+{_OF_THEM}\b",
        rf"\b{_ALL_OF_THEM}\s+(?:{_OPTIONS}|{_HOLDS})\b",
        rf"^\W*{_any(_ALL_OF_THEM, 'alles', 'dit alles', 'alle genoemde')}\W*$",
    )
)
_LETTERS = re.compile(_any(rf"\b{_OPTIONS}\s+{_LETTER}(?=.*\w)", rf"\w\W+{_OPTIONS}\s+{_LETTER}"))
_ONLY_LETTERS = re.compile(
    r"\W*(?:(?:zowel|alleen|noch)\s+)?[a-f](?:\s*,\s*[a-f])*\s*(?:en|of|als|noch|&|\+)\s*(?:ook\s+)?[a-f]\b"
    rf"(?:\W*$|\s+(?:{_HOLDS}|{_ALL_OF_THEM})\b)"
)
_STEMS = (
    *("boven", "onder", "genoemde", "voorgaande", "antwoord", "optie", "keuze", "mogelijkhe", "uitspra", "stelling"),
    *("reden", "van", "beide", "allebei", "allemaal", "alle", "dit alles"),
)
"""Each match of the two longer patterns contains one of these words; looking for them first is ten times faster."""


def flaws_of_references(options: Iterable[ExplainedOption | Choice], *where: str | int) -> Iterator[Flaw]:
    """Yield each shuffled option that refers to others, unless its author wrote `vast`."""
    for position, option in enumerate(options):
        if "fixed" in option.model_fields_set:
            continue
        text = normalize("NFC", option.text).casefold()
        has_stem = any(stem in text for stem in _STEMS)
        if found := _ONLY_LETTERS.match(text) or (_LETTERS.search(text) if has_stem else None):
            yield Flaw("names_a_letter", (*where, position), {"words": found[0].strip()}, weight="advice")
        elif found := _OTHERS.search(text) if has_stem else None:
            yield Flaw("names_other_options", (*where, position), {"words": found[0].strip()}, weight="advice")
