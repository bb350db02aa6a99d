"""What a learner may see of a quiz."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from ssfh_learn.activities.bands import band_of
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.quiz.draw import length
from ssfh_learn.activities.quiz.marks import marks, reading_of, share_of
from ssfh_learn.activities.quiz.questions.question import verdict
from ssfh_learn.activities.shuffle import shuffled

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ssfh_learn.activities.model import View
    from ssfh_learn.activities.quiz.attempt import Attempt
    from ssfh_learn.activities.quiz.model import QuizContent
    from ssfh_learn.activities.quiz.questions import Question
    from ssfh_learn.activities.quiz.run import QuizState


def view_of(quiz: QuizContent, state: QuizState) -> View:
    """Return the whole quiz as it may be shown now."""
    attempt = state.attempts[-1] if state.attempts else None
    phase = "ready" if attempt is None else "closed" if attempt.closed else "open"
    test = quiz.mode == "test"
    return {
        **quiz.envelope(state),
        "mode": quiz.mode,
        "reading": quiz.reading,
        "phase": phase,
        "pass_mark": quiz.pass_mark,
        "count": length(quiz),
        "attempts": {"used": len(state.attempts), "allowed": quiz.attempts} if test else None,
        "current": attempt.current if attempt else None,
        "questions": [_question(quiz, id_, attempt, state.learner.id) for id_ in attempt.drawn] if attempt else [],
        "blank": _blank(quiz, attempt) if attempt else [],
        "doubtful": _doubtful(quiz, attempt) if attempt else [],
        "result": None if test or attempt is None else _result(quiz, attempt),
    }


def _blank(quiz: QuizContent, attempt: Attempt) -> list[str]:
    return [id_ for id_ in attempt.drawn if quiz.question(id_).is_blank(attempt.answers.get(id_))]


def _doubtful(quiz: QuizContent, attempt: Attempt) -> list[str]:
    return [id_ for id_ in attempt.drawn if _doubt(quiz, attempt, id_) is not None]


def _doubt(quiz: QuizContent, attempt: Attempt, id_: str) -> View | None:
    """Return what to ask about an answer, as long as she can change it."""
    if attempt.closed or id_ in attempt.checked:
        return None
    return quiz.question(id_).doubt(attempt.answers.get(id_), reading_of(quiz, attempt, id_))


def _question(quiz: QuizContent, id_: str, attempt: Attempt, learner: str) -> View:
    question = quiz.question(id_)

    def arrange(items: Iterable[Any]) -> tuple[Any, ...]:
        must = question.order_is_key or quiz.is_shuffled(question)
        return shuffled(items, learner, quiz.id, attempt.number, id_) if must else tuple(items)

    answer, checked, hints = attempt.answers.get(id_), id_ in attempt.checked, attempt.hints.get(id_, 0)
    practice = quiz.mode == "practice"
    return {
        "id": id_,
        "kind": question.kind,
        "prompt": markup(question.prompt),
        "graded": quiz.counts(question),
        "hints": [markup(hint) for hint in question.hints[:hints]],
        "hints_left": len(question.hints) - hints if practice else 0,
        "answer": answer,
        "doubt": _doubt(quiz, attempt, id_),
        "phase": "closed" if attempt.closed else "checked" if checked else "open",
        "feedback": _feedback(quiz, question, attempt) if checked and practice else None,
        **question.parts(arrange),
    }


def _feedback(quiz: QuizContent, question: Question, attempt: Attempt) -> View:
    """Say what was right and why; after the first wrong try there is still something left to find."""
    share = share_of(quiz, attempt, question.id)
    judged = verdict(share if question.graded or question.solution() is not None else None)
    tells_all = judged in {"right", "done"} or attempt.checks[question.id] > 1
    items = question.explained(attempt.answers[question.id]).items()
    return {
        "verdict": judged,
        "share": share,
        "text": _text(question, judged),
        "items": {id_: said for id_, said in items if tells_all or said["verdict"] not in {"missed", "neutral"}},
        "solution": question.solution() if tells_all and judged in {"partly", "wrong"} else None,
        "model_answer": question.shown_afterwards(),
    }


def _text(question: Question, judged: str) -> Markup | None:
    feedback = question.feedback
    texts = {"right": feedback.right, "partly": feedback.partly or feedback.wrong, "wrong": feedback.wrong}
    return markup(texts.get(judged, feedback.right))


def _result(quiz: QuizContent, attempt: Attempt) -> View | None:
    """Return the result once every question has been checked."""
    if len(attempt.checked) < len(attempt.drawn):
        return None
    earned = marks(quiz, attempt)
    points, maximum = sum(one.points or 0 for one in earned), sum(one.maximum for one in earned)
    # Never rounded up past the pass mark.
    percent = floor(100 * points / maximum + 1e-9) if maximum else None
    spoken = quiz.score_feedback and percent is not None
    return {
        "points": round(points, 2),
        "maximum": round(maximum, 2),
        "percent": percent,
        "passed": None,  # practice counts for nothing, whatever pass mark its author wrote
        "feedback": markup(band_of(quiz.score_feedback, percent).text) if spoken else None,  # type: ignore[arg-type]
        "wrong": sum(1 for one in earned if (one.points or 0) < one.maximum),
    }
