"""What a question lets a learner choose, order or place: options, and things with a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.markup import Labelled, phrase
from ssfh_learn.activities.model import Id, Markdown, Model, Phrase, YesNo, added, written_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class ExplainedOption(Model):
    """One of the things to choose from, and what to say when it is chosen."""

    id: Id
    text: Phrase = written_as("tekst")
    explanation: Markdown | None = written_as("uitleg", default=None)
    fixed: YesNo = added(default=False, key="vast")
    """Whether it stays at the end when the others are shuffled."""

    def without_key(self) -> Self:
        """Return the option as a test may show it."""
        return self.model_copy(update={"explanation": None})


class Option(ExplainedOption):
    """An option that is right or not."""

    correct: YesNo = written_as("juist", default=False)

    def without_key(self) -> Self:
        """Take out whether it is right as well."""
        return super().without_key().model_copy(update={"correct": False})


class Item(Model):
    """Something with a text and no more: a step to order, a side of a pair."""

    id: Id
    text: Phrase = written_as("tekst")


def place_traits(is_right: Iterable[bool]) -> Iterator[tuple[str, int]]:
    """Yield at which place the one right option stands, and whether that is the end."""
    written = list(is_right)
    if sum(written) == 1:
        yield "place", written.index(True) + 1
        if written[-1]:
            yield "end", 0


def missing_explanations(options: Iterable[ExplainedOption], where: str) -> Iterator[Flaw]:
    """Yield a flaw for each option that says nothing when it is chosen."""
    for position, option in enumerate(options):
        if option.explanation is None:
            yield Flaw("option_without_feedback", (where, position), {"id": option.id})


def labelled(items: Iterable[Any]) -> list[Labelled]:
    """Return the id and the text of each item."""
    return [{"id": item.id, "text": phrase(item.text)} for item in items]
