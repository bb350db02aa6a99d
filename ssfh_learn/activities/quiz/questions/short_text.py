"""Short text: the share of keyword groups that an answer hits.

A keyword counts at the start of a word, whatever its case: `rooster` is hit by "Roosters", not by "uitrooster".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.model import Line
from ssfh_learn.activities.quiz.questions.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterator


class ShortText(Written):
    """Answer in a few words; the model answer is shown afterwards."""

    kind = "short_text"
    longest = 1000

    keyword_groups: tuple[tuple[Line, ...], ...] = ()
    needed: Annotated[int, Field(ge=1)] | None = None

    def share(self, answer: str) -> float:
        """Return the groups hit over the groups needed, at most 1."""
        needed = self.needed or len(self.keyword_groups)
        return min(1.0, sum(is_hit(group, answer) for group in self.keyword_groups) / needed) if needed else 0.0

    def without_key(self) -> Self:
        """Take out the keywords as well."""
        return super().without_key().model_copy(update={"keyword_groups": (), "needed": None})

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


def is_hit(group: tuple[str, ...], answer: str) -> bool:
    """Say whether an answer has a word that begins with one of the keywords of a group."""
    keywords = "|".join(re.escape(keyword.strip().casefold()) for keyword in group)
    return re.search(rf"(?<!\w)(?:{keywords})", answer.casefold()) is not None
