"""What a learner may see of a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from ssfh_learn.activities.activity import CountedEnvelope
from ssfh_learn.activities.bands import band_of
from ssfh_learn.activities.markup import Labelled, Markup, markup, phrase
from ssfh_learn.activities.scenario.graph import best_way
from ssfh_learn.activities.scenario.worth import final_of, is_critical, values_along
from ssfh_learn.activities.shuffle import shuffled

if TYPE_CHECKING:
    from ssfh_learn.activities.scenario.model import Choice, ScenarioContent
    from ssfh_learn.activities.scenario.run import MadeChoice, ScenarioRun, ScenarioState


class ScenarioMeterView(TypedDict):
    """A meter and where it stands."""

    id: str
    name: str
    value: int
    min: int
    max: int
    good: Literal["high", "low"]
    text: Markup


class MeterChangeView(TypedDict):
    """How far a choice moved a meter."""

    meter: str
    change: int


class ConsequenceView(TypedDict):
    """What a choice did; in a test without what it was worth."""

    choice: Markup
    text: Markup
    coaching: Markup | None
    effects: list[MeterChangeView]
    unsafe: bool


class DebriefReflectionView(TypedDict):
    """The question to think about, and the answer."""

    question: Markup
    answer: str


class TestDebriefView(TypedDict):
    """What is told at the end in a test."""

    ending: Markup
    reflection: DebriefReflectionView | None


class EndingBandView(TypedDict):
    """What the first meter says about all choices together."""

    name: str
    text: Markup


class BestChoiceView(TypedDict):
    """A choice of the best way through."""

    situation: Markup
    choice: Markup


class MadeChoiceView(BestChoiceView):
    """A choice that was made, and the meters after it."""

    coaching: Markup | None
    unsafe: bool
    values: dict[str, int]


class DebriefView(TestDebriefView):
    """What is told at the end in practice: the way she took, what it was worth, and the best one."""

    lesson: Markup | None
    band: EndingBandView
    unsafe: bool
    points: int
    maximum: int
    start: dict[str, int]
    path: list[MadeChoiceView]
    final: dict[str, int]
    best_path: list[BestChoiceView]


class RunView(TypedDict):
    """A run that came to an ending."""

    number: int
    final: int
    band: str
    points: int
    maximum: int


ScenarioPhase = Literal["ready", "choosing", "consequence", "debrief"]


class ScenarioView(CountedEnvelope):
    """The situation, what a choice did, or the debrief."""

    kind: Literal["scenario"]
    mode: Literal["practice", "test"]
    role: Markup
    phase: ScenarioPhase
    step: int
    meters: list[ScenarioMeterView]
    situation: Labelled | None
    choices: list[Labelled]
    consequence: ConsequenceView | None
    debrief: DebriefView | TestDebriefView | None
    runs: list[RunView]


def view_of(scenario: ScenarioContent, state: ScenarioState) -> ScenarioView:
    """Return the whole scenario as it may be shown now."""
    run, practice = state.latest, scenario.mode == "practice"
    return {
        "kind": "scenario",
        **scenario.counted_envelope(state),
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


def _phase(run: ScenarioRun | None) -> ScenarioPhase:
    if run is None:
        return "ready"
    return "debrief" if run.is_over else "consequence" if run.reading else "choosing"


def _meters(scenario: ScenarioContent, run: ScenarioRun | None) -> list[ScenarioMeterView]:
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


def _situation(scenario: ScenarioContent, run: ScenarioRun | None) -> Labelled | None:
    if run is None or run.is_over:
        return None
    return {"id": run.node, "text": markup(scenario.node(run.node).text)}


def _choices(scenario: ScenarioContent, run: ScenarioRun | None, learner: str) -> list[Labelled]:
    if run is None or run.is_over or run.reading:
        return []
    choices = shuffled(scenario.node(run.node).choices, learner, scenario.id, run.number, run.node)
    return [{"id": choice.id, "text": phrase(choice.text)} for choice in choices]


def _made(scenario: ScenarioContent, step: MadeChoice) -> Choice:
    return scenario.node(step.node).choice(step.choice)


def _consequence(scenario: ScenarioContent, run: ScenarioRun) -> ConsequenceView:
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


def _debrief(scenario: ScenarioContent, run: ScenarioRun) -> DebriefView | TestDebriefView:
    ending = scenario.node(run.node)
    reflection: DebriefReflectionView | None = None
    if scenario.reflection:
        reflection = {"question": markup(scenario.reflection), "answer": run.reflection}
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
        "path": [_made_choice(scenario, step, after) for step, after in zip(run.path, values[1:], strict=True)],
        "final": {**values[-1], scenario.meters[0].id: final},
        "best_path": [_best_choice(scenario, step) for step in best.path],
        "reflection": reflection,
    }


def _best_choice(scenario: ScenarioContent, step: MadeChoice) -> BestChoiceView:
    return {"situation": markup(scenario.node(step.node).text), "choice": phrase(_made(scenario, step).text)}


def _made_choice(scenario: ScenarioContent, step: MadeChoice, after: dict[str, int]) -> MadeChoiceView:
    choice = _made(scenario, step)
    told = _best_choice(scenario, step)
    return {**told, "coaching": markup(choice.coaching), "unsafe": choice.critical, "values": after}


def _summary(scenario: ScenarioContent, run: ScenarioRun) -> RunView:
    final = final_of(scenario, run)
    return {
        "number": run.number,
        "final": final,
        "band": band_of(scenario.bands, final).name,
        "points": scenario.goodness(final),
        "maximum": scenario.goodness(best_way(scenario).final),
    }
