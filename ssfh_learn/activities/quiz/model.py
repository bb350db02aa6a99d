"""What a quiz is made of: questions, how many of them are drawn, and what is said about a percentage."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, PrivateAttr

from ssfh_learn.activities.activity import Activity
from ssfh_learn.activities.bands import Band
from ssfh_learn.activities.model import (
    INDEPENDENT,
    NEWEST,
    STRICT,
    Markdown,
    Mode,
    ReadingRule,
    WrittenDrawRule,
    WrittenReading,
    YesNo,
    added,
    written_as,
)
from ssfh_learn.activities.quiz.questions import AnyQuestion, Question
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping


class ScoreBand(Band):
    """What to say about a percentage."""

    text: Markdown = written_as("tekst")


@dataclass(frozen=True)
class OtherBank:
    """What a test knows of its other questions, which an extra attempt asks after the explanations were readable.

    `versions` holds the test with these questions, by version. `newest` is the version that an attempt asks which
    begins now, and `given` how many such attempts a person gave one learner.
    """

    versions: Mapping[str, QuizContent] = field(default_factory=dict)
    newest: str = ""
    given: int = 0


class QuizContent(Activity):
    """What is written of a quiz, and what can be looked up in it."""

    mode: Mode = written_as("modus", default="practice")
    draw: Annotated[int, Field(ge=1)] | None = written_as("trekken", default=None)
    shuffled: YesNo = written_as("schudden", default=True)
    answers_read: WrittenReading = added(STRICT, key="antwoorden_lezen")
    """How typed answers of a test are read: what builds it writes the newest rule. In practice each event names one."""
    draw_rule: WrittenDrawRule = added(INDEPENDENT, key="trekking")
    """How the questions of each attempt at a test are drawn: what builds it writes the newest rule."""
    pass_mark: Annotated[int, Field(ge=1, le=100)] | None = written_as("zakgrens", default=None)
    attempts: Annotated[int, Field(ge=1)] | None = written_as("pogingen", default=None)
    opens: Annotated[str, Field(max_length=60)] = Field("", alias="opent", exclude=True, exclude_if=lambda _opens: True)
    """When a test opens, as it was typed. It is about a course and not about the content: no dump has it."""
    score_feedback: tuple[ScoreBand, ...] = written_as("feedback_bij_score", default=())
    questions: Annotated[tuple[AnyQuestion, ...], Field(min_length=1)] = written_as("vragen")
    other_questions: tuple[AnyQuestion, ...] = added((), key="andere_vragen")
    """What an extra attempt asks after the explanations were readable; no release has them."""

    _extra: int = PrivateAttr(default=0)
    """The attempts that a person gave one learner: no part of what is written, so of no dump and no fingerprint."""
    _other_bank: OtherBank = PrivateAttr(default_factory=OtherBank)
    """Idem."""

    @property
    def allowed(self) -> int | None:
        """The number of attempts at a test; None if there is no limit."""
        return None if self.attempts is None else self.attempts + self._extra

    def allowing(self, extra: int, other: int = 0) -> Self:
        """Return the same quiz for a learner who has so many attempts more than is written; it is the same version.

        `other` is how many attempts with other questions she has.
        """
        if (extra, other) == (self._extra, self._other_bank.given):
            return self
        hers = self.model_copy()
        hers._extra = extra  # noqa: SLF001  (of another quiz of this class)
        hers._other_bank = replace(self._other_bank, given=other)  # noqa: SLF001  (idem)
        return hers

    @property
    def other(self) -> Self | None:
        """The same test with its other questions in the place of these; None if there are none."""
        if not self.other_questions:
            return None
        return self.model_copy(update={"questions": self.other_questions, "other_questions": ()})

    @property
    def other_bank(self) -> OtherBank:
        """What this test knows of its other questions."""
        return self._other_bank

    def knowing(self, versions: Mapping[str, QuizContent], newest: str = "") -> Self:
        """Return the same quiz, which also plays attempts with other questions."""
        if not versions:
            return self
        knowing = self.model_copy()
        knowing._other_bank = replace(self._other_bank, versions=versions, newest=newest)  # noqa: SLF001  (idem)
        return knowing

    def asking(self, bank: str) -> QuizContent:
        """Return the quiz with the questions of an attempt; `bank` is the version if these are other questions."""
        return self._other_bank.versions.get(bank, self)

    @property
    def is_test(self) -> bool:
        """Test: the key stays with the grader."""
        return self.mode == "test"

    @property
    def is_practice(self) -> bool:
        """Practice: feedback at once, and nothing counts."""
        return self.mode == "practice"

    @property
    def reading(self) -> ReadingRule:
        """How an answer is read that comes in now."""
        return NEWEST if self.mode == "practice" else self.answers_read

    def question(self, id_: str) -> Question:
        """Return a question by its id; raises Refused where there is none."""
        for question in self.questions:
            if question.id == id_:
                return question
        raise Refused("unknown_id")

    def counts(self, question: Question) -> bool:
        """Say whether a question adds to the score: in practice nobody grades what needs a person."""
        return question.graded and not (self.mode == "practice" and question.needs_grader)

    def judges(self, question: Question) -> bool:
        """Say whether the learner may read how good her answer is: never of own words that no person graded."""
        return self.counts(question) and not (self.mode == "practice" and question.is_own_words)

    def is_shuffled(self, question: Question) -> bool:  # noqa: ARG002
        """Say whether the options of a question have an order of this learner's own."""
        return self.shuffled
