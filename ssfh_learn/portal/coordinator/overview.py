"""What a trainer and a coordinator see of the group, and the role in which one looks."""

from __future__ import annotations

from ssfh_learn.errors import Unreachable
from ssfh_learn.portal.web.identity import COORDINATOR, TRAINER
from ssfh_learn.portal.web.page import Page
from ssfh_learn.words import word


class Overview(Page):
    """`/leren/overzicht`: for trainers and coordinators: results of tests, and what is wrong with modules."""

    needs = (TRAINER, COORDINATOR)

    async def get(self) -> None:
        """Show the overview; nothing of a self-assessment is in it."""
        try:
            tables = await self.in_background(self.portal.tables)
        except Unreachable:
            tables = None
        self.show(
            "coordinator/overview.html.j2",
            title=word("portal", "overview"),
            tables=tables,
            problems=self.portal.library.problems if self.person.may(TRAINER) else {},
        )


class Role(Page):
    """`/leren/rol`: look at the portal as one of the roles that one has."""

    async def post(self) -> None:
        """Choose a role for the pages that follow; the server holds every page to it."""
        role = self.get_body_argument("rol", "")
        if role in self.all_roles:
            self.set_cookie("ssfh_role", role, path=self.root(), httponly=True, samesite="lax")
        else:
            self.clear_cookie("ssfh_role", path=self.root())
        self.redirect(self.root())
