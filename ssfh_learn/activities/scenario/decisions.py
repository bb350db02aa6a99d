"""The situations of a scenario as questions about what she would do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ssfh_learn.activities.card import RefresherCard, Try, card_id
from ssfh_learn.activities.markup import as_markdown
from ssfh_learn.activities.quiz.questions.graded_choice import GradedChoice, WeightedOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.scenario.mistakes import ChoiceLevel
    from ssfh_learn.activities.scenario.model import Choice, Node, ScenarioContent


def decisions(scenario: ScenarioContent) -> Iterator[RefresherCard]:
    """Yield each situation in which there is something to choose, with how its story begins and who she is in it.

    Weeks later nobody knows what came before, so the first situation stands above each that comes after it.
    """
    begins = "\n\n".join(text for text in (f"**{as_markdown(scenario.title)}**", scenario.role) if text)
    first = scenario.node(scenario.first_moment().node)
    for node in scenario.nodes:
        question = _question(scenario, node)
        if len(question.options) > 1:
            yield RefresherCard(question, begins if node is first else f"{begins}\n\n{_told(scenario, first)}")


def try_of(scenario: ScenarioContent, node: Node, choice: Choice) -> Try:
    """Return how good a choice was in its situation."""
    return Try(card_id(scenario.id, node.id), _worth(scenario, node, choice), choice.critical)


def _question(scenario: ScenarioContent, node: Node) -> GradedChoice:
    """Return a situation as a question, with the coaching of each choice as its explanation.

    A card stands alone, so it has the text and the choices of a run in which nothing is remembered yet.
    """
    moment = replace(scenario.first_moment(), node=node.id)
    return GradedChoice.model_construct(
        id=card_id(scenario.id, node.id),
        kind_word="beste-keuze",
        prompt=_told(scenario, node),
        options=tuple(
            WeightedOption.model_construct(
                id=choice.id,
                text=choice.text,
                explanation=choice.coaching,
                worth=_worth(scenario, node, choice),
                fixed=choice.fixed,
            )
            for choice in node.open_choices(moment)
        ),
    )


def _told(scenario: ScenarioContent, node: Node) -> str:
    """Return the text of a situation, with the name of who speaks where the text is nothing but that."""
    text = node.told(replace(scenario.first_moment(), node=node.id))
    return f"{as_markdown(node.speaker)}: {text}" if node.speaker and text.lstrip().startswith("“") else text


def _all_critical(node: Node) -> bool:
    return all(choice.critical for choice in node.choices)


def _worth(scenario: ScenarioContent, node: Node, choice: Choice) -> float:
    """Return 1 for the best choice, a share for one that helps less, and nothing for harm or danger."""
    if scenario.counts_mistakes:
        return _WORTH[choice.level]
    if choice.critical:
        return 0.0
    best = max(scenario.gain(one) for one in node.choices if not one.critical or _all_critical(node))
    own = scenario.gain(choice)
    if own == best:
        return 1.0
    return own / best if own > 0 else 0.0


_WORTH: dict[ChoiceLevel, float] = {"best": 1.0, "small": 0.5, "serious": 0.0, "critical": 0.0}
