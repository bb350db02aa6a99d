"""Categorise: put each card in its group. The share of cards in the right group counts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field
from typing_extensions import TypedDict

from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.markup import Labelled, markup, phrase
from ssfh_learn.activities.model import Id, Markdown, Model, OneLine, Phrase, YesNo, written_as
from ssfh_learn.activities.quiz.questions.option import labelled
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
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.model import ReadingRule


SIDES = 2


class Group(Model):
    """A place to put cards."""

    id: Id
    name: OneLine = written_as("naam")


class Card(Model):
    """Something to put in a group; without a group of its own it is right anywhere."""

    id: Id
    text: Phrase = written_as("tekst")
    group: Id | None = written_as("groep", default=None)
    explanation: Markdown | None = written_as("uitleg", default=None)


class CategoriseParts(TypedDict):
    """The groups in their own order and the cards shuffled."""

    groups: list[Labelled]
    cards: list[Labelled]
    balance: bool
    """Whether the two groups are shown as the sides of a balance."""


class CategoriseView(QuestionView, CategoriseParts):
    """What a learner sees of it."""

    kind: Literal["categorise"]
    answer: Pairs | None
    feedback: PairsFeedbackView | None


class Categorise(Question):
    """Put cards in groups."""

    kind = "categorise"
    shown = CategoriseView
    option_lists = ("cards",)
    explains_every_option = True

    groups: tuple[Group, ...] = written_as("groepen")
    cards: tuple[Card, ...] = written_as("kaartjes")
    is_balance: YesNo = Field(default=False, alias="weegschaal", exclude=True, exclude_if=lambda _is_balance: True)
    """Whether the groups are the two sides of a balance. It is only a way of drawing them: no dump has it."""

    def parts(self, arrange: Arrange) -> CategoriseParts:
        """Return the groups in their own order and the cards shuffled."""
        groups: list[Labelled] = [{"id": group.id, "text": phrase(group.name)} for group in self.groups]
        balance = self.is_balance and len(groups) == SIDES
        return {"groups": groups, "cards": labelled(arrange(self.cards)), "balance": balance}

    def seconds_to_answer(self) -> float:
        """Return how long it takes to place each of them."""
        return TO_PLACE * len(self.cards)

    def accept(self, answer: object) -> Pairs:
        """Take `{card id: group id}`, which may be incomplete."""
        return known_pairs(answer, (card.id for card in self.cards), (group.id for group in self.groups))

    def missing(self, answer: Pairs | None) -> list[str]:
        """Return the cards that are nowhere yet."""
        return [card.id for card in self.cards if card.id not in (answer or {})]

    def parts_of(self, answer: Pairs) -> tuple[int, int]:
        """Return how many cards are somewhere, and how many there are."""
        return len(answer), len(self.cards)

    def ready_to_check(self, answer: Pairs | None, reading: ReadingRule) -> None:
        """Ask for every card to be somewhere."""
        super().ready_to_check(answer, reading)
        if self.missing(answer):
            raise Refused("not_all_cards")

    def share(self, answer: Pairs) -> float | None:
        """Return the share of cards in their group; None where no card has a group of its own."""
        keyed = [card for card in self.cards if card.group is not None]
        return sum(answer.get(card.id) == card.group for card in keyed) / len(keyed) if keyed else None

    def solution(self) -> Pairs | None:
        """Return the right group of each card that has one."""
        return {card.id: card.group for card in self.cards if card.group is not None} or None

    def explained(self, answer: Pairs) -> dict[str, ItemFeedbackView]:
        """Say of each card whether it is in its group, and why."""
        return {
            card.id: {"verdict": self._verdict(card, answer), "text": markup(card.explanation)} for card in self.cards
        }

    @staticmethod
    def _verdict(card: Card, answer: Pairs) -> ItemVerdict:
        if card.group is None:
            return "neutral"
        if card.id not in answer:
            return "missed"
        return "right" if answer[card.id] == card.group else "wrong"

    def order_traits(self) -> Iterator[tuple[str, int]]:
        """Yield whether the cards are written group by group."""
        groups = [card.group for card in self.cards]
        if len(list(groupby(groups))) == len(set(groups)) < len(groups):
            yield "order", 0

    def without_key(self) -> Self:
        """Take each card out of its group."""
        stripped = super().without_key()
        bare = tuple(card.model_copy(update={"group": None, "explanation": None}) for card in stripped.cards)
        return stripped.model_copy(update={"cards": bare})

    def relabelled(self, label: Relabel) -> Self:
        """Name cards and groups anew."""
        renamed = super().relabelled(label)
        names = {group.id: label(f"{self.id}/groups/{group.id}") for group in self.groups}
        cards = tuple(card.model_copy(update={"group": names.get(card.group or "")}) for card in renamed.cards)
        groups = tuple(group.model_copy(update={"id": names[group.id]}) for group in self.groups)
        return renamed.model_copy(update={"cards": cards, "groups": groups})

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield groups and cards that do not fit each other, and cards without feedback."""
        yield from super().flaws(practice=practice)
        yield from duplicates((group.id for group in self.groups), "groups")
        names = {group.id for group in self.groups}
        if len(names) < 2:  # noqa: PLR2004  (nothing to choose)
            yield Flaw("too_few_options", ("groups",), {"count": len(names)})
        for position, card in enumerate(self.cards):
            if card.group is not None and card.group not in names:
                details = {"id": card.group, "known": ", ".join(sorted(names))}
                yield Flaw("unknown_group", ("cards", position, "group"), details)
            if card.group is None and self.graded:
                yield Flaw("card_without_group", ("cards", position), {"id": card.id})
            if card.explanation is None and practice and self.graded:
                yield Flaw("option_without_feedback", ("cards", position), {"id": card.id})
