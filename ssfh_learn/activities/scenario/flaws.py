"""What makes no sense in a scenario: its meters and bands, its shape, and what an ending promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.bands import Band, flaws_of_bands
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.references import flaws_of_references
from ssfh_learn.activities.scenario.cast import speakers
from ssfh_learn.activities.scenario.graph import reachable, ways_through, without_exit
from ssfh_learn.activities.scenario.mistakes import BEST
from ssfh_learn.activities.shuffle import flaws_of_fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.model import Path
    from ssfh_learn.activities.scenario.model import Node, ScenarioContent
    from ssfh_learn.activities.scenario.moment import Conditional


def flaws_of(scenario: ScenarioContent) -> Iterator[Flaw]:
    """Yield what makes no sense in meters, bands and the shape of the scenario."""
    yield from duplicates((meter.id for meter in scenario.meters), "meters")
    yield from _flaws_of_meter_names(scenario)
    yield from _flaws_of_people(scenario)
    for position, node in enumerate(scenario.nodes):
        for flaw in flaws_of_fixed(node.choices, "choices"):
            yield flaw.under("nodes", position)
        yield from flaws_of_references(node.choices, "nodes", position, "choices")
        for index, choice in enumerate(node.choices):
            if choice.coaching is None and scenario.mode == "practice":
                yield Flaw("option_without_feedback", ("nodes", position, "choices", index), {"id": choice.id})
    for position, meter in enumerate(scenario.meters):
        if not meter.lowest <= meter.start <= meter.highest:
            yield Flaw("start_outside_meter", ("meters", position, "start"), {"start": meter.start})
    yield from _flaws_of_limits(scenario) if scenario.counts_mistakes else _flaws_of_starts(scenario)
    graph = list(_flaws_of_graph(scenario))
    yield from graph
    if not graph and not scenario.counts_mistakes:
        yield from _flaws_of_critical_paths(scenario)


def conditions_of(scenario: ScenarioContent) -> Iterator[tuple[Conditional, Path]]:
    """Yield everything that can depend on marks and meters, and where it stands."""
    for position, node in enumerate(scenario.nodes):
        for index, variant in enumerate(node.variants):
            yield variant, ("nodes", position, "variants", index)
        for index, choice in enumerate(node.choices):
            yield choice, ("nodes", position, "choices", index)
            for number, turn in enumerate(choice.turns):
                yield turn, ("nodes", position, "choices", index, "turns", number)


def _flaws_of_meter_names(scenario: ScenarioContent) -> Iterator[Flaw]:
    names = {meter.id for meter in scenario.meters}
    known = ", ".join(sorted(names))
    for position, node in enumerate(scenario.nodes):
        for index, choice in enumerate(node.choices):
            for unknown in set(choice.effects) - names:
                place = ("nodes", position, "choices", index, "effects")
                yield Flaw("unknown_meter", place, {"id": unknown, "known": known})
    for condition, where in conditions_of(scenario):
        for unknown in set(condition.within) - names:
            yield Flaw("unknown_meter", (*where, "within"), {"id": unknown, "known": known})


def _flaws_of_people(scenario: ScenarioContent) -> Iterator[Flaw]:
    """Yield people without any line, because the lines spell their name in another way or do not have it."""
    yield from duplicates((person.name for person in scenario.people), "people")
    found = tuple(speakers(scenario))
    for position, person in enumerate(scenario.people):
        if person.name not in found:
            details = {"name": person.name, "known": ", ".join(found)}
            yield Flaw("person_never_speaks", ("people", position, "name"), details, weight="question")


def _flaws_of_limits(scenario: ScenarioContent) -> Iterator[Flaw]:
    """Yield bands that do not go down with the number of mistakes."""
    *limited, last = scenario.bands
    if last.at_most:
        yield Flaw("last_band_limited", ("bands", len(limited), "at_most"), {"name": last.name})
    for position, band in enumerate(scenario.bands):
        if band.starts_at is not None:
            yield Flaw("band_by_both_rules", ("bands", position, "starts_at"), {"name": band.name})
    before = None
    for position, band in enumerate(limited):
        if band.at_most is None:
            yield Flaw("band_without_limit", ("bands", position), {"name": band.name})
        else:
            here = band.at_most.counted
            if before and (here == before or any(now < then for now, then in zip(here, before, strict=True))):
                yield Flaw("limit_not_wider", ("bands", position, "at_most"), {"name": band.name})
            if position == 0 and any(now > most for now, most in zip(here, BEST, strict=True)):
                yield Flaw("best_band_too_wide", ("bands", position, "at_most"), {"name": band.name})
            before = here


def _flaws_of_starts(scenario: ScenarioContent) -> Iterator[Flaw]:
    """Yield bands of the first meter that overlap or leave something out, and mistakes that would not count."""
    missing = [position for position, band in enumerate(scenario.bands) if band.starts_at is None]
    for position in missing:
        yield Flaw("band_without_start", ("bands", position), {"name": scenario.bands[position].name})
    if not missing:
        meter, starts = (
            scenario.meters[0],
            [Band.model_construct(starts_at=band.starts_at or 0) for band in scenario.bands],
        )
        yield from flaws_of_bands(starts, meter.lowest, meter.highest, "bands")
    for position, node in enumerate(scenario.nodes):
        for index, choice in enumerate(node.choices):
            if choice.severity:
                yield Flaw("severity_without_limits", ("nodes", position, "choices", index, "severity"))
                return


def _flaws_of_critical_paths(scenario: ScenarioContent) -> Iterator[Flaw]:
    """Yield endings whose clamp promises the best band to someone who made a dangerous choice."""
    endings = {way.ending for way in ways_through(scenario) if way.mistakes.critical}
    for position, node in enumerate(scenario.nodes):
        bound = node.clamp.lowest if scenario.meters[0].good == "high" else node.clamp.highest
        if node.id in endings and bound is not None and _is_best(scenario, bound):
            yield Flaw("critical_into_best_band", ("nodes", position, "clamp"), {"id": node.id})


def _is_best(scenario: ScenarioContent, value: int) -> bool:
    best = scenario.bands[-1] if scenario.meters[0].good == "high" else scenario.bands[0]
    return scenario.band_at(value) is best


def _flaws_of_graph(scenario: ScenarioContent) -> Iterator[Flaw]:
    """Yield targets that do not exist, unreachable nodes, dead ends and loops without exit."""
    names = [node.id for node in scenario.nodes]
    yield from duplicates(names, "nodes")
    if scenario.start_node not in names:
        yield Flaw("unknown_start", ("start",), {"id": scenario.start_node}, rests_on=("nodes",))
        return
    found, stuck = reachable(scenario), without_exit(scenario)
    is_lost = any(to not in names for node in scenario.nodes for choice in node.choices for to in choice.targets)
    for position, node in enumerate(scenario.nodes):
        yield from _flaws_of_node(node, names, position)
        if node.id not in found and not is_lost:
            yield Flaw("unreachable_node", ("nodes", position), {"id": node.id}, rests_on=("nodes",))
        if node.id in stuck and node.choices and node.id in found:
            yield Flaw("no_way_out", ("nodes", position), {"id": node.id}, rests_on=("nodes",))


def _flaws_of_node(node: Node, names: list[str], position: int) -> Iterator[Flaw]:
    where = ("nodes", position)
    if not node.choices and not node.is_ending:
        yield Flaw("dead_end", where, {"id": node.id})
    if node.choices and node.is_ending:
        yield Flaw("ending_with_choices", where, {"id": node.id})
    yield from (flaw.under(*where) for flaw in duplicates((choice.id for choice in node.choices), "choices"))
    for index, choice in enumerate(node.choices):
        if choice.to not in names:
            details = {"id": choice.to, "known": ", ".join(names)}
            yield Flaw("unknown_target", (*where, "choices", index, "to"), details, rests_on=("nodes",))
        for number, turn in enumerate(choice.turns):
            if turn.to not in names:
                place = (*where, "choices", index, "turns", number, "to")
                yield Flaw("unknown_target", place, {"id": turn.to, "known": ", ".join(names)}, rests_on=("nodes",))
