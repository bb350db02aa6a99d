"""A skills gap (vaardigheden): two functions, an estimate of oneself, and the steps that teach what is missing.

For the learner alone. Never a score and never a judgement: it is her own estimate, on an example list that a school
or a practice adapts. It can be printed for a talk.
"""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from ssfh_learn.activities.activity import Activity, Learner, Status, one_of
from ssfh_learn.activities.markup import markup, phrase
from ssfh_learn.activities.model import Markdown
from ssfh_learn.activities.scale import Answer, Finish, Reopen
from ssfh_learn.activities.self_assessment.model import ScalePoint
from ssfh_learn.activities.skills_gap.flaws import flaws_of
from ssfh_learn.activities.skills_gap.model import Competence, Function, Talk
from ssfh_learn.activities.skills_gap.picture import picture
from ssfh_learn.activities.skills_gap.progress import BOTH, ChooseFunction, GapState, Pick
from ssfh_learn.activities.skills_gap.standing import Standing
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.flaw import Flaw
    from ssfh_learn.activities.model import Path, View


class SkillsGap(Activity):
    """Functions, competences and learning steps; `origin` says whose list it is and that it is to be adapted."""

    kind = "skills_gap"
    responses = one_of(ChooseFunction, Answer, Finish, Reopen, Pick)

    origin: Markdown
    scale: Annotated[tuple[ScalePoint, ...], Field(min_length=2)]
    functions: Annotated[tuple[Function, ...], Field(min_length=1)]
    competences: Annotated[tuple[Competence, ...], Field(min_length=1)]
    evidence_note: Markdown | None = None
    talk: Talk = Talk()

    @property
    def lowest(self) -> int:
        """The lowest point of the scale: not able yet."""
        return min(point.value for point in self.scale)

    @property
    def highest(self) -> int:
        """The highest point of the scale."""
        return max(point.value for point in self.scale)

    @property
    def is_private(self) -> bool:
        """Whatever is filled in here is the learner's own."""
        return True

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

    # Playing

    def start(self, learner: Learner) -> GapState:
        """Nothing has been chosen."""
        return GapState(learner.role)

    def printed(self) -> GapState:
        """Show all functions and all competences, to fill in with a pen."""
        return GapState(on_paper=True)

    @singledispatchmethod
    def _apply(self, response: Any, state: GapState) -> GapState:
        raise NotImplementedError(response)

    def apply(self, state: GapState, response: Any, content: str) -> GapState:  # noqa: ARG002
        """Return the state after one response."""
        return self._apply(response, state)

    @_apply.register(ChooseFunction)
    def _choose_function(self, response: ChooseFunction, state: GapState) -> GapState:
        _open(state)
        if self.function(response.function) is None:
            raise Refused("unknown_id")
        return replace(state, functions={**state.functions, response.side: response.function})

    @_apply.register(Answer)
    def _answer(self, response: Answer, state: GapState) -> GapState:
        _open(state)
        self._competence(response.item)
        if isinstance(response.value, int) and response.value not in {point.value for point in self.scale}:
            raise Refused("unknown_id")
        others = {item: value for item, value in state.estimates.items() if item != response.item}
        return replace(state, estimates=others if response.value is None else {**others, response.item: response.value})

    @_apply.register(Finish)
    def _finish(self, _response: Finish, state: GapState) -> GapState:
        _open(state)
        if not all(side in state.functions for side in BOTH):
            raise Refused("blank")
        return replace(state, finished=True, was_finished=True)

    @_apply.register(Reopen)
    def _reopen(self, _response: Reopen, state: GapState) -> GapState:
        if not state.finished:
            raise Refused("not_now")
        return replace(state, finished=False)

    @_apply.register(Pick)
    def _pick(self, response: Pick, state: GapState) -> GapState:
        if response.step not in {step.id for step in self._competence(response.item).steps}:
            raise Refused("unknown_id")
        step = {(response.item, response.step)}
        return replace(state, picked=state.picked | step if response.picked else state.picked - step)

    def status(self, state: GapState) -> Status:
        """Complete once the picture was asked for."""
        if state.was_finished:
            return "complete"
        return "in_progress" if state.functions or state.estimates else "not_attempted"

    def function(self, name: str | None) -> Function | None:
        """Return the function with an id, or None; content that changed may have lost it."""
        return next((function for function in self.functions if function.id == name), None)

    def _competence(self, name: str) -> Competence:
        for competence in self.competences:
            if competence.id == name:
                return competence
        raise Refused("unknown_id")

    # What the estimates say

    def standings(self, state: GapState) -> list[Standing]:
        """Return where the learner stands on each competence of both functions, in the order of the content."""
        present, wanted = (self.function(state.functions.get(side)) for side in BOTH)
        if present is None or wanted is None:
            return [Standing(one, None, None, None) for one in self.competences] if state.on_paper else []
        return [
            Standing(one, state.estimates.get(one.id), present.asks.get(one.id), wanted.asks.get(one.id))
            for one in self.competences
            if one.id in present.asks or one.id in wanted.asks
        ]

    # Showing

    def view(self, state: GapState) -> View:
        """Return functions and competences with the estimates and, once finished, the picture."""
        standings = self.standings(state)
        return {
            "kind": self.kind,
            **self.envelope(),
            "phase": "result" if state.finished else "open",
            "origin": markup(self.origin),
            "functions": [{"id": one.id, "name": one.name, "text": markup(one.text)} for one in self.functions],
            "present": state.functions.get("present"),
            "wanted": state.functions.get("wanted"),
            "scale": [{"value": point.value, "label": point.text} for point in self.scale],
            "items": [
                {
                    "id": one.competence.id,
                    "name": one.competence.name,
                    "text": markup(one.competence.explanation),
                    "can_do": [phrase(shown) for shown in one.competence.can_do],
                    "answer": one.estimate,
                }
                for one in standings
            ],
            "answered": sum(one.estimate is not None for one in standings),
            "total": len(standings),
            "result": picture(self, state, standings) if state.finished else None,
        }

    def flaws(self) -> Iterator[Flaw]:
        """Yield what makes no sense in scale, functions, competences and steps."""
        yield from flaws_of(self)


def _open(state: GapState) -> None:
    if state.finished:
        raise Refused("closed")
