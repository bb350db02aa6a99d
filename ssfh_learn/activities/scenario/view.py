"""What a learner may see of a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.bands import band_of
from ssfh_learn.activities.markup import markup, phrase
from ssfh_learn.activities.scenario.graph import best_way
from ssfh_learn.activities.scenario.worth import final_of, is_critical, values_along
from ssfh_learn.activities.shuffle import shuffled

if TYPE_CHECKING:
    from ssfh_learn.activities.model import View
    from ssfh_learn.activities.scenario.model import Choice, ScenarioContent
    from ssfh_learn.activities.scenario.run import MadeChoice, ScenarioRun, ScenarioState


def view_of(scenario: ScenarioContent, state: ScenarioState) -> View:
    """Return the whole scenario as it may be shown now."""
    run, practice = state.latest, scenario.mode == "practice"
    return {
        **scenario.envelope(state),
        "mode": scenario.mode,
        "role": markup(scenario.role),
        "phase": _phase(run),
        "step": 0 if run is None else len(run.path) + (not run.reading and not run.is_over),
        "meters": _meters(scenario, run) if practice else [],
        "situation": _situation(scenario, run),
        "choices": _choices(scenario, run, state.learner.id),
        "consequence": _consequence(scenario, run) if run and run.reading else None,
        "debrief": _debrief(scenario, run) if run and run.is_over else None,
        "runs": [_summary(scenario, run) for run in state.runs if run.is_over] if practice else [],
    }


def _phase(run: ScenarioRun | None) -> str:
    if run is None:
        return "ready"
    return "debrief" if run.is_over else "consequence" if run.reading else "choosing"


def _meters(scenario: ScenarioContent, run: ScenarioRun | None) -> list[View]:
    values = values_along(scenario, run)[-1] if run else {meter.id: meter.start for meter in scenario.meters}
    if run and run.is_over:
        values[scenario.meters[0].id] = final_of(scenario, run)
    return [
        {
            "id": meter.id,
            "name": meter.name,
            "value": values[meter.id],
            "min": meter.lowest,
            "max": meter.highest,
            "good": meter.good,
            "text": markup(meter.explanation),
        }
        for meter in scenario.meters
    ]


def _situation(scenario: ScenarioContent, run: ScenarioRun | None) -> View | None:
    if run is None or run.is_over:
        return None
    return {"id": run.node, "text": markup(scenario.node(run.node).text)}


def _choices(scenario: ScenarioContent, run: ScenarioRun | None, learner: str) -> list[View]:
    if run is None or run.is_over or run.reading:
        return []
    choices = shuffled(scenario.node(run.node).choices, learner, scenario.id, run.number, run.node)
    return [{"id": choice.id, "text": phrase(choice.text)} for choice in choices]


def _made(scenario: ScenarioContent, step: MadeChoice) -> Choice:
    return scenario.node(step.node).choice(step.choice)


def _consequence(scenario: ScenarioContent, run: ScenarioRun) -> View:
    choice = _made(scenario, run.path[-1])
    if scenario.mode == "test":
        return {
            "choice": phrase(choice.text),
            "text": markup(choice.consequence),
            "coaching": None,
            "effects": [],
            "unsafe": False,
        }
    before, after = values_along(scenario, run)[-2:]
    return {
        "choice": phrase(choice.text),
        "text": markup(choice.consequence),
        "coaching": markup(choice.coaching),
        "effects": [{"meter": meter.id, "change": after[meter.id] - before[meter.id]} for meter in scenario.meters],
        "unsafe": choice.critical,
    }


def _debrief(scenario: ScenarioContent, run: ScenarioRun) -> View:
    ending = scenario.node(run.node)
    reflection = {"question": markup(scenario.reflection), "answer": run.reflection} if scenario.reflection else None
    if scenario.mode == "test":
        return {"ending": markup(ending.text), "reflection": reflection}
    values, final, best = values_along(scenario, run), final_of(scenario, run), best_way(scenario)
    band = band_of(scenario.bands, final)
    return {
        "ending": markup(ending.text),
        "lesson": markup(ending.lesson),
        "band": {"name": band.name, "text": markup(band.text)},
        "unsafe": is_critical(scenario, run),
        "points": scenario.goodness(final),
        "maximum": scenario.goodness(best.final),
        "start": values[0],
        "path": [{**_told(scenario, step), "values": after} for step, after in zip(run.path, values[1:], strict=True)],
        "final": {**values[-1], scenario.meters[0].id: final},
        "best_path": [
            {"situation": told["situation"], "choice": told["choice"]}
            for told in (_told(scenario, step) for step in best.path)
        ],
        "reflection": reflection,
    }


def _told(scenario: ScenarioContent, step: MadeChoice) -> View:
    choice = _made(scenario, step)
    return {
        "situation": markup(scenario.node(step.node).text),
        "choice": phrase(choice.text),
        "coaching": markup(choice.coaching),
        "unsafe": choice.critical,
    }


def _summary(scenario: ScenarioContent, run: ScenarioRun) -> View:
    final = final_of(scenario, run)
    return {
        "number": run.number,
        "final": final,
        "band": band_of(scenario.bands, final).name,
        "points": scenario.goodness(final),
        "maximum": scenario.goodness(best_way(scenario).final),
    }
