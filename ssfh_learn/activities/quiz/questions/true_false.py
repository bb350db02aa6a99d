"""True or false, with the reason: the verdict and, where reasons are given, the reason must both be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from typing_extensions import TypedDict

from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.markup import Labelled, markup
from ssfh_learn.activities.model import Markdown, YesNo, written_as
from ssfh_learn.activities.quiz.questions.one_right import explained_choice, flaws_of_one_right, is_right, right_one
from ssfh_learn.activities.quiz.questions.option import Option, labelled, place_traits
from ssfh_learn.activities.quiz.questions.question import Arrange, Question
from ssfh_learn.activities.quiz.questions.sent import known
from ssfh_learn.activities.quiz.questions.shown import FeedbackView, ItemFeedbackView, ItemVerdict, QuestionView
from ssfh_learn.activities.shuffle import flaws_of_fixed
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator


class TrueFalseAnswer(TypedDict):
    """The verdict and the reason, as far as they were given."""

    verdict: bool | None
    reason: str | None


class TrueFalseFeedbackView(FeedbackView):
    """The feedback with the right verdict and reason."""

    solution: TrueFalseAnswer | None


class TrueFalseParts(TypedDict):
    """The reasons, if there are any."""

    reasons: list[Labelled]


class TrueFalseView(QuestionView, TrueFalseParts):
    """What a learner sees of it."""

    kind: Literal["true_false"]
    answer: TrueFalseAnswer | None
    feedback: TrueFalseFeedbackView | None


class TrueFalse(Question):
    """Say whether a statement is true and, where reasons are given, why."""

    kind = "true_false"
    shown = TrueFalseView
    option_lists = ("reasons",)

    correct: YesNo | None = written_as("juist", default=None)
    explanation_true: Markdown | None = written_as("uitleg_waar", default=None)
    explanation_false: Markdown | None = written_as("uitleg_onwaar", default=None)
    reasons: tuple[Option, ...] = written_as("redenen", default=())

    def parts(self, arrange: Arrange) -> TrueFalseParts:
        """Return the reasons, if there are any."""
        return {"reasons": labelled(arrange(self.reasons))}

    def accept(self, answer: object) -> TrueFalseAnswer:
        """Take `{"verdict": true|false|null, "reason": id|null}`."""
        if not isinstance(answer, dict) or set(answer) != {"verdict", "reason"}:
            raise Refused("malformed")
        if answer["verdict"] not in (True, False, None) or isinstance(answer["verdict"], (int, float)) != isinstance(
            answer["verdict"], bool
        ):
            raise Refused("malformed")
        reason = answer["reason"]
        if reason is not None:
            known(reason, (option.id for option in self.reasons))
        return {"verdict": answer["verdict"], "reason": reason}

    def is_blank(self, answer: TrueFalseAnswer | None) -> bool:
        """Blank until the verdict and, where asked, the reason are there."""
        return answer is None or answer["verdict"] is None or (bool(self.reasons) and answer["reason"] is None)

    def share(self, answer: TrueFalseAnswer) -> float:
        """Return 1 when verdict and reason are right, else 0."""
        has_reason = not self.reasons or is_right(self.reasons, answer["reason"])
        return float(answer["verdict"] == self.correct and has_reason)

    def solution(self) -> TrueFalseAnswer:
        """Return the right verdict and reason."""
        return {"verdict": self.correct, "reason": right_one(self.reasons)}

    def explained(self, answer: TrueFalseAnswer) -> dict[str, ItemFeedbackView]:
        """Explain the verdict under the key `true` or `false`, and the reason under its own id."""
        text = self.explanation_true if answer["verdict"] else self.explanation_false
        judged: ItemVerdict = "right" if answer["verdict"] == self.correct else "wrong"
        return {
            "true" if answer["verdict"] else "false": {"verdict": judged, "text": markup(text)},
            **explained_choice(self.reasons, answer["reason"]),
        }

    def order_traits(self) -> Iterator[tuple[str, int]]:
        """Yield where the right reason stands."""
        yield from place_traits(option.correct for option in self.reasons)

    def without_key(self) -> Self:
        """Take out the verdict and what is said about it as well."""
        update = {"correct": None, "explanation_true": None, "explanation_false": None}
        return super().without_key().model_copy(update=update)

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield a missing verdict, missing feedback, and reasons of which not exactly one is right."""
        yield from duplicates((option.id for option in self.reasons), "reasons")
        yield from flaws_of_fixed(self.reasons, "reasons")
        if not self.points > 0:
            yield Flaw("points_not_positive", ("points",))
        if self.correct is None and self.graded:
            yield Flaw("no_right_answer", (), {"count": 0})
        if practice:
            for name, text in (
                ("explanation_true", self.explanation_true),
                ("explanation_false", self.explanation_false),
            ):
                if text is None:
                    yield Flaw("verdict_without_feedback", (name,), {"name": name})
        yield from flaws_of_one_right(self.reasons, "reasons", graded=bool(self.reasons), practice=practice)
