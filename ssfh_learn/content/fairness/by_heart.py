"""How somebody makes a test who knows by heart what is right in practice, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ssfh_learn.content.fairness.flaws import practised_as
from ssfh_learn.content.fairness.sheet import Sheet
from ssfh_learn.content.fairness.strategies import CHANCE
from ssfh_learn.content.fairness.wording import likeness_of_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ssfh_learn.activities.quiz.questions import Question
    from ssfh_learn.content.fairness.practice import PractisedQuestion
    from ssfh_learn.content.fairness.strategies import Way

_RECOGNISED = 80
"""How much an option is like one of practice that she knows again, where the question itself is another."""


class ByHeart:
    """Answers as practice does: a question that is known gets its answer, and an option that was right is chosen."""

    def __init__(self, practice: Sequence[PractisedQuestion]) -> None:
        self._practice = [one for one in practice if not one.question.needs_grader]
        self._remembered = [_Remembered(one.question) for one in self._practice]

    def way_with(self, question: Question) -> Way:
        """Return how she answers a question: as she remembers it, or else by chance."""
        sheet = Sheet.of(question)
        copied = practised_as(question.without_key(), self._practice)
        remembered = None if copied is None else _Remembered(copied.question).answer(sheet)
        known = remembered or self._recognised(sheet)
        return CHANCE.way_with(sheet) if known is None else lambda _chance: known

    def _recognised(self, sheet: Sheet) -> Any:
        """Return the option that is nearly word for word what was right in some question of practice."""
        if sheet.shape != "one":
            return None
        right = [text for one in self._remembered for text in one.right]
        liked = {id_: _most_alike(text, right) for id_, text in sheet.options.items()}
        best = max(liked, key=lambda id_: liked[id_])
        return best if liked[best] >= _RECOGNISED else None


@dataclass(frozen=True)
class _Remembered:
    """A question of practice with its answer, in texts: ids are others in a test."""

    question: Question

    @cached_property
    def sheet(self) -> Sheet:
        return Sheet.of(self.question)

    @cached_property
    def solution(self) -> Any:
        return self.question.solution()

    @cached_property
    def right(self) -> list[str]:
        """The texts that are right to choose."""
        chosen: Iterable[str | None] = ()
        match self.sheet.shape:
            case "one":
                chosen = [self.solution]
            case "several":
                chosen = self.solution
            case "verdict":
                chosen = [self.solution["reason"]]
        return [self.sheet.options[id_] for id_ in chosen if id_ is not None]

    def answer(self, sheet: Sheet) -> Any:
        """Return the same answer to a question of a test; None where that is of another shape, or was never told."""
        if self.solution is None or self.sheet.shape != sheet.shape:
            return None
        answer: Any = self.solution
        most_right = self._most_right(sheet)
        match sheet.shape:
            case "one":
                answer = most_right[0]
            case "several":
                answer = most_right[: sheet.choose or len(self.right)]
            case "verdict":
                answer = {**self.solution, "reason": next(iter(most_right), None)}
            case "order":
                answer = self._order(sheet)
            case "pairs":
                answer = self._pairs(sheet)
        return answer

    def _most_right(self, sheet: Sheet) -> list[str]:
        """Return the options, the one first that is most like what was right."""
        return sorted(sheet.options, key=lambda id_: -_most_alike(sheet.options[id_], self.right))

    def _order(self, sheet: Sheet) -> list[str]:
        order = [self.sheet.options[id_] for id_ in self.solution]
        return sorted(sheet.options, key=lambda id_: order.index(_nearest(sheet.options[id_], order)))

    def _pairs(self, sheet: Sheet) -> dict[str, str]:
        place_of = {self.sheet.options[left]: self.sheet.places[right] for left, right in self.solution.items()}
        ids = {text: id_ for id_, text in sheet.places.items()}
        return {id_: ids[_nearest(place_of[_nearest(text, place_of)], ids)] for id_, text in sheet.options.items()}


def _most_alike(text: str, others: Iterable[str]) -> float:
    return max((likeness_of_texts(text, other) for other in others), default=0.0)


def _nearest(text: str, others: Iterable[str]) -> str:
    return max(others, key=lambda other: likeness_of_texts(text, other))
