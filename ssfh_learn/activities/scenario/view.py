"""What a learner may see of a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from ssfh_learn.activities.activity import CountedEnvelope
from ssfh_learn.activities.markup import Labelled, Markup, markup, phrase
from ssfh_learn.activities.scenario.cast import cast_of
from ssfh_learn.activities.scenario.graph import best_way
from ssfh_learn.activities.scenario.run import moments_along
from ssfh_learn.activities.scenario.turns import (
    MeterZone,
    SaidView,
    SituationView,
    StoryPersonView,
    StoryTurnView,
    said,
    turns_of,
    zone_of,
)
from ssfh_learn.activities.scenario.worth import (
    band_of_run,
    final_of,
    is_critical,
    mistakes_of,
    most_points,
    points_of,
)
from ssfh_learn.activities.shuffle import shuffled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.activities.scenario.model import Meter, ScenarioContent
    from ssfh_learn.activities.scenario.moment import RunMoment
    from ssfh_learn.activities.scenario.run import MadeChoice, ScenarioRun, ScenarioState


class ScenarioMeterView(TypedDict):
    """A meter and where it stands."""

    id: str
    name: str
    value: int
    min: int
    max: int
    good: Literal["high", "low"]
    zone: MeterZone
    word: str | None
    """What its author calls it there."""
    text: Markup


class DebriefReflectionView(TypedDict):
    """The question to think about, and the answer."""

    question: Markup
    answer: str


class TestDebriefView(TypedDict):
    """What is told at the end in a test."""

    ending: SaidView
    reflection: DebriefReflectionView | None


class EndingBandView(TypedDict):
    """What is said of all choices together."""

    name: str
    text: Markup


class MistakesView(TypedDict):
    """How many choices were made, and how many of them there were of each kind."""

    choices: int
    best: int
    small: int
    serious: int
    critical: int


class BestChoiceView(TypedDict):
    """A choice of the best way through."""

    situation: SaidView
    choice: Markup


class DebriefView(TestDebriefView):
    """What is told at the end in practice: what her way was worth, and the best one.

    Either mistakes were counted, or there are points of the first meter (`maximum` is 0 where there are none).
    """

    lesson: Markup | None
    band: EndingBandView
    mistakes: MistakesView | None
    unsafe: bool
    points: int
    maximum: int
    start: dict[str, int]
    final: dict[str, int]
    best_path: list[BestChoiceView]


class RunView(TypedDict):
    """A run that came to an ending."""

    number: int
    kept: int
    """How many turns it took over from the run before it."""
    final: int
    """The first meter at its end."""
    band: str
    mistakes: MistakesView | None
    points: int
    maximum: int
    is_earlier: bool
    """Whether it is of an earlier edition of the story."""


ScenarioPhase = Literal["ready", "choosing", "consequence", "debrief"]


class ScenarioView(CountedEnvelope):
    """The turns so far, and the situation, what a choice did, or the debrief."""

    kind: Literal["scenario"]
    mode: Literal["practice", "test"]
    role: Markup
    people: list[StoryPersonView]
    """Whom she will meet, before she begins."""
    phase: ScenarioPhase
    step: int
    meters: list[ScenarioMeterView]
    turns: list[StoryTurnView]
    """The last one is what she reads now, as long as the phase is `consequence`."""
    situation: SituationView | None
    """Where she chooses now."""
    choices: list[Labelled]
    debrief: DebriefView | TestDebriefView | None
    runs: list[RunView]


def view_of(scenario: ScenarioContent, state: ScenarioState) -> ScenarioView:
    """Return the whole scenario as it may be shown now, a run in the edition in which it was begun."""
    run, practice = state.latest, scenario.mode == "practice"
    edition = scenario.edition(run.edition) if run else scenario
    return {
        "kind": "scenario",
        **scenario.counted_envelope(state),
        "mode": scenario.mode,
        "role": markup(edition.role),
        "people": [] if run else [{"name": name, "portrait": face} for name, face in cast_of(edition).items()],
        "phase": _phase(run),
        "step": 0 if run is None else len(run.path) + (not run.reading and not run.is_over),
        "meters": _meters(edition, run) if practice else [],
        "turns": turns_of(edition, run) if run else [],
        "situation": _situation(edition, run),
        "choices": _choices(edition, run, state.learner.id),
        "debrief": _debrief(edition, run) if run and run.is_over else None,
        "runs": [_summary(scenario, run) for run in state.runs if run.is_over] if practice else [],
    }


def _phase(run: ScenarioRun | None) -> ScenarioPhase:
    if run is None:
        return "ready"
    return "debrief" if run.is_over else "consequence" if run.reading else "choosing"


def _meters(scenario: ScenarioContent, run: ScenarioRun | None) -> list[ScenarioMeterView]:
    return [_meter(meter, value) for meter, value in zip(scenario.meters, _values(scenario, run), strict=True)]


def _meter(meter: Meter, value: int) -> ScenarioMeterView:
    zone = zone_of(meter, value)
    return {
        "id": meter.id,
        "name": meter.name,
        "value": value,
        "min": meter.lowest,
        "max": meter.highest,
        "good": meter.good,
        "zone": zone,
        "word": meter.words[("good", "middle", "bad").index(zone)] if meter.words else None,
        "text": markup(meter.explanation),
    }


def _values(scenario: ScenarioContent, run: ScenarioRun | None) -> Iterable[int]:
    """Return where the meters stand; at the end, where the ending may have moved one."""
    if run is None:
        return scenario.first_moment().meters.values()
    return (final_of(scenario, run) if run.is_over else moments_along(scenario, run.path)[-1].meters).values()


def _situation(scenario: ScenarioContent, run: ScenarioRun | None) -> SituationView | None:
    if run is None or run.is_over or run.reading:
        return None
    return {"id": run.node, "said": said(scenario, scenario.node(run.node), moments_along(scenario, run.path)[-1])}


def _choices(scenario: ScenarioContent, run: ScenarioRun | None, learner: str) -> list[Labelled]:
    if run is None or run.is_over or run.reading:
        return []
    open_now = scenario.node(run.node).open_choices(moments_along(scenario, run.path)[-1])
    choices = shuffled(open_now, learner, scenario.id, run.number, run.node)
    return [{"id": choice.id, "text": phrase(choice.text)} for choice in choices]


def _debrief(scenario: ScenarioContent, run: ScenarioRun) -> DebriefView | TestDebriefView:
    moments, ending = moments_along(scenario, run.path), scenario.node(run.node)
    text = said(scenario, ending, moments[-1])
    reflection: DebriefReflectionView | None = None
    if scenario.reflection:
        reflection = {"question": markup(scenario.reflection), "answer": run.reflection}
    if scenario.mode == "test":
        return {"ending": text, "reflection": reflection}
    band, best = band_of_run(scenario, run), best_way(scenario).path
    return {
        "ending": text,
        "lesson": markup(ending.lesson),
        "band": {"name": band.name, "text": markup(band.text)},
        "mistakes": _mistakes(scenario, run),
        "unsafe": is_critical(scenario, run),
        **_points(scenario, run),
        "start": dict(moments[0].meters),
        "final": dict(final_of(scenario, run)),
        "best_path": [
            _best_choice(scenario, step, moment)
            for step, moment in zip(best, moments_along(scenario, best), strict=False)
        ],
        "reflection": reflection,
    }


class _Points(TypedDict):
    points: int
    maximum: int


def _points(scenario: ScenarioContent, run: ScenarioRun) -> _Points:
    if scenario.counts_mistakes:
        return {"points": 0, "maximum": 0}
    return {"points": points_of(scenario, run), "maximum": most_points(scenario)}


def _mistakes(scenario: ScenarioContent, run: ScenarioRun) -> MistakesView | None:
    if not scenario.counts_mistakes:
        return None
    made = mistakes_of(scenario, run)
    return {
        "choices": len(run.path),
        "best": len(run.path) - made.total,
        "small": made.small,
        "serious": made.serious,
        "critical": made.critical,
    }


def _best_choice(scenario: ScenarioContent, step: MadeChoice, moment: RunMoment) -> BestChoiceView:
    return {
        "situation": said(scenario, scenario.node(step.node), moment),
        "choice": phrase(scenario.node(step.node).choice(step.choice).text),
    }


def _summary(scenario: ScenarioContent, run: ScenarioRun) -> RunView:
    edition = scenario.edition(run.edition)
    return {
        "number": run.number,
        "kept": run.kept,
        "final": final_of(edition, run)[edition.meters[0].id],
        "band": band_of_run(edition, run).name,
        "mistakes": _mistakes(edition, run),
        **_points(edition, run),
        "is_earlier": edition is not scenario,
    }
