"""What a learner did in a skills gap: functions, estimates, steps to talk about; what she can send, and its effect."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import TYPE_CHECKING, Any, Literal

from ssfh_learn.activities.response import Response, validator_of
from ssfh_learn.activities.scale import FinishScale, PlaceOnScale, ReopenScale, with_placed
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.activity import RoleName
    from ssfh_learn.activities.scale import Placed
    from ssfh_learn.activities.skills_gap.model import SkillsGapContent

Side = Literal["present", "wanted"]
BOTH: tuple[Side, Side] = ("present", "wanted")


class ChooseFunction(Response):
    """The present or the wanted function; they may be the same."""

    kind: Literal["choose_function"]
    side: Side
    function: str


class PickStep(Response):
    """Keep a step for the talk, or remove it."""

    kind: Literal["pick"]
    item: str
    step: str
    picked: bool


RESPONSES = validator_of(ChooseFunction, PlaceOnScale, FinishScale, ReopenScale, PickStep)


@dataclass(frozen=True)
class GapState:
    """All values by id. Estimates that are not on the screen stay, so that another choice of function loses none."""

    role: RoleName = "employee"
    functions: Mapping[str, str] = field(default_factory=dict)
    estimates: Mapping[str, Placed] = field(default_factory=dict)
    picked: frozenset[tuple[str, str]] = frozenset()
    finished: bool = False
    was_finished: bool = False
    on_paper: bool = False
    """Nobody can choose there, so every competence is shown."""

    def must_be_open(self) -> None:
        """Raise Refused once the picture is on the screen."""
        if self.finished:
            raise Refused("closed")


def applied(gap: SkillsGapContent, state: GapState, response: Any) -> GapState:
    """Return the state after one response; raises Refused if it does not fit."""
    return _applied(response, gap, state)


@singledispatch
def _applied(response: Any, _gap: SkillsGapContent, _state: GapState) -> GapState:
    raise NotImplementedError(response)


@_applied.register(ChooseFunction)
def _choose_function(response: ChooseFunction, gap: SkillsGapContent, state: GapState) -> GapState:
    state.must_be_open()
    if gap.function(response.function) is None:
        raise Refused("unknown_id")
    return replace(state, functions={**state.functions, response.side: response.function})


@_applied.register(PlaceOnScale)
def _estimate(response: PlaceOnScale, gap: SkillsGapContent, state: GapState) -> GapState:
    state.must_be_open()
    gap.competence(response.item)
    return replace(state, estimates=with_placed(state.estimates, response, gap.scale))


@_applied.register(FinishScale)
def _finish(_response: FinishScale, _gap: SkillsGapContent, state: GapState) -> GapState:
    state.must_be_open()
    if not all(side in state.functions for side in BOTH):
        raise Refused("blank")
    return replace(state, finished=True, was_finished=True)


@_applied.register(ReopenScale)
def _reopen(_response: ReopenScale, _gap: SkillsGapContent, state: GapState) -> GapState:
    if not state.finished:
        raise Refused("not_now")
    return replace(state, finished=False)


@_applied.register(PickStep)
def _pick(response: PickStep, gap: SkillsGapContent, state: GapState) -> GapState:
    if response.step not in {step.id for step in gap.competence(response.item).steps}:
        raise Refused("unknown_id")
    step = {(response.item, response.step)}
    return replace(state, picked=state.picked | step if response.picked else state.picked - step)
