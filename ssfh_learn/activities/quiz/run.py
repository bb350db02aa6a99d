"""The attempts at a quiz, what a learner can send, and how that changes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import singledispatch
from typing import TYPE_CHECKING, Any, Literal

from pydantic import SkipValidation

from ssfh_learn.activities.model import INDEPENDENT, STRICT, ReadingRule
from ssfh_learn.activities.quiz.attempt import Attempt
from ssfh_learn.activities.quiz.draw import drawn
from ssfh_learn.activities.quiz.marks import reading_of, share_of
from ssfh_learn.activities.quiz.questions.shown import Pairs
from ssfh_learn.activities.quiz.questions.true_false import TrueFalseAnswer
from ssfh_learn.activities.response import Response, validator_of
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from ssfh_learn.activities.activity import Learner
    from ssfh_learn.activities.quiz.model import QuizContent

# What a learner sends


class AnswerQuestion(Response):
    """An answer to one question; saved at once, checked later."""

    kind: Literal["answer"]
    question: str
    answer: SkipValidation[str | list[str] | Pairs | TrueFalseAnswer | None]
    """Each kind of question looks itself at what it is given."""
    reading: ReadingRule | None = None
    """In practice: by which rule what was typed is read. An event of before names none and keeps the first."""


class CheckAnswer(Response):
    """Ask for feedback on one question (practice)."""

    kind: Literal["check"]
    question: str
    reading: ReadingRule | None = None


class TickPoints(Response):
    """Say which points of the example her own words have (practice)."""

    kind: Literal["tick"]
    question: str
    points: list[str]


class ShowHint(Response):
    """Ask for the next hint (practice)."""

    kind: Literal["hint"]
    question: str


class RetryQuestion(Response):
    """Open one checked question again (practice)."""

    kind: Literal["retry"]
    question: str


class RetryWrong(Response):
    """Open every question that was not wholly right again (practice)."""

    kind: Literal["retry_wrong"]


class StartOver(Response):
    """Start a new attempt, with a new draw and a new order (practice)."""

    kind: Literal["start_over"]


class TurnTo(Response):
    """Turn to a question, or with None to the result."""

    kind: Literal["go"]
    question: str | None


class BeginAttempt(Response):
    """Start an attempt (test)."""

    kind: Literal["begin"]


class HandInAttempt(Response):
    """Close the attempt (test)."""

    kind: Literal["hand_in"]


RESPONSES = validator_of(
    AnswerQuestion,
    CheckAnswer,
    TickPoints,
    ShowHint,
    RetryQuestion,
    RetryWrong,
    StartOver,
    TurnTo,
    BeginAttempt,
    HandInAttempt,
)

# What she did


@dataclass(frozen=True)
class QuizState:
    """Everything a learner did in a quiz; `attempts` is empty until a test has begun."""

    learner: Learner
    attempts: tuple[Attempt, ...] = ()

    @property
    def number(self) -> int:
        """The number of the latest attempt, 1 before the first."""
        return self.attempts[-1].number if self.attempts else 1

    @property
    def latest(self) -> Attempt:
        """The attempt that is going on, or the last one; raises Refused before the first."""
        if not self.attempts:
            raise Refused("not_begun")
        return self.attempts[-1]

    def count(self, *, other: bool) -> int:
        """Return how many attempts there are with other questions, or with those that everybody has."""
        return sum(bool(one.bank) == other for one in self.attempts)

    def with_latest(self, attempt: Attempt) -> QuizState:
        """Replace the last attempt."""
        return replace(self, attempts=(*self.attempts[:-1], attempt))

    def with_next(self, attempt: Attempt) -> QuizState:
        """Add an attempt."""
        return replace(self, attempts=(*self.attempts, attempt))


# What a response changes


def begun(quiz: QuizContent, learner: Learner) -> QuizState:
    """Return the state at the start: in practice at the first question; a test begins only when the learner says so."""
    state = QuizState(learner)
    return state if quiz.mode == "test" else _with_next(quiz, state)


def applied(quiz: QuizContent, state: QuizState, response: Any, content: str = "") -> QuizState:
    """Return the state after one response to the version `content`; raises Refused where it does not fit."""
    if isinstance(response, BeginAttempt):
        return begun_attempt(quiz_that_drew(quiz, content), state, content)
    attempt = state.latest
    if attempt.closed:
        raise Refused("closed")
    if hasattr(response, "question") and response.question is not None:
        attempt.must_hold(response.question)
    if isinstance(response, StartOver):
        _only_in("practice", quiz)
        return _with_next(quiz, state)
    return state.with_latest(_applied(response, quiz.asking(attempt.bank), attempt))


def begun_attempt(quiz: QuizContent, state: QuizState, content: str = "") -> QuizState:
    """Begin an attempt at a test; raises Refused while one goes on, and where there is none left.

    With a version that has other questions, the attempt asks those. It ends an attempt with the questions of
    everybody that was still open: nothing can be added to that, because the explanations of its questions were
    readable.
    """
    _only_in("test", quiz)
    bank = content if content in quiz.other_bank.versions else ""
    if state.attempts and not state.latest.closed:
        if not bank or state.latest.bank:
            raise Refused("already_begun")
        state = state.with_latest(state.latest.handed_in())
    allowed = quiz.other_bank.given if bank else quiz.allowed
    if allowed is not None and state.count(other=bool(bank)) >= allowed:
        raise Refused("no_attempts_left")
    return _with_next(quiz.asking(bank), state, bank)


def version_now(quiz: QuizContent, state: QuizState, kind: str, content: str) -> str:
    """Return the version that a response belongs to which comes in now, if `content` is the version of the quiz.

    Who has attempts with other questions can begin no others. Raises Refused where these questions are not there.
    """
    if kind == "begin" and quiz.other_bank.given:
        if not quiz.other_bank.newest:
            raise Refused("no_attempts_left")
        return quiz.other_bank.newest
    is_busy = bool(state.attempts) and kind != "begin"
    return (state.latest.bank if is_busy else "") or content


def quiz_that_drew(quiz: QuizContent, content: str) -> QuizContent:
    """Return the quiz with the first rule for drawing, where an attempt was begun with the version that had it.

    A test that is built again gets the newest rules. Who is busy with an attempt then keeps her questions.
    """
    if quiz.draw is None or quiz.draw_rule == INDEPENDENT or not content:
        return quiz
    for reading in (quiz.answers_read, STRICT):
        before = quiz.model_copy(update={"draw_rule": INDEPENDENT, "answers_read": reading})
        if before.fingerprint() == content:
            return before
    return quiz


def _with_next(quiz: QuizContent, state: QuizState, bank: str = "") -> QuizState:
    number = len(state.attempts) + 1
    ids = tuple(question.id for question in drawn(quiz, state.learner.id, number))
    return state.with_next(Attempt(number, ids, ids[0], bank=bank))


def _only_in(mode: str, quiz: QuizContent) -> None:
    if quiz.mode != mode:
        raise Refused("wrong_mode")


@singledispatch
def _applied(response: Any, _quiz: QuizContent, _attempt: Attempt) -> Attempt:
    raise NotImplementedError(response)


@_applied.register(AnswerQuestion)
def _answer(response: AnswerQuestion, quiz: QuizContent, attempt: Attempt) -> Attempt:
    answer = None if response.answer is None else quiz.question(response.question).accept(response.answer)
    return attempt.answered(response.question, answer).read_as(response.question, response.reading or STRICT)


@_applied.register(CheckAnswer)
def _check(response: CheckAnswer, quiz: QuizContent, attempt: Attempt) -> Attempt:
    _only_in("practice", quiz)
    if response.question in attempt.checked:
        raise Refused("already_checked")
    if response.reading is not None:
        attempt = attempt.read_as(response.question, response.reading)
    question, answer = quiz.question(response.question), attempt.answers.get(response.question)
    reading = reading_of(quiz, attempt, question.id)
    question.ready_to_check(answer, reading)
    if question.has_two_meanings(answer, reading):
        return attempt.turned_to(question.id)  # the view asks which one, and nothing has been judged
    return attempt.with_checked(question.id)


@_applied.register(TickPoints)
def _tick(response: TickPoints, quiz: QuizContent, attempt: Attempt) -> Attempt:
    _only_in("practice", quiz)
    return attempt.with_ticked(response.question, quiz.question(response.question).ticked(response.points))


@_applied.register(ShowHint)
def _hint(response: ShowHint, quiz: QuizContent, attempt: Attempt) -> Attempt:
    _only_in("practice", quiz)
    return attempt.with_hint(response.question, len(quiz.question(response.question).hints))


@_applied.register(RetryQuestion)
def _retry(response: RetryQuestion, _quiz: QuizContent, attempt: Attempt) -> Attempt:
    return attempt.reopened(attempt.checked & {response.question})


@_applied.register(RetryWrong)
def _retry_wrong(_response: RetryWrong, quiz: QuizContent, attempt: Attempt) -> Attempt:
    wrong = (id_ for id_ in attempt.checked if (share_of(quiz, attempt, id_) or 0) < 1)
    return attempt.reopened(frozenset(id_ for id_ in wrong if quiz.counts(quiz.question(id_))))


@_applied.register(TurnTo)
def _go(response: TurnTo, _quiz: QuizContent, attempt: Attempt) -> Attempt:
    return attempt.turned_to(response.question)


@_applied.register(HandInAttempt)
def _hand_in(_response: HandInAttempt, quiz: QuizContent, attempt: Attempt) -> Attempt:
    _only_in("test", quiz)
    return attempt.handed_in()
