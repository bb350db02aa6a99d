"""A refresher: short sessions of the cards of a module, drawn like a quiz and never counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from ssfh_learn.activities.activity import Learner, Response, one_of
from ssfh_learn.activities.markup import markup
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.quiz import responses as sent
from ssfh_learn.activities.quiz.attempt import Attempt, QuizState
from ssfh_learn.activities.quiz.view import view_of
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.activities.activity import Activity, Recorded
    from ssfh_learn.activities.card import Try
    from ssfh_learn.activities.model import View
    from ssfh_learn.activities.quiz.questions import Question

MOST_CARDS = 30
"""That a session is begun with; far more than fit in five minutes."""
_RETURN = "+again"
"""Ends the id of a card that returns; no id that somebody wrote has a plus in it."""
_TELLS_ALL = 2
"""Checks after which a quiz tells the solution: here at once, because there is no second try to spoil."""


class Begin(Response):
    """Begin a session of these cards, which the host chose."""

    kind: Literal["begin"]
    cards: Annotated[list[str], Field(min_length=1, max_length=MOST_CARDS)]


class Refresher(Quiz):
    """All cards of a module. An attempt is a session; a card that was not wholly right returns once at its end."""

    kind = "refresher"
    responses = one_of(Begin, sent.Answer, sent.Check, sent.Hint, sent.Go)

    unshuffled: tuple[str, ...] = ()
    """Cards of a quiz whose author gave the options an order."""
    contexts: dict[str, str] = Field(default_factory=dict)
    """What is told above a card, in Markdown, where something is."""

    @classmethod
    def of(cls, activities: Iterable[Activity], *, id_: str, title: str) -> Refresher | None:
        """Return the refresher of a module with these activities; None where nothing in it can come back."""
        cards = [card for activity in activities for card in activity.cards()]
        if not cards:
            return None
        return cls.model_construct(
            id=id_,
            kind_word=id_,
            title=title,
            questions=tuple(card.question for card in cards),
            unshuffled=tuple(card.question.id for card in cards if not card.shuffled),
            contexts={card.question.id: card.context for card in cards if card.context},
        )

    @property
    def is_private(self) -> bool:
        """Always: what went wrong is the learner's own."""
        return True

    def is_shuffled(self, question: Question) -> bool:
        """Say whether the options of a card have an order of this learner's own."""
        return original(question.id) not in self.unshuffled

    # Playing

    def start(self, learner: Learner) -> QuizState:
        """Nothing has begun before the host chose cards."""
        return QuizState(learner)

    def printed(self) -> QuizState:
        """Show nothing on paper: there are no cards that are everybody's."""
        return self.start(Learner("print"))

    def question(self, id_: str) -> Question:
        """Return a card, also one that returns; raises Refused where there is none."""
        card = super().question(original(id_))
        return card if card.id == id_ else card.model_copy(update={"id": id_})

    def apply(self, state: QuizState, response: Any, content: str) -> QuizState:
        """Return the state after one response."""
        if isinstance(response, Begin):
            return self._begin_session(state, response)
        after = super().apply(state, response, content)
        return after.with_latest(self._told(after.latest, response)) if isinstance(response, sent.Check) else after

    def _begin_session(self, state: QuizState, response: Begin) -> QuizState:
        """Begin with the cards that there still are: her trainer may have taken one away since."""
        known = {card.id for card in self.questions}
        drawn = tuple(dict.fromkeys(card for card in response.cards if card in known))
        if not drawn:
            raise Refused("unknown_id")
        return state.with_next(Attempt(len(state.attempts) + 1, drawn, drawn[0]))

    def _told(self, attempt: Attempt, response: sent.Check) -> Attempt:
        """Tell the solution, and let the card return where it was not wholly right."""
        name = response.question
        if name not in attempt.checked:
            return attempt
        attempt = replace(attempt, checks={**attempt.checks, name: _TELLS_ALL})
        share = self.share(attempt, name) or 0
        if share >= 1 or original(name) != name:
            return attempt
        return replace(attempt, drawn=(*attempt.drawn, name + _RETURN))

    def tried(self, state: QuizState, event: Recorded) -> Try | None:
        """Return how good the answer was, at the card itself where it was the one that returns."""
        found = super().tried(state, event)
        return found and replace(found, card=original(str(event.data["question"])))

    @staticmethod
    def is_over(state: QuizState) -> bool:
        """Say whether no session is going on: none has begun, or every card of the last one was checked."""
        return not state.attempts or len(state.latest.checked) == len(state.latest.drawn)

    # Showing

    def view(self, state: QuizState) -> View:
        """Return the session as far as it is; what was checked stays closed, and no score is told."""
        whole = view_of(self, state)
        drawn = state.latest.drawn if state.attempts else ()
        shown = {name: whole[name] for name in ("kind", "title", "intro", "attempt", "reading", "phase", "current")}
        questions = [
            {
                **question,
                "phase": "closed" if question["phase"] == "checked" else question["phase"],
                "context": markup(self.contexts.get(original(question["id"]))),
                "returns": question["id"] + _RETURN in drawn,
                "returned": original(question["id"]) != question["id"],
            }
            for question in whole["questions"]
        ]
        return {**shown, "questions": questions, "result": self._result(state)}

    def _result(self, state: QuizState) -> View | None:
        """Return how many cards of the last session were right at once; None while it goes on."""
        if not state.attempts or not self.is_over(state):
            return None
        cards = [name for name in state.latest.drawn if original(name) == name]
        right = [name for name in cards if self.share(state.latest, name) == 1]
        return {"cards": len(cards), "right": len(right)}


def original(id_: str) -> str:
    """Return the id of the card itself, of one that returns."""
    return id_.removesuffix(_RETURN)
