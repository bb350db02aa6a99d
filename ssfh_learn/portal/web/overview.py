"""The overview page, with one section for each role."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ssfh_learn.portal.web.identity import ADMINISTRATOR, COORDINATOR, TRAINER
from ssfh_learn.portal.web.staff_page import StaffPage
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from markupsafe import Markup as Safe

    from ssfh_learn.portal.web.page import Page

    Section = Callable[[Page], Awaitable[Safe]]
    """Makes the section of one role; it is empty for a person without that role."""


class OverviewPage(StaffPage):
    """`/leren/overzicht`: for trainers, coordinators and administrators."""

    needs = (TRAINER, COORDINATOR, ADMINISTRATOR)
    sections: ClassVar[tuple[Section, ...]] = ()

    async def get(self) -> None:
        """Show the sections in their order."""
        sections = [await section(self) for section in self.sections]
        self.show("web/overview.html.j2", title=word("portal", "overview"), sections=sections)
