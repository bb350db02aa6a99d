"""What all questions in own words share: no program judges them, and there is a model answer to compare them with."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from typing_extensions import TypedDict

from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.model import Markdown, written_as
from ssfh_learn.activities.quiz.questions.question import Arrange, Question
from ssfh_learn.activities.quiz.questions.sent import text_sent
from ssfh_learn.activities.time_needed import TO_TYPE

if TYPE_CHECKING:
    from ssfh_learn.activities.quiz.questions.shown import Verdict


class TextParts(TypedDict):
    """How long an answer may be."""

    max_length: int


class TextQuestion(Question):
    """A question that is answered in writing, in at most `longest` characters."""

    longest: ClassVar[int]
    is_own_words = True

    model_answer: Markdown | None = written_as("modelantwoord", default=None)

    def parts(self, arrange: Arrange) -> TextParts:  # noqa: ARG002
        """Return how long an answer may be."""
        return {"max_length": self.longest}

    def accept(self, answer: object) -> str:
        """Take the learner's words."""
        return text_sent(answer, self.longest)

    def is_blank(self, answer: str | None) -> bool:
        """Blank while there is nothing but white space."""
        return not (answer or "").strip()

    def said(self, answer: str, judged: Verdict) -> Markdown | None:
        """Say nothing of words that nobody judged."""
        return None if judged == "compare" else super().said(answer, judged)

    def shown_afterwards(self) -> Markup | None:
        """Return the model answer."""
        return markup(self.model_answer)

    def seconds_to_answer(self) -> float:
        """Return how long it takes to type a few words."""
        return TO_TYPE

    def without_key(self) -> Self:
        """Take out the model answer."""
        return super().without_key().model_copy(update={"model_answer": None})
