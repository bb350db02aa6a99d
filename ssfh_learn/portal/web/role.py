"""The role that a person chose for the pages, if she has several roles."""

from __future__ import annotations

from ssfh_learn.portal.web.page import Page


class RoleEndpoint(Page):
    """`/leren/rol`: show the pages as one of her roles sees them."""

    async def post(self) -> None:
        """Choose a role for the next pages; the server applies it to each page."""
        role = self.get_body_argument("rol", "")
        if role in self.all_roles:
            secure = self.request.protocol == "https"
            self.set_cookie("ssfh_role", role, path=self.root(), httponly=True, samesite="lax", secure=secure)
        else:
            self.clear_cookie("ssfh_role", path=self.root())
        self.redirect(self.root())
