"""The list of participants, page by page; an address with its filter can be kept and shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlencode

from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage
from ssfh_learn.portal.coordinator.participant_form import is_id
from ssfh_learn.roster import corrections, listing
from ssfh_learn.roster.listing import ParticipantFilter, SortedBy, WhoIsListed

if TYPE_CHECKING:
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.portal.web.page import Page
    from ssfh_learn.roster.scope import Scope

LONGEST = 200
"""Signs of a value in an address."""
NO_GROUP = "geen"


def filter_of(page: Page) -> ParticipantFilter:
    """Return the filter in the address of a page; what makes no sense asks for nothing."""

    def asked(name: str) -> str:
        return page.get_query_argument(name, "")[:LONGEST].replace("\0", "")

    group, standing, imported = asked("groep"), asked("wie"), asked("ingelezen")
    return ParticipantFilter(
        page.portal.today().isoformat(),
        text=asked("zoek"),
        region=asked("regio"),
        practice=asked("praktijk"),
        function=asked("functie"),
        group=int(group) if is_id(group) else None,
        without_group=group == NO_GROUP,
        standing=next((one for one in get_args(WhoIsListed) if one == standing), "active"),
        imported=int(imported) if is_id(imported) else None,
    )


class ParticipantList(CoordinatorPage):
    """`/leren/deelnemers`: who takes part."""

    async def get(self) -> None:
        """Show one page of the list."""
        asked = filter_of(self)
        by = self.get_query_argument("volgorde", "")
        sorted_by: SortedBy = next((one for one in get_args(SortedBy) if one == by), "name")
        descending = self.get_query_argument("omgekeerd", "") == "ja"
        typed = self.get_query_argument("pagina", "1")
        number = int(typed) if is_id(typed) else 1

        def read(reading: ReadTransaction, scope: Scope) -> dict[str, Any]:
            connection = reading.connection
            return {
                "page": listing.listed(connection, scope, asked, number, sorted_by, descending=descending),
                "choices": listing.choices(connection, scope),
                "groups": listing.group_names(connection, scope),
                "corrections": corrections.open_corrections(connection, scope),
            }

        self.show_roster(
            "participants",
            "participants",
            asked=asked,
            sorted_by=sorted_by,
            descending=descending,
            address=self._address,
            export=lambda kind: self._address().replace("deelnemers?", f"deelnemers/lijst.{kind}?", 1),
            zipped=lambda texts: [(one, one) for one in texts],
            today=asked.today,
            said=self.said_done(),
            **await self.read_roster(read),
        )

    def _address(self, **changed: str | int) -> str:
        """Return the address of this list with other values: the filter stays."""
        kept = {name: self.get_query_argument(name) for name in self.request.query_arguments if name != "pagina"}
        wanted = {**kept, **{name: str(value) for name, value in changed.items()}}
        return f"{self.root()}deelnemers?{urlencode({name: value for name, value in wanted.items() if value})}"
