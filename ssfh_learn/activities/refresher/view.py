"""What a learner sees of a refresher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from ssfh_learn.activities.activity import CountedEnvelope
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.model import ReadingRule
from ssfh_learn.activities.quiz import view as quiz_view
from ssfh_learn.activities.quiz.marks import share_of
from ssfh_learn.activities.quiz.questions import AnyQuestionView
from ssfh_learn.activities.refresher.model import original, returning
from ssfh_learn.activities.refresher.run import is_over

if TYPE_CHECKING:
    from ssfh_learn.activities.quiz.run import QuizState
    from ssfh_learn.activities.refresher.model import RefresherContent


class RefresherCardView(TypedDict):
    """The texts around the question of a card."""

    context: Markup | None
    """The story of a decision."""
    returns: bool
    """Whether the answer was wrong, so that the card returns at the end."""
    returned: bool
    """Whether this is that second time."""


class SessionResultView(TypedDict):
    """How many cards of a session were right at once."""

    cards: int
    right: int


class RefresherView(CountedEnvelope):
    """A session so far."""

    kind: Literal["refresher"]
    reading: ReadingRule
    phase: Literal["ready", "open"]
    current: str | None
    questions: list[AnyQuestionView]
    cards: dict[str, RefresherCardView]
    """By the id of their question."""
    result: SessionResultView | None
    """None until all were checked."""


def view_of(refresher: RefresherContent, state: QuizState) -> RefresherView:
    """Return the session so far; checked cards stay closed, and no score is shown."""
    whole = quiz_view.view_of(refresher, state)
    drawn = state.latest.drawn if state.attempts else ()
    return {
        "kind": "refresher",
        **refresher.counted_envelope(state),
        "reading": whole["reading"],
        "phase": "open" if state.attempts else "ready",
        "current": whole["current"],
        "questions": [_closed(question) for question in whole["questions"]],
        "cards": {
            name: {
                "context": markup(refresher.contexts.get(original(name))),
                "returns": returning(name) in drawn,
                "returned": original(name) != name,
            }
            for name in drawn
        },
        "result": _result(refresher, state),
    }


def _closed(question: AnyQuestionView) -> AnyQuestionView:
    """Return a checked question without another try."""
    return {**question, "phase": "closed" if question["phase"] == "checked" else question["phase"]}


def _result(refresher: RefresherContent, state: QuizState) -> SessionResultView | None:
    """Return how many cards of the last session were right at once; None while it goes on."""
    if not state.attempts or not is_over(state):
        return None
    cards = [name for name in state.latest.drawn if original(name) == name]
    right = [name for name in cards if share_of(refresher, state.latest, name) == 1]
    return {"cards": len(cards), "right": len(right)}
