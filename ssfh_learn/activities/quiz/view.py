"""What a learner may see of a quiz."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Literal, cast

from typing_extensions import TypedDict

from ssfh_learn.activities.activity import CountedEnvelope
from ssfh_learn.activities.bands import band_of
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.model import ReadingRule
from ssfh_learn.activities.quiz.draw import length
from ssfh_learn.activities.quiz.marks import marks, reading_of, share_of
from ssfh_learn.activities.quiz.questions import AnyQuestionView
from ssfh_learn.activities.quiz.questions.question import verdict
from ssfh_learn.activities.shuffle import shuffled
from ssfh_learn.activities.step_reference import steps_named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ssfh_learn.activities.model import View
    from ssfh_learn.activities.quiz.attempt import Attempt
    from ssfh_learn.activities.quiz.model import QuizContent
    from ssfh_learn.activities.quiz.questions import Question
    from ssfh_learn.activities.quiz.questions.shown import DoubtView, FeedbackView, QuestionView, Verdict
    from ssfh_learn.activities.quiz.run import QuizState


class AttemptsView(TypedDict):
    """How many attempts at a test were begun; `allowed` is None where there is no end to them."""

    used: int
    allowed: int | None


class QuizResultView(TypedDict):
    """The result of practice, once every question has been checked."""

    points: float
    maximum: float
    percent: int | None
    """None where nothing of it counts."""
    passed: bool | None
    feedback: Markup | None
    wrong: int
    own_words: int
    """How many questions were answered in own words, which nobody judged: they are in no sum."""


class PartlyView(TypedDict):
    """A question of a test with more or fewer answered parts than it asks."""

    question: str
    filled: int
    asked: int


class QuizView(CountedEnvelope):
    """The questions of one attempt."""

    kind: Literal["quiz"]
    mode: Literal["practice", "test"]
    reading: ReadingRule
    """How an answer is read that comes in now."""
    phase: Literal["ready", "open", "closed"]
    pass_mark: int | None
    count: int
    """How many questions one attempt has."""
    attempts: AttemptsView | None
    current: str | None
    questions: list[AnyQuestionView]
    blank: list[str]
    partly: list[PartlyView]
    """Questions of a test that she may still change, with more or fewer answered parts than they ask."""
    doubtful: list[str]
    """Questions whose answer can be read in two ways, or not at all."""
    result: QuizResultView | None
    over: str | None
    """Why no attempt can begin any more, which only a host may know."""


def view_of(quiz: QuizContent, state: QuizState) -> QuizView:
    """Return the whole quiz as it may be shown now."""
    attempt = state.attempts[-1] if state.attempts else None
    test = quiz.mode == "test"
    asked = quiz.asking(attempt.bank) if attempt else quiz
    questions = [_question(asked, id_, attempt, state.learner.id) for id_ in attempt.drawn] if attempt else []
    return {
        "kind": "quiz",
        **quiz.counted_envelope(state),
        "mode": quiz.mode,
        "reading": quiz.reading,
        "phase": "ready" if attempt is None else "closed" if attempt.closed else "open",
        "pass_mark": quiz.pass_mark,
        "count": length(quiz),
        "attempts": {"used": len(state.attempts), "allowed": _allowed(quiz, state)} if test else None,
        "current": attempt.current if attempt else None,
        "questions": questions,
        "blank": _blank(asked, attempt) if attempt else [],
        "doubtful": [question["id"] for question in questions if question["doubt"] is not None],
        "partly": _partly(asked, attempt) if attempt and test and not attempt.closed else [],
        "result": None if test or attempt is None else _result(quiz, attempt),
        "over": None,
    }


def _allowed(quiz: QuizContent, state: QuizState) -> int | None:
    """Return how many attempts she has in all; with other questions for her, only those attempts are left."""
    given = quiz.other_bank.given
    return state.count(other=False) + given if given else quiz.allowed


def _blank(quiz: QuizContent, attempt: Attempt) -> list[str]:
    return [id_ for id_ in attempt.drawn if quiz.question(id_).is_blank(attempt.answers.get(id_))]


def _partly(quiz: QuizContent, attempt: Attempt) -> list[PartlyView]:
    found: list[PartlyView] = []
    for id_ in attempt.drawn:
        question, answer = quiz.question(id_), attempt.answers.get(id_)
        filled, asked = (0, 0) if question.is_blank(answer) else question.parts_of(answer)
        if filled != asked:
            found.append({"question": id_, "filled": filled, "asked": asked})
    return found


def _doubt(quiz: QuizContent, attempt: Attempt, id_: str) -> DoubtView | None:
    """Return what to ask about an answer, as long as she can change it."""
    if attempt.closed or id_ in attempt.checked:
        return None
    return quiz.question(id_).doubt(attempt.answers.get(id_), reading_of(quiz, attempt, id_))


def _question(quiz: QuizContent, id_: str, attempt: Attempt, learner: str) -> AnyQuestionView:
    question = quiz.question(id_)

    def arrange(items: Iterable[Any]) -> tuple[Any, ...]:
        must = question.order_is_key or quiz.is_shuffled(question)
        return shuffled(items, learner, quiz.id, attempt.number, id_) if must else tuple(items)

    answer, checked, hints = attempt.answers.get(id_), id_ in attempt.checked, attempt.hints.get(id_, 0)
    practice = quiz.mode == "practice"
    shared: QuestionView = {
        "id": id_,
        "prompt": markup(question.prompt),
        "graded": quiz.judges(question),
        "hints": [markup(hint) for hint in question.hints[:hints]],
        "hints_left": len(question.hints) - hints if practice else 0,
        "doubt": _doubt(quiz, attempt, id_),
        "missing": question.missing(answer) if practice and not checked else [],
        "phase": "closed" if attempt.closed else "checked" if checked else "open",
    }
    own = {
        "kind": question.kind,
        "answer": answer,
        "feedback": _feedback(quiz, question, attempt) if checked and practice else None,
        **question.parts(arrange),
    }
    return cast("AnyQuestionView", {**shared, **own})  # of which kind, only tests can tell


def _feedback(quiz: QuizContent, question: Question, attempt: Attempt) -> View:
    """Say what was right and why; after the first wrong try there is still something left to find."""
    share = None if question.is_own_words else share_of(quiz, attempt, question.id)
    judged = _verdict(question, share)
    tells_all = judged not in {"partly", "wrong"} or attempt.checks[question.id] > 1
    explained = question.explained(attempt.answers[question.id]).items()
    items = {id_: said for id_, said in explained if tells_all or said["verdict"] not in {"missed", "neutral"}}
    text = markup(question.said(attempt.answers[question.id], judged))
    texts = [item["text"] for item in items.values()]
    shared: FeedbackView = {
        "verdict": judged,
        "share": share,
        "text": text,
        "items": items,
        "model_answer": question.shown_afterwards(),
        "steps": _steps(question, judged, [said["html"] for said in (*texts, text) if said]),
    }
    return {
        **shared,
        "solution": question.solution() if tells_all and judged in {"partly", "wrong"} else None,
        **question.compared(attempt.ticked.get(question.id, ())),
    }


def _steps(question: Question, judged: Verdict, shown: list[str]) -> list[int]:
    """Return the steps that are named in what is shown; else, unless all is right, those named at a wrong answer."""
    named = steps_named(shown)
    if named or judged == "right":
        return named
    return steps_named(text for text in (question.feedback.wrong, question.feedback.partly) if text)


def _verdict(question: Question, share: float | None) -> Verdict:
    if question.is_own_words:
        return "compare"
    return verdict(share if question.graded or question.solution() is not None else None)


def _result(quiz: QuizContent, attempt: Attempt) -> QuizResultView | None:
    """Return the result once every question has been checked."""
    if len(attempt.checked) < len(attempt.drawn):
        return None
    asked = [quiz.question(id_) for id_ in attempt.drawn]
    judged = {question.id for question in asked if quiz.judges(question)}
    earned = [one for one in marks(quiz, attempt) if one.id in judged]
    points, maximum = sum(one.points or 0 for one in earned), sum(one.maximum for one in earned)
    # Never rounded up past the pass mark.
    percent = floor(100 * points / maximum + 1e-9) if maximum else None
    band = band_of(quiz.score_feedback, percent) if quiz.score_feedback and percent is not None else None
    return {
        "points": round(points, 2),
        "maximum": round(maximum, 2),
        "percent": percent,
        "passed": None,  # practice counts for nothing, whatever pass mark its author wrote
        "feedback": markup(band.text) if band else None,
        "wrong": sum(1 for one in earned if (one.points or 0) < one.maximum),
        "own_words": sum(question.is_own_words for question in asked),
    }
