"""What is wrong in the modules, for their authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup as Safe

from ssfh_learn.portal.web.identity import TRAINER

if TYPE_CHECKING:
    from ssfh_learn.portal.web.page import Page


async def problems(page: Page) -> Safe:
    """Return the section with what is wrong in each folder; empty for a person who writes no modules."""
    if not page.person.may(TRAINER):
        return Safe()
    return page.part("trainer/problems.html.j2", problems=page.portal.library.problems)
