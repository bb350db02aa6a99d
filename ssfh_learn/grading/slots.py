"""The grade cells of a test: a slot for each question that the computer marks, and one for each open question.

A gradebook has the same cells for everybody, but each learner gets other questions. So the third automatic cell is
the third of *her* questions, in the order of the content file; all drawn questions have the same number of points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.activities import ItemScore
    from ssfh_learn.activities.quiz import Quiz


@dataclass(frozen=True)
class Slot:
    """One grade cell: its name in the gradebook, its points, and the open question that a person grades, if any."""

    cell: str
    points: float
    open_question: str | None = None


def slots_of(quiz: Quiz) -> tuple[Slot, ...]:
    """Return the grade cells of a test."""
    counted = [question for question in quiz.questions if quiz.counts(question)]
    automatic = [question for question in counted if not question.needs_grader]
    return (
        *(Slot(f"vraag-{number:02}", question.points) for number, question in enumerate(automatic[: quiz.draw], 1)),
        *(Slot(f"open-{question.id}", question.points, question.id) for question in counted if question.needs_grader),
    )


def placed(quiz: Quiz, items: Iterable[ItemScore]) -> dict[str, ItemScore]:
    """Return the scores of one attempt by grade cell."""
    scores = {item.id: item for item in items}
    automatic = [q.id for q in quiz.questions if q.id in scores and not q.needs_grader]
    by_slot: dict[str, ItemScore] = {}
    for slot in slots_of(quiz):
        by_slot[slot.cell] = scores[slot.open_question or automatic.pop(0)]
    return by_slot
