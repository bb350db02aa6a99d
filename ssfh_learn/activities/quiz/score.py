"""The score of a quiz, recomputed from answers and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.activity import Score, Status
from ssfh_learn.activities.quiz.draw import drawn
from ssfh_learn.activities.quiz.marks import marks

if TYPE_CHECKING:
    from ssfh_learn.activities.quiz.attempt import Attempt
    from ssfh_learn.activities.quiz.model import QuizContent
    from ssfh_learn.activities.quiz.run import QuizState


def status_of(quiz: QuizContent, state: QuizState) -> Status:
    """Say how far the learner is: a test is complete once handed in, practice once all is checked."""
    if not state.attempts:
        return "not_attempted"
    attempt = state.latest
    if quiz.mode == "test":
        if any(attempt.closed for attempt in state.attempts):
            return "complete"
    elif len(attempt.checked) == len(attempt.drawn):
        return "complete"
    return "in_progress" if attempt.answers or len(state.attempts) > 1 else "not_attempted"


def score_of(quiz: QuizContent, state: QuizState) -> Score:
    """Return the score; what a person still has to grade adds nothing yet and is named as such."""
    status = status_of(quiz, state)
    counted = [attempt for attempt in state.attempts if attempt.closed or quiz.mode == "practice"]
    if not counted:
        questions = drawn(quiz, state.learner.id, 1)
        return Score(0, sum(question.points for question in questions if quiz.counts(question)), status)
    scores = [score_of_attempt(quiz.asking(attempt.bank), attempt, status) for attempt in counted]
    return max(scores, key=lambda score: score.points) if quiz.mode == "test" else scores[-1]


def score_of_attempt(quiz: QuizContent, attempt: Attempt, status: Status) -> Score:
    """Add up the graded questions of one attempt."""
    items = marks(quiz, attempt)
    waiting = status == "complete" and any(item.status == "awaiting_grader" for item in items)
    return Score(
        points=sum(item.points or 0 for item in items),
        maximum=sum(item.maximum for item in items),
        status="awaiting_grader" if waiting else status,
        items=items,
    )
