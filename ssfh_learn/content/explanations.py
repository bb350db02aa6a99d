"""What a learner hears about her answers, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.quiz.flaws import in_other_questions
from ssfh_learn.activities.reflection import Reflection
from ssfh_learn.activities.role_choice import RoleChoice
from ssfh_learn.activities.self_assessment import SelfAssessment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssfh_learn.activities import Activity
    from ssfh_learn.activities.quiz.questions import Question


def flaws_of_explanations(activity: Activity) -> Iterator[Flaw]:
    """Yield options with the same explanation, and questions without feedback on a right or a wrong answer."""
    if not isinstance(activity, Quiz):
        return
    yield from _of_questions(activity)
    if activity.other is not None:
        yield from in_other_questions(_of_questions(activity.other))


def _of_questions(activity: Quiz) -> Iterator[Flaw]:
    for position, question in enumerate(activity.questions):
        yield from (flaw.under("questions", position) for flaw in _same_words(question))
        if activity.mode == "practice" and not _is_explained(question):
            yield Flaw("nothing_said", ("questions", position), {"id": question.id}, weight="advice")


def _same_words(question: Question) -> Iterator[Flaw]:
    for name in ("options", "reasons", "cards"):
        before: dict[str, str] = {}
        for position, one in enumerate(getattr(question, name, ())):
            words = one.explanation
            if words and words in before:
                details = {"id": one.id, "other": before[words]}
                yield Flaw("same_explanation", (name, position, "explanation"), details, weight="advice")
            elif words:
                before[words] = one.id


def _is_explained(question: Question) -> bool:
    """Return whether a learner reads something about the right answer and about a wrong one."""
    listed = [*getattr(question, "options", ()), *getattr(question, "cards", ())]
    if getattr(question, "model_answer", None) or (listed and all(one.explanation for one in listed)):
        return True
    if getattr(question, "explanation_true", None) or getattr(question, "explanation_false", None):
        return True
    return bool(question.feedback.right and (question.feedback.wrong or not question.graded))


def flaws_of_origin(activities: Sequence[Activity]) -> Iterator[tuple[Activity, Flaw]]:
    """Yield activities without source where most others have one, and the same for the questions of a quiz."""
    telling = [one for one in activities if not isinstance(one, SelfAssessment | RoleChoice | Reflection)]
    without = [one for one in telling if not any(one.used_sources())]
    if 2 * len(without) < len(telling):
        yield from ((one, Flaw("no_source", (), weight="advice")) for one in without)
    for one in activities:
        if isinstance(one, Quiz):
            yield from ((one, flaw) for flaw in _forgotten(one))


def _forgotten(quiz: Quiz) -> Iterator[Flaw]:
    """Yield questions without the goal or source that other questions have; one of the quiz itself counts for all."""
    if quiz.other is not None:
        yield from in_other_questions(_forgotten(quiz.other))
    has_goals = any(question.goal for question in quiz.questions) and not quiz.goals
    has_sources = any(question.sources for question in quiz.questions) and not quiz.sources
    for position, question in enumerate(quiz.questions):
        where, details = ("questions", position), {"id": question.id}
        if has_goals and not question.goal:
            yield Flaw("question_without_goal", where, details, weight="advice")
        if has_sources and not question.sources:
            yield Flaw("question_without_source", where, details, weight="advice")
