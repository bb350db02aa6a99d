"""Limits how fast one person may send answers and open pages, so that no program can try every answer."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PER_SECOND = 10.0
AT_ONCE = 40.0
READS_PER_SECOND = 20.0
READS_AT_ONCE = 200.0
MOST_KEPT = 10_000
PATIENCE = 5.0
"""Seconds."""


class Pace:
    """A token bucket for each person; the buckets that were not used for the longest time are dropped."""

    def __init__(self, per_second: float = PER_SECOND, at_once: float = AT_ONCE) -> None:
        self._per_second, self._at_once = per_second, at_once
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, person: str) -> bool:
        """Take a token, and return whether there was one."""
        now = time.monotonic()
        tokens, at = self._buckets.pop(person, (self._at_once, now))
        tokens = min(self._at_once, tokens + (now - at) * self._per_second)
        allowed = tokens >= 1
        self._buckets[person] = (tokens - 1 if allowed else tokens, now)
        while len(self._buckets) > MOST_KEPT:
            self._buckets.popitem(last=False)
        return allowed


class Busy(Exception):  # noqa: N818  (an answer, not a fault)
    """A person sends a slow request while her previous one still runs."""


class Turns:
    """Lets each person have one slow request at a time; her next request waits for it.

    So one person cannot use all threads that make the pages of others.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        """Let nobody wait longer than `patience` seconds."""
        self._patience = patience
        self._under_way: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, who: str) -> AsyncIterator[None]:
        """Take the turn of a person; raises Busy if her previous request takes too long."""
        turn = self._under_way.setdefault(who, asyncio.Lock())
        try:
            async with asyncio.timeout(self._patience):
                await turn.acquire()
        except TimeoutError:
            raise Busy from None
        try:
            yield
        finally:
            turn.release()
