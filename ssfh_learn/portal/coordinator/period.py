"""A period of days, and on which day somebody passed a test: one meaning on every page of a coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ssfh_learn.content.module import module_of_test
from ssfh_learn.dutch_time import day_of
from ssfh_learn.journal import certificates

if TYPE_CHECKING:
    from datetime import datetime

    from ssfh_learn.journal.certificates import Certificate
    from ssfh_learn.journal.reading import ReadTransaction


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included; None does not limit."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Return whether a day is in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def usual_periods(today: date) -> dict[str, tuple[date, date]]:
    """Return the first and the last day of periods that lists are made of, by a word of the catalogue."""
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    month_before, year_before = month - timedelta(days=1), year - timedelta(days=1)
    return {
        "this_month": (month, today),
        "last_month": (month_before.replace(day=1), month_before),
        "this_year": (year, today),
        "last_year": (year_before.replace(month=1, day=1), year_before),
    }


def certificates_of(reading: ReadTransaction, test: str) -> dict[str, Certificate]:
    """Return the certificates that were given for passing a test, by account."""
    return {one.learner: one for one in certificates.of_module(reading.connection, module_of_test(test) or test)}


def day_of_passing(handed_in: datetime | None, certificate: Certificate | None) -> date | None:
    """Return the day of passing: of handing in the attempt that counts, or an earlier day on the certificate.

    `handed_in` is in UTC. The date of a certificate of an earlier version is the day on which it was made: only the
    last resort.
    """
    dated = date.fromisoformat(certificate.date) if certificate else None
    sure = [dated] if dated and certificate and certificate.passed_at is not None else []
    return min([*sure, *([day_of(handed_in)] if handed_in else [])], default=dated)
