"""Compares a learner's estimate of a competence with the level that a function asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ssfh_learn.activities.skills_gap.run import BOTH

if TYPE_CHECKING:
    from ssfh_learn.activities.scale import Placed
    from ssfh_learn.activities.skills_gap.model import Competence, LearningStep, SkillsGapContent
    from ssfh_learn.activities.skills_gap.run import GapState

GapGroup = Literal["misses", "has", "unknown", "extra"]


@dataclass(frozen=True)
class CompetenceStanding:
    """A competence, the learner's estimate, and the levels that the present and wanted function ask, or None."""

    competence: Competence
    estimate: Placed | None
    asked_now: int | None
    asked: int | None

    @property
    def level(self) -> int | None:
        """The estimate as a level; blank and "not applicable" are missing, never the lowest level."""
        return self.estimate if isinstance(self.estimate, int) else None

    @property
    def group(self) -> GapGroup:
        """The list of the picture that this belongs to; there are four."""
        if self.asked is None:
            return "extra"
        if self.level is None:
            return "unknown"
        return "has" if self.level >= self.asked else "misses"

    @property
    def gap(self) -> int:
        """The number of levels to learn; 0 if it is unknown."""
        return (self.asked or 0) - (self.level or 0) if self.group == "misses" else 0

    @property
    def steps(self) -> tuple[LearningStep, ...]:
        """The steps above the estimate, up to the level that the function asks."""
        if self.group != "misses" or self.level is None or self.asked is None:
            return ()
        fitting = (step for step in self.competence.steps if self.level < step.level <= self.asked)
        return tuple(sorted(fitting, key=lambda step: step.level))


def standings_of(gap: SkillsGapContent, state: GapState) -> list[CompetenceStanding]:
    """Return the comparison for each competence of both functions, in the order of the content."""
    present, wanted = (gap.function(state.functions.get(side)) for side in BOTH)
    if present is None or wanted is None:
        return [CompetenceStanding(one, None, None, None) for one in gap.competences] if state.on_paper else []
    return [
        CompetenceStanding(one, state.estimates.get(one.id), present.asks.get(one.id), wanted.asks.get(one.id))
        for one in gap.competences
        if one.id in present.asks or one.id in wanted.asks
    ]


def largest_gap_first(standings: list[CompetenceStanding]) -> list[CompetenceStanding]:
    """Return the comparisons by the size of the gap; equal gaps stay in the order of the content."""
    return sorted(standings, key=lambda one: -one.gap)
