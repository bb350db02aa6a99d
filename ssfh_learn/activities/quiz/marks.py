"""What each question of an attempt earned, recomputed from answer and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.activity import ItemScore
from ssfh_learn.activities.model import STRICT

if TYPE_CHECKING:
    from ssfh_learn.activities.activity import RecordedEvent
    from ssfh_learn.activities.model import ReadingRule
    from ssfh_learn.activities.quiz.attempt import Attempt
    from ssfh_learn.activities.quiz.model import QuizContent
    from ssfh_learn.activities.quiz.questions import Question


def reading_of(quiz: QuizContent, attempt: Attempt, question: str) -> ReadingRule:
    """Return how the answer to a question of an attempt is read."""
    return attempt.readings.get(question, STRICT) if quiz.mode == "practice" else quiz.answers_read


def share_of(quiz: QuizContent, attempt: Attempt, question: str) -> float | None:
    """Return the share that the answer to a question of an attempt earns; None when only a person can tell."""
    return quiz.question(question).share_as_read(attempt.answers[question], reading_of(quiz, attempt, question))


def share_of_check(quiz: QuizContent, attempt: Attempt, event: RecordedEvent) -> float | None:
    """Return how good the answer was that an event checked; None if it checked none, or if only a person can tell."""
    if event.kind != "check" or event.data["question"] not in attempt.checked:
        return None
    return share_of(quiz, attempt, str(event.data["question"]))


def marks(quiz: QuizContent, attempt: Attempt) -> tuple[ItemScore, ...]:
    """Return the result of each question of an attempt that counts."""
    drawn = (quiz.question(id_) for id_ in attempt.drawn)
    return tuple(_mark(quiz, question, attempt) for question in drawn if quiz.counts(question))


def _mark(quiz: QuizContent, question: Question, attempt: Attempt) -> ItemScore:
    is_unchecked = quiz.mode == "practice" and question.id not in attempt.checked
    if question.is_blank(attempt.answers.get(question.id)) or is_unchecked:
        return ItemScore(question.id, 0, question.points, "not_attempted")
    share = share_of(quiz, attempt, question.id)
    if share is None:
        return ItemScore(question.id, None, question.points, "awaiting_grader")
    return ItemScore(question.id, share * question.points, question.points, "complete")
