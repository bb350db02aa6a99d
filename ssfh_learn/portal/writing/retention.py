"""Deletes by itself what is past its term: first a learner's own answers, later the records of her training."""

from __future__ import annotations

import logging
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import day_of, months_later
from ssfh_learn.journal import retention
from ssfh_learn.journal.learner import forget
from ssfh_learn.journal.retention import Terms
from ssfh_learn.journal.stream import Stream
from ssfh_learn.roster.admission import forget_log_in

if TYPE_CHECKING:
    from datetime import date, datetime

    from ssfh_learn.journal.retention import Kept
    from ssfh_learn.journal.sql import SqlJournal
    from ssfh_learn.portal.published.assignments import Assignments
    from ssfh_learn.portal.published.submissions import Submissions
    from ssfh_learn.portal.writing.event_writer import EventWriter

BETWEEN = 24 * 60 * 60
"""Seconds between two searches."""
SOON = timedelta(days=60)
"""How long before her answers go a learner reads so on her first page."""
LOG = logging.getLogger(__name__)


def goes_on(last: datetime, months: int, from_: datetime) -> date:
    """Return the day on which something goes: a term after `last`, and not before learners could read so."""
    return max(months_later(day_of(last), months), day_of(from_))


class Retention:
    """Looks once a day whose work is past its term."""

    def __init__(
        self, journal: SqlJournal, assignments: Assignments, submissions: Submissions, writer: EventWriter
    ) -> None:
        self._journal, self._assignments, self._submissions, self._writer = journal, assignments, submissions, writer
        self.terms = Terms()
        self._looked: float | None = None

    def look(self, now: datetime) -> list[str]:
        """Delete what is past its term, if the last look was a day ago; return whose answers or records went.

        Raises JournalError or Unreachable; what was deleted by then stays deleted, and the next look goes on.
        """
        if self._looked is not None and monotonic() - self._looked < BETWEEN:
            return []
        gone = [*self._answers(now), *self._records(now)]
        self._looked = monotonic()
        if gone:
            LOG.info("what was past its term was deleted: %d", len(gone))
        return gone

    def _may_go(self, what: Kept, now: datetime) -> datetime | None:
        """Return from when on something may go by a term, if that is now."""
        with self._journal.writing() as writing:
            from_ = retention.in_force(writing, what, self.terms.of(what), now)
        return from_ if from_ is not None and from_ <= now else None

    def _answers(self, now: datetime) -> list[str]:
        months, from_ = self.terms.answers, self._may_go("answers", now)
        if months is None or from_ is None:
            return []
        with self._journal.reading() as reading:
            last = retention.last_work(reading.connection)
        over = [who for who, at in last.items() if goes_on(at, months, from_) <= day_of(now)]
        for learner in over:
            with self._journal.writing() as writing:
                writing.alone()
                newest = retention.last_work(writing.connection, learner)  # she may have come back just now
                if newest == {learner: last[learner]}:
                    forget(writing, learner, with_certificates=False)
                    forget_log_in(writing.connection, learner)
            self._writer.forget(learner).result()
        return over

    def _records(self, now: datetime) -> list[str]:
        months, from_ = self.terms.records, self._may_go("records", now)
        if months is None or from_ is None:
            return []
        gone = []
        for test in self._assignments.names():
            for learner, at in self._submissions.last_handed_in(test).items():
                if goes_on(at, months, from_) > day_of(now):
                    continue
                self._submissions.remove(test, learner)
                with self._journal.writing() as writing:
                    writing.erase(Stream(learner, test, test))
                self._writer.forget(learner, test, test).result()
                gone.append(learner)
        with self._journal.writing() as writing:
            day = months_later(day_of(now), -months).isoformat()
            if count := retention.forget_certificates_until(writing.connection, day):
                writing.owe_cleaning()
                LOG.info("certificates past their term were deleted: %d", count)
        return gone
