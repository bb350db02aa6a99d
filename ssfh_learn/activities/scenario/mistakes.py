"""How many mistakes a run holds, and how many of them a band allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from ssfh_learn.activities.model import Model, written_as

ChoiceLevel = Literal["best", "small", "serious", "critical"]
"""How good a choice is in its situation."""


@dataclass(frozen=True)
class Mistakes:
    """The mistakes of a run by how serious they are."""

    small: int = 0
    serious: int = 0
    critical: int = 0

    def and_one(self, level: ChoiceLevel) -> Mistakes:
        """Return the mistakes after one more choice."""
        return Mistakes(
            self.small + (level == "small"), self.serious + (level == "serious"), self.critical + (level == "critical")
        )

    @property
    def total(self) -> int:
        """All mistakes together."""
        return self.small + self.serious + self.critical

    @property
    def counted(self) -> tuple[int, int, int]:
        """All mistakes, those that are serious or worse, and those that are critical.

        A worse mistake counts in more of these numbers. So it never fits a band that a lighter one does not fit.
        """
        return self.total, self.serious + self.critical, self.critical

    @property
    def gravity(self) -> tuple[int, int, int]:
        """The same as an order: the fewest critical mistakes first, then the fewest serious, then the fewest small."""
        return self.critical, self.serious, self.small


class Limit(Model):
    """The most mistakes that a band allows: of all kinds together, of those serious or worse, and of critical ones."""

    mistakes: Annotated[int, Field(ge=0, le=100)] = written_as("fouten")
    serious: Annotated[int, Field(ge=0, le=100)] = written_as("groot", default=0)
    critical: Annotated[int, Field(ge=0, le=100)] = written_as("kritiek", default=0)

    def allows(self, made: Mistakes) -> bool:
        """Say whether so many mistakes fit."""
        return all(number <= most for number, most in zip(made.counted, self.counted, strict=True))

    @property
    def counted(self) -> tuple[int, int, int]:
        """The three numbers, in the order of `Mistakes.counted`."""
        return self.mistakes, self.serious, self.critical


BEST = (1, 0, 0)
"""The best band allows at most one small mistake, and no other: in the order of `Mistakes.counted`."""
