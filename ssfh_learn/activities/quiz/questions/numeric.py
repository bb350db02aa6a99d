"""Numeric: a number, typed as people type numbers.

Full points within `full_margin` of the answer, half within `half_margin` (both in the unit of the question).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field
from typing_extensions import TypedDict

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.model import STRICT, ReadingRule, written_as
from ssfh_learn.activities.quiz.questions.question import Arrange, Question
from ssfh_learn.activities.quiz.questions.sent import text_sent
from ssfh_learn.activities.quiz.questions.shown import DoubtView, QuestionView, TextFeedbackView
from ssfh_learn.activities.typed_number import meanings, number, shown, strict_number, unambiguous
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator


LONGEST = 40

__all__ = ["Numeric", "number"]


class NumericParts(TypedDict):
    """The unit."""

    unit: str


class NumericView(QuestionView, NumericParts):
    """What a learner sees of it."""

    kind: Literal["numeric"]
    answer: str | None
    feedback: TextFeedbackView | None


class Numeric(Question):
    """Estimate or work out a number."""

    kind = "numeric"
    shown = NumericView

    answer: float | None = written_as("antwoord", default=None)
    unit: str = written_as("eenheid", default="")
    full_margin: Annotated[float, Field(ge=0)] = written_as("marge_goed", default=0)
    half_margin: Annotated[float, Field(ge=0)] = written_as("marge_half", default=0)

    def parts(self, arrange: Arrange) -> NumericParts:  # noqa: ARG002
        """Return the unit."""
        return {"unit": self.unit}

    def accept(self, answer: object) -> str:
        """Take what was typed, also where it is not a number yet."""
        return text_sent(answer, LONGEST).strip()

    def _meanings(self, answer: str, reading: ReadingRule) -> tuple[Decimal, ...]:
        """Return what was typed can mean by a rule; the first rule never sees two meanings."""
        if reading == STRICT:
            typed = strict_number(answer)
            return () if typed is None else (typed,)
        return meanings(answer, self.unit, self.prompt)

    def ready_to_check(self, answer: str | None, reading: ReadingRule) -> None:
        """Ask for a number."""
        super().ready_to_check(answer, reading)
        if answer is not None and not self._meanings(answer, reading):
            raise Refused("not_a_number")

    def has_two_meanings(self, answer: str | None, reading: ReadingRule) -> bool:
        """Say whether it may be thousands or a fraction."""
        return answer is not None and len(self._meanings(answer, reading)) > 1

    def doubt(self, answer: str | None, reading: ReadingRule) -> DoubtView | None:
        """Ask which number is meant: of two meanings, and by the first rule also where only the newer one reads it."""
        if answer is None or self.is_blank(answer):
            return None
        found = meanings(answer, self.unit, self.prompt)
        if len(found) == 1 and self._meanings(answer, reading):
            return None
        return {"choices": [{"label": shown(value), "answer": unambiguous(value)} for value in found]}

    def share(self, answer: str) -> float:
        """Return the share by the first rule."""
        return self.share_as_read(answer, STRICT)

    def share_as_read(self, answer: str, reading: ReadingRule) -> float:
        """Return 1, 0.5 or 0 by how far the number is off.

        Who was asked and did not say which of two meanings is hers gets the better one: this never costs points.
        """
        return max((self._share_of(value) for value in self._meanings(answer, reading)), default=0.0)

    def _share_of(self, typed: Decimal) -> float:
        if self.answer is None:
            return 0.0
        off = abs(typed - Decimal(str(self.answer)))
        if off <= Decimal(str(self.full_margin)):
            return 1.0
        return 0.5 if off <= Decimal(str(self.half_margin)) else 0.0

    def solution(self) -> str | None:
        """Return the number, with a decimal comma."""
        return None if self.answer is None else shown(Decimal(str(self.answer)))

    def without_key(self) -> Self:
        """Keep only the unit."""
        return super().without_key().model_copy(update={"answer": None, "full_margin": 0.0, "half_margin": 0.0})

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield a missing number and margins that contradict each other."""
        yield from super().flaws(practice=practice)
        if self.answer is None and self.graded:
            yield Flaw("no_right_answer", (), {"count": 0})
        if 0 < self.half_margin < self.full_margin:
            yield Flaw("half_margin_too_small", ("half_margin",), {"full": self.full_margin, "half": self.half_margin})
