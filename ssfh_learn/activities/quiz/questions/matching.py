"""Matching: couple each left side to its right side. The share of right pairs counts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, Self

from typing_extensions import TypedDict

from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.markup import Labelled
from ssfh_learn.activities.model import Id, Model, Phrase, written_as
from ssfh_learn.activities.quiz.questions.option import Item, labelled
from ssfh_learn.activities.quiz.questions.question import Arrange, Question, Relabel
from ssfh_learn.activities.quiz.questions.sent import known_pairs
from ssfh_learn.activities.quiz.questions.shown import (
    ItemFeedbackView,
    ItemVerdict,
    Pairs,
    PairsFeedbackView,
    QuestionView,
)
from ssfh_learn.activities.time_needed import TO_PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator


class Pair(Model):
    """Two things that belong together; the right side gets an id of its own, which follows from `id` unless written."""

    id: Id
    left_text: Phrase = written_as("links")
    right_text: Phrase = written_as("rechts")
    right_id: Id | None = written_as("rechts_id", default=None)

    @property
    def left(self) -> Item:
        """The left side as something to show."""
        return Item.model_construct(id=self.id, text=self.left_text)

    @property
    def right(self) -> Item:
        """The right side as something to show."""
        return Item.model_construct(id=self.right_id or f"{self.id}-rechts", text=self.right_text)


class MatchingParts(TypedDict):
    """Both sides, each shuffled on its own."""

    left: list[Labelled]
    right: list[Labelled]


class MatchingView(QuestionView, MatchingParts):
    """What a learner sees of it."""

    kind: Literal["matching"]
    answer: Pairs | None
    feedback: PairsFeedbackView | None


class Matching(Question):
    """Couple left to right. A test holds the two sides apart (`left_items`, `right_items`) and no pairs."""

    kind = "matching"
    shown = MatchingView
    order_is_key = True

    pairs: tuple[Pair, ...] = written_as("paren", default=())
    left_items: tuple[Item, ...] = written_as("linkerkant", default=())
    right_items: tuple[Item, ...] = written_as("rechterkant", default=())

    @cached_property
    def sides(self) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """The left sides and the right sides, in the order in which they are written."""
        if not self.pairs:
            return self.left_items, self.right_items
        return tuple(pair.left for pair in self.pairs), tuple(pair.right for pair in self.pairs)

    def parts(self, arrange: Arrange) -> MatchingParts:
        """Return both sides, each shuffled on its own."""
        left, right = self.sides
        return {"left": labelled(arrange(left)), "right": labelled(arrange(right))}

    def seconds_to_answer(self) -> float:
        """Return how long it takes to place each of them."""
        return TO_PLACE * len(self.sides[0])

    def accept(self, answer: object) -> Pairs:
        """Take `{left id: right id}`, which may be incomplete."""
        left, right = self.sides
        return known_pairs(answer, (item.id for item in left), (item.id for item in right))

    def parts_of(self, answer: Pairs) -> tuple[int, int]:
        """Return how many are coupled, and how many there are."""
        return len(answer), len(self.sides[0])

    def share(self, answer: Pairs) -> float:
        """Return the share of right pairs."""
        return sum(answer.get(pair.id) == pair.right.id for pair in self.pairs) / len(self.pairs) if self.pairs else 0.0

    def solution(self) -> Pairs:
        """Return every right pair."""
        return {pair.id: pair.right.id for pair in self.pairs}

    def explained(self, answer: Pairs) -> dict[str, ItemFeedbackView]:
        """Say of each left side whether it is coupled rightly."""
        words: dict[bool | None, ItemVerdict] = {True: "right", False: "wrong", None: "missed"}
        return {
            pair.id: {"verdict": words[answer[pair.id] == pair.right.id if pair.id in answer else None], "text": None}
            for pair in self.pairs
        }

    def without_key(self) -> Self:
        """Keep the two sides, each sorted by its own ids."""
        left, right = (tuple(sorted(side, key=lambda item: item.id)) for side in self.sides)
        return super().without_key().model_copy(update={"pairs": (), "left_items": left, "right_items": right})

    def relabelled(self, label: Relabel) -> Self:
        """Name both sides anew, so that the id of the one says nothing about the other.

        A right side without an id of its own is known by its text: when couples are corrected its id must stay.
        """
        pairs = tuple(
            pair.model_copy(
                update={
                    "id": label(f"{self.id}/left/{pair.id}"),
                    "right_id": label(f"{self.id}/right/{pair.right_id or pair.right_text}"),
                }
            )
            for pair in self.pairs
        )
        return self.model_copy(update={"pairs": pairs})

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield too few pairs, ids used twice, and a text that stands on the same side twice."""
        yield from super().flaws(practice=practice)
        yield from duplicates((pair.id for pair in self.pairs), "pairs")
        if len(self.pairs) < 2:  # noqa: PLR2004  (nothing to couple)
            yield Flaw("too_few_options", ("pairs",), {"count": len(self.pairs)})
        for name in ("left_text", "right_text"):
            texts = [getattr(pair, name) for pair in self.pairs]
            for position, text in enumerate(texts):
                if text in texts[:position]:
                    yield Flaw("same_text_twice", ("pairs", position, name), {"text": text})
