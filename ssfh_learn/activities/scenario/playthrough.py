"""Everything that can happen in a story: all its paths, with equal states played once."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from ssfh_learn.activities.scenario.mistakes import Mistakes

if TYPE_CHECKING:
    from ssfh_learn.activities.scenario.mistakes import ChoiceLevel
    from ssfh_learn.activities.scenario.model import Choice, EndingBand, Node, ScenarioContent
    from ssfh_learn.activities.scenario.moment import RunMoment

MOST_STATES = 100_000
"""More than this takes longer than somebody waits for `check`."""
MOST_COUNTED = 9
"""Where the first meter judges, more mistakes than this are counted as this many."""


class TooManyStates(Exception):  # noqa: N818  (what happened, not an error of ours)
    """A story has more states than can be played."""


@dataclass
class Playthrough:
    """What happens on some path."""

    told: set[tuple[str, int]] = field(default_factory=set)
    """Situations and endings, with the place of the variant that was told, or -1 for the text itself."""
    opened: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    """Situations, with the choices that were there together."""
    turned: set[tuple[str, str, int]] = field(default_factory=set)
    """Choices, with the place of the turn that was taken, or -1 for none."""
    stuck: set[str] = field(default_factory=set)
    """Situations in which nothing could be chosen."""
    without_best: set[str] = field(default_factory=set)
    """Situations in which every choice was a mistake."""
    ends: set[tuple[str, int, Mistakes]] = field(default_factory=set)
    """Endings, with the place of the band and the mistakes; those that change no band any more are not counted."""


def level_of(scenario: ScenarioContent, node: Node, choice: Choice) -> ChoiceLevel:
    """Return how good a choice is; where the first meter judges, one that gains less is a small mistake."""
    if scenario.counts_mistakes or choice.critical:
        return choice.level
    most = max(scenario.gain(one) for one in node.choices if not one.critical)
    return "best" if scenario.gain(choice) == most else "small"


def play_all(scenario: ScenarioContent, most_states: int = MOST_STATES) -> Playthrough:
    """Return what happens on all paths; raises TooManyStates."""
    found, nodes = Playthrough(), {node.id: node for node in scenario.nodes}
    first = (scenario.first_moment(), Mistakes())
    reads_meters = _reads_meters(scenario)
    seen, waiting = {_state(*first, with_meters=reads_meters)}, [first]
    while waiting:
        moment, made = waiting.pop()
        node = nodes[moment.node]
        found.told.add((node.id, _place_of_variant(node, moment)))
        if node.is_ending:
            found.ends.add((node.id, _place_of_band(scenario, moment, made), made))
            continue
        _note_choices(found, scenario, node, moment)
        for choice in node.open_choices(moment):
            after = scenario.after(moment, choice)
            found.turned.add((node.id, choice.id, _place_of_turn(choice, after)))
            following = (after, _counted(scenario, made.and_one(level_of(scenario, node, choice))))
            state = _state(*following, with_meters=reads_meters)
            if state not in seen:
                if len(seen) == most_states:
                    raise TooManyStates
                seen.add(state)
                waiting.append(following)
    return found


def _reads_meters(scenario: ScenarioContent) -> bool:
    """Say whether what is told or judged in a story depends on the value of a meter."""
    choices = [choice for node in scenario.nodes for choice in node.choices]
    told = (*choices, *chain.from_iterable(one.turns for one in choices))
    variants = chain.from_iterable(node.variants for node in scenario.nodes)
    return not scenario.counts_mistakes or any(one.within for one in chain(told, variants))


def _state(moment: RunMoment, made: Mistakes, *, with_meters: bool) -> tuple[object, ...]:
    """Return what decides how a run can go on: two that have this in common have the same future."""
    return moment.node, moment.values if with_meters else (), moment.marks, made


def _note_choices(found: Playthrough, scenario: ScenarioContent, node: Node, moment: RunMoment) -> None:
    there = [choice for choice in node.choices if choice.holds(moment)]
    found.opened.add((node.id, frozenset(choice.id for choice in there)))
    if not there:
        found.stuck.add(node.id)
    elif all(level_of(scenario, node, choice) != "best" for choice in there):
        found.without_best.add(node.id)


def _place_of_variant(node: Node, moment: RunMoment) -> int:
    variant = node.variant(moment)
    return next((place for place, one in enumerate(node.variants) if one is variant), -1)


def _place_of_turn(choice: Choice, after: RunMoment) -> int:
    return next((place for place, turn in enumerate(choice.turns) if turn.holds(after)), -1)


def _place_of_band(scenario: ScenarioContent, end: RunMoment, made: Mistakes) -> int:
    return next(place for place, band in enumerate(scenario.bands) if band is _band(scenario, end, made))


def _band(scenario: ScenarioContent, end: RunMoment, made: Mistakes) -> EndingBand:
    if scenario.counts_mistakes:
        return scenario.band_for(made)
    value = end.meters[scenario.meters[0].id]
    return scenario.band_at(scenario.final_value(scenario.node(end.node), value, critical=made.critical > 0))


def _counted(scenario: ScenarioContent, made: Mistakes) -> Mistakes:
    """Return mistakes without those that change no band any more, so that a loop comes to an end.

    Each kind is counted up to one more than any band allows of it or of what it counts as.
    """
    limits = [band.at_most.counted for band in scenario.bands if band.at_most] if scenario.counts_mistakes else []
    most = max((max(limit) for limit in limits), default=0) + 1 if scenario.counts_mistakes else MOST_COUNTED
    critical = most if scenario.counts_mistakes else 1
    return Mistakes(min(made.small, most), min(made.serious, most), min(made.critical, critical))
