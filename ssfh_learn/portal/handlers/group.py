"""What a trainer and a coordinator see of the group, and the role in which one looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.journal import shared
from ssfh_learn.portal.identity import COORDINATOR, TRAINER
from ssfh_learn.portal.page import Page
from ssfh_learn.portal.sharing import FEWEST, Figure, can_be_shared, figures
from ssfh_learn.words import word

if TYPE_CHECKING:
    from ssfh_learn.journal.transaction import ReadTransaction


class Overview(Page):
    """`/leren/overzicht`: for trainers and coordinators: results of tests, and what is wrong with modules."""

    needs = (TRAINER, COORDINATOR)

    async def get(self) -> None:
        """Show the overview; no self-assessment is in it, because none is ever graded."""
        tables = await self.portal.in_background(self.portal.tables)
        self.show(
            "overview.html.j2",
            title=word("portal", "overview"),
            tables=tables,
            problems=self.portal.library.problems if self.person.may(TRAINER) else {},
            groups=await self.read_journal(self._groups),
            fewest=FEWEST,
        )

    def _groups(self, writing: ReadTransaction) -> list[tuple[str, list[Figure]]]:
        """Return the figures of the group for each self-assessment; too few people look the same as none."""
        return [
            (one.title, figures(one, shared.of_group(writing.connection, course.id, one.id, one.fingerprint())))
            for course, one in can_be_shared(self.portal.library.modules.values())
        ]


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
