"""Publishes how long modules take: on the first day of a period, of the people who finished since the last time.

Staff and people in no group do not count. What is published is read before it is written, so no answer waits for it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import ZONE
from ssfh_learn.journal import durations as kept
from ssfh_learn.portal.writing.publishing import first_day
from ssfh_learn.reports.durations import FinishedBetween, PublishedDuration, durations
from ssfh_learn.roster.reported_people import who_counts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.sql import SqlJournal
    from ssfh_learn.journal.transaction import Writing
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.portal.writing.publishing import Rhythm


def publish_durations_if_due(
    journal: SqlJournal, modules: Iterable[PublishedModule], today: date, rhythm: Rhythm
) -> None:
    """Publish once in each period how long modules take, of those of which nothing was published in it yet."""
    began = first_day(rhythm, today)
    if began is None:
        return
    with journal.reading() as reading:
        found = new_durations(reading, modules, began)
    if found:
        with journal.writing() as writing:
            keep(writing, found)


def new_durations(reading: ReadTransaction, modules: Iterable[PublishedModule], day: date) -> list[PublishedDuration]:
    """Return what is to be published on a day, of the modules of which nothing was published on it."""
    last, counts = kept.last_days(reading.connection), who_counts(reading.connection)
    found: list[PublishedDuration] = []
    for module in modules:
        before = last.get(module.id)
        if before is None or before < day.isoformat():
            since = _begin_of(date.fromisoformat(before)) if before else ""
            between = FinishedBetween(since, _begin_of(day), day.isoformat())
            people = kept.openings_in(reading.connection, module.id, counts)
            found += durations(module.id, module.step_ids, people, between)
    return found


def keep(writing: Writing, found: Iterable[PublishedDuration]) -> None:
    """Write what is published, as far as no other server wrote it meanwhile."""
    last = kept.last_days(writing.connection)
    fresh = [one for one in found if last.get(one.place, "") < one.day]
    kept.publish(writing.connection, [(one.day, one.place, one.step, one.low, one.middle, one.high) for one in fresh])


def published_durations(reading: ReadTransaction) -> list[PublishedDuration]:
    """Return everything that was published."""
    return [PublishedDuration(*row) for row in kept.published(reading.connection)]


def _begin_of(day: date) -> str:
    """Return the moment at which a day begins here, as events have their time."""
    return datetime.combine(day, time(), ZONE).astimezone(UTC).isoformat(timespec="milliseconds")
