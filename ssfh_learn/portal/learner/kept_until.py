"""What a learner reads of the terms after which her work goes by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import dutch_date
from ssfh_learn.journal import retention
from ssfh_learn.portal.writing.retention import SOON, goes_on
from ssfh_learn.words import counted, section, word

if TYPE_CHECKING:
    from datetime import date

    from ssfh_learn.portal.learner.learner_page import LearnerPage


async def answers_go_on(page: LearnerPage) -> date | None:
    """Return the day on which her answers go if she does nothing more; None without a term, or without answers."""
    months = page.portal.retention.terms.answers
    if months is None:
        return None
    who = page.person.id
    last, from_ = await page.read_journal(
        lambda reading: (
            retention.last_work(reading.connection, who).get(who),
            retention.may_go_from(reading.connection, "answers"),
        )
    )
    return None if last is None else goes_on(last, months, from_ or datetime.now(UTC) + retention.NOTICE)


async def sentences(page: LearnerPage) -> list[str]:
    """Return what her own page says of the terms that an administrator set."""
    terms, said = page.portal.retention.terms, []
    if terms.answers is not None:
        said.append(counted(section("portal")["kept_answers"], terms.answers))
        if day := await answers_go_on(page):
            said.append(word("portal", "kept_answers_until", day=dutch_date(day)))
    if terms.records is not None:
        said.append(counted(section("portal")["kept_records"], terms.records))
    return said


async def announced(page: LearnerPage) -> str:
    """Return what her first page says if her answers go soon; empty otherwise."""
    day = await answers_go_on(page)
    if day is None or day > page.portal.today() + SOON:
        return ""
    return word("portal", "kept_soon", day=dutch_date(day))
