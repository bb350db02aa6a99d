"""A reflection: questions to answer in own words; it is private unless the content says that it is handed in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from ssfh_learn.activities.activity import Activity, Envelope, Learner, Status
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.model import Id, Markdown, Model, YesNo, written_as
from ssfh_learn.activities.response import Response, validator_of
from ssfh_learn.activities.time_needed import NOT_READ, TO_TYPE, seconds_to_read, words_in
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST = 5000


class Prompt(Model):
    """A question to think about."""

    id: Id
    prompt: Markdown = written_as("vraag")


class AnswerPrompt(Response):
    """The learner's own words."""

    kind: Literal["answer"]
    prompt: str
    text: Annotated[str, Field(max_length=LONGEST)]


class PromptView(TypedDict):
    """A question and its answer."""

    id: str
    text: Markup
    answer: str


class ReflectionView(Envelope):
    """A reflection."""

    kind: Literal["reflection"]
    private: bool
    prompts: list[PromptView]
    max_length: int


@dataclass(frozen=True)
class ReflectionState:
    """The answers, by question."""

    answers: Mapping[str, str] = field(default_factory=dict)


class Reflection(Activity):
    """Questions without a right answer."""

    kind = "reflection"
    responses = validator_of(AnswerPrompt)
    shown = ReflectionView

    prompts: Annotated[tuple[Prompt, ...], Field(min_length=1)] = written_as("vragen")
    handed_in: YesNo = written_as("inleveren", default=False)

    @property
    def is_private(self) -> bool:
        """Private unless it is handed in."""
        return not self.handed_in

    def start(self, learner: Learner) -> ReflectionState:  # noqa: ARG002
        """Return a state without answers."""
        return ReflectionState()

    def apply(self, state: ReflectionState, response: Any, content: str) -> ReflectionState:  # noqa: ARG002
        """Return the state after one response."""
        if response.prompt not in {prompt.id for prompt in self.prompts}:
            raise Refused("unknown_id")
        return replace(state, answers={**state.answers, response.prompt: response.text})

    def view(self, state: ReflectionState) -> ReflectionView:
        """Return the questions and their answers."""
        return {
            "kind": "reflection",
            **self.envelope(),
            "private": self.is_private,
            "prompts": [
                {"id": prompt.id, "text": markup(prompt.prompt), "answer": state.answers.get(prompt.id, "")}
                for prompt in self.prompts
            ],
            "max_length": LONGEST,
        }

    def status(self, state: ReflectionState) -> Status:
        """Return complete once every question has an answer."""
        written = sum(bool(text.strip()) for text in state.answers.values())
        return "complete" if written == len(self.prompts) else "in_progress" if written else "not_attempted"

    def seconds_needed(self) -> float:
        """Return how long it takes to read and to type a few words at each question."""
        return seconds_to_read(words_in(self.model_dump(exclude=NOT_READ))) + TO_TYPE * len(self.prompts)

    def flaws(self) -> Iterator[Flaw]:
        """Yield ids that are used twice."""
        yield from duplicates((prompt.id for prompt in self.prompts), "prompts")
