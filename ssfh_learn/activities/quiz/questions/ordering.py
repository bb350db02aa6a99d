"""Ordering: put the steps in the right order, which is the order in which they are written.

`right_place` is the share of steps in their right place; `all_or_nothing` is 1 for the whole order.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from ssfh_learn.activities.markup import Labelled
from ssfh_learn.activities.model import OrderingRule, written_as
from ssfh_learn.activities.quiz.questions.question import Arrange, Item, Question, known, labelled
from ssfh_learn.activities.quiz.questions.shown import ItemFeedbackView, ListFeedbackView, QuestionView
from ssfh_learn.errors import Refused


class OrderingParts(TypedDict):
    """The steps, shuffled."""

    steps: list[Labelled]


class OrderingView(QuestionView, OrderingParts):
    """What a learner sees of it."""

    kind: Literal["ordering"]
    answer: list[str] | None
    feedback: ListFeedbackView | None


class Ordering(Question):
    """Put steps in order."""

    kind = "ordering"
    shown = OrderingView
    order_is_key = True
    option_lists = ("steps",)

    steps: tuple[Item, ...] = written_as("stappen")
    rule: OrderingRule = written_as("regel", default="right_place")

    def parts(self, arrange: Arrange) -> OrderingParts:
        """Return the steps, shuffled."""
        return {"steps": labelled(arrange(self.steps))}

    def accept(self, answer: object) -> list[str]:
        """Take all the ids, each once."""
        ids = [step.id for step in self.steps]
        if not isinstance(answer, list):
            raise Refused("malformed")
        chosen = [known(one, ids) for one in answer]
        if sorted(chosen) != sorted(ids):
            raise Refused("malformed")
        return chosen

    def _in_place(self, answer: list[str]) -> list[bool]:
        return [step.id == one for step, one in zip(self.steps, answer, strict=True)]

    def share(self, answer: list[str]) -> float:
        """Return the share of steps in their right place."""
        in_place = self._in_place(answer)
        return float(all(in_place)) if self.rule == "all_or_nothing" else sum(in_place) / len(in_place)

    def solution(self) -> list[str]:
        """Return the right order."""
        return [step.id for step in self.steps]

    def explained(self, answer: list[str]) -> dict[str, ItemFeedbackView]:
        """Say of each step whether it is in its place."""
        return {
            one: {"verdict": "right" if right else "wrong", "text": None}
            for one, right in zip(answer, self._in_place(answer), strict=True)
        }
