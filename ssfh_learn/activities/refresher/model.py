"""What a refresher is made of: the cards of a module. Nobody writes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from ssfh_learn.activities.quiz.model import QuizContent

if TYPE_CHECKING:
    from ssfh_learn.activities.quiz.questions import Question

_RETURN = "+again"
"""Ends the id of a card that returns; no id that somebody wrote has a plus in it."""


class RefresherContent(QuizContent):
    """All cards of a module."""

    unshuffled: tuple[str, ...] = ()
    """Cards of a quiz whose author gave the options an order."""
    contexts: dict[str, str] = Field(default_factory=dict)
    """What is told above a card, in Markdown, where something is."""

    @property
    def is_private(self) -> bool:
        """Always: what went wrong is the learner's own."""
        return True

    def is_shuffled(self, question: Question) -> bool:
        """Say whether the options of a card have an order of this learner's own."""
        return original(question.id) not in self.unshuffled

    def question(self, id_: str) -> Question:
        """Return a card, also one that returns; raises Refused where there is none."""
        card = super().question(original(id_))
        return card if card.id == id_ else card.model_copy(update={"id": id_})


def original(id_: str) -> str:
    """Return the id of the card itself, of one that returns."""
    return id_.removesuffix(_RETURN)


def returning(id_: str) -> str:
    """Return the id under which a card returns."""
    return id_ + _RETURN
