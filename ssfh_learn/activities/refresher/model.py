"""The content of a refresher: the cards of a module. It has no content file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from ssfh_learn.activities.quiz.model import QuizContent

if TYPE_CHECKING:
    from ssfh_learn.activities.quiz.questions import Question

_RETURN = "+again"
"""The end of the id of a card that comes back; an id in a content file never has a plus sign."""


class RefresherContent(QuizContent):
    """All cards of a module."""

    unshuffled: tuple[str, ...] = ()
    """Cards whose options have an order of their author."""
    contexts: dict[str, str] = Field(default_factory=dict)
    """The Markdown text above a card, if there is one."""

    @property
    def is_private(self) -> bool:
        """True: mistakes are private to the learner."""
        return True

    def is_shuffled(self, question: Question) -> bool:
        """Return whether the options of a card are shuffled for each learner."""
        return original(question.id) not in self.unshuffled

    def question(self, id_: str) -> Question:
        """Return a card, also one that returns; raises Refused if there is none."""
        card = super().question(original(id_))
        return card if card.id == id_ else card.model_copy(update={"id": id_})


def original(id_: str) -> str:
    """Return the id of the original card, also for a card that returns."""
    return id_.removesuffix(_RETURN)


def returning(id_: str) -> str:
    """Return the id under which a card returns."""
    return id_ + _RETURN
