"""What a learner is told after grading: her result, and later also each question with its explanation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup as Safe

from ssfh_learn.activities.markup import markup
from ssfh_learn.activities.quiz.draw import drawn
from ssfh_learn.activities.quiz.questions.question import verdict
from ssfh_learn.grading.answer import answer_html, prompt_html, texts_of
from ssfh_learn.grading.extra_gradebook import ExtraReader
from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.grading.gradebook_reader import GradebookReader
from ssfh_learn.journal import receipt_of
from ssfh_learn.words import counted, number, section

if TYPE_CHECKING:
    from ssfh_learn.activities.quiz import Quiz
    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.key import Key
    from ssfh_learn.grading.marking import MarkedAttempt
    from ssfh_learn.results import ItemResult, Result

PAGE, PART = "feedback.html.j2", "feedback_body.html.j2"


def explain(course: Course, key: Key, student: str, template: str = PAGE) -> tuple[Result, str]:
    """Return a learner's result and what she may read about it now, as a whole page or as a part of one.

    Raises GradingError where nothing of her was graded.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    with GradebookReader(course, key) as gradebook:
        result, attempt, comments = gradebook.feedback_on(student)
        lateness = gradebook.lateness_of(student)
        closes_at, given = gradebook.explains_at(), gradebook.given_attempts(student)
        other_left = max(0, given.other - gradebook.other_handed_in(student)) if given.other else 0
    quiz = key.quiz.allowing(given.extra)
    was_explained = lateness.explained is not None
    # who got other questions could read the explanations of the first ones; of an open attempt nothing is shown
    is_time = is_time_to_explain(quiz, result, closes_at, now) or (was_explained and given.other > 0)
    if is_time and not was_explained:
        with CourseGradebook(course, key) as gradebook:
            is_time = gradebook.explain_to(student, now, given.extra)
    facts = _facts(quiz, result, attempt, comments, explained=is_time)
    facts["more_attempts"] &= not was_explained and not lateness.deadline.is_over(now)
    if other_left:
        facts["more_attempts"], facts["attempts_left"] = True, other_left
    facts["is_part"] = template == PART
    facts["is_never_explained"] = closes_at is None and key.quiz.attempts is None
    return result, _templates().get_template(template).render(facts)


@dataclass(frozen=True)
class FeedbackPlan:
    """Who gets feedback now: how many were graded, how many of them wait for a person, and who then reads explanations.

    `first_time` are those who could not read explanations before.
    """

    graded: int
    waiting: int
    explained: int
    first_time: tuple[str, ...]


def plan_feedback(course: Course, key: Key) -> FeedbackPlan:
    """Return who would get feedback now; raises GradingError where the gradebook cannot be read."""
    now = datetime.now(UTC).replace(tzinfo=None)
    with ExtraReader(course, key) as gradebook:
        results = [one for one in gradebook.results() if one.attempt is not None]
        closes_at, attempts = gradebook.explains_at(), gradebook.attempts()
    explained = [
        one.student
        for one in results
        if is_time_to_explain(key.quiz.allowing(attempts.of(one.student).extra), one, closes_at, now)
    ]
    waiting = sum(one.status == "awaiting_grader" for one in results)
    first_time = tuple(one for one in explained if not attempts.of(one).is_explained)
    return FeedbackPlan(len(results), waiting, len(explained), first_time)


def is_time_to_explain(quiz: Quiz, result: Result, closes_at: datetime | None, now: datetime) -> bool:
    """Say whether she may see the right answers: after everybody's deadline, or otherwise with no attempt left.

    Without a deadline a learner who has used all attempts may see them; we cannot prevent that she tells others.
    """
    if closes_at is not None:
        return now > closes_at
    return quiz.allowed is not None and result.attempts >= quiz.allowed


def _facts(
    quiz: Quiz, result: Result, attempt: MarkedAttempt, comments: dict[str, str], *, explained: bool
) -> dict[str, Any]:
    """Return what the page tells; without `explained` only the result and a person's comments, not the key."""
    asked = [question.id for question in drawn(attempt.quiz, result.student, attempt.number)]
    items = sorted(result.items, key=lambda item: asked.index(item.question))  # as she met them
    return {
        "words": section("feedback"),
        "title": quiz.title,
        "result": result,
        "explained": explained,
        "questions": [_explained(attempt, item, comments.get(item.cell)) for item in items] if explained else [],
        "comments": [comments[item.cell] for item in items if comments.get(item.cell)],
        "number": receipt_of(result.receipt or ""),
        "more_attempts": quiz.allowed is None or result.attempts < quiz.allowed,
        "attempts_left": None if quiz.allowed is None else max(0, quiz.allowed - result.attempts),
    }


def _explained(attempt: MarkedAttempt, item: ItemResult, comment: str | None) -> dict[str, Any]:
    """Return what the page says about one question."""
    question = attempt.quiz.question(item.question)
    answer = attempt.answers[item.cell]
    by_words = question.is_own_words and not question.needs_grader
    judged = None if item.points is None or by_words else verdict(item.points / item.maximum)
    said = markup(question.said(answer, judged)) if judged and not question.is_blank(answer) else None
    best = question.solution()
    shows_best = judged != "right" and best is not None and item.points is not None
    return {
        "prompt": Safe(prompt_html(question)),  # noqa: S704  (sanitised by nh3)
        "answer": Safe(answer_html(question, answer)),  # noqa: S704  (escaped)
        "is_blank": question.is_blank(answer),
        "points": item.points,
        "maximum": item.maximum,
        "verdict": judged,
        "by_words": by_words,
        "text": Safe(said["html"]) if said else "",  # noqa: S704
        "notes": _notes(question, answer),
        "best": Safe(answer_html(question, best)) if shows_best else "",  # noqa: S704
        "model": Safe(model["html"]) if (model := question.shown_afterwards()) and item.points is not None else "",  # noqa: S704
        "comment": comment,
    }


def _notes(question: Any, answer: Any) -> list[dict[str, Any]]:
    """Return the explanations of what was chosen and of what was missed."""
    if question.is_blank(answer):
        return []
    told = [(id_, said) for id_, said in question.explained(answer).items() if said["text"]]
    told = [(id_, said) for id_, said in told if said["verdict"] != "neutral"]
    told.sort(key=lambda one: one[1]["verdict"] == "missed")  # her own choice comes first
    texts = texts_of(question) if len(told) > 1 else {}
    return [{"about": Safe(texts.get(id_, "")), "text": Safe(said["text"]["html"])} for id_, said in told]  # noqa: S704


@cache
def _templates() -> Environment:
    folder = files("ssfh_learn.grading")
    environment = Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text("utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    environment.globals["counted"] = counted
    return environment
