"""Single choice: one option is right. Right is 1, anything else 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.model import written_as
from ssfh_learn.activities.quiz.questions.one_right import explained_choice, flaws_of_one_right, is_right, right_one
from ssfh_learn.activities.quiz.questions.option import Option, labelled, place_traits
from ssfh_learn.activities.quiz.questions.question import Arrange, Question
from ssfh_learn.activities.quiz.questions.sent import known
from ssfh_learn.activities.quiz.questions.shown import ItemFeedbackView, OptionParts, QuestionView, TextFeedbackView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.flaw import Flaw


class SingleChoiceView(QuestionView, OptionParts):
    """What a learner sees of it."""

    kind: Literal["single_choice"]
    answer: str | None
    feedback: TextFeedbackView | None


class SingleChoice(Question):
    """Choose the one right option."""

    kind = "single_choice"
    shown = SingleChoiceView
    option_lists = ("options",)

    options: tuple[Option, ...] = written_as("opties")

    def parts(self, arrange: Arrange) -> OptionParts:
        """Return the options."""
        return {"options": labelled(arrange(self.options))}

    def accept(self, answer: object) -> str:
        """Take the id of an option."""
        return known(answer, (option.id for option in self.options))

    def share(self, answer: str) -> float:
        """Return 1 for a right option, else 0."""
        return float(is_right(self.options, answer))

    def solution(self) -> str | None:
        """Return the right option."""
        return right_one(self.options)

    def explained(self, answer: str) -> dict[str, ItemFeedbackView]:
        """Explain the chosen option."""
        return explained_choice(self.options, answer)

    def order_traits(self) -> Iterator[tuple[str, int]]:
        """Yield where the right option stands."""
        yield from place_traits(option.correct for option in self.options)

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield a missing or a second right option, and options without feedback."""
        yield from super().flaws(practice=practice)
        yield from flaws_of_one_right(self.options, "options", graded=self.graded, practice=practice)
