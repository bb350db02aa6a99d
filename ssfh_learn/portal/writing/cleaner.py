"""Takes what was deleted out of the files of the database, beside the requests, and deletes where the disk is full."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import here
from ssfh_learn.journal.cleaning import clean
from ssfh_learn.journal.full_disk import forget_on_full_disk, set_room_apart

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ssfh_learn.journal.cleaning import Left
    from ssfh_learn.journal.learner import Held
    from ssfh_learn.journal.sql import SqlJournal
    from ssfh_learn.journal.transaction import Writing

NIGHT = range(2, 5)
"""The hours in which a large database may be written anew, for which everybody waits."""
BETWEEN = 10
"""Seconds between two cleanings that learners ask for: who deletes without end must not keep others waiting."""
PATIENCE = 20
"""Seconds that a page waits for a cleaning."""
LOG = logging.getLogger(__name__)


class Cleaner:
    """Cleans in a thread of its own, one cleaning at a time."""

    def __init__(self, journal: SqlJournal) -> None:
        self._journal = journal
        self._thread = ThreadPoolExecutor(1, "ssfh-cleaning")
        self._ended: float | None = None

    def set_room_apart(self) -> None:
        """Set room apart on the disk, so that a learner can delete when it is full."""
        set_room_apart(self._journal.engine)

    async def clean(self) -> Left:
        """Clean now and return what can still hold what was deleted; who waits too long hears that the files can."""
        found = asyncio.get_running_loop().run_in_executor(self._thread, self._clean)
        with suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(found), PATIENCE)
        return "pages"

    def clean_soon(self) -> None:
        """Clean without waiting for it."""
        self._thread.submit(self._clean)

    async def forget_on_full_disk(self, learner: str, rest: Callable[[Writing], Held]) -> Held:
        """Delete what is a learner's alone where the disk is full, then do `rest`; raises JournalError."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, forget_on_full_disk, self._journal, learner, rest)

    def _clean(self) -> Left:
        if self._ended is not None and monotonic() - self._ended < BETWEEN:
            return "pages"
        left = clean(self._journal.engine)
        self._ended = monotonic()
        return left

    def clean_what_waits(self, now: datetime) -> None:
        """Clean what could not be cleaned before: a large database at night."""
        if clean(self._journal.engine, at_any_size=here(now).hour in NIGHT) == "pages":
            LOG.info("what was deleted is still to be taken out of the files of the database")

    def close(self) -> None:
        """Stop; what was not cleaned is cleaned after the next start."""
        self._thread.shutdown()
