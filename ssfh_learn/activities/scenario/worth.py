"""What a run is worth: the meters along its path, and the first meter at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssfh_learn.activities.scenario.model import ScenarioContent
    from ssfh_learn.activities.scenario.run import ScenarioRun


def values_along(scenario: ScenarioContent, run: ScenarioRun) -> list[dict[str, int]]:
    """Return the meters at the start and after each choice, before any clamp of an ending."""
    values = [{meter.id: meter.start for meter in scenario.meters}]
    for step in run.path:
        effects = scenario.node(step.node).choice(step.choice).effects
        values.append(
            {meter.id: meter.bounded(values[-1][meter.id] + effects.get(meter.id, 0)) for meter in scenario.meters}
        )
    return values


def is_critical(scenario: ScenarioContent, run: ScenarioRun) -> bool:
    """Say whether a choice on the path was dangerous."""
    return any(scenario.node(step.node).choice(step.choice).critical for step in run.path)


def final_of(scenario: ScenarioContent, run: ScenarioRun) -> int:
    """Return the final value of a run that is over."""
    value = values_along(scenario, run)[-1][scenario.meters[0].id]
    return scenario.final_value(scenario.node(run.node), value, critical=is_critical(scenario, run))
