"""Open text: graded by a person; in practice the learner compares her answer with a model answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.model import Markdown
from ssfh_learn.activities.quiz.questions.question import Arrange, Question, own_words

if TYPE_CHECKING:
    from ssfh_learn.activities.model import View

LONGEST = 8000


class OpenText(Question):
    """Answer in your own words."""

    kind = "open_text"

    model_answer: Markdown | None = None
    mark_scheme: Markdown | None = None

    def parts(self, arrange: Arrange) -> View:  # noqa: ARG002
        """Return how long an answer may be."""
        return {"max_length": LONGEST}

    def accept(self, answer: object) -> str:
        """Take the learner's words."""
        return own_words(answer, LONGEST)

    def is_blank(self, answer: str | None) -> bool:
        """Blank while there is nothing but white space."""
        return not (answer or "").strip()

    def share(self, answer: str) -> None:  # noqa: ARG002
        """Leave it to a person."""
        return

    def shown_afterwards(self) -> Markup | None:
        """Return the model answer."""
        return markup(self.model_answer)

    def without_key(self) -> Self:
        """Take out model answer and mark scheme."""
        return super().without_key().model_copy(update={"model_answer": None, "mark_scheme": None})
