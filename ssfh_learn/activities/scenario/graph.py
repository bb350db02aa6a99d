"""What follows from the shape of a scenario: what can be reached, and the best way through."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from ssfh_learn.activities.scenario.run import MadeChoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.scenario.model import ScenarioContent


@dataclass(frozen=True)
class RunPosition:
    """Where a run can be: the situation, the first meter, and whether a critical choice was made."""

    node: str
    value: int
    critical: bool


@dataclass(frozen=True)
class WayThrough:
    """A way to an ending, and the final value of the first meter.

    `given_away` adds up how much better the best choice of each situation would have been for that meter. At its
    bounds the meter hides a poor choice, so that equally good ends do not mean equally wise ways.
    """

    ending: str
    path: tuple[MadeChoice, ...]
    critical: bool
    final: int
    given_away: int


def ways_through(scenario: ScenarioContent) -> Iterator[WayThrough]:
    """Yield the wisest way to every place where a run can end (an exhaustive search; loops are cut).

    The wisest way gives away least, and of those it is the shortest.
    """
    nodes = {node.id: node for node in scenario.nodes}
    meter = scenario.meters[0]
    first = RunPosition(scenario.start_node, meter.start, critical=False)
    seen: set[RunPosition] = set()
    number = count()  # decides between equals, in the order of the file; a place has no order of its own
    waiting: list[tuple[int, int, int, RunPosition, tuple[MadeChoice, ...]]] = [(0, 0, next(number), first, ())]
    while waiting:
        given_away, _, _, place, path = heappop(waiting)
        if place in seen:
            continue
        seen.add(place)
        node = nodes[place.node]
        if node.is_ending:
            final = scenario.final_value(node, place.value, critical=place.critical)
            yield WayThrough(node.id, path, place.critical, final, given_away)
            continue
        most = max((scenario.gain(choice) for choice in node.choices), default=0)
        for choice in node.choices:
            value = meter.bounded(place.value + choice.effects.get(meter.id, 0))
            following = RunPosition(choice.to, value, place.critical or choice.critical)
            if choice.to in nodes and following not in seen:
                less = given_away + most - scenario.gain(choice)
                way = (*path, MadeChoice(node.id, choice.id))
                heappush(waiting, (less, len(way), next(number), following, way))


def reachable(scenario: ScenarioContent) -> set[str]:
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


def without_exit(scenario: ScenarioContent) -> set[str]:
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


def best_way(scenario: ScenarioContent) -> WayThrough:
    """Return the best way through; of equally good ways the one that gives away least, then the shortest."""
    return max(
        ways_through(scenario),
        key=lambda way: (scenario.goodness(way.final), -way.given_away, -len(way.path)),
    )
