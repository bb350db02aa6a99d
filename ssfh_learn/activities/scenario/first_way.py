"""The choices of the first run through a scenario, and every choice that figures may count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.first_try import ChoicePoint, FirstChoice, Worth
from ssfh_learn.activities.markup import markup, phrase
from ssfh_learn.activities.scenario.graph import reachable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.scenario.mistakes import ChoiceLevel
    from ssfh_learn.activities.scenario.model import ScenarioContent
    from ssfh_learn.activities.scenario.run import ScenarioState

_WORTH: dict[ChoiceLevel, Worth] = {"best": "right", "small": "small", "serious": "serious", "critical": "critical"}


def choice_name(node: str, choice: str) -> str:
    """Return the name of a choice; no id has the dot, so choices of two situations never have the same name."""
    return f"{node}.{choice}"


def choice_points(scenario: ScenarioContent) -> Iterator[ChoicePoint]:
    """Yield the situations and endings that some run can come to."""
    there = reachable(scenario)
    for node in scenario.nodes:
        if node.id in there:
            choices = (
                FirstChoice(choice_name(node.id, one.id), phrase(one.text), _WORTH[one.level], one.targets)
                for one in node.choices
            )
            yield ChoicePoint(node.id, markup(node.text), tuple(choices))


def first_way(state: ScenarioState) -> frozenset[str] | None:
    """Return the choices of the first run; None until it is over, and if it was of an earlier edition."""
    first = state.runs[0] if state.runs else None
    if first is None or not first.is_over or first.edition:
        return None
    return frozenset(choice_name(step.node, step.choice) for step in first.path)
