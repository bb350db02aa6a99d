"""What every page for trainers, coordinators and administrators shares: what learners do is out of its reach."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from tornado.web import HTTPError

from ssfh_learn.errors import NotFenced
from ssfh_learn.portal.web.done import SaysDone
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.transaction import Writing

Found = TypeVar("Found")


class StaffPage(SaysDone):
    """A page for people with another role than that of a learner."""

    own_files: tuple[str, ...] = ("staff.css",)
    is_for_staff = True

    async def write_journal(self, work: Callable[[Writing], Found], *, changes_roster: bool = True) -> Found:
        """Do work that writes what staff may write; what learners do is out of its reach."""
        return await asyncio.wrap_future(self.portal.event_writer.do_for_staff(work, changes_roster=changes_roster))

    async def read_journal(self, work: Callable[[ReadTransaction], Found]) -> Found:
        """Read what staff can read; answers 503 where the database cannot refuse the rest."""
        try:
            return await asyncio.wrap_future(self.portal.event_writer.read_for_staff(work))
        except NotFenced:
            self.sentence = word("portal", "not_fenced")
            raise HTTPError(503) from None
