"""Feedback for a learner: her result, and once it is time each question with its explanation."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from markupsafe import Markup as Safe
from nbconvert.exporters import HTMLExporter

from ssfh_learn.activities.markup import markup
from ssfh_learn.activities.quiz.questions.question import verdict
from ssfh_learn.grading.answer import answer_html, prompt_html
from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.grading.preprocessors import Ours, is_ours
from ssfh_learn.journal import receipt_of
from ssfh_learn.words import section

if TYPE_CHECKING:
    from jinja2 import Template

    from ssfh_learn.activities.quiz import Quiz
    from ssfh_learn.grading.marking import MarkedAttempt
    from ssfh_learn.results import ItemResult, Result


class FeedbackExporter(Ours, HTMLExporter):
    """Makes the page of a test of ours; other assignments get nbgrader's own."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and the resources."""
        if not resources or not is_ours(resources["nbgrader"]["assignment"]):
            return super().from_filename(filename, resources=resources, **options)
        key, student = self.key(resources), resources["nbgrader"]["student"]
        with CourseGradebook(self.course(), key) as gradebook:
            result, attempt, comments = gradebook.feedback_on(student)
            closes_at = gradebook.explains_at()
        resources["output_extension"] = self.file_extension
        is_time = is_time_to_explain(key.quiz, result, closes_at, datetime.now(UTC).replace(tzinfo=None))
        return feedback_page(key.quiz, result, attempt, comments, explained=is_time), resources


def is_time_to_explain(quiz: Quiz, result: Result, closes_at: datetime | None, now: datetime) -> bool:
    """Say whether the right answers may be told: after the deadline of everybody, or else with no attempt left.

    Without a deadline a learner who has used her attempts may know; what she tells others is not ours to prevent.
    """
    if closes_at is not None:
        return now > closes_at
    return quiz.attempts is not None and result.attempts >= quiz.attempts


def feedback_page(
    quiz: Quiz, result: Result, attempt: MarkedAttempt, comments: dict[str, str], *, explained: bool
) -> str:
    """Return the page as HTML; without `explained` it holds the result and a person's comments, nothing of the key."""
    questions = [
        _explained(attempt, item, comments.get(item.cell))
        for item in result.items
        if explained or comments.get(item.cell)
    ]
    return _template().render(
        words=section("feedback"),
        title=quiz.title,
        result=result,
        explained=explained,
        questions=questions if explained else [],
        comments=[comments[item.cell] for item in result.items if comments.get(item.cell)],
        number=receipt_of(result.receipt or ""),
        more_attempts=quiz.attempts is None or result.attempts < quiz.attempts,
    )


def _explained(attempt: MarkedAttempt, item: ItemResult, comment: str | None) -> dict[str, Any]:
    """Return what the page says about one question."""
    question = attempt.quiz.question(item.question)
    answer = attempt.answers[item.cell]
    judged = None if item.points is None else verdict(item.points / item.maximum)
    texts = {"right": question.feedback.right, "partly": question.feedback.partly or question.feedback.wrong}
    said = (
        markup(texts.get(judged or "", question.feedback.wrong)) if judged and not question.is_blank(answer) else None
    )
    best = question.solution()
    shows_best = judged != "right" and best is not None and item.points is not None
    return {
        "prompt": Safe(prompt_html(question)),  # noqa: S704  (sanitised by nh3)
        "answer": Safe(answer_html(question, answer)),  # noqa: S704  (escaped)
        "points": item.points,
        "maximum": item.maximum,
        "verdict": judged,
        "text": Safe(said["html"]) if said else "",  # noqa: S704
        "notes": [Safe(one["text"]["html"]) for one in _notes(question, answer)],  # noqa: S704
        "best": Safe(answer_html(question, best)) if shows_best else "",  # noqa: S704
        "model": Safe(model["html"]) if (model := question.shown_afterwards()) and item.points is not None else "",  # noqa: S704
        "comment": comment,
    }


def _notes(question: Any, answer: Any) -> list[dict[str, Any]]:
    """Return the explanations of what was chosen and of what was missed."""
    if question.is_blank(answer):
        return []
    return [said for said in question.explained(answer).values() if said["text"] and said["verdict"] != "neutral"]


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["number"] = _number
    text = files("ssfh_learn.grading").joinpath("feedback.html.j2").read_text("utf-8")
    return environment.from_string(text)


def _number(value: float) -> str:
    """Write a number as the Dutch do: a decimal comma, at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
