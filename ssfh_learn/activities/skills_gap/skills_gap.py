"""A skills gap (vaardigheden): two functions, an estimate of oneself, and the steps that teach what is missing.

It is private, and gives no score and no judgement: it shows her own estimates, on an example list that a school or a
practice adapts. She can print it for a talk.
"""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.skills_gap.flaws import flaws_of
from ssfh_learn.activities.skills_gap.model import SkillsGapContent
from ssfh_learn.activities.skills_gap.run import RESPONSES, GapState, applied
from ssfh_learn.activities.skills_gap.score import status_of
from ssfh_learn.activities.skills_gap.view import SkillsGapView, view_of
from ssfh_learn.activities.time_needed import TO_LOOK, TO_TICK, WORDS_PER_SECOND, seconds_to_read, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.activity import Learner, Status
    from ssfh_learn.activities.flaw import Flaw
    from ssfh_learn.activities.model import Path


class SkillsGap(SkillsGapContent):
    """Functions, competences and learning steps; `origin` says whose list it is and that it is to be adapted."""

    kind = "skills_gap"
    responses = RESPONSES
    shown = SkillsGapView

    # Playing

    def start(self, learner: Learner) -> GapState:
        """Return a state without choices."""
        return GapState(learner.role)

    def printed(self) -> GapState:
        """Show all functions and all competences, to fill in with a pen."""
        return GapState(on_paper=True)

    def apply(self, state: GapState, response: Any, content: str) -> GapState:  # noqa: ARG002
        """Return the state after one response."""
        return applied(self, state, response)

    # Showing

    def view(self, state: GapState) -> SkillsGapView:
        """Return functions and competences with the estimates and, once finished, the picture."""
        return view_of(self, state)

    def status(self, state: GapState) -> Status:
        """Return complete once the learner asked for the picture."""
        return status_of(state)

    def seconds_needed(self) -> float:
        """Return how long it takes to read the competences of one function, and to rate them twice."""
        asked = [[self.competence(name) for name in function.asks] for function in self.functions]
        read = mean(words_in([[each.name, each.explanation, *each.can_do] for each in some]) for some in asked)
        words = round(read + WORDS_PER_SECOND * 2 * TO_TICK * mean(map(len, asked)))
        return seconds_to_read(words) + 2 * TO_LOOK

    # What can be wrong with it

    def used_sources(self) -> Iterator[tuple[str, Path]]:
        """Yield the sources of the whole, of each function and competence, and of each step."""
        yield from super().used_sources()
        for position, function in enumerate(self.functions):
            for place, code in enumerate(function.sources):
                yield code, ("functions", position, "sources", place)
        for position, competence in enumerate(self.competences):
            for place, code in enumerate(competence.sources):
                yield code, ("competences", position, "sources", place)
            for number, step in enumerate(competence.steps):
                for place, code in enumerate(step.sources):
                    yield code, ("competences", position, "steps", number, "sources", place)

    def flaws(self) -> Iterator[Flaw]:
        """Yield what makes no sense in scale, functions, competences and steps."""
        yield from flaws_of(self)
