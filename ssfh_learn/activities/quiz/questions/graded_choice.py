"""Graded choice (situational judgement): each option is worth something between 0 and 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.markup import markup
from ssfh_learn.activities.model import written_as
from ssfh_learn.activities.quiz.questions.option import ExplainedOption, labelled, missing_explanations, place_traits
from ssfh_learn.activities.quiz.questions.question import Arrange, Question, verdict
from ssfh_learn.activities.quiz.questions.sent import known
from ssfh_learn.activities.quiz.questions.shown import ItemFeedbackView, OptionParts, QuestionView, TextFeedbackView

if TYPE_CHECKING:
    from collections.abc import Iterator


class WeightedOption(ExplainedOption):
    """An option that is worth a share of the points."""

    worth: Annotated[float, Field(ge=0, le=1)] = written_as("waarde", default=0)

    def without_key(self) -> Self:
        """Take out the worth as well."""
        return super().without_key().model_copy(update={"worth": 0.0})


class GradedChoiceView(QuestionView, OptionParts):
    """What a learner sees of it."""

    kind: Literal["graded_choice"]
    answer: str | None
    feedback: TextFeedbackView | None


class GradedChoice(Question):
    """Choose what you would do; more than one option can be worth something."""

    kind = "graded_choice"
    shown = GradedChoiceView
    option_lists = ("options",)

    options: tuple[WeightedOption, ...] = written_as("opties")

    def parts(self, arrange: Arrange) -> OptionParts:
        """Return the options."""
        return {"options": labelled(arrange(self.options))}

    def accept(self, answer: object) -> str:
        """Take the id of an option."""
        return known(answer, (option.id for option in self.options))

    def share(self, answer: str) -> float:
        """Return what the chosen option is worth."""
        return next(option.worth for option in self.options if option.id == answer)

    def solution(self) -> str:
        """Return the option that is worth most."""
        return max(self.options, key=lambda option: option.worth).id

    def explained(self, answer: str) -> dict[str, ItemFeedbackView]:
        """Explain the chosen option."""
        return {
            option.id: {"verdict": verdict(option.worth), "text": markup(option.explanation)}
            for option in self.options
            if option.id == answer
        }

    def order_traits(self) -> Iterator[tuple[str, int]]:
        """Yield where the best option stands, and whether they are written from good to bad or back."""
        yield from place_traits(option.worth == 1 for option in self.options)
        worth = [option.worth for option in self.options]
        if worth in (sorted(worth), sorted(worth, reverse=True)):
            yield "order", 0

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield a missing best option and options without feedback."""
        yield from super().flaws(practice=practice)
        if self.graded and max((option.worth for option in self.options), default=0) != 1:
            yield Flaw("no_best_option", ("options",))
        if practice:
            yield from missing_explanations(self.options, "options")
