"""Fill in: a word or a term from a closed list. What is on the list is right, anything else is not.

Case, diacritics, apostrophes, hyphens and white space are no part of an answer. One typing error (a letter too many,
too few, another letter, or two neighbours swapped) is forgiven where the author says so, and only in a word of
`LONG_WORD` letters or more: in a short one it mostly makes another word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, StringConstraints

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.model import Markdown, Model, written_as
from ssfh_learn.activities.quiz.questions.question import Arrange, Question
from ssfh_learn.activities.quiz.questions.sent import text_sent
from ssfh_learn.activities.quiz.questions.shown import QuestionView, TextFeedbackView
from ssfh_learn.activities.quiz.questions.text_question import TextParts
from ssfh_learn.activities.typed_text import bare, bare_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities.model import Path
    from ssfh_learn.activities.quiz.questions.shown import Verdict

LONGEST = 60
"""Of what is on the list: a word or a term. Who has more to say is asked for her own words."""
LONGEST_TYPED = 100
LONG_WORD = 6

WrittenAnswer = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]


class NearMiss(Model):
    """Answers with one kind of mistake, and what to say to a learner who gives one of them."""

    answers: Annotated[tuple[WrittenAnswer, ...], Field(min_length=1)] = written_as("antwoorden")
    explanation: Markdown = written_as("uitleg")


class FillInView(QuestionView, TextParts):
    """What a learner sees of it."""

    kind: Literal["fill_in"]
    answer: str | None
    feedback: TextFeedbackView | None


class FillIn(Question):
    """Fill in a word or a term."""

    kind = "fill_in"
    shown = FillInView

    accepted: tuple[WrittenAnswer, ...] = written_as("goede_antwoorden", default=())
    near_misses: tuple[NearMiss, ...] = written_as("bijna_goed", default=())
    typing_errors: Annotated[int, Field(ge=0, le=1)] = written_as("tikfouten", default=0)

    def parts(self, arrange: Arrange) -> TextParts:  # noqa: ARG002
        """Return how long an answer may be."""
        return {"max_length": LONGEST_TYPED}

    def accept(self, answer: object) -> str:
        """Take what was typed."""
        return text_sent(answer, LONGEST_TYPED).strip()

    def share(self, answer: str) -> float:
        """Return 1 for an answer on the list, else 0."""
        typed = bare(answer)
        if typed in {bare(one) for one in self.accepted}:
            return 1.0
        is_listed = any(typed == bare(one) for missed in self.near_misses for one in missed.answers)
        return 0.0 if is_listed else float(self._is_mistyped(typed, self.accepted))

    def _is_mistyped(self, typed: str, listed: Iterable[str]) -> bool:
        return self.typing_errors > 0 and any(has_one_typing_error(typed, bare_words(one)) for one in listed)

    def said(self, answer: str, judged: Verdict) -> Markdown | None:
        """Return the reaction to a near miss where it is one, else what is said of any answer judged so."""
        missed = self._near_miss(bare(answer)) if judged == "wrong" else None
        return missed.explanation if missed else super().said(answer, judged)

    def _near_miss(self, typed: str) -> NearMiss | None:
        for missed in self.near_misses:
            if typed in {bare(one) for one in missed.answers}:
                return missed
        return next((missed for missed in self.near_misses if self._is_mistyped(typed, missed.answers)), None)

    def solution(self) -> str | None:
        """Return the first answer of the list."""
        return next(iter(self.accepted), None)

    def without_key(self) -> Self:
        """Take out the lists."""
        bare_question = super().without_key()
        return bare_question.model_copy(update={"accepted": (), "near_misses": (), "typing_errors": 0})

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield an empty list, answers that are the same or nothing, and what can never be used."""
        yield from super().flaws(practice=practice)
        if self.graded and not self.accepted:
            yield Flaw("no_accepted_answer", ("accepted",))
        yield from self._flaws_of_lists()
        has_long_word = any(is_long(word) for one in self.accepted for word in bare_words(one))
        if self.typing_errors and self.accepted and not has_long_word:
            yield Flaw("typing_errors_unused", ("typing_errors",), {"letters": LONG_WORD}, weight="advice")

    def _flaws_of_lists(self) -> Iterator[Flaw]:
        seen: dict[str, str] = {}
        for position, written in enumerate(self.accepted):
            yield from _flaws_of_one(("accepted", position), written, seen)
        right = set(seen)
        for group, missed in enumerate(self.near_misses):
            for position, written in enumerate(missed.answers):
                where = ("near_misses", group, "answers", position)
                if bare(written) in right:
                    yield Flaw("near_miss_is_accepted", where, {"answer": written, "other": seen[bare(written)]})
                else:
                    yield from _flaws_of_one(where, written, seen)


def _flaws_of_one(where: Path, written: str, seen: dict[str, str]) -> Iterator[Flaw]:
    """Yield an answer that is nothing, or the same as one that was `seen`."""
    typed = bare(written)
    if not typed:
        yield Flaw("answer_without_letters", where, {"answer": written})
    elif typed in seen:
        yield Flaw("same_answer_twice", where, {"answer": written, "other": seen[typed]})
    seen.setdefault(typed, written)


def is_long(word: str) -> bool:
    """Say whether a word is long enough to forgive a typing error; with a figure in it, it may mean another thing."""
    return len(word) >= LONG_WORD and word.isalpha()


def has_one_typing_error(typed: str, words: tuple[str, ...]) -> bool:
    """Say whether a bare answer is these bare words with one typing error, in one long word of them."""
    from rapidfuzz.distance import OSA  # 3 MB, which a notebook needs only after a typing error

    for place, word in enumerate(words):
        before, after = "".join(words[:place]), "".join(words[place + 1 :])
        if not is_long(word) or not typed.startswith(before) or not typed.endswith(after):
            continue
        middle = typed[len(before) : len(typed) - len(after)]
        if len(before) + len(after) <= len(typed) and OSA.distance(word, middle, score_cutoff=1) == 1:
            return True
    return False
