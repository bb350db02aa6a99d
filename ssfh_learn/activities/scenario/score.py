"""How far a learner is in a scenario, and what her best run is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.activity import Score, Status
from ssfh_learn.activities.scenario.worth import most_points, points_of

if TYPE_CHECKING:
    from ssfh_learn.activities.scenario.model import ScenarioContent
    from ssfh_learn.activities.scenario.run import ScenarioState


def status_of(state: ScenarioState) -> Status:
    """Complete once a run has come to an ending."""
    if any(run.is_over for run in state.runs):
        return "complete"
    return "in_progress" if state.runs else "not_attempted"


def score_of(scenario: ScenarioContent, state: ScenarioState) -> Score:
    """Return the best finished run, against the best path that exists in its edition.

    Runs of the story as it is now count before those of earlier editions, whose points are others.
    """
    finished = [(scenario.edition(run.edition), run) for run in state.runs if run.is_over]
    now = [pair for pair in finished if pair[0] is scenario]
    scores = [(points_of(edition, run), most_points(edition)) for edition, run in now or finished]
    points, maximum = max(scores, key=lambda score: score[0] / (score[1] or 1), default=(0, most_points(scenario)))
    return Score(points, maximum, status_of(state))
