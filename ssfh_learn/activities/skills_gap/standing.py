"""Where a learner stands on one competence, beside the level that a function asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ssfh_learn.activities.skills_gap.model import Competence, LearningStep
    from ssfh_learn.activities.skills_gap.progress import Estimate

Group = Literal["misses", "has", "unknown", "extra"]


@dataclass(frozen=True)
class Standing:
    """One competence: the own estimate, and the levels that the present and the wanted function ask (None: not)."""

    competence: Competence
    estimate: Estimate | None
    asked_now: int | None
    asked: int | None

    @property
    def level(self) -> int | None:
        """The estimate as a level; blank and "not applicable" are missing, never the lowest level."""
        return self.estimate if isinstance(self.estimate, int) else None

    @property
    def group(self) -> Group:
        """Which of the four lists of the picture this belongs to."""
        if self.asked is None:
            return "extra"
        if self.level is None:
            return "unknown"
        return "has" if self.level >= self.asked else "misses"

    @property
    def gap(self) -> int:
        """How many levels are still to learn; 0 where that is not known."""
        return (self.asked or 0) - (self.level or 0) if self.group == "misses" else 0

    @property
    def steps(self) -> tuple[LearningStep, ...]:
        """The steps that teach just what is missing: above the estimate, and up to what is asked."""
        if self.group != "misses" or self.level is None or self.asked is None:
            return ()
        fitting = (step for step in self.competence.steps if self.level < step.level <= self.asked)
        return tuple(sorted(fitting, key=lambda step: step.level))


def largest_gap_first(standings: list[Standing]) -> list[Standing]:
    """Return them by the size of the gap; equal ones stay in the order of the content."""
    return sorted(standings, key=lambda one: -one.gap)
