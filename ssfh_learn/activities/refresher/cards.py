"""What can come back of a module: the questions of its practice quizzes, and the decisions of its scenarios."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.quiz.questions.graded_choice import GradedChoice, WeightedOption
from ssfh_learn.activities.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.activity import Activity
    from ssfh_learn.activities.quiz.questions import Question
    from ssfh_learn.activities.scenario.model import Choice, Node


def card_id(activity: str, name: str) -> str:
    """Return the id of a card; the dot, which no other id has, keeps two activities apart."""
    return f"{activity}.{name}"


@singledispatch
def cards_of(activity: Activity) -> Iterator[Question]:  # noqa: ARG001
    """Yield the cards of an activity; a test has none, and neither has a kind without right answers."""
    yield from ()


@cards_of.register(Quiz)
def _of_quiz(activity: Quiz) -> Iterator[Question]:
    for question in activity.questions if activity.is_practice else ():
        if activity.counts(question):
            yield question.model_copy(update={"id": card_id(activity.id, question.id)})


@cards_of.register(Scenario)
def _of_scenario(activity: Scenario) -> Iterator[Question]:
    for node in activity.nodes if activity.is_practice else ():
        if len(node.choices) > 1:
            yield decision(activity, node)


def decision(scenario: Scenario, node: Node) -> GradedChoice:
    """Return a situation as a question: what would you do, with the coaching of each choice as its explanation."""
    best = max(gain(scenario, choice) for choice in node.choices if not choice.critical or _all_critical(node))
    return GradedChoice.model_construct(
        id=card_id(scenario.id, node.id),
        kind_word="beste-keuze",
        prompt=node.text,
        options=tuple(
            WeightedOption.model_construct(
                id=choice.id, text=choice.text, explanation=choice.coaching, worth=_worth(scenario, choice, best)
            )
            for choice in node.choices
        ),
    )


def context_of(activity: Activity) -> str | None:
    """Return what a card needs to be told of where it comes from: of a decision the story, and who she is in it."""
    if not isinstance(activity, Scenario):
        return None
    return "\n\n".join(text for text in (f"**{activity.title}**", activity.role) if text)


def gain(scenario: Scenario, choice: Choice) -> int:
    """Return how far a choice moves the first meter in the good direction."""
    effect = choice.effects.get(scenario.meters[0].id, 0)
    return scenario.goodness(effect) - scenario.goodness(0)


def _all_critical(node: Node) -> bool:
    return all(choice.critical for choice in node.choices)


def _worth(scenario: Scenario, choice: Choice, best: int) -> float:
    """Return 1 for the best choice, a share for one that helps less, and nothing for harm or danger."""
    if choice.critical:
        return 0.0
    own = gain(scenario, choice)
    if own == best:
        return 1.0
    return own / best if own > 0 else 0.0
