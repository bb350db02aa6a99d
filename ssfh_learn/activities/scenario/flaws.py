"""What makes no sense in a scenario: its meters and bands, its shape, and what an ending promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.bands import band_of, flaws_of_bands
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.references import flaws_of_references
from ssfh_learn.activities.scenario.graph import reachable, ways_through, without_exit
from ssfh_learn.activities.shuffle import flaws_of_fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.scenario.model import Node, ScenarioContent


def flaws_of(scenario: ScenarioContent) -> Iterator[Flaw]:
    """Yield what makes no sense in meters, bands and the shape of the scenario."""
    yield from duplicates((meter.id for meter in scenario.meters), "meters")
    names = {meter.id for meter in scenario.meters}
    for position, node in enumerate(scenario.nodes):
        for flaw in flaws_of_fixed(node.choices, "choices"):
            yield flaw.under("nodes", position)
        yield from flaws_of_references(node.choices, "nodes", position, "choices")
        for index, choice in enumerate(node.choices):
            where = ("nodes", position, "choices", index)
            for unknown in set(choice.effects) - names:
                yield Flaw("unknown_meter", (*where, "effects"), {"id": unknown, "known": ", ".join(sorted(names))})
            if choice.coaching is None and scenario.mode == "practice":
                yield Flaw("option_without_feedback", where, {"id": choice.id})
    for position, meter in enumerate(scenario.meters):
        if not meter.lowest <= meter.start <= meter.highest:
            yield Flaw("start_outside_meter", ("meters", position, "start"), {"start": meter.start})
    yield from flaws_of_bands(scenario.bands, scenario.meters[0].lowest, scenario.meters[0].highest, "bands")
    graph = list(_flaws_of_graph(scenario))
    yield from graph
    if not graph:
        yield from _flaws_of_critical_paths(scenario)


def _flaws_of_critical_paths(scenario: ScenarioContent) -> Iterator[Flaw]:
    """Yield endings whose clamp promises the best band to someone who made a dangerous choice."""
    endings = {way.ending for way in ways_through(scenario) if way.critical}
    for position, node in enumerate(scenario.nodes):
        bound = node.clamp.lowest if scenario.meters[0].good == "high" else node.clamp.highest
        if node.id in endings and bound is not None and _is_best(scenario, bound):
            yield Flaw("critical_into_best_band", ("nodes", position, "clamp"), {"id": node.id})


def _is_best(scenario: ScenarioContent, value: int) -> bool:
    best = scenario.bands[-1] if scenario.meters[0].good == "high" else scenario.bands[0]
    return band_of(scenario.bands, value) is best


def _flaws_of_graph(scenario: ScenarioContent) -> Iterator[Flaw]:
    """Yield targets that do not exist, unreachable nodes, dead ends and loops without exit."""
    names = [node.id for node in scenario.nodes]
    yield from duplicates(names, "nodes")
    if scenario.start_node not in names:
        yield Flaw("unknown_start", ("start",), {"id": scenario.start_node}, rests_on=("nodes",))
        return
    found, stuck = reachable(scenario), without_exit(scenario)
    is_lost = any(choice.to not in names for node in scenario.nodes for choice in node.choices)
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
