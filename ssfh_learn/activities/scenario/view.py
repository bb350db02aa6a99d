"""What a learner may see of a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from ssfh_learn.activities.activity import CountedEnvelope
from ssfh_learn.activities.markup import Labelled, Markup, markup, phrase
from ssfh_learn.activities.scenario.graph import best_way
from ssfh_learn.activities.scenario.mistakes import Level
from ssfh_learn.activities.scenario.run import moments_along
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
    from collections.abc import Mapping

    from ssfh_learn.activities.scenario.model import Choice, ScenarioContent
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
    text: Markup


class SituationView(Labelled):
    """A situation, and who speaks in it."""

    speaker: str | None


class MeterChangeView(TypedDict):
    """How far a choice moved a meter."""

    meter: str
    change: int


class ConsequenceView(TypedDict):
    """What a choice did; in a test without what it was worth."""

    choice: Markup
    text: Markup
    speaker: str | None
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

    situation: Markup
    choice: Markup


class MadeChoiceView(BestChoiceView):
    """A choice that was made, and the meters after it; no level where mistakes were not counted."""

    coaching: Markup | None
    level: Level | None
    unsafe: bool
    values: dict[str, int]


class DebriefView(TestDebriefView):
    """What is told at the end in practice: the way she took, what it was worth, and the best one.

    Either mistakes were counted, or there are points of the first meter (`maximum` is 0 where there are none).
    """

    lesson: Markup | None
    band: EndingBandView
    mistakes: MistakesView | None
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
    """The first meter at its end."""
    band: str
    mistakes: MistakesView | None
    points: int
    maximum: int
    is_earlier: bool
    """Whether it is of an earlier edition of the story."""


ScenarioPhase = Literal["ready", "choosing", "consequence", "debrief"]


class ScenarioView(CountedEnvelope):
    """The situation, what a choice did, or the debrief."""

    kind: Literal["scenario"]
    mode: Literal["practice", "test"]
    role: Markup
    phase: ScenarioPhase
    step: int
    meters: list[ScenarioMeterView]
    situation: SituationView | None
    choices: list[Labelled]
    consequence: ConsequenceView | None
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
        "phase": _phase(run),
        "step": 0 if run is None else len(run.path) + (not run.reading and not run.is_over),
        "meters": _meters(edition, run) if practice else [],
        "situation": _situation(edition, run),
        "choices": _choices(edition, run, state.learner.id),
        "consequence": _consequence(edition, run) if run and run.reading else None,
        "debrief": _debrief(edition, run) if run and run.is_over else None,
        "runs": [_summary(scenario, run) for run in state.runs if run.is_over] if practice else [],
    }


def _phase(run: ScenarioRun | None) -> ScenarioPhase:
    if run is None:
        return "ready"
    return "debrief" if run.is_over else "consequence" if run.reading else "choosing"


def _meters(scenario: ScenarioContent, run: ScenarioRun | None) -> list[ScenarioMeterView]:
    return [
        {
            "id": meter.id,
            "name": meter.name,
            "value": _values(scenario, run)[meter.id],
            "min": meter.lowest,
            "max": meter.highest,
            "good": meter.good,
            "text": markup(meter.explanation),
        }
        for meter in scenario.meters
    ]


def _values(scenario: ScenarioContent, run: ScenarioRun | None) -> Mapping[str, int]:
    if run is None:
        return scenario.first_moment().meters
    return final_of(scenario, run) if run.is_over else moments_along(scenario, run.path)[-1].meters


def _here(scenario: ScenarioContent, run: ScenarioRun) -> RunMoment:
    """Return where the learner is; while she reads what a choice did, that is still the situation before it."""
    return moments_along(scenario, run.path)[-2 if run.reading else -1]


def _situation(scenario: ScenarioContent, run: ScenarioRun | None) -> SituationView | None:
    if run is None or run.is_over:
        return None
    node = scenario.node(run.node)
    return {"id": run.node, "text": markup(node.told(_here(scenario, run))), "speaker": node.speaker}


def _choices(scenario: ScenarioContent, run: ScenarioRun | None, learner: str) -> list[Labelled]:
    if run is None or run.is_over or run.reading:
        return []
    open_now = scenario.node(run.node).open_choices(_here(scenario, run))
    choices = shuffled(open_now, learner, scenario.id, run.number, run.node)
    return [{"id": choice.id, "text": phrase(choice.text)} for choice in choices]


def _made(scenario: ScenarioContent, step: MadeChoice) -> Choice:
    return scenario.node(step.node).choice(step.choice)


def _consequence(scenario: ScenarioContent, run: ScenarioRun) -> ConsequenceView:
    choice = _made(scenario, run.path[-1])
    if scenario.mode == "test":
        return {
            "choice": phrase(choice.text),
            "text": markup(choice.consequence),
            "speaker": choice.speaker,
            "coaching": None,
            "effects": [],
            "unsafe": False,
        }
    before, after = (moment.meters for moment in moments_along(scenario, run.path)[-2:])
    return {
        "choice": phrase(choice.text),
        "text": markup(choice.consequence),
        "speaker": choice.speaker,
        "coaching": markup(choice.coaching),
        "effects": [{"meter": meter.id, "change": after[meter.id] - before[meter.id]} for meter in scenario.meters],
        "unsafe": choice.critical,
    }


def _debrief(scenario: ScenarioContent, run: ScenarioRun) -> DebriefView | TestDebriefView:
    moments, ending = moments_along(scenario, run.path), scenario.node(run.node)
    text = markup(ending.told(moments[-1]))
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
        "path": [
            _made_choice(scenario, step, before, after)
            for step, before, after in zip(run.path, moments, moments[1:], strict=False)
        ],
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
        "situation": markup(scenario.node(step.node).told(moment)),
        "choice": phrase(_made(scenario, step).text),
    }


def _made_choice(scenario: ScenarioContent, step: MadeChoice, before: RunMoment, after: RunMoment) -> MadeChoiceView:
    choice = _made(scenario, step)
    return {
        **_best_choice(scenario, step, before),
        "coaching": markup(choice.coaching),
        "level": choice.level if scenario.counts_mistakes else None,
        "unsafe": choice.critical,
        "values": dict(after.meters),
    }


def _summary(scenario: ScenarioContent, run: ScenarioRun) -> RunView:
    edition = scenario.edition(run.edition)
    return {
        "number": run.number,
        "final": final_of(edition, run)[edition.meters[0].id],
        "band": band_of_run(edition, run).name,
        "mistakes": _mistakes(edition, run),
        **_points(edition, run),
        "is_earlier": edition is not scenario,
    }
