"""Dates and times as the content and the browser write them: `2026-03-16` and `09:30`; there is no clock here."""

from __future__ import annotations

import re
from calendar import monthrange, weekday

from ssfh_learn.activities import dutch

_DATE = re.compile(r"(19\d\d|20\d\d)-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)

_DECEMBER = 12
_SATURDAY = 5


def is_date(written: str) -> bool:
    """Say whether a text is a day of the calendar between 1900 and 2099."""
    found = _DATE.fullmatch(written)
    if found is None:
        return False
    year, month, day = map(int, found.groups())
    return 1 <= month <= _DECEMBER and 1 <= day <= monthrange(year, month)[1]


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


def is_working_day(date: str) -> bool:
    """Say whether a day is one from Monday to Friday."""
    return weekday(*map(int, date.split("-"))) < _SATURDAY


def next_day(date: str) -> str:
    """Return the day after a day, as it is written."""
    year, month, day = map(int, date.split("-"))
    if day < monthrange(year, month)[1]:
        return f"{year}-{month:02}-{day + 1:02}"
    return f"{year}-{month + 1:02}-01" if month < _DECEMBER else f"{year + 1}-01-01"


def numeric(date: str) -> str:
    """Return `16-03-2026`, or the text itself where it is no date."""
    return "-".join(reversed(date.split("-"))) if is_date(date) else date
