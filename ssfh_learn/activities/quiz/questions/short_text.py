"""Short text: the share of keyword groups that an answer hits.

A keyword counts at the start of a word, whatever its case: `rooster` is hit by "Roosters", not by "uitrooster".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.model import Line, Markdown
from ssfh_learn.activities.quiz.questions.question import Arrange, Question, own_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.model import View

LONGEST = 1000


class ShortText(Question):
    """Answer in a few words; the model answer is shown afterwards."""

    kind = "short_text"

    keyword_groups: tuple[tuple[Line, ...], ...] = ()
    needed: Annotated[int, Field(ge=1)] | None = None
    model_answer: Markdown | None = None

    def parts(self, arrange: Arrange) -> View:  # noqa: ARG002
        """Return how long an answer may be."""
        return {"max_length": LONGEST}

    def accept(self, answer: object) -> str:
        """Take the learner's words."""
        return own_words(answer, LONGEST)

    def is_blank(self, answer: str | None) -> bool:
        """Blank while there is nothing but white space."""
        return not (answer or "").strip()

    def share(self, answer: str) -> float:
        """Return the groups hit over the groups needed, at most 1."""
        needed = self.needed or len(self.keyword_groups)
        return min(1.0, sum(_is_hit(group, answer) for group in self.keyword_groups) / needed) if needed else 0.0

    def shown_afterwards(self) -> Markup | None:
        """Return the model answer."""
        return markup(self.model_answer)

    def without_key(self) -> Self:
        """Take out keywords and model answer."""
        return super().without_key().model_copy(update={"keyword_groups": (), "needed": None, "model_answer": None})

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield missing keywords, a number needed that cannot be reached, and a missing model answer."""
        yield from super().flaws(practice=practice)
        groups = len(self.keyword_groups)
        if self.graded and not groups:
            yield Flaw("no_keywords", ("keyword_groups",))
        if self.needed is not None and self.needed > groups:
            yield Flaw("needs_too_many", ("needed",), {"needed": self.needed, "groups": groups})
        if self.model_answer is None:
            yield Flaw("no_model_answer", ())


def _is_hit(group: tuple[str, ...], answer: str) -> bool:
    keywords = "|".join(re.escape(keyword.strip().casefold()) for keyword in group)
    return re.search(rf"(?<!\w)(?:{keywords})", answer.casefold()) is not None
