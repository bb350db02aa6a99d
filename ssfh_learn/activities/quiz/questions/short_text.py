"""Short text: a kind of before, which no new file may use: it gave points for keywords, and called that right.

What was released or recorded with it opens and scores as it did: the share of keyword groups that an answer hits. A
keyword counts at the start of a word, whatever its case: `rooster` is hit by "Roosters", not by "uitrooster". Nobody
reads a verdict on it any more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.model import STRICT, OneLine, ReadingRule, written_as
from ssfh_learn.activities.quiz.questions.shown import QuestionView, TextFeedbackView
from ssfh_learn.activities.quiz.questions.text_question import TextParts, TextQuestion
from ssfh_learn.activities.typed_text import folded

if TYPE_CHECKING:
    from collections.abc import Iterator


class ShortTextView(QuestionView, TextParts):
    """What a learner sees of it."""

    kind: Literal["short_text"]
    answer: str | None
    feedback: TextFeedbackView | None


class ShortText(TextQuestion):
    """Answer in a few words; the model answer is shown afterwards."""

    kind = "short_text"
    shown = ShortTextView
    longest = 1000

    keyword_groups: tuple[tuple[OneLine, ...], ...] = written_as("trefwoordgroepen", default=())
    needed: Annotated[int, Field(ge=1)] | None = written_as("nodig", default=None)

    def share(self, answer: str) -> float:
        """Return the share by the first rule."""
        return self.share_as_read(answer, STRICT)

    def share_as_read(self, answer: str, reading: ReadingRule) -> float:
        """Return the groups hit over the groups needed, at most 1."""
        hits = is_strict_hit if reading == STRICT else is_hit
        needed = self.needed or len(self.keyword_groups)
        return min(1.0, sum(hits(group, answer) for group in self.keyword_groups) / needed) if needed else 0.0

    def without_key(self) -> Self:
        """Take out the keywords as well."""
        return super().without_key().model_copy(update={"keyword_groups": (), "needed": None})

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield what to write instead."""
        yield from super().flaws(practice=practice)
        yield Flaw("keywords_in_practice" if practice else "keywords_in_test", ("kind_word",), weight="question")


def is_hit(group: tuple[str, ...], answer: str) -> bool:
    """Say whether an answer has a word that begins with one of the keywords of a group.

    Which apostrophe, hyphen or white space was typed makes no difference, nor how an accent is put together.
    """
    return _begins_a_word([folded(keyword) for keyword in group], folded(answer))


def is_strict_hit(group: tuple[str, ...], answer: str) -> bool:
    """Say the same by the first rule, which forgives nothing but capitals."""
    return _begins_a_word([keyword.strip().casefold() for keyword in group], answer.casefold())


def _begins_a_word(keywords: list[str], answer: str) -> bool:
    return re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, keywords))})", answer) is not None
