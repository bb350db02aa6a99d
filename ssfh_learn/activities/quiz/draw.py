"""Which questions an attempt holds.

There are two rules. `independent` is the first one: each attempt is drawn by itself. `spread` also looks at the
attempts of the same learner before it, so that a second attempt asks other questions.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ssfh_learn.activities.shuffle import shuffled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ssfh_learn.activities.quiz.model import QuizContent
    from ssfh_learn.activities.quiz.questions import Question

SPREAD_OVER = 10
"""How many attempts in a row are kept apart by `spread`; the eleventh begins anew, so that a draw is always quick."""


def drawn(quiz: QuizContent, learner: str, attempt: int) -> tuple[Question, ...]:
    """Return the questions of one attempt: all of them, or `quiz.draw` from the pool and what every attempt holds.

    The draw goes round the learning goals, so that two learners never get tests about different things.
    """
    if quiz.draw is None:
        return quiz.questions
    pool, always = pool_and_always(quiz)
    if quiz.draw_rule == "spread":
        return (*_spread(quiz, pool, learner, attempt), *always)
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


def _spread(quiz: QuizContent, pool: Sequence[Question], learner: str, attempt: int) -> list[Question]:
    """Draw the attempts of a learner one after another, each with as little as can be of those before it."""
    first = attempt - (attempt - 1) % SPREAD_OVER
    earlier: list[frozenset[str]] = []
    chosen: list[Question] = []
    for number in range(first, attempt + 1):
        chosen = _apart(shuffled(pool, learner, quiz.id, number), quiz.draw or 0, earlier)
        earlier.append(frozenset(question.id for question in chosen))
    return chosen


def _apart(pool: Sequence[Question], draw: int, earlier: Sequence[frozenset[str]]) -> list[Question]:
    """Choose from a shuffled pool, round the goals, what was asked least in earlier attempts.

    What was asked as often is spread over these attempts. Among equals a goal with more questions that are new goes
    first: what it has left, the next attempt can use.
    """
    held_by = {question.id: [place for place, one in enumerate(earlier) if question.id in one] for question in pool}
    shared = [0] * len(earlier)
    """How many questions that are chosen so far each earlier attempt has too."""
    asked: Counter[str | None] = Counter()
    new = Counter(question.goal for question in pool if not held_by[question.id])
    place_of = {question.id: place for place, question in enumerate(pool)}
    left = list(pool)
    chosen: list[Question] = []

    def cost(question: Question) -> tuple[int, int, int, int]:
        holders = held_by[question.id]
        most = max((shared[place] + 1 for place in holders), default=0)
        return asked[question.goal], len(holders), most, -new[question.goal]

    while left and len(chosen) < draw:
        best = min(left, key=cost)  # the first of equals, so chance decides
        left.remove(best)
        chosen.append(best)
        asked[best.goal] += 1
        new[best.goal] -= not held_by[best.id]
        for place in held_by[best.id]:
            shared[place] += 1
    return sorted(chosen, key=lambda question: place_of[question.id])
