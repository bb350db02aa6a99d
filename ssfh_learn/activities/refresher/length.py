"""How long a card takes, and how many cards fit in a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.time_needed import TO_CHOOSE, WORDS_PER_SECOND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities.quiz.questions import Question

LONGEST_SESSION = 300
"""Seconds: five minutes fit between two patients or phone calls, so that a session is not put off."""
COMES_BACK = 1.5
"""A card may return once at the end; the learner has read most of it, so it then takes half the time."""
_NOT_READ = {"id", "kind_word", "goal", "sources", "hints", "graded", "points", "rule"}


def seconds(question: Question) -> float:
    """Return the longest time for a card: reading it, choosing, and answering once more at the end."""
    words = sum(len(text.split()) for text in _texts(question.model_dump(exclude=_NOT_READ)))
    return COMES_BACK / WORDS_PER_SECOND * words + COMES_BACK * TO_CHOOSE  # halves, whose sum is the same in any order


def that_fit(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the first questions that fit in a session, but at least one."""
    fitting: list[Question] = []
    left: float = LONGEST_SESSION
    for question in questions:
        left -= seconds(question)
        if left < 0 and fitting:
            break
        fitting.append(question)
    return tuple(fitting)


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts to read; an id has no spaces, so it counts as one word at most."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
