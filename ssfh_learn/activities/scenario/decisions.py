"""The situations of a scenario as questions about what she would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.card import RefresherCard, Try, card_id
from ssfh_learn.activities.markup import as_markdown
from ssfh_learn.activities.quiz.questions.graded_choice import GradedChoice, WeightedOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.scenario.model import Choice, Node, ScenarioContent


def decisions(scenario: ScenarioContent) -> Iterator[RefresherCard]:
    """Yield each situation in which there is something to choose, with the story and who she is in it."""
    context = "\n\n".join(text for text in (f"**{as_markdown(scenario.title)}**", scenario.role) if text)
    for node in scenario.nodes:
        if len(node.choices) > 1:
            yield RefresherCard(_question(scenario, node), context)


def try_of(scenario: ScenarioContent, node: Node, choice: Choice) -> Try:
    """Return how good a choice was in its situation."""
    question = _question(scenario, node)
    return Try(question.id, question.share(choice.id), choice.critical)


def _question(scenario: ScenarioContent, node: Node) -> GradedChoice:
    """Return a situation as a question, with the coaching of each choice as its explanation."""
    best = max(scenario.gain(choice) for choice in node.choices if not choice.critical or _all_critical(node))
    return GradedChoice.model_construct(
        id=card_id(scenario.id, node.id),
        kind_word="beste-keuze",
        prompt=node.text,
        options=tuple(
            WeightedOption.model_construct(
                id=choice.id,
                text=choice.text,
                explanation=choice.coaching,
                worth=_worth(scenario, choice, best),
                fixed=choice.fixed,
            )
            for choice in node.choices
        ),
    )


def _all_critical(node: Node) -> bool:
    return all(choice.critical for choice in node.choices)


def _worth(scenario: ScenarioContent, choice: Choice, best: int) -> float:
    """Return 1 for the best choice, a share for one that helps less, and nothing for harm or danger."""
    if choice.critical:
        return 0.0
    own = scenario.gain(choice)
    if own == best:
        return 1.0
    return own / best if own > 0 else 0.0
