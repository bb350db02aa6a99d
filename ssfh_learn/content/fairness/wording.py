"""The words of questions and options, and how much two texts are alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssfh_learn.activities.quiz.questions import Question

_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_TEXTS = ("text", "left_text", "right_text", "name")
"""The fields that a learner reads before she answers; explanations and model answers are not among them."""
FEWEST_WORDS = 8
"""A question of fewer different words is like too many others."""
_NO_EXCEPTION = (
    *("altijd", "nooit", "overal", "nergens"),
    *("alle", "alles", "allemaal", "iedereen", "niemand", "niets", "geen enkele?"),
    *("uitsluitend", "absoluut", "sowieso", "per se", "onder geen beding", "in alle gevallen", "in geen geval"),
)
"""Words that allow no exception. "Alleen", "elke" and "zeker" are not among them: these stand in true sentences too."""
_ABSOLUTE = re.compile(rf"\b(?:{'|'.join(_NO_EXCEPTION)})\b", re.IGNORECASE)


def words(text: str) -> list[str]:
    """Return the words of a text, without capitals or punctuation."""
    return _WORD.findall(text.casefold())


def normalised(text: str) -> str:
    """Return a text as a reader takes it in: capitals, spaces and the point at the end make no difference."""
    return _SPACE.sub(" ", text.casefold()).strip().rstrip(".")


def absolute_in(text: str) -> str | None:
    """Return the first word of a text that allows no exception, as it was typed."""
    found = _ABSOLUTE.search(text)
    return found.group() if found else None


def texts_of(question: Question) -> list[str]:
    """Return every text that a learner reads of a question before she answers; its prompt first."""
    question = question.without_key()  # the points of own words, say, she reads only afterwards
    parts = [question.prompt]
    for name in type(question).model_fields:
        value = getattr(question, name)
        if isinstance(value, tuple):
            parts += [text for thing in value for text in _texts(thing)]
    return parts


def _texts(thing: object) -> Iterator[str]:
    for name in _TEXTS:
        text = getattr(thing, name, None)
        if isinstance(text, str):
            yield text


def words_of(question: Question) -> list[str]:
    """Return all words that a learner reads of a question before she answers."""
    return words(" ".join(texts_of(question)))


def likeness(first: Sequence[str], second: Sequence[str], least: float = 0.0) -> float:
    """Return how much the words of two questions (`words_of`) are the same, from 0 to 100, in whatever order.

    Words that only one of them has count little: with one sentence more, or one option less, it is the same question.
    What is below `least` is 0, and found much sooner.
    """
    if min(len({*first}), len({*second})) < FEWEST_WORDS:
        return 100.0 if first == second else 0.0
    return float(fuzz.token_set_ratio(" ".join(first), " ".join(second), score_cutoff=least))


def likeness_of_texts(one: str, other: str) -> float:
    """Return how much two texts are the same, from 0 to 100, word by word and in their order."""
    return float(fuzz.ratio(" ".join(words(one)), " ".join(words(other))))
