"""Ordering: put the steps in the right order, which is the order in which they are written.

`right_place` is the share of steps in their right place; `all_or_nothing` is 1 for the whole order. Where its author
names other orders that are right as well, an answer is held beside the one that it is nearest to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from typing_extensions import TypedDict

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.markup import Labelled
from ssfh_learn.activities.model import Id, OrderingRule, added, written_as
from ssfh_learn.activities.quiz.questions.option import Item, labelled
from ssfh_learn.activities.quiz.questions.question import Arrange, Question
from ssfh_learn.activities.quiz.questions.sent import known
from ssfh_learn.activities.quiz.questions.shown import ItemFeedbackView, ListFeedbackView, QuestionView
from ssfh_learn.activities.time_needed import TO_PLACE
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.quiz.questions.question import Relabel


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
    also_right: tuple[tuple[Id, ...], ...] = added((), key="ook_goed")
    """Other orders that are as right, each as the ids of all steps."""

    def parts(self, arrange: Arrange) -> OrderingParts:
        """Return the steps, shuffled."""
        return {"steps": labelled(arrange(self.steps))}

    def seconds_to_answer(self) -> float:
        """Return how long it takes to place each of them."""
        return TO_PLACE * len(self.steps)

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
        """Say of each step of an answer whether it is in its place, in the right order that it is nearest to."""
        orders = [self.solution(), *self.also_right]
        return max(([right == one for right, one in zip(order, answer, strict=True)] for order in orders), key=sum)

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

    def without_key(self) -> Self:
        """Take the other right orders out as well."""
        return super().without_key().model_copy(update={"also_right": ()})

    def relabelled(self, label: Relabel) -> Self:
        """Name the steps anew, in every right order."""
        renamed = super().relabelled(label)
        names = {old.id: new.id for old, new in zip(self.steps, renamed.steps, strict=True)}
        orders = tuple(tuple(names.get(id_, id_) for id_ in order) for order in self.also_right)
        return renamed.model_copy(update={"also_right": orders})

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield other right orders that do not name every step once."""
        yield from super().flaws(practice=practice)
        for place, order in enumerate(self.also_right):
            if sorted(order) != sorted(self.solution()):
                yield Flaw("order_not_whole", ("also_right", place), {"known": ", ".join(self.solution())})
