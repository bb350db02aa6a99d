"""How fast one person may answer and look at pages: any hand can, a program that tries every answer cannot."""

from __future__ import annotations

import time
from collections import OrderedDict

PER_SECOND = 10.0
AT_ONCE = 40.0
READS_PER_SECOND = 50.0
READS_AT_ONCE = 200.0
MOST_KEPT = 10_000


class Pace:
    """A bucket of tokens for each person; what stands still for long is forgotten."""

    def __init__(self, per_second: float = PER_SECOND, at_once: float = AT_ONCE) -> None:
        self._per_second, self._at_once = per_second, at_once
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, person: str) -> bool:
        """Take a token, and say whether there was one."""
        now = time.monotonic()
        tokens, at = self._buckets.pop(person, (self._at_once, now))
        tokens = min(self._at_once, tokens + (now - at) * self._per_second)
        allowed = tokens >= 1
        self._buckets[person] = (tokens - 1 if allowed else tokens, now)
        while len(self._buckets) > MOST_KEPT:
            self._buckets.popitem(last=False)
        return allowed
