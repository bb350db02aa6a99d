"""A refresher: short sessions with the cards of a module; they look like a quiz and never count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.activity import Learner
from ssfh_learn.activities.card import Try
from ssfh_learn.activities.quiz.marks import share_of_check
from ssfh_learn.activities.quiz.run import QuizState
from ssfh_learn.activities.refresher.flaws import flaws_of
from ssfh_learn.activities.refresher.model import RefresherContent, original
from ssfh_learn.activities.refresher.run import RESPONSES, applied, is_over
from ssfh_learn.activities.refresher.score import score_of, status_of
from ssfh_learn.activities.refresher.view import RefresherView, view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities.activity import Activity, RecordedEvent, Score, Status
    from ssfh_learn.activities.flaw import Flaw


class Refresher(RefresherContent):
    """All cards of a module. An attempt is a session; a card that was not wholly right returns once at its end."""

    kind = "refresher"
    responses = RESPONSES
    shown = RefresherView

    @classmethod
    def of(cls, activities: Iterable[Activity], *, id_: str, title: str) -> Refresher | None:
        """Return the refresher of a module with these activities; None if they have no cards."""
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

    # Playing

    def start(self, learner: Learner) -> QuizState:
        """Return a state without sessions; the host begins one when it chooses cards."""
        return QuizState(learner)

    def printed(self) -> QuizState:
        """Return an empty state: a refresher prints nothing, because each learner has other cards."""
        return self.start(Learner("print"))

    def attempt(self, state: QuizState) -> int:
        """Return the number of the session, 1 before the first."""
        return state.number

    def apply(self, state: QuizState, response: Any, content: str) -> QuizState:  # noqa: ARG002
        """Return the state after one response."""
        return applied(self, state, response)

    def tried(self, state: QuizState, event: RecordedEvent) -> Try | None:
        """Return how good the answer was; for a card that returns, name the original card."""
        share = share_of_check(self, state.latest, event)
        return None if share is None else Try(original(str(event.data["question"])), share)

    @staticmethod
    def is_over(state: QuizState) -> bool:
        """Say whether no session is going on: none has begun, or every card of the last one was checked."""
        return is_over(state)

    # Showing

    def view(self, state: QuizState) -> RefresherView:
        """Return the session so far; checked cards stay closed, and no score is shown."""
        return view_of(self, state)

    def status(self, state: QuizState) -> Status:
        """Say how far the learner is in the last session."""
        return status_of(self, state)

    def score(self, state: QuizState) -> Score:
        """Return the score that the last session would have as a quiz; it never counts."""
        return score_of(self, state)

    def flaws(self) -> Iterator[Flaw]:
        """Yield cards with the same id."""
        yield from flaws_of(self)
