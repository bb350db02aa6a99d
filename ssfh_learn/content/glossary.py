"""The glossary of a module against its texts: words that are explained where they first come, and abbreviations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ssfh_learn.content.problem import Problem
from ssfh_learn.content.sentences import prose, without_list_of_sources, without_source_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ssfh_learn.content.module import Term
    from ssfh_learn.content.source import Source
    from ssfh_learn.content.steps import Step
    from ssfh_learn.content.texts import WrittenText

FEWEST_WORDS = 6
"""A paragraph with fewer words than this explains nothing."""
_ABBREVIATION = re.compile(r"(?<![\w-])(?:[A-Z]+&[A-Z]+|[A-Z]{2,}[a-z]?[A-Z]*|[A-Z]+[a-z]{1,2}[A-Z]+)(?![a-z])")


def problems_of_glossary(
    terms: Sequence[Term], source: Source, texts: Iterable[WrittenText], steps: Iterable[Step]
) -> Iterator[Problem]:
    """Yield words that no step uses, and words that are not explained in bold in the first step that uses them."""
    read = "\n".join(text.text for text in texts if text.where[:1] != ("woordenlijst",))
    told = {step.number: prose(step.text) for step in steps}
    for position, term in enumerate(terms):
        word = used(term.word)
        line = source.line(("woordenlijst", position))
        if not word.search(read):
            yield Problem(source.path, line, "term_not_used", {"word": term.word}, "advice")
        first = next((number for number, text in told.items() if word.search(text)), None)
        if first is not None and not word.search(_bold(told[first])):
            yield Problem(source.path, line, "term_not_bold", {"word": term.word, "step": first}, "advice")
        elif first is not None and _words_around(word, told[first]) < FEWEST_WORDS:
            yield Problem(source.path, line, "term_not_explained", {"word": term.word, "step": first}, "advice")


def used(word: str) -> re.Pattern[str]:
    """Return a pattern for a word of the glossary and its plurals; of `belasting (PSA)` either half is enough."""
    halves = re.fullmatch(r"(.+?) \((.+)\)", word)
    forms = [
        re.escape(form[:-2]) + r"\w*" if _bends(form) else rf"{re.escape(form)}(?:s|'s|en|n|e)?"
        for form in (halves.groups() if halves else [word])
    ]
    return re.compile("|".join(rf"(?<!\w){form}(?!\w)" for form in forms), re.IGNORECASE)


def _bends(form: str) -> bool:
    """Say whether a word is long enough to be known by its beginning: werkafspraak, werkafspraken."""
    return len(form) > 8 and form.isalpha()  # noqa: PLR2004


def _bold(text: str) -> str:
    """Return everything that stands in bold, which is how a module marks a word that it explains."""
    found = re.findall(r"\*\*(.+?)\*\*|<strong>(.+?)</strong>", text, re.DOTALL)
    return " | ".join("".join(parts) for parts in found)


def _words_around(word: re.Pattern[str], text: str) -> int:
    """Count the words of all paragraphs, items and rows that hold a word of the glossary."""
    parts = re.split(r"\n\n|\n(?=[-|>]|\d+\.)", text)
    return len(re.findall(r"\w+", " ".join(part for part in parts if word.search(part))))


def problems_of_abbreviations(terms: Iterable[Term], texts: Iterable[WrittenText]) -> Iterator[Problem]:
    """Yield each abbreviation, once for each text, that the glossary does not hold and the text does not spell out."""
    known = {part for term in terms for part in re.findall(r"[\w&]+", term.word)}
    for text in texts:
        for short in () if text.is_about else sorted({*abbreviations(text)} - known):
            yield Problem(text.path, text.line, "abbreviation_unexplained", {"short": short}, "advice")


def abbreviations(text: WrittenText) -> Iterator[str]:
    """Yield the abbreviations of a text that are not spelt out there; the names of sources are names."""
    if not text.is_source and _ABBREVIATION.search(text.text):
        bare = without_list_of_sources(without_source_lines(text.text))
        for short in _ABBREVIATION.findall(bare):
            if not re.search(rf"[\w*] \(\**{short}\**\)|\**{short}\** \(\w", bare):
                yield short
