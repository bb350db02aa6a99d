"""Makes marked attempts from the events of one learner: pure, and the same for both ways to the gradebook."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from ssfh_learn.activities import Learner
from ssfh_learn.activities.model import STRICT
from ssfh_learn.activities.quiz.attempt import Attempt
from ssfh_learn.activities.quiz.draw import drawn
from ssfh_learn.activities.quiz.score import score_of_attempt
from ssfh_learn.errors import RefusalCode, Refused
from ssfh_learn.grading.slots import placed, slots_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.activities import ItemScore
    from ssfh_learn.activities.quiz import Quiz
    from ssfh_learn.activities.quiz.run import QuizState
    from ssfh_learn.grading.key import Key
    from ssfh_learn.journal import Event

AnswerOddity = Literal[
    "after_closing",
    "odd_events",
    "older_version",
    "too_many_attempts",
    "unknown_ids",
    "unknown_keys",
    "unknown_version",
]
"""What can be odd about the events: keys of the section `grading` in the catalogue of interface words."""
_ODDITY: dict[RefusalCode, AnswerOddity] = {
    "no_attempts_left": "too_many_attempts",
    "closed": "after_closing",
    "unknown_id": "unknown_ids",
    "unknown_key": "unknown_keys",
}


@dataclass(frozen=True)
class MarkedAttempt:
    """An attempt that was handed in: scores and answers by grade cell, and the version that the learner saw."""

    number: int
    content: str
    quiz: Quiz
    scores: Mapping[str, ItemScore]
    answers: Mapping[str, Any]

    @property
    def by_question(self) -> dict[str, Any]:
        """The answers that count, by question: what is kept of an attempt."""
        return {score.id: self.answers[cell] for cell, score in self.scores.items() if self.answers[cell] is not None}


@dataclass(frozen=True)
class Marking:
    """Every attempt that was handed in, how many were begun, and the one that is still open.

    `closed_at` is when each attempt was handed in, as the events say. `foreign` counts answered questions that this
    learner never got, but other learners did.
    """

    attempts: tuple[MarkedAttempt, ...]
    begun: int
    oddities: Mapping[AnswerOddity, int]
    foreign: int
    open: MarkedAttempt | None = None
    closed_at: tuple[str, ...] = ()

    @property
    def unfinished(self) -> bool:
        """Whether the last attempt was not handed in."""
        return self.begun > len(self.attempts)


def mark(key: Key, events: Iterable[Event], student: str) -> Marking:
    """Play the events with the version of the test that they were made with, and score what was handed in."""
    learner = Learner(student)
    state = key.quiz.start(learner)
    odd: Counter[AnswerOddity] = Counter()
    foreign: set[str] = set()
    versions: list[str] = []
    closed_at: list[str] = []
    with_others = key.quiz.knowing(key.others)
    for content, run in groupby(events, key=lambda event: event.content):
        known = _version(key, content)
        is_other = content in key.other_contents
        odd["older_version"] += known is not None and content != key.content and not is_other
        odd["unknown_version"] += known is None
        version, quiz = (key.content, key.quiz) if known is None else (content, known)
        # the course decides how many attempts there are, not the version that a learner claims
        quiz = with_others if is_other else quiz.allowing(0).model_copy(update={"attempts": key.quiz.allowed})
        for event in run:
            try:
                state = quiz.respond(state, {**event.data, "kind": event.kind}, content)
                is_answer = event.kind == "answer" and not is_other
                more = _read_as(quiz, _version(key, versions[-1])) if is_answer else None
                if more is not None:  # it was built again while she was busy, and her page said how it reads
                    versions[-1] = key.content_of(more)
            except Refused as refused:
                if refused.code in {"closed", "other_attempt"} and odd["too_many_attempts"]:
                    continue  # a part of the attempt that was one too many
                odd[_ODDITY.get(refused.code, "odd_events")] += 1
                if refused.code == "unknown_id" and known is not None:
                    foreign |= _never_hers(quiz, state, event.data.get("question"))
            versions += [version] * (len(state.attempts) - len(versions))
            if state.attempts and state.latest.closed:
                closed_at += [event.at] * (len(state.attempts) - len(closed_at))
    marked = [
        mark_again(key, attempt.number, version, attempt.answers, student)
        for attempt, version in zip(state.attempts, versions, strict=True)
    ]
    closed, open_ = marked[: len(closed_at)], marked[len(closed_at) :]
    return Marking(tuple(closed), len(marked), +odd, len(foreign), open_[0] if open_ else None, tuple(closed_at))


def mark_again(key: Key, number: int, content: str, answers: Mapping[str, Any], student: str) -> MarkedAttempt:
    """Return an attempt, recorded now or before, scored with the key as it is now."""
    quiz = _version(key, content) or key.quiz
    ids = tuple(question.id for question in drawn(quiz, student, number))
    kept = {id_: _accepted(quiz, id_, answer) for id_, answer in answers.items() if id_ in ids and answer is not None}
    return _marked(Attempt(number, ids, None, kept, closed=True), content, quiz)


def _version(key: Key, content: str) -> Quiz | None:
    """Return the test as it was in some released version; None where unknown, or where its grade cells are others."""
    quiz = key.of_version(content)
    return quiz if quiz is not None and slots_of(quiz) == slots_of(key.quiz) else None


def _read_as(quiz: Quiz, begun: Quiz | None) -> Quiz | None:
    """Return the version with which an attempt was begun, as another that differs only in its rules reads more of it.

    None where it does not. The questions of the attempt stay: they were drawn when it began.
    """
    if begun is None or quiz.answers_read in {begun.answers_read, STRICT}:
        return None
    more = begun.model_copy(update={"answers_read": quiz.answers_read})
    is_same = more.model_copy(update={"draw_rule": quiz.draw_rule}).without_key() == quiz.without_key()
    return more if is_same else None


def _never_hers(quiz: Quiz, state: QuizState, question: object) -> set[str]:
    """Return a question that is refused, where it is one of the test that she was not asked in any attempt so far.

    Later attempts do not excuse it: with `spread` these ask what the ones before did not.
    """
    asked = {id_ for attempt in state.attempts for id_ in attempt.drawn}
    return {one.id for one in quiz.questions if one.id == question and one.id not in asked}


def _accepted(quiz: Quiz, question: str, answer: Any) -> Any:
    """Return an answer, or nothing where the question no longer knows what it refers to."""
    try:
        return quiz.question(question).accept(answer)
    except Refused:
        return None


def _marked(attempt: Attempt, content: str, quiz: Quiz) -> MarkedAttempt:
    scores = placed(quiz, score_of_attempt(quiz, attempt, "complete").items)
    answers = {cell: attempt.answers.get(score.id) for cell, score in scores.items()}
    return MarkedAttempt(attempt.number, content, quiz, scores, answers)
