"""What a run is worth: the meters along its path, its mistakes, and the band that it ends in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.scenario.graph import best_way
from ssfh_learn.activities.scenario.mistakes import Mistakes
from ssfh_learn.activities.scenario.run import choices_of, moments_along

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.scenario.model import EndingBand, ScenarioContent
    from ssfh_learn.activities.scenario.run import ScenarioRun


def mistakes_of(scenario: ScenarioContent, run: ScenarioRun) -> Mistakes:
    """Return the mistakes that were made."""
    made = Mistakes()
    for choice in choices_of(scenario, run.path):
        made = made.and_one(choice.level)
    return made


def is_critical(scenario: ScenarioContent, run: ScenarioRun) -> bool:
    """Say whether a choice on the path was dangerous."""
    return any(choice.critical for choice in choices_of(scenario, run.path))


def final_of(scenario: ScenarioContent, run: ScenarioRun) -> Mapping[str, int]:
    """Return the meters at the end of a finished run; an ending may move the first meter where it decides the band."""
    moment = moments_along(scenario, run.path)[-1]
    if scenario.counts_mistakes:
        return moment.meters
    first, critical = scenario.meters[0].id, is_critical(scenario, run)
    value = scenario.final_value(scenario.node(run.node), moment.meters[first], critical=critical)
    return {**moment.meters, first: value}


def band_of_run(scenario: ScenarioContent, run: ScenarioRun) -> EndingBand:
    """Return the band that a run ends in."""
    if scenario.counts_mistakes:
        return scenario.band_for(mistakes_of(scenario, run))
    return scenario.band_at(final_of(scenario, run)[scenario.meters[0].id])


def points_of(scenario: ScenarioContent, run: ScenarioRun) -> int:
    """Return what a run is worth: how many bands are below its own, or how good the first meter is."""
    if scenario.counts_mistakes:
        return len(scenario.bands) - 1 - scenario.bands.index(band_of_run(scenario, run))
    return scenario.goodness(final_of(scenario, run)[scenario.meters[0].id])


def most_points(scenario: ScenarioContent) -> int:
    """Return what the best path that exists is worth, not only the best that was visited."""
    return len(scenario.bands) - 1 if scenario.counts_mistakes else scenario.goodness(best_way(scenario).final)
