"""The rounds of a self-assessment, what a learner can send, and how that changes them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import TYPE_CHECKING, Any, Literal

from ssfh_learn.activities.response import Response, validator_of
from ssfh_learn.activities.scale import FinishScale, PlaceOnScale, ReopenScale, with_placed
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.scale import Placed
    from ssfh_learn.activities.self_assessment.model import SelfAssessmentContent


class BeginAgain(Response):
    """Start a new round, to compare with the one before."""

    kind: Literal["begin_again"]


RESPONSES = validator_of(PlaceOnScale, FinishScale, ReopenScale, BeginAgain)


@dataclass(frozen=True)
class Round:
    """One round of answers; `content` is the fingerprint of the content that the learner saw."""

    content: str = ""
    answers: Mapping[str, Placed] = field(default_factory=dict)
    finished: bool = False


@dataclass(frozen=True)
class AssessmentState:
    """Every round; the last one is the one on the screen."""

    rounds: tuple[Round, ...] = (Round(),)

    @property
    def latest(self) -> Round:
        """The round on the screen."""
        return self.rounds[-1]

    def with_latest(self, latest: Round) -> AssessmentState:
        """Replace the last round."""
        return replace(self, rounds=(*self.rounds[:-1], latest))


def comparable_rounds(assessment: SelfAssessmentContent, state: AssessmentState) -> list[Round]:
    """Return the finished rounds that compare with the last finished one, which is in it."""
    finished = [one for one in state.rounds if one.finished]
    return [one for one in finished[:-1] if assessment.compares(one.content, one.answers)] + finished[-1:]


def applied(assessment: SelfAssessmentContent, state: AssessmentState, response: Any, content: str) -> AssessmentState:
    """Return the state after one response to a version of the content; raises Refused if it does not fit."""
    if isinstance(response, BeginAgain):
        if not state.latest.finished:
            raise Refused("not_now")
        return replace(state, rounds=(*state.rounds, Round()))
    return state.with_latest(replace(_applied(response, assessment, state.latest), content=content))


@singledispatch
def _applied(response: Any, _assessment: SelfAssessmentContent, _latest: Round) -> Round:
    raise NotImplementedError(response)


@_applied.register(PlaceOnScale)
def _place(response: PlaceOnScale, assessment: SelfAssessmentContent, latest: Round) -> Round:
    if latest.finished:
        raise Refused("closed")
    if response.item not in {item.id for item in assessment.items}:
        raise Refused("unknown_id")
    return replace(latest, answers=with_placed(latest.answers, response, assessment.scale))


@_applied.register(FinishScale)
def _finish(_response: FinishScale, _assessment: SelfAssessmentContent, latest: Round) -> Round:
    if latest.finished:
        raise Refused("closed")
    return replace(latest, finished=True)


@_applied.register(ReopenScale)
def _reopen(_response: ReopenScale, _assessment: SelfAssessmentContent, latest: Round) -> Round:
    if not latest.finished:
        raise Refused("not_now")
    return replace(latest, finished=False)
