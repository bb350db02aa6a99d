"""Dates and times as the content and the browser write them: `2026-03-16` and `09:30`; there is no clock here."""

from __future__ import annotations

import re
from calendar import monthrange, weekday

from ssfh_learn.activities import dutch

_DATE = re.compile(r"(19\d\d|20\d\d)-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def is_date(written: str) -> bool:
    """Say whether a text is a day of the calendar between 1900 and 2099."""
    found = _DATE.fullmatch(written)
    if found is None:
        return False
    year, month, day = map(int, found.groups())
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]  # noqa: PLR2004  (December)


def is_time(written: str) -> bool:
    """Say whether a text is a time of the day."""
    return _TIME.fullmatch(written) is not None


def written_out(date: str) -> str:
    """Return `16 maart 2026`, or the text itself where it is no date."""
    if not is_date(date):
        return date
    year, month, day = map(int, date.split("-"))
    return f"{day} {dutch.MONTHS[month - 1]} {year}"


def with_weekday(date: str) -> str:
    """Return `maandag 16 maart 2026`, or the text itself where it is no date."""
    if not is_date(date):
        return date
    return f"{dutch.WEEKDAYS[weekday(*map(int, date.split('-')))]} {written_out(date)}"
