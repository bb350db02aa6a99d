"""Which questions an attempt holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ssfh_learn.activities.shuffle import shuffled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.activities.quiz.model import QuizContent
    from ssfh_learn.activities.quiz.questions import Question


def drawn(quiz: QuizContent, learner: str, attempt: int) -> tuple[Question, ...]:
    """Return the questions of one attempt: all of them, or `quiz.draw` from the pool and what every attempt holds.

    The draw goes round the learning goals, so that two learners never get tests about different things.
    """
    if quiz.draw is None:
        return quiz.questions
    pool, always = pool_and_always(quiz)
    return (*_round_the_goals(shuffled(pool, learner, quiz.id, attempt))[: quiz.draw], *always)


def length(quiz: QuizContent) -> int:
    """Return the number of questions of one attempt."""
    return len(drawn(quiz, "", 1))


def pool_and_always(quiz: QuizContent) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """Return the questions to draw from, and those that are always asked: in a test, what a person grades."""

    def is_always_asked(question: Question) -> bool:
        return quiz.mode == "test" and question.needs_grader

    always = tuple(question for question in quiz.questions if is_always_asked(question))
    return tuple(question for question in quiz.questions if not is_always_asked(question)), always


def _round_the_goals(questions: Iterable[Question]) -> list[Question]:
    """Return first one question of each goal, then a second of each, and so on."""
    seen: Counter[str | None] = Counter()
    rounds: list[tuple[int, Question]] = []
    for question in questions:
        rounds.append((seen[question.goal], question))
        seen[question.goal] += 1
    return [question for _, question in sorted(rounds, key=lambda pair: pair[0])]
