"""Which work belongs to the account that asks, kept for a moment; a new account is given its key here."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from ssfh_learn.errors import JournalError, Unreachable
from ssfh_learn.journal.accounts import chosen_key, known, settle
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from concurrent.futures import Future
    from datetime import datetime

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.transaction import Writing
    from ssfh_learn.portal.web.identity import Person

    ReadName = Callable[[Callable[[ReadTransaction], str | None]], Future[str | None]]
    Write = Callable[[Callable[[Writing], str]], Future[str]]
    Now = Callable[[], datetime]

LOG = logging.getLogger(__name__)
LIFE = 15.0
"""Seconds after which `ssfh-learn adopt` holds on another server too; nothing else ever changes a key."""
MOST = 5_000


class Accounts:
    """The keys of accounts, in one event loop.

    `read` and `write` use the journal, and `elsewhere` says when the first work was done that others keep under a name.
    """

    def __init__(
        self, read: ReadName, write: Write, elsewhere: Callable[[str], Awaitable[datetime | None]], now: Now
    ) -> None:
        self._read, self._write, self._elsewhere, self._now = read, write, elsewhere, now
        self._kept: dict[tuple[str, str], tuple[float, str]] = {}
        self.are_told_apart: bool | None = None
        """Whether the host said of who came last when her account was made; None while nobody came from such a host."""

    async def settled(self, person: Person) -> Person:
        """Return a person with the key of her own work; raises JournalError or Unreachable if that cannot be known.

        Where names can be given to somebody else, a name alone does not say whose work is hers: then she reads none.
        """
        if person.account is None:
            return person
        if person.created is None:
            if self.are_told_apart is not False:
                LOG.error("%s", word("hub", "no_created"))
            self.are_told_apart = False
            raise Unreachable("account")
        self.are_told_apart = True
        asked = person.account, person.created
        at, key = self._kept.get(asked, (-LIFE, ""))
        if monotonic() - at >= LIFE:
            key = await self._key(*asked)
            self._kept.pop(asked, None)
            self._kept[asked] = monotonic(), key
            while len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]
        return replace(person, id=key)

    async def _key(self, name: str, created: str) -> str:
        found = await asyncio.wrap_future(self._read(lambda reading: known(reading.connection, name, created)))
        if found is not None:
            return found
        elsewhere, at = await self._elsewhere(name), self._now().isoformat(timespec="seconds")
        try:
            return await asyncio.wrap_future(self._write(lambda writing: settle(writing, name, created, at, elsewhere)))
        except JournalError:  # nothing can be written now: she reads under the key that she will get
            reading = self._read(lambda reading: chosen_key(reading.connection, name, created, elsewhere))
            return await asyncio.wrap_future(reading) or name
