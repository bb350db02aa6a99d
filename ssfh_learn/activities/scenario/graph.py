"""What follows from the shape of a scenario: what can be reached, and the best way through."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from ssfh_learn.activities.scenario.mistakes import Mistakes
from ssfh_learn.activities.scenario.run import MadeChoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.scenario.model import Node, ScenarioContent
    from ssfh_learn.activities.scenario.moment import RunMoment

MOST_TRIED = 20_000
"""A learner waits for the best way: once so much was tried, it is the best one of those that were found."""


@dataclass(frozen=True)
class WayThrough:
    """A way to an ending, its mistakes, and the final value of the first meter.

    `given_away` adds up how much better the best choice of each situation would have been for that meter. At its
    bounds the meter hides a poor choice, so that equally good ends do not mean equally wise ways.
    """

    path: tuple[MadeChoice, ...]
    end: RunMoment
    mistakes: Mistakes
    final: int
    given_away: int

    @property
    def ending(self) -> str:
        """Where it ends."""
        return self.end.node


def ways_through(scenario: ScenarioContent) -> Iterator[WayThrough]:
    """Yield the wisest way to every place where a run can end (an exhaustive search; loops are cut).

    The wisest way has the least serious mistakes or, where the first meter judges, gives away least; of those it is
    the shortest.
    """
    nodes = {node.id: node for node in scenario.nodes}
    meter = scenario.meters[0]
    is_plain = not scenario.counts_mistakes and not scenario.depends_on_what_was_done
    seen: set[tuple[object, bool]] = set()
    has_ended = False
    number = count()  # decides between equals, in the order of the file; a moment has no order of its own
    start = scenario.first_moment()
    waiting: list[tuple[tuple[int, ...], int, int, RunMoment, Mistakes, int, tuple[MadeChoice, ...]]] = []
    heappush(waiting, ((), 0, next(number), start, Mistakes(), 0, ()))
    while waiting:
        _, _, _, moment, made, given_away, path = heappop(waiting)
        place = (moment.node, moment.values[0]) if is_plain else moment  # then nothing depends on the rest
        if (place, made.critical > 0) in seen:
            continue
        if has_ended and len(seen) > MOST_TRIED:
            return
        seen.add((place, made.critical > 0))
        node = nodes[moment.node]
        if node.is_ending:
            has_ended = True
            value = scenario.final_value(node, moment.meters[meter.id], critical=made.critical > 0)
            yield WayThrough(path, moment, made, value, given_away)
            continue
        most = max((scenario.gain(choice) for choice in node.choices), default=0)
        for choice in node.open_choices(moment):
            after, less = scenario.after(moment, choice), given_away + most - scenario.gain(choice)
            if after.node in nodes:
                mistakes, way = made.and_one(choice.level), (*path, MadeChoice(node.id, choice.id))
                cost = mistakes.gravity if scenario.counts_mistakes else (less,)
                heappush(waiting, (cost, len(way), next(number), after, mistakes, less, way))


def best_way(scenario: ScenarioContent) -> WayThrough:
    """Return the best way through; of equally good ways the one that leaves the meters best, then the shortest.

    Where the first meter judges, the best way is the one that ends highest, then the one that gives away least. It is
    looked for once, and kept as a `cached_property` is: every page of a run that is over asks for it.
    """
    kept = scenario.__dict__
    if "best_way" not in kept:
        kept["best_way"] = _best_way(scenario)
    found: WayThrough = kept["best_way"]
    return found


def _best_way(scenario: ScenarioContent) -> WayThrough:
    if not scenario.counts_mistakes:
        return max(
            ways_through(scenario),
            key=lambda way: (scenario.goodness(way.final), -way.given_away, -len(way.path)),
        )
    best: list[WayThrough] = []
    for way in ways_through(scenario):
        if best and way.mistakes != best[0].mistakes:
            break  # they come in the order of their mistakes
        best.append(way)
    return max(best, key=lambda way: (_goodness(scenario, way.end), -len(way.path)))


def _goodness(scenario: ScenarioContent, end: RunMoment) -> int:
    return sum(meter.goodness(end.meters[meter.id]) for meter in scenario.meters)


def reachable(scenario: ScenarioContent) -> set[str]:
    """Return the nodes that some run can come to."""
    nodes = {node.id: node for node in scenario.nodes}
    found: set[str] = set()
    waiting = [scenario.start_node]
    while waiting:
        id_ = waiting.pop()
        if id_ in nodes and id_ not in found:
            found.add(id_)
            waiting.extend(to for choice in nodes[id_].choices for to in choice.targets)
    return found


def without_exit(scenario: ScenarioContent) -> set[str]:
    """Return the situations from which no ending can be reached."""
    names = {node.id for node in scenario.nodes}
    # A forgotten `einde: ja` and a target that does not exist are flaws of their own, and not everybody's before them.
    can_end = {
        node.id
        for node in scenario.nodes
        if not node.choices or any(to not in names for choice in node.choices for to in choice.targets)
    }
    can_end |= {node.id for node in scenario.nodes if node.is_ending}
    grew = True
    while grew:
        more = {node.id for node in scenario.nodes if _leads_into(node, can_end)} - can_end
        can_end |= more
        grew = bool(more)
    return {node.id for node in scenario.nodes} - can_end


def _leads_into(node: Node, names: set[str]) -> bool:
    return any(to in names for choice in node.choices for to in choice.targets)
