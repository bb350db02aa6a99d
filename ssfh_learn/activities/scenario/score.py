"""How far a learner is in a scenario, and what her best run is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.activity import Score, Status
from ssfh_learn.activities.scenario.graph import best_way
from ssfh_learn.activities.scenario.worth import final_of

if TYPE_CHECKING:
    from ssfh_learn.activities.scenario.model import ScenarioContent
    from ssfh_learn.activities.scenario.run import ScenarioState


def status_of(state: ScenarioState) -> Status:
    """Complete once a run has come to an ending."""
    if any(run.is_over for run in state.runs):
        return "complete"
    return "in_progress" if state.runs else "not_attempted"


def score_of(scenario: ScenarioContent, state: ScenarioState) -> Score:
    """Return the best finished run against the best path that exists, not only against what was visited."""
    finished = [scenario.goodness(final_of(scenario, run)) for run in state.runs if run.is_over]
    return Score(max(finished, default=0), scenario.goodness(best_way(scenario).final), status_of(state))
