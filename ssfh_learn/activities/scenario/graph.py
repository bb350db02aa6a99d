"""What follows from the shape of a scenario: what can be reached, and the best way through."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.scenario.run import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.scenario.model import Node
    from ssfh_learn.activities.scenario.scenario import Scenario


@dataclass(frozen=True)
class Place:
    """Where a run can be: the situation, the first meter, and whether a critical choice was made."""

    node: str
    value: int
    critical: bool


@dataclass(frozen=True)
class Outcome:
    """A way to an ending, and the final value of the first meter.

    `given_away` adds up how much better the best choice of each situation would have been for that meter. At its
    bounds the meter hides a poor choice, so that equally good ends do not mean equally wise ways.
    """

    ending: str
    path: tuple[Step, ...]
    critical: bool
    final: int
    given_away: int


def outcomes(scenario: Scenario) -> Iterator[Outcome]:
    """Yield the wisest way to every place where a run can end (an exhaustive search; loops are cut).

    The wisest way gives away least, and of those it is the shortest.
    """
    nodes = {node.id: node for node in scenario.nodes}
    meter = scenario.meters[0]
    first = Place(scenario.start_node, meter.start, critical=False)
    seen: set[Place] = set()
    number = count()  # decides between equals, in the order of the file; a place has no order of its own
    waiting: list[tuple[int, int, int, Place, tuple[Step, ...]]] = [(0, 0, next(number), first, ())]
    while waiting:
        given_away, _, _, place, path = heappop(waiting)
        if place in seen:
            continue
        seen.add(place)
        node = nodes[place.node]
        if node.is_ending:
            final = scenario.final_value(node, place.value, critical=place.critical)
            yield Outcome(node.id, path, place.critical, final, given_away)
            continue
        most = max((scenario.gain(choice) for choice in node.choices), default=0)
        for choice in node.choices:
            value = meter.bounded(place.value + choice.effects.get(meter.id, 0))
            following = Place(choice.to, value, place.critical or choice.critical)
            if choice.to in nodes and following not in seen:
                less = given_away + most - scenario.gain(choice)
                way = (*path, Step(node.id, choice.id))
                heappush(waiting, (less, len(way), next(number), following, way))


def reachable(scenario: Scenario) -> set[str]:
    """Return the nodes that some run can come to."""
    nodes = {node.id: node for node in scenario.nodes}
    found: set[str] = set()
    waiting = [scenario.start_node]
    while waiting:
        id_ = waiting.pop()
        if id_ in nodes and id_ not in found:
            found.add(id_)
            waiting.extend(choice.to for choice in nodes[id_].choices)
    return found


def without_exit(scenario: Scenario) -> set[str]:
    """Return the situations from which no ending can be reached."""
    names = {node.id for node in scenario.nodes}
    # A forgotten `einde: ja` and a target that does not exist are flaws of their own, and not everybody's before them.
    can_end = {node.id for node in scenario.nodes if not node.choices or any(to.to not in names for to in node.choices)}
    can_end |= {node.id for node in scenario.nodes if node.is_ending}
    grew = True
    while grew:
        more = {node.id for node in scenario.nodes if any(choice.to in can_end for choice in node.choices)} - can_end
        can_end |= more
        grew = bool(more)
    return {node.id for node in scenario.nodes} - can_end


def flaws_of_graph(scenario: Scenario) -> Iterator[Flaw]:
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
