"""Multiple response: several options are right.

`net_correct` is max(0, right - wrong) / correct, so that ticking everything never pays; `all_or_nothing` is 1 for
exactly the right set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.markup import markup
from ssfh_learn.activities.model import ResponseRule, YesNo, written_as
from ssfh_learn.activities.quiz.questions.option import Option, labelled, missing_explanations
from ssfh_learn.activities.quiz.questions.question import Arrange, Question
from ssfh_learn.activities.quiz.questions.sent import known
from ssfh_learn.activities.quiz.questions.shown import (
    ItemFeedbackView,
    ItemVerdict,
    ListFeedbackView,
    OptionParts,
    QuestionView,
)
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator


class MultipleResponseParts(OptionParts):
    """The options, and how many to choose unless the author hides that."""

    choose: int | None


class MultipleResponseView(QuestionView, MultipleResponseParts):
    """What a learner sees of it."""

    kind: Literal["multiple_response"]
    answer: list[str] | None
    feedback: ListFeedbackView | None


class MultipleResponse(Question):
    """Choose every right option."""

    kind = "multiple_response"
    shown = MultipleResponseView
    option_lists = ("options",)
    explains_every_option = True

    options: tuple[Option, ...] = written_as("opties")
    rule: ResponseRule = written_as("regel", default="net_correct")
    show_count: YesNo = written_as("aantal_tonen", default=True)
    choose: int | None = written_as("aantal", default=None)
    """How many to choose: counted from the key, and written out only where the key has been taken out."""

    @property
    def right_ids(self) -> frozenset[str]:
        """The options that are right."""
        return frozenset(option.id for option in self.options if option.correct)

    def parts(self, arrange: Arrange) -> MultipleResponseParts:
        """Return the options and, unless the author hides it, how many to choose."""
        return {"options": labelled(arrange(self.options)), "choose": self._count()}

    def _count(self) -> int | None:
        if not self.show_count:
            return None
        return self.choose if self.choose is not None else len(self.right_ids) or None

    def accept(self, answer: object) -> list[str]:
        """Take a list of ids, each once."""
        if not isinstance(answer, list):
            raise Refused("malformed")
        ids = [option.id for option in self.options]
        chosen = {known(one, ids) for one in answer}
        if len(chosen) != len(answer):
            raise Refused("malformed")
        return sorted(chosen)

    def parts_of(self, answer: list[str]) -> tuple[int, int]:
        """Return how many options are chosen, and how many she is told to choose."""
        return len(answer), self._count() or len(answer)

    def share(self, answer: list[str]) -> float:
        """Return the share by the chosen rule, never below 0."""
        right, chosen = self.right_ids, set(answer)
        if self.rule == "all_or_nothing":
            return float(chosen == right)
        return max(0, len(chosen & right) - len(chosen - right)) / len(right) if right else 0.0

    def solution(self) -> list[str]:
        """Return the right options."""
        return [option.id for option in self.options if option.correct]

    def explained(self, answer: list[str]) -> dict[str, ItemFeedbackView]:
        """Explain every option: what was rightly left alone is worth knowing too."""
        words: dict[tuple[bool, bool], ItemVerdict] = {
            (True, True): "right",
            (True, False): "wrong",
            (False, True): "missed",
            (False, False): "neutral",
        }
        return {
            option.id: {"verdict": words[option.id in answer, option.correct], "text": markup(option.explanation)}
            for option in self.options
        }

    def order_traits(self) -> Iterator[tuple[str, int]]:
        """Yield whether the right options stand together, at the beginning or at the end."""
        right = [option.correct for option in self.options]
        if right in (sorted(right), sorted(right, reverse=True)):
            yield "order", 0

    def without_key(self) -> Self:
        """Keep only how many to choose."""
        return super().without_key().model_copy(update={"choose": self._count()})

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield a question where nothing or everything is right, and options without feedback."""
        yield from super().flaws(practice=practice)
        if self.graded and not self.right_ids:
            yield Flaw("no_right_answer", ("options",), {"count": 0})
        if self.graded and len(self.options) > 1 and len(self.right_ids) == len(self.options):
            yield Flaw("every_option_right", ("options",))
        if self.choose is not None and self.choose != len(self.right_ids):
            yield Flaw("wrong_count", ("choose",), {"count": len(self.right_ids), "written": self.choose})
        if practice:
            yield from missing_explanations(self.options, "options")
