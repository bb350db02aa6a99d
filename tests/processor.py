"""Seconds of the processor that something takes, on a computer that does nothing else.

Two programs on one core slow each other, so that the same work takes half as many seconds again. A plain loop that is
slowed in the same way tells how much; other work makes the seconds more, and never fewer.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

TRIES = 3
LOOPS, QUIET = 2_000_000, 0.075
"""Of a plain loop, and the seconds that they take where nothing else runs."""


def least_seconds(work: Callable[[], object], enough: float) -> float:
    """Return the fewest seconds that some work took: tried until they are below `enough`, and three times at most."""
    least = float("inf")
    for _ in range(TRIES):
        before, took, after = _took(_loop), _took(work), _took(_loop)
        least = min(least, took, took * QUIET / min(before, after))
        if least < enough:
            break
    return least


def _took(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def _loop() -> None:
    total = 0
    for number in range(LOOPS):
        total += number
