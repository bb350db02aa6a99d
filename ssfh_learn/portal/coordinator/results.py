"""The results of tests, for a coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.errors import Unreachable

if TYPE_CHECKING:
    from markupsafe import Markup as Safe

    from ssfh_learn.portal.web.page import Page


async def results(page: Page) -> Safe:
    """Return the section with the results of every test; it holds nothing of a self-assessment."""
    try:
        tables = await page.in_background(page.portal.tables)
    except Unreachable:
        tables = None
    return page.part("coordinator/results.html.j2", tables=tables)
