"""What a learner answered the first time to each question of a practice, and what can be told of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.first_try import ChoicePoint, FirstChoice
from ssfh_learn.activities.markup import markup, phrase
from ssfh_learn.activities.quiz.marks import share_of_check
from ssfh_learn.activities.quiz.questions.graded_choice import GradedChoice
from ssfh_learn.activities.quiz.questions.multiple_response import MultipleResponse
from ssfh_learn.activities.quiz.questions.single_choice import SingleChoice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities.activity import RecordedEvent
    from ssfh_learn.activities.quiz.model import QuizContent
    from ssfh_learn.activities.quiz.questions import Question
    from ssfh_learn.activities.quiz.questions.option import ExplainedOption
    from ssfh_learn.activities.quiz.run import QuizState


def asked_questions(quiz: QuizContent) -> list[Question]:
    """Return the questions of which first answers are told; none where everybody is asked other questions."""
    if not quiz.is_practice or quiz.draw is not None:
        return []
    return [question for question in quiz.questions if quiz.judges(question)]


def choice_points(quiz: QuizContent) -> Iterator[ChoicePoint]:
    """Yield each question, with all that is right as one choice and each wrong option as another."""
    for question in asked_questions(quiz):
        wrong = (
            FirstChoice(f"{question.id}.{option.id}", phrase(option.text), "small")
            for option in _wrong_options(question)
        )
        yield ChoicePoint(question.id, markup(question.prompt), (FirstChoice(question.id, None, "right"), *wrong))


def first_answers(quiz: QuizContent, played: Iterable[tuple[QuizState, RecordedEvent]]) -> frozenset[str] | None:
    """Return the choices of the first check of each question; None until each of them was checked.

    `played` has each event that fits, with the state after it.
    """
    asked = {question.id: question for question in asked_questions(quiz)}
    found: dict[str, frozenset[str]] = {}
    for state, event in played:
        share = share_of_check(quiz, state.latest, event)
        name = str(event.data.get("question"))
        if share is not None and name in asked and name not in found:
            found[name] = _made(asked[name], state.latest.answers[name], share)
    return frozenset().union(*found.values()) if asked and len(found) == len(asked) else None


def _made(question: Question, answer: object, share: float) -> frozenset[str]:
    chosen = {answer} if isinstance(answer, str) else set(answer) if isinstance(answer, list | tuple) else set()
    wrong = {f"{question.id}.{option.id}" for option in _wrong_options(question) if option.id in chosen}
    return frozenset({*wrong, question.id} if share >= 1 else wrong)


def _wrong_options(question: Question) -> list[ExplainedOption]:
    """Return the options that are not right; what was chosen instead is told of options only, never of typed words."""
    if isinstance(question, MultipleResponse):
        return [option for option in question.options if not option.correct]
    if isinstance(question, SingleChoice | GradedChoice):
        return [option for option in question.options if question.share(option.id) < 1]
    return []
