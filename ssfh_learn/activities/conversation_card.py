"""A conversation card (gesprekskaart): questions per theme, notes, and agreements to print.

It is private. The card has two sides: the questions of an employee and those of a manager.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from pydantic import Field
from typing_extensions import TypedDict

from ssfh_learn.activities.activity import Activity, Envelope, Learner, Status
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.model import Id, Markdown, Model, OneLine, written_as
from ssfh_learn.activities.response import Response, validator_of
from ssfh_learn.activities.time_needed import NOT_READ, TO_LOOK, seconds_to_read, words_in
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST = 2000
MOST_ROWS = 12

Words = Annotated[str, Field(max_length=LONGEST)]
RowNumber = Annotated[int, Field(ge=1, le=MOST_ROWS)]
CardSide = Literal["employee", "manager"]


class Theme(Model):
    """A theme with a question for each side of the table."""

    id: Id
    name: OneLine = written_as("naam")
    employee_question: Markdown = written_as("vraag_medewerker")
    manager_question: Markdown = written_as("vraag_leidinggevende")


class ChooseSide(Response):
    """Turn the card to the questions of an employee or a manager."""

    kind: Literal["role"]
    role: CardSide


class WriteNote(Response):
    """Write a note at a theme."""

    kind: Literal["note"]
    theme: str
    text: Words


class WrittenRow(Response):
    """The fields of a row that are written; what another page wrote in the other fields stays."""

    what: Words | None = None
    who: Words | None = None
    when: Words | None = None

    @property
    def written(self) -> dict[str, str]:
        """The texts, by field; raises Refused if there is none."""
        texts = self.model_dump(include={"what", "who", "when", "check"}, exclude_none=True)
        if not texts:
            raise Refused("malformed")
        return texts


class Agreement(WrittenRow):
    """Write in an agreement: who does what, and when."""

    kind: Literal["agreement"]
    row: RowNumber


class RemoveAgreement(Response):
    """Remove an agreement."""

    kind: Literal["remove_agreement"]
    row: RowNumber


class ThemeView(TypedDict):
    """A theme with the question of the chosen side, and the note."""

    id: str
    name: str
    question: Markup
    note: str


class Agreed(TypedDict):
    """The texts of an agreement."""

    what: str
    who: str
    when: str


class AgreementView(Agreed):
    """An agreement."""

    row: int


class ConversationCardView(Envelope):
    """One side of a conversation card."""

    kind: Literal["conversation_card"]
    role: CardSide
    themes: list[ThemeView]
    agreements: list[AgreementView]
    tips: list[Markup]
    max_length: int


@dataclass(frozen=True)
class CardState:
    """The state of a card."""

    role: CardSide
    notes: Mapping[str, str] = field(default_factory=dict)
    agreements: Mapping[int, Agreed] = field(default_factory=dict)


class ConversationCard(Activity):
    """Themes to talk about, with tips for the talk."""

    kind = "conversation_card"
    responses = validator_of(ChooseSide, WriteNote, Agreement, RemoveAgreement)
    shown = ConversationCardView

    themes: Annotated[tuple[Theme, ...], Field(min_length=1)] = written_as("themas")
    tips: tuple[Markdown, ...] = ()

    @property
    def is_private(self) -> bool:
        """True: a card is private to the learner."""
        return True

    def start(self, learner: Learner) -> CardState:
        """Return an empty card, with the side of the learner's role."""
        return CardState("manager" if learner.role == "manager" else "employee")

    @singledispatchmethod
    def _apply(self, response: Any, state: CardState) -> CardState:
        raise NotImplementedError(response)

    def apply(self, state: CardState, response: Any, content: str) -> CardState:  # noqa: ARG002
        """Return the state after one response."""
        return self._apply(response, state)

    @_apply.register(ChooseSide)
    def _choose_side(self, response: ChooseSide, state: CardState) -> CardState:
        return replace(state, role=response.role)

    @_apply.register(WriteNote)
    def _note(self, response: WriteNote, state: CardState) -> CardState:
        if response.theme not in {theme.id for theme in self.themes}:
            raise Refused("unknown_id")
        return replace(state, notes={**state.notes, response.theme: response.text})

    @_apply.register(Agreement)
    def _agreement(self, response: Agreement, state: CardState) -> CardState:
        before = state.agreements.get(response.row, Agreed(what="", who="", when=""))
        written = cast("Agreed", {**before, **response.written})
        return replace(state, agreements={**state.agreements, response.row: written})

    @_apply.register(RemoveAgreement)
    def _remove_agreement(self, response: RemoveAgreement, state: CardState) -> CardState:
        kept = {row: written for row, written in state.agreements.items() if row != response.row}
        return replace(state, agreements=kept)

    def view(self, state: CardState) -> ConversationCardView:
        """Return the questions of the chosen side, the notes and the agreements."""
        return {
            "kind": "conversation_card",
            **self.envelope(),
            "role": state.role,
            "themes": [
                {
                    "id": theme.id,
                    "name": theme.name,
                    "question": markup(theme.manager_question if state.role == "manager" else theme.employee_question),
                    "note": state.notes.get(theme.id, ""),
                }
                for theme in self.themes
            ],
            "agreements": [{"row": row, **written} for row, written in sorted(state.agreements.items())],
            "tips": [markup(tip) for tip in self.tips],
            "max_length": LONGEST,
        }

    def status(self, state: CardState) -> Status:
        """Return complete once there is an agreement."""
        if any(any(written.values()) for written in state.agreements.values()):
            return "complete"
        return "in_progress" if any(state.notes.values()) else "not_attempted"

    def seconds_needed(self) -> float:
        """Return how long it takes to read one of two sides, and to look at both."""
        return seconds_to_read(words_in(self.model_dump(exclude=NOT_READ)) / 2) + 2 * TO_LOOK

    def flaws(self) -> Iterator[Flaw]:
        """Yield ids that are used twice."""
        yield from duplicates((theme.id for theme in self.themes), "themes")
