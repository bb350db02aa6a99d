"""What short and open text share: the learner's own words, and a model answer to compare them with."""

from __future__ import annotations

from typing import ClassVar, Self

from typing_extensions import TypedDict

from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.model import Markdown, written_as
from ssfh_learn.activities.quiz.questions.question import Arrange, Question, own_words


class TextParts(TypedDict):
    """How long an answer may be."""

    max_length: int


class TextQuestion(Question):
    """A question that is answered in writing, in at most `longest` characters."""

    longest: ClassVar[int]

    model_answer: Markdown | None = written_as("modelantwoord", default=None)

    def parts(self, arrange: Arrange) -> TextParts:  # noqa: ARG002
        """Return how long an answer may be."""
        return {"max_length": self.longest}

    def accept(self, answer: object) -> str:
        """Take the learner's words."""
        return own_words(answer, self.longest)

    def is_blank(self, answer: str | None) -> bool:
        """Blank while there is nothing but white space."""
        return not (answer or "").strip()

    def shown_afterwards(self) -> Markup | None:
        """Return the model answer."""
        return markup(self.model_answer)

    def without_key(self) -> Self:
        """Take out the model answer."""
        return super().without_key().model_copy(update={"model_answer": None})
