"""How a text reads: short sentences that do not blame the reader or talk down to her.

B1 asks for more than can be counted. What can be counted is counted here, as advice to the author.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ssfh_learn.content.problem import Problem
from ssfh_learn.content.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ssfh_learn.content.problem import ProblemCode
    from ssfh_learn.content.texts import WrittenText

MOST_WORDS = 20
MOST_ON_AVERAGE = 12
FEWEST_SENTENCES = 50
"""A module with fewer sentences has no average to speak of."""
_BLAMING = (
    r"\bje (?:had|moest) (?:maar )?(?:beter|eerder)\b",
    r"\b(?:eigen|jouw) schuld\b",
    r"\bdom(?:me)?\b",
    r"\bwordt vaak veroorzaakt door de medewerkers zelf\b",
    r"\b(?:gewoon|simpelweg) even\b",
    r"\bzoals iedereen weet\b",
    r"\buiteraard\b",
    r"\bnatuurlijk weet je\b",
)
_BLAME = re.compile("|".join(_BLAMING), re.IGNORECASE)
_DENIALS = ("geen", "niet", "nooit")
_DENIED = re.compile(rf"\b(?:{'|'.join(_DENIALS)})\b[^.]*$", re.IGNORECASE)


def problems_of_language(texts: Iterable[WrittenText]) -> Iterator[Problem]:
    """Yield sentences of more than twenty words, and words that blame a reader or talk down to her."""
    for text in texts:
        if len(text.text.split()) > MOST_WORDS // 2:  # `a/b/c` may be more words than it looks, but not that many
            for sentence in sentences(text.text):
                if sentence.words > MOST_WORDS:
                    yield _advice(text, "sentence_too_long", count=sentence.words, begin=_begin(sentence.text))
        spoken = re.sub(r"“[^”]*”", "", text.text)  # what people in a story say is theirs
        for match in _BLAME.finditer(spoken):
            if not _DENIED.search(spoken[: match.start()]):
                yield _advice(text, "blaming_words", words=match[0])


def problems_of_length(path: Path, texts: Iterable[WrittenText]) -> Iterator[Problem]:
    """Yield a module whose sentences are long on average; headings and labels are no sentences."""
    lengths = [one.words for text in texts for one in sentences(text.text) if one.is_whole]
    if len(lengths) >= FEWEST_SENTENCES and sum(lengths) / len(lengths) > MOST_ON_AVERAGE:
        average = f"{sum(lengths) / len(lengths):.1f}".replace(".", ",")
        yield Problem(path, 1, "sentences_long_on_average", {"average": average, "most": MOST_ON_AVERAGE}, "advice")


def _advice(text: WrittenText, code: ProblemCode, **details: object) -> Problem:
    return Problem(text.path, text.line, code, details, "advice")


def _begin(sentence: str) -> str:
    return " ".join(sentence.split()[:5])
