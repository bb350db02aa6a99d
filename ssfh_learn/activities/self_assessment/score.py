"""How far a learner is in a self-assessment, and her means; it gives no points and is never a grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.self_assessment.means import mean_of
from ssfh_learn.activities.self_assessment.run import comparable_rounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.activity import Status
    from ssfh_learn.activities.self_assessment.model import SelfAssessmentContent
    from ssfh_learn.activities.self_assessment.run import AssessmentState, Round


def status_of(state: AssessmentState) -> Status:
    """Complete once a round is finished."""
    if any(one.finished for one in state.rounds):
        return "complete"
    return "in_progress" if state.latest.answers else "not_attempted"


def first_means_of(assessment: SelfAssessmentContent, state: AssessmentState) -> Mapping[str, float]:
    """Return the means of the first of several rounds that compare, to see what changed; empty for one round."""
    rounds = comparable_rounds(assessment, state)
    return _means(assessment, rounds[0]) if len(rounds) > 1 else {}


def group_means_of(assessment: SelfAssessmentContent, state: AssessmentState) -> Mapping[str, float]:
    """Return the means of the last finished round; a subscale with too few answers is left out."""
    rounds = comparable_rounds(assessment, state)
    return _means(assessment, rounds[-1]) if rounds else {}


def _means(assessment: SelfAssessmentContent, one: Round) -> Mapping[str, float]:
    means = ((scale.id, mean_of(assessment, scale.id, one.answers)) for scale in assessment.subscales)
    return {id_: mean for id_, mean in means if mean is not None}
