"""The role in which somebody looks at the portal, who has more than one."""

from __future__ import annotations

from ssfh_learn.portal.web.page import Page


class RoleEndpoint(Page):
    """`/leren/rol`: look at the portal as one of the roles that one has."""

    async def post(self) -> None:
        """Choose a role for the pages that follow; the server holds every page to it."""
        role = self.get_body_argument("rol", "")
        if role in self.all_roles:
            self.set_cookie("ssfh_role", role, path=self.root(), httponly=True, samesite="lax")
        else:
            self.clear_cookie("ssfh_role", path=self.root())
        self.redirect(self.root())
