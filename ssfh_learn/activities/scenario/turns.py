"""The turns of a run, as a conversation shows them: what was told, what she chose, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from typing_extensions import TypedDict

from ssfh_learn.activities.dutch import PortraitName
from ssfh_learn.activities.markup import Markup, markup, phrase
from ssfh_learn.activities.scenario.cast import cast_of
from ssfh_learn.activities.scenario.lines import StoryLine, lines_of
from ssfh_learn.activities.scenario.mistakes import ChoiceLevel
from ssfh_learn.activities.scenario.run import moments_along

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.scenario.model import Choice, Meter, Node, ScenarioContent
    from ssfh_learn.activities.scenario.moment import RunMoment
    from ssfh_learn.activities.scenario.run import ScenarioRun

MeterZone = Literal["good", "middle", "bad"]
"""How a meter stands."""
GOOD_FROM, BAD_BELOW = 0.6, 0.25
"""Shares of the way from the bad end of a meter to its good end."""


class StoryLineView(TypedDict):
    """One line: what `speaker` says, or what is told where nobody speaks."""

    speaker: str | None
    portrait: PortraitName | None
    text: Markup


class StoryPersonView(TypedDict):
    """Somebody who speaks in the story."""

    name: str
    portrait: PortraitName


class SaidView(TypedDict):
    """The lines of one text of the story."""

    lines: list[StoryLineView]
    mood: MeterZone
    """The face of whoever speaks: it follows the first meter."""
    sound: str | None
    """The address of the same, read aloud."""


class SituationView(TypedDict):
    """A situation to choose in."""

    id: str
    said: SaidView


class MeterChangeView(TypedDict):
    """How far a choice moved a meter, and whether that is towards its good end."""

    meter: str
    change: int
    is_good: bool


class TurnWorthView(TypedDict):
    """What a choice that was made was worth."""

    coaching: Markup | None
    effects: list[MeterChangeView]
    unsafe: bool
    level: ChoiceLevel | None
    """How good it was, which is told when the run is over and its mistakes are counted."""
    values: dict[str, int]
    """The meters after it."""


class StoryTurnView(TurnWorthView):
    """A choice that was made: what was told before it, and what it did; in a test without what it was worth."""

    node: str
    told: SaidView
    choice: Markup
    is_said: bool
    """Whether she says it; otherwise she does it."""
    answer: SaidView


def turns_of(scenario: ScenarioContent, run: ScenarioRun) -> list[StoryTurnView]:
    """Return every turn of a run so far."""
    cast, moments = cast_of(scenario), moments_along(scenario, run.path)
    turns: list[StoryTurnView] = []
    for step, before, after in zip(run.path, moments, moments[1:], strict=False):
        node = scenario.node(step.node)
        choice = node.choice(step.choice)
        turns.append(
            {
                "node": node.id,
                "told": said(scenario, node, before, cast),
                "choice": phrase(choice.text),
                "is_said": "“" in choice.text,
                "answer": _said(
                    scenario,
                    after,
                    cast,
                    _Told(choice.consequence, choice.speaker, choice.sound, choice.is_quoting),
                ),
                **_worth(scenario, choice, before, after, is_over=run.is_over),
            }
        )
    return turns


def _worth(
    scenario: ScenarioContent, choice: Choice, before: RunMoment, after: RunMoment, *, is_over: bool
) -> TurnWorthView:
    """Return what a choice was worth; a test keeps that to itself."""
    if not scenario.is_practice:
        return {"coaching": None, "effects": [], "unsafe": False, "level": None, "values": {}}
    return {
        "coaching": markup(choice.coaching),
        "effects": [change for meter in scenario.meters if (change := _change(meter, before, after)) is not None],
        "unsafe": choice.critical,
        "level": choice.level if is_over and scenario.counts_mistakes else None,
        "values": dict(after.meters),
    }


def _change(meter: Meter, before: RunMoment, after: RunMoment) -> MeterChangeView | None:
    was, now = before.meters[meter.id], after.meters[meter.id]
    if now == was:
        return None
    return {"meter": meter.id, "change": now - was, "is_good": meter.goodness(now) > meter.goodness(was)}


def said(
    scenario: ScenarioContent, node: Node, moment: RunMoment, cast: Mapping[str, PortraitName] | None = None
) -> SaidView:
    """Return what a situation or ending tells at a moment."""
    told = node.variant(moment) or node
    faces = cast_of(scenario) if cast is None else cast
    return _said(
        scenario,
        moment,
        faces,
        _Told(told.text, node.speaker, told.sound, node.is_quoting),
    )


class _Told(NamedTuple):
    text: str
    speaker: str | None
    sound: str | None
    is_quoting: bool


def _said(scenario: ScenarioContent, moment: RunMoment, cast: Mapping[str, PortraitName], told: _Told) -> SaidView:
    meter, speaker = scenario.meters[0], told.speaker
    lines = lines_of(told.text, is_quoting=told.is_quoting) if speaker else (StoryLine(told.text, is_said=False),)
    return {
        "lines": [
            {
                "speaker": speaker if line.is_said else None,
                "portrait": cast[speaker] if speaker and line.is_said else None,
                "text": markup(line.text),
            }
            for line in lines
        ],
        # A face would tell in a test what a choice was worth.
        "mood": zone_of(meter, moment.meters[meter.id]) if scenario.is_practice else "middle",
        "sound": told.sound,
    }


def zone_of(meter: Meter, value: int) -> MeterZone:
    """Return how a meter stands at a value."""
    share = meter.goodness(value) / ((meter.highest - meter.lowest) or 1)
    return "good" if share >= GOOD_FROM else "bad" if share < BAD_BELOW else "middle"
