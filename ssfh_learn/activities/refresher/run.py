"""The sessions of a refresher, which are the attempts of a quiz; a card that was not wholly right returns once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from ssfh_learn.activities.quiz import run as quiz_run
from ssfh_learn.activities.quiz.attempt import Attempt
from ssfh_learn.activities.quiz.marks import share_of
from ssfh_learn.activities.quiz.run import AnswerQuestion, CheckAnswer, ShowHint, TurnTo
from ssfh_learn.activities.refresher.model import original, returning
from ssfh_learn.activities.response import Response, validator_of
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from ssfh_learn.activities.quiz.run import QuizState
    from ssfh_learn.activities.refresher.model import RefresherContent

MOST_CARDS = 30
"""The most cards that a session can begin with; far fewer fit in five minutes."""
_TELLS_ALL = 2
"""The number of checks after which the solution is shown: at once, because a card has no second try."""


class BeginSession(Response):
    """Begin a session of these cards, which the host chose."""

    kind: Literal["begin"]
    cards: Annotated[list[str], Field(min_length=1, max_length=MOST_CARDS)]


RESPONSES = validator_of(BeginSession, AnswerQuestion, CheckAnswer, ShowHint, TurnTo)


def applied(refresher: RefresherContent, state: QuizState, response: Any) -> QuizState:
    """Return the state after one response; raises Refused if it does not fit."""
    if isinstance(response, BeginSession):
        return _begun_session(refresher, state, response)
    after = quiz_run.applied(refresher, state, response)
    if isinstance(response, CheckAnswer):
        return after.with_latest(_told(refresher, after.latest, response.question))
    return after


def _begun_session(refresher: RefresherContent, state: QuizState, response: BeginSession) -> QuizState:
    """Begin with the cards that still exist, because a trainer may have removed one meanwhile."""
    known = {card.id for card in refresher.questions}
    drawn = tuple(dict.fromkeys(card for card in response.cards if card in known))
    if not drawn:
        raise Refused("unknown_id")
    return state.with_next(Attempt(len(state.attempts) + 1, drawn, drawn[0]))


def _told(refresher: RefresherContent, attempt: Attempt, card: str) -> Attempt:
    """Show the solution, and let the card return if the answer was not completely right."""
    if card not in attempt.checked:
        return attempt
    attempt = replace(attempt, checks={**attempt.checks, card: _TELLS_ALL})
    share = share_of(refresher, attempt, card) or 0
    if share >= 1 or original(card) != card:
        return attempt
    return replace(attempt, drawn=(*attempt.drawn, returning(card)))


def is_over(state: QuizState) -> bool:
    """Say whether no session is going on: none has begun, or every card of the last one was checked."""
    return not state.attempts or len(state.latest.checked) == len(state.latest.drawn)
