"""The choice of a role at the start of a module; it changes examples, conversation card and action plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from ssfh_learn.activities import dutch
from ssfh_learn.activities.activity import Activity, Envelope, Learner, RoleName, Status
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.model import Markdown, Model, OneLine, Role, written_as
from ssfh_learn.activities.response import Response, validator_of
from ssfh_learn.activities.time_needed import TO_CHOOSE
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator


class OpeningQuestion(Model):
    """An opening question with a slider; its answer is never kept."""

    prompt: Markdown = written_as("vraag")
    left_text: OneLine = written_as("links")
    right_text: OneLine = written_as("rechts")


class RoleOption(Model):
    """A role to choose."""

    id: Role
    name: OneLine = written_as("naam")
    text: Markdown = written_as("tekst")


class ChooseRole(Response):
    """The role of the learner."""

    kind: Literal["choose"]
    role: RoleName


class OpeningQuestionView(TypedDict):
    """A question with a slider, and the words at both ends."""

    text: Markup
    left: str
    right: str


class RoleView(TypedDict):
    """A role to choose."""

    id: RoleName
    name: str
    text: Markup


class RoleChoiceView(Envelope):
    """The choice of a role."""

    kind: Literal["role_choice"]
    question: OpeningQuestionView | None
    roles: list[RoleView]
    chosen: RoleName | None


@dataclass(frozen=True)
class RoleState:
    """The role chosen so far."""

    role: RoleName | None = None


class RoleChoice(Activity):
    """Roles to choose from, and an opening question."""

    kind = "role_choice"
    responses = validator_of(ChooseRole)
    shown = RoleChoiceView

    opening_question: OpeningQuestion | None = written_as("startvraag", default=None)
    roles: Annotated[tuple[RoleOption, ...], Field(min_length=1)] = written_as("rollen")

    def start(self, learner: Learner) -> RoleState:  # noqa: ARG002
        """Return a state without a role."""
        return RoleState()

    def apply(self, state: RoleState, response: Any, content: str) -> RoleState:  # noqa: ARG002
        """Return the state after one response."""
        if response.role not in {role.id for role in self.roles}:
            raise Refused("unknown_id")
        return RoleState(response.role)

    def view(self, state: RoleState) -> RoleChoiceView:
        """Return the roles and the opening question."""
        opening = self.opening_question
        return {
            "kind": "role_choice",
            **self.envelope(),
            "question": None
            if opening is None
            else {"text": markup(opening.prompt), "left": opening.left_text, "right": opening.right_text},
            "roles": [{"id": role.id, "name": role.name, "text": markup(role.text)} for role in self.roles],
            "chosen": state.role,
        }

    def status(self, state: RoleState) -> Status:
        """Return complete once a role was chosen."""
        return "complete" if state.role else "not_attempted"

    def seconds_needed(self) -> float:
        """Return how long it takes to choose."""
        return TO_CHOOSE

    def flaws(self) -> Iterator[Flaw]:
        """Yield a role that is in the list twice."""
        words = {role: word for word, role in dutch.ROLES.items()}
        yield from duplicates((words[role.id] for role in self.roles), "roles")
