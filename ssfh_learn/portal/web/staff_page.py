"""What every page for trainers, coordinators and administrators shares: what learners do is out of its reach."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from tornado.web import HTTPError

from ssfh_learn.errors import NotFenced
from ssfh_learn.portal.web.page import Page
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssfh_learn.journal.transaction import ReadTransaction, Writing

Found = TypeVar("Found")
DONE = "ssfh_done"
SECONDS_KEPT = 60
"""How long what was done waits for the page that says it."""


class StaffPage(Page):
    """A page for people with another role than that of a learner."""

    own_files: tuple[str, ...] = ("staff.css",)
    is_for_staff = True

    def to_done(self, address: str, said: str) -> None:
        """Go to a page of the portal, which says once, and to this person only, what she just did.

        It is not in the address: a link that somebody made up can say nothing was done.
        """
        value = json.dumps([self.person.id, urlsplit(address).path, said], ensure_ascii=False)
        options: dict[str, Any] = {"path": self.root(), "httponly": True, "samesite": "lax"}
        is_safe = self.request.protocol == "https"
        self.set_signed_cookie(DONE, value, expires_days=None, max_age=SECONDS_KEPT, secure=is_safe, **options)
        self.redirect(address, status=303)

    def said_done(self) -> str:
        """Return what this person just did that this page has to say; empty if it is nothing, or was said before."""
        kept = self.get_signed_cookie(DONE, max_age_days=SECONDS_KEPT / 86_400)
        if kept is None or self.request.method != "GET":
            return ""
        who, path, said = json.loads(kept)
        if (who, path) != (self.person.id, self.request.path):
            return ""
        self.clear_cookie(DONE, path=self.root())
        return str(said)

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
