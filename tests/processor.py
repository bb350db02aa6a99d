"""Seconds of the processor that something takes: what else this computer does makes them more, and never fewer."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

TRIES = 3


def least_seconds(work: Callable[[], object], enough: float) -> float:
    """Return the fewest seconds that some work took: tried until they are below `enough`, and three times at most."""
    least = float("inf")
    for _ in range(TRIES):
        begun = process_time()
        work()
        least = min(least, process_time() - begun)
        if least < enough:
            break
    return least
