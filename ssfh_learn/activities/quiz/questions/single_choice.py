"""Single choice: one option is right. Right is 1, anything else 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.markup import markup
from ssfh_learn.activities.quiz.questions.question import (
    Arrange,
    ItemFeedbackView,
    Option,
    OptionParts,
    Question,
    QuestionView,
    TextFeedbackView,
    known,
    labelled,
    missing_explanations,
    place_traits,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


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

    options: tuple[Option, ...]

    def parts(self, arrange: Arrange) -> OptionParts:
        """Return the options."""
        return {"options": labelled(arrange(self.options))}

    def accept(self, answer: object) -> str:
        """Take the id of an option."""
        return known(answer, (option.id for option in self.options))

    def share(self, answer: str) -> float:
        """Return 1 for a right option, else 0."""
        return float(any(option.correct for option in self.options if option.id == answer))

    def solution(self) -> str | None:
        """Return the right option."""
        return next((option.id for option in self.options if option.correct), None)

    def explained(self, answer: str) -> dict[str, ItemFeedbackView]:
        """Explain the chosen option."""
        return {
            option.id: {"verdict": "right" if option.correct else "wrong", "text": markup(option.explanation)}
            for option in self.options
            if option.id == answer
        }

    def order_traits(self) -> Iterator[tuple[str, int]]:
        """Yield where the right option stands."""
        yield from place_traits(option.correct for option in self.options)

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield a missing or a second right option, and options without feedback."""
        yield from super().flaws(practice=practice)
        right = sum(option.correct for option in self.options)
        if self.graded and right != 1:
            yield Flaw("no_right_answer" if right == 0 else "too_many_right_answers", ("options",), {"count": right})
        if practice:
            yield from missing_explanations(self.options, "options")
