"""A self-assessment: statements on one scale and a result for each subscale; it is private.

It gives no grade and no diagnosis. The result is advice, and a comparison with an earlier round of the same version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.self_assessment.flaws import flaws_of
from ssfh_learn.activities.self_assessment.model import SelfAssessmentContent
from ssfh_learn.activities.self_assessment.run import RESPONSES, AssessmentState, applied
from ssfh_learn.activities.self_assessment.score import first_means_of, group_means_of, status_of
from ssfh_learn.activities.self_assessment.view import SelfAssessmentView, view_of
from ssfh_learn.activities.time_needed import TO_LOOK, TO_TICK, seconds_to_read, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ssfh_learn.activities.activity import Learner, Status
    from ssfh_learn.activities.flaw import Flaw


class SelfAssessment(SelfAssessmentContent):
    """Statements, subscales, bands and advice."""

    kind = "self_assessment"
    responses = RESPONSES
    shown = SelfAssessmentView

    # Playing

    def start(self, learner: Learner) -> AssessmentState:  # noqa: ARG002
        """Return a state without answers."""
        return AssessmentState()

    def attempt(self, state: AssessmentState) -> int:
        """Return the number of the round."""
        return len(state.rounds)

    def apply(self, state: AssessmentState, response: Any, content: str) -> AssessmentState:
        """Return the state after one response."""
        return applied(self, state, response, content)

    # Showing

    def view(self, state: AssessmentState) -> SelfAssessmentView:
        """Return the statements with their answers and, once finished, the result."""
        return view_of(self, state)

    def status(self, state: AssessmentState) -> Status:
        """Return complete once a round is finished."""
        return status_of(state)

    def group_scales(self) -> Mapping[str, str]:
        """Return the subscales, by id."""
        return {subscale.id: subscale.name for subscale in self.subscales}

    def group_means(self, state: AssessmentState) -> Mapping[str, float]:
        """Return the means of the last finished round; a subscale with too few answers is left out."""
        return group_means_of(self, state)

    def group_first_means(self, state: AssessmentState) -> Mapping[str, float]:
        """Return the means of her first round, if she did several that compare."""
        return first_means_of(self, state)

    def group_meaning(self) -> str:
        """Return the version and the statements: outcomes with another are not added up."""
        return self.meaning()

    def group_bands(self) -> tuple[float, ...]:
        """Return where bands start."""
        return tuple(band.starts_at for band in self.bands[1:])

    def seconds_needed(self) -> float:
        """Return how long it takes to answer every statement and to look at the result."""
        return seconds_to_read(words_in([item.text for item in self.items])) + TO_TICK * len(self.items) + 2 * TO_LOOK

    def flaws(self) -> Iterator[Flaw]:
        """Yield what makes no sense in scale, bands, subscales and statements."""
        yield from flaws_of(self)
