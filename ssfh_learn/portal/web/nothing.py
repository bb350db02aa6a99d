"""What answers where there is no page."""

from __future__ import annotations

from tornado.web import HTTPError

from ssfh_learn.portal.web.page import Page


class Nothing(Page):
    """`/leren/…` that is nothing."""

    async def get(self, *_: str) -> None:
        """Answer 404 with a page."""
        raise HTTPError(404)
