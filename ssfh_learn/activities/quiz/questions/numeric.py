"""Numeric: a number, typed with a comma or a point.

Full points within `full_margin` of the answer, half within `half_margin` (both in the unit of the question).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.quiz.questions.question import Arrange, Question, own_words
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.model import View

LONGEST = 40
_NUMBER = re.compile(r"[-+]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)")


def number(written: str) -> Decimal | None:
    """Return the number that was typed, or None where it is none; `1.000,5` is no number to us, `1000,5` is."""
    typed = written.strip().removesuffix("%").strip()
    return Decimal(typed.replace(",", ".")) if _NUMBER.fullmatch(typed) else None


class Numeric(Question):
    """Estimate or work out a number."""

    kind = "numeric"

    answer: float | None = None
    unit: str = ""
    full_margin: Annotated[float, Field(ge=0)] = 0
    half_margin: Annotated[float, Field(ge=0)] = 0

    def parts(self, arrange: Arrange) -> View:  # noqa: ARG002
        """Return the unit."""
        return {"unit": self.unit}

    def accept(self, answer: object) -> str:
        """Take what was typed, also where it is not a number yet."""
        return own_words(answer, LONGEST).strip()

    def ready_to_check(self, answer: str | None) -> None:
        """Ask for a number."""
        super().ready_to_check(answer)
        if answer is not None and number(answer) is None:
            raise Refused("not_a_number")

    def share(self, answer: str) -> float:
        """Return 1, 0.5 or 0 by how far the number is off."""
        typed = number(answer)
        if typed is None or self.answer is None:
            return 0.0
        off = abs(typed - Decimal(str(self.answer)))
        if off <= Decimal(str(self.full_margin)):
            return 1.0
        return 0.5 if off <= Decimal(str(self.half_margin)) else 0.0

    def solution(self) -> str | None:
        """Return the number, with a decimal comma."""
        return None if self.answer is None else f"{Decimal(str(self.answer)).normalize():f}".replace(".", ",")

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
