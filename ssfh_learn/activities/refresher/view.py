"""What a learner sees of a refresher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.markup import markup
from ssfh_learn.activities.quiz import view as quiz_view
from ssfh_learn.activities.quiz.marks import share_of
from ssfh_learn.activities.refresher.model import original, returning
from ssfh_learn.activities.refresher.run import is_over

if TYPE_CHECKING:
    from ssfh_learn.activities.model import View
    from ssfh_learn.activities.quiz.run import QuizState
    from ssfh_learn.activities.refresher.model import RefresherContent


def view_of(refresher: RefresherContent, state: QuizState) -> View:
    """Return the session as far as it is; what was checked stays closed, and no score is told."""
    whole = quiz_view.view_of(refresher, state)
    drawn = state.latest.drawn if state.attempts else ()
    shown = {name: whole[name] for name in ("kind", "title", "intro", "attempt", "reading", "phase", "current")}
    questions = [
        {
            **question,
            "phase": "closed" if question["phase"] == "checked" else question["phase"],
            "context": markup(refresher.contexts.get(original(question["id"]))),
            "returns": returning(question["id"]) in drawn,
            "returned": original(question["id"]) != question["id"],
        }
        for question in whole["questions"]
    ]
    return {**shown, "questions": questions, "result": _result(refresher, state)}


def _result(refresher: RefresherContent, state: QuizState) -> View | None:
    """Return how many cards of the last session were right at once; None while it goes on."""
    if not state.attempts or not is_over(state):
        return None
    cards = [name for name in state.latest.drawn if original(name) == name]
    right = [name for name in cards if share_of(refresher, state.latest, name) == 1]
    return {"cards": len(cards), "right": len(right)}
