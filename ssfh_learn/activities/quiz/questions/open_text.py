"""Open text: as own words, but without points to look for. Who writes something new asks for own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.model import Markdown, View, written_as
from ssfh_learn.activities.quiz.questions.question import Feedback
from ssfh_learn.activities.quiz.questions.shown import QuestionView, TextFeedbackView
from ssfh_learn.activities.quiz.questions.text_question import TextParts, TextQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator


class OpenTextView(QuestionView, TextParts):
    """What a learner sees of it."""

    kind: Literal["open_text"]
    answer: str | None
    feedback: TextFeedbackView | None


class OpenText(TextQuestion):
    """Answer in your own words."""

    kind = "open_text"
    shown: ClassVar[type[View]] = OpenTextView
    needs_grader = True
    longest = 8000

    mark_scheme: Markdown | None = written_as("beoordeling", default=None)

    def share(self, answer: str) -> None:  # noqa: ARG002
        """Leave it to a person."""
        return

    def without_key(self) -> Self:
        """Take out the mark scheme as well."""
        return super().without_key().model_copy(update={"mark_scheme": None})

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield texts that would be said of an answer that nobody judges."""
        yield from super().flaws(practice=practice)
        if practice and self.feedback != Feedback():
            yield Flaw("own_words_judged", ("feedback",), weight="question")
