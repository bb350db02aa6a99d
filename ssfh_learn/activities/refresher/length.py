"""How long a card takes, and how many cards fit in a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.time_needed import TO_CHOOSE, WORDS_PER_SECOND, texts_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.activities.quiz.questions import Question

LONGEST_SESSION = 300
"""Seconds: five minutes fit between two patients or phone calls, so that a session is not put off."""
COMES_BACK = 1.5
"""A card may return once at the end; the learner has read most of it, so it then takes half the time."""


def seconds(question: Question, above: Mapping[str, str]) -> float:
    """Return the longest time for a card: reading it, choosing, and answering once more at the end.

    `above` has the text that stands above a card, by its id.
    """
    read = (text for _, text in texts_in([above.get(question.id, ""), question.model_dump()]))
    words = sum(len(text.split()) for text in read)
    return COMES_BACK / WORDS_PER_SECOND * words + COMES_BACK * TO_CHOOSE  # halves, whose sum is the same in any order


def that_fit(questions: Iterable[Question], above: Mapping[str, str]) -> tuple[Question, ...]:
    """Return the first questions that fit in a session, but at least one."""
    fitting: list[Question] = []
    left: float = LONGEST_SESSION
    for question in questions:
        left -= seconds(question, above)
        if left < 0 and fitting:
            break
        fitting.append(question)
    return tuple(fitting)
