"""Options of which exactly one is right: all that a single choice has, and the reasons of a true-or-false question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.markup import markup
from ssfh_learn.activities.quiz.questions.option import missing_explanations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssfh_learn.activities.quiz.questions.option import Option
    from ssfh_learn.activities.quiz.questions.shown import ItemFeedbackView


def is_right(options: Sequence[Option], chosen: str | None) -> bool:
    """Say whether a right option was chosen."""
    return any(option.correct for option in options if option.id == chosen)


def right_one(options: Sequence[Option]) -> str | None:
    """Return the right option, where there is one."""
    return next((option.id for option in options if option.correct), None)


def explained_choice(options: Sequence[Option], chosen: str | None) -> dict[str, ItemFeedbackView]:
    """Return what there is to say about the chosen option, under its id."""
    return {
        option.id: {"verdict": "right" if option.correct else "wrong", "text": markup(option.explanation)}
        for option in options
        if option.id == chosen
    }


def flaws_of_one_right(options: Sequence[Option], where: str, *, graded: bool, practice: bool) -> Iterator[Flaw]:
    """Yield a missing or a second right option, and options without feedback."""
    right = sum(option.correct for option in options)
    if graded and right != 1:
        yield Flaw("no_right_answer" if right == 0 else "too_many_right_answers", (where,), {"count": right})
    if practice:
        yield from missing_explanations(options, where)
