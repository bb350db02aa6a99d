"""The results of tests, for a coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.errors import Unreachable
from ssfh_learn.portal.coordinator.published_figures import when_figures_come
from ssfh_learn.portal.coordinator.reach import by_name
from ssfh_learn.portal.coordinator.running_tests import title_of
from ssfh_learn.portal.web.identity import ADMINISTRATOR, COORDINATOR, TRAINER
from ssfh_learn.portal.web.log import log_results_read
from ssfh_learn.roster.listing import ParticipantFilter, everyone
from ssfh_learn.roster.scope import Scope, accounts_in, is_in_use
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup as Safe

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.portal.web.identity import Person
    from ssfh_learn.portal.web.page import Page
    from ssfh_learn.results import Result


def _visible(reading: ReadTransaction, person: Person) -> frozenset[str] | None:
    """Return the accounts whose results somebody may see; None for all of them.

    Without groups every coordinator sees the results of all, as does a trainer.
    """
    if person.may(TRAINER, ADMINISTRATOR) or not is_in_use(reading.connection):
        return None
    return accounts_in(reading.connection, Scope(person.id))


def listed_names(reading: ReadTransaction, person: Person, today: str) -> dict[str, str]:
    """Return what the people are called of whom somebody may see results, by account, as the list and in its order."""
    scope = Scope(person.id, is_everything=person.may(TRAINER, ADMINISTRATOR))
    people = everyone(reading.connection, scope, ParticipantFilter(today, standing="all"))
    return {one.account: one.shown_name for one in people if one.account and one.name.family}


def _handed_in(found: Iterable[Result]) -> list[Result]:
    """Leave out whom the gradebook knows of another test only."""
    return [one for one in found if one.attempt is not None or one.status != "not_handed_in"]


async def results(page: Page) -> Safe:
    """Return the section with the results of every test; it holds nothing of a self-assessment."""
    try:
        tables = await page.in_background(page.portal.tables)
    except Unreachable:
        tables = None
    tables = tables and [(name, found and _handed_in(found)) for name, found in tables]
    visible = await page.read_journal(lambda reading: _visible(reading, page.person))
    if tables is not None and visible is not None:
        tables = [(name, found and [one for one in found if one.student in visible]) for name, found in tables]
    today = page.portal.today().isoformat()
    names = await page.read_journal(lambda reading: listed_names(reading, page.person, today))
    tables = tables and [(name, found and by_name(names, found, lambda one: one.student)) for name, found in tables]
    titles = {name: title_of(page.portal, name) for name, _ in tables or ()}
    log_results_read(page, {one.student for _, found in tables or () for one in found or ()})
    coming = []
    if page.person.may(COORDINATOR, ADMINISTRATOR):
        coming = when_figures_come(page.portal.rhythm, page.portal.today())
    return page.part(
        "coordinator/results.html.j2",
        tables=tables,
        titles=titles,
        names=names,
        coming=coming,
        coming_title=word("group_figures", "coming_title"),
        to_reports=word("group_figures", "to_reports"),
        root=page.root(),
    )
