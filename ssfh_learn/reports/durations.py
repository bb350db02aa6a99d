"""How long modules and steps really take: published once in a while, about the people who finished since the last time.

Each publication is about other people than the one before, so no difference between two of them is about anybody. A
step takes from the moment at which it was opened until another step of the module was; a pause counts for no step.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median, quantiles
from typing import TYPE_CHECKING

from ssfh_learn.reports.disclosure import LEAST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PAUSE = 600
"""Seconds; who opens nothing for longer has a pause."""
WHOLE = ""
"""The step of a duration that is of the whole module."""
Openings = dict[str, tuple[str, str]]
"""By step the first and the last moment at which somebody opened it (ISO 8601)."""


@dataclass(frozen=True)
class FinishedBetween:
    """Who finished from one moment on and before another (UTC, ISO 8601) counts on a day; the first time all before."""

    since: str
    until: str
    day: str


@dataclass(frozen=True)
class PublishedDuration:
    """How many minutes a step took, or the whole module: the median, and where the middle half begins and ends.

    `day` (ISO 8601) is the day up to which people had finished.
    """

    day: str
    place: str
    step: str
    low: float
    middle: float
    high: float


def finished_at(openings: Openings, steps: Sequence[str]) -> str | None:
    """Return when somebody opened the last step that she had not opened yet; None while she has not opened them all."""
    if any(step not in openings for step in steps):
        return None
    return max((openings[step][0] for step in steps), default=None)


def seconds_by_step(openings: Openings) -> dict[str, float]:
    """Return how long somebody was in each step, without pauses; a step that was never left has no time."""
    moments = sorted((at, step) for step, both in openings.items() for at in set(both))
    found: defaultdict[str, float] = defaultdict(float)
    for (at, step), (then, _) in pairwise(moments):
        passed = (datetime.fromisoformat(then) - datetime.fromisoformat(at)).total_seconds()
        if passed <= PAUSE:
            found[step] += passed
    return dict(found)


def durations(
    place: str, steps: Sequence[str], people: Iterable[Openings], between: FinishedBetween
) -> list[PublishedDuration]:
    """Return what is published about a module on a day; nothing where fewer than `LEAST` finished: they count later."""
    dated = ((finished_at(one, steps), one) for one in people)
    finished = [one for at, one in dated if at is not None and between.since <= at < between.until]
    if len(finished) < LEAST:
        return []
    times = [seconds_by_step(one) for one in finished]
    by_step: Mapping[str, list[float]] = {
        WHOLE: [sum(one.get(step, 0.0) for step in steps) for one in times],
        **{step: [one[step] for one in times if step in one] for step in steps},
    }
    return list(_published(between.day, place, by_step))


def _published(day: str, place: str, by_step: Mapping[str, list[float]]) -> Iterator[PublishedDuration]:
    for step, seconds in by_step.items():
        if len(seconds) >= LEAST:
            low, _, high = quantiles(seconds, n=4, method="inclusive")
            yield PublishedDuration(day, place, step, *(_minutes(one, step) for one in (low, median(seconds), high)))


def _minutes(seconds: float, step: str) -> float:
    """Return whole minutes for a module, and half minutes for a step."""
    parts = 1 if step == WHOLE else 2
    return round(seconds / 60 * parts) / parts
