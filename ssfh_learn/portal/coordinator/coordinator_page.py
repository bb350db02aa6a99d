"""What all pages of a coordinator share: which people and groups she may see, and why a change is not made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from tornado.web import HTTPError

from ssfh_learn.dutch_time import dutch_date
from ssfh_learn.portal.web.identity import ADMINISTRATOR, COORDINATOR
from ssfh_learn.portal.web.staff_page import StaffPage
from ssfh_learn.roster.scope import Scope
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssfh_learn.errors import RosterError
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.transaction import Writing

Found = TypeVar("Found")
STATUS = {"not_found": 404, "changed_meanwhile": 409}
"""The status of a refusal; of any other it is 400."""


class CoordinatorPage(StaffPage):
    """A page for coordinators and administrators. Queries take `scope`, which decides whom they can reach."""

    needs = (COORDINATOR, ADMINISTRATOR)

    @property
    def scope(self) -> Scope:
        """What she may see and change, with the role that she chose."""
        return Scope(self.person.id, is_everything=self.person.may(ADMINISTRATOR))

    async def read_roster(self, work: Callable[[ReadTransaction, Scope], Found]) -> Found:
        """Read the roster within her scope."""
        scope = self.scope
        return await self.read_journal(lambda reading: work(reading, scope))

    async def change_roster(self, work: Callable[[Writing, Scope, str], Found]) -> Found:
        """Change the roster within her scope, at this moment; all is written, or nothing. Raises RosterError."""
        scope, at = self.scope, self.portal.now().isoformat(timespec="seconds")
        return await self.write_journal(lambda writing: work(writing, scope, at))

    def show_roster(self, template: str, title: str, **values: Any) -> None:
        """Answer with a page of the roster, which has its own words; `title` is one of them."""
        self.show(
            f"coordinator/{template}.html.j2",
            title=word("roster", title),
            own=section("roster"),
            is_administrator=self.scope.is_everything,
            day=shown_day,
            **values,
        )

    def refuse(self, error: RosterError) -> HTTPError:
        """Return the error of a page for a refusal, with its sentence."""
        self.sentence = word("roster_refusal", error.code)
        return HTTPError(STATUS.get(error.code, 400))


def shown_day(iso: str | None) -> str:
    """Return a day as the Dutch write it; empty for none."""
    return dutch_date(date.fromisoformat(iso)) if iso else ""
