"""What was done with commands on the server, for administrators."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from markupsafe import Markup as Safe

from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.journal import administration
from ssfh_learn.portal.web.identity import ADMINISTRATOR
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from ssfh_learn.journal.administration import AdministrationLine
    from ssfh_learn.portal.web.page import Page


async def acts(page: Page) -> Safe:
    """Return the section with the last acts; empty for a person who is no administrator, and without acts."""
    if not page.person.may(ADMINISTRATOR):
        return Safe()
    found = await page.read_journal(lambda reading: administration.lines(reading.connection))
    if not found:
        return Safe()
    said = section("administration")
    return page.part("coordinator/administration.html.j2", said=said, lines=[sentence(one) for one in found])


def sentence(line: AdministrationLine) -> str:
    """Return what somebody did, as a sentence that begins with when and who."""
    who = word("administration", "became", who=line.who, logged_in=line.logged_in) if line.logged_in else line.who
    did = word("administration", line.act, about=line.about, other=line.other)
    return f"{dutch_moment(datetime.fromisoformat(line.at))}, {who}: {did}"
