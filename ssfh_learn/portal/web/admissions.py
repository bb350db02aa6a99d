"""What the roster says of who asks, kept for a moment: each request needs it, and reading it costs more than an answer.

A change that is made on this server holds at the next request. One that another server made holds within `LIFE`.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from time import monotonic
from typing import TYPE_CHECKING

from ssfh_learn.roster.admission import admission

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.roster.admission import Admission

    ReadAdmission = Callable[[Callable[[ReadTransaction], Admission]], Future[Admission]]

LIFE = 1.0
"""Seconds."""
MOST = 5_000
"""Accounts that are kept; without a limit, a long list of visitors would fill the memory."""


class Admissions:
    """The admissions of accounts, in one event loop.

    `read` reads the journal, and `changes` counts how often this server may have changed the roster.
    """

    def __init__(self, read: ReadAdmission, changes: Callable[[], int]) -> None:
        self._read, self._changes = read, changes
        self._kept: OrderedDict[str, tuple[int, float, Admission]] = OrderedDict()

    async def of(self, account: str) -> Admission:
        """Return what the roster says of an account; raises JournalError if that cannot be read."""
        changes, now = self._changes(), monotonic()  # taken first: what is written meanwhile is read again
        kept = self._kept.get(account)
        if kept is not None and kept[0] == changes and now - kept[1] < LIFE:
            return kept[2]
        found = await asyncio.wrap_future(self._read(lambda reading: admission(reading.connection, account)))
        self._kept.pop(account, None)
        self._kept[account] = (changes, now, found)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return found

    def forget(self, account: str) -> None:
        """Read at the next request of this account what the roster says; any thread may ask this."""
        self._kept.pop(account, None)
