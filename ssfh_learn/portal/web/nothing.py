"""Answers for addresses that have no page."""

from __future__ import annotations

from tornado.web import HTTPError

from ssfh_learn.portal.web.page import Page


class Nothing(Page):
    """Any address below `/leren/` that has no page."""

    async def get(self, *_: str) -> None:
        """Answer 404 with a page."""
        raise HTTPError(404)
