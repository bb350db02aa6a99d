"""What the roster says of who asks, kept for a moment: each request needs it, and reading it costs more than an answer.

A change that is made on this server holds at the next request. One that another server made holds within `LIFE`.
Who come while it is being read are read together afterwards, so that many cost hardly more than one.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from time import monotonic
from typing import TYPE_CHECKING

from ssfh_learn.roster.admission import admissions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.roster.admission import Admission

    AdmissionsByAccount = Mapping[str, Admission]
    ReadAdmissions = Callable[[Callable[[ReadTransaction], AdmissionsByAccount]], Future[AdmissionsByAccount]]

LIFE = 1.0
"""Seconds."""
MOST = 5_000
"""Accounts that are kept; without a limit, a long list of visitors would fill the memory."""


class Admissions:
    """The admissions of accounts, in one event loop.

    `read` reads the journal, and `changes` counts how often this server may have changed the roster.
    """

    def __init__(self, read: ReadAdmissions, changes: Callable[[], int]) -> None:
        self._read, self._changes = read, changes
        self._kept: OrderedDict[str, tuple[int, float, Admission]] = OrderedDict()
        self._turn = asyncio.Lock()
        self._accounts: set[str] = set()
        """Who are read in the next turn."""
        self._next: asyncio.Task[AdmissionsByAccount] | None = None

    async def of(self, account: str) -> Admission:
        """Return what the roster says of an account; raises JournalError if that cannot be read."""
        kept = self._kept.get(account)
        if kept is not None and kept[0] == self._changes() and monotonic() - kept[1] < LIFE:
            return kept[2]
        self._accounts.add(account)
        if self._next is None:
            self._next = asyncio.create_task(self._read_next())
        return (await asyncio.shield(self._next))[account]  # who no longer waits, stops it for nobody else

    async def _read_next(self) -> AdmissionsByAccount:
        """Read in one turn what the roster says of all who asked before it began."""
        async with self._turn:
            accounts, self._accounts, self._next = self._accounts, set(), None
            changes, now = self._changes(), monotonic()  # taken first: what is written meanwhile is read again
            found = await asyncio.wrap_future(self._read(lambda reading: admissions_of(reading.connection, accounts)))
        for account, one in found.items():
            self._kept.pop(account, None)
            self._kept[account] = (changes, now, one)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return found

    def forget(self, account: str) -> None:
        """Read at the next request of this account what the roster says; any thread may ask this."""
        self._kept.pop(account, None)
