"""An action plan (actieplan): steps at several levels, each with what, who, when and how. It is private."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from pydantic import Field
from typing_extensions import TypedDict

from ssfh_learn.activities.activity import Activity, Envelope, Learner, Status
from ssfh_learn.activities.conversation_card import LONGEST, Agreed, RowNumber, Words, WrittenRow
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.model import Id, Markdown, Model, OneLine, written_as
from ssfh_learn.activities.response import Response, validator_of
from ssfh_learn.activities.time_needed import NOT_READ, TO_TYPE, seconds_to_read, words_in
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator


class Examples(Model):
    """An example for each role."""

    employee: Markdown | None = written_as("medewerker", default=None)
    manager: Markdown | None = written_as("leidinggevende", default=None)
    workplace_trainer: Markdown | None = written_as("praktijkopleider", default=None)


class Level(Model):
    """A level at which something can be done (IGLO: individual, group, leader, organisation)."""

    id: Id
    name: OneLine = written_as("naam")
    prompt: Markdown = written_as("vraag")
    examples: Examples = written_as("voorbeelden", default=Examples())


class WriteStep(WrittenRow):
    """Write in a step of the plan."""

    kind: Literal["step"]
    level: str
    row: RowNumber
    check: Words | None = None


class RemoveStep(Response):
    """Remove a step."""

    kind: Literal["remove_step"]
    level: str
    row: RowNumber


class Planned(Agreed):
    """The texts of a step."""

    check: str


class PlanStepView(Planned):
    """A step of the plan."""

    row: int


class PlanLevelView(TypedDict):
    """A level with an example for this role, and its steps."""

    id: str
    name: str
    question: Markup
    example: Markup | None
    steps: list[PlanStepView]


class ActionPlanView(Envelope):
    """An action plan."""

    kind: Literal["action_plan"]
    levels: list[PlanLevelView]
    max_length: int


Steps = Mapping[tuple[str, int], Planned]


@dataclass(frozen=True)
class PlanState:
    """The steps, by level and row."""

    learner: Learner
    steps: Steps = field(default_factory=dict)


class ActionPlan(Activity):
    """Steps at each level, to print or download."""

    kind = "action_plan"
    responses = validator_of(WriteStep, RemoveStep)
    shown = ActionPlanView

    levels: Annotated[tuple[Level, ...], Field(min_length=1)] = written_as("niveaus")

    @property
    def is_private(self) -> bool:
        """True: a plan is private to the learner."""
        return True

    def start(self, learner: Learner) -> PlanState:
        """Return an empty plan."""
        return PlanState(learner)

    @singledispatchmethod
    def _apply(self, response: Any, steps: Steps) -> Steps:
        raise NotImplementedError(response)

    def apply(self, state: PlanState, response: Any, content: str) -> PlanState:  # noqa: ARG002
        """Return the state after one response."""
        if response.level not in {level.id for level in self.levels}:
            raise Refused("unknown_id")
        return replace(state, steps=self._apply(response, state.steps))

    @_apply.register(WriteStep)
    def _write(self, response: WriteStep, steps: Steps) -> Steps:
        place = (response.level, response.row)
        before = steps.get(place, Planned(what="", who="", when="", check=""))
        written = cast("Planned", {**before, **response.written})
        return {**steps, place: written}

    @_apply.register(RemoveStep)
    def _remove(self, response: RemoveStep, steps: Steps) -> Steps:
        return {place: written for place, written in steps.items() if place != (response.level, response.row)}

    def view(self, state: PlanState) -> ActionPlanView:
        """Return the levels, with an example for this role and the steps of the learner."""
        return {
            "kind": "action_plan",
            **self.envelope(),
            "levels": [
                {
                    "id": level.id,
                    "name": level.name,
                    "question": markup(level.prompt),
                    "example": markup(getattr(level.examples, state.learner.role)),
                    "steps": [
                        {"row": row, **written}
                        for (id_, row), written in sorted(state.steps.items())
                        if id_ == level.id
                    ],
                }
                for level in self.levels
            ],
            "max_length": LONGEST,
        }

    def status(self, state: PlanState) -> Status:
        """Return complete once a step has a what, a who and a when."""
        if any(written["what"] and written["who"] and written["when"] for written in state.steps.values()):
            return "complete"
        return "in_progress" if state.steps else "not_attempted"

    def seconds_needed(self) -> float:
        """Return how long it takes to read the examples of one of three roles, and to write one step."""
        return seconds_to_read(words_in(self.model_dump(exclude=NOT_READ)) / 3) + 3 * TO_TYPE

    def flaws(self) -> Iterator[Flaw]:
        """Yield ids that are used twice."""
        yield from duplicates((level.id for level in self.levels), "levels")
