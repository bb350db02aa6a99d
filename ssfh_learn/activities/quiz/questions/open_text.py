"""Open text: graded by a person; in practice the learner compares her answer with a model answer."""

from __future__ import annotations

from typing import Literal, Self

from ssfh_learn.activities.model import Markdown, written_as
from ssfh_learn.activities.quiz.questions.shown import QuestionView, TextFeedbackView
from ssfh_learn.activities.quiz.questions.text_question import TextParts, TextQuestion


class OpenTextView(QuestionView, TextParts):
    """What a learner sees of it."""

    kind: Literal["open_text"]
    answer: str | None
    feedback: TextFeedbackView | None


class OpenText(TextQuestion):
    """Answer in your own words."""

    kind = "open_text"
    shown = OpenTextView
    needs_grader = True
    longest = 8000

    mark_scheme: Markdown | None = written_as("beoordeling", default=None)

    def share(self, answer: str) -> None:  # noqa: ARG002
        """Leave it to a person."""
        return

    def without_key(self) -> Self:
        """Take out the mark scheme as well."""
        return super().without_key().model_copy(update={"mark_scheme": None})
