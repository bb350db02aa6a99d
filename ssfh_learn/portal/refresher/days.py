"""Days as a learner counts them: by the calendar of the Netherlands, summer and winter."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ssfh_learn.words import word

HERE = ZoneInfo("Europe/Amsterdam")
_MONTHS = 12


def day_of(moment: datetime) -> date:
    """Return the day that it is here at a moment."""
    return moment.astimezone(HERE).date()


def day_at(at: str) -> date:
    """Return the day of the time of an event."""
    return day_of(datetime.fromisoformat(at))


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def dutch_day(day: date, today: date) -> str:
    """Return a day in words, as "dinsdag 24 november"; with its year where that is not this one."""
    weekday, month = word("portal", "weekdays").split()[day.weekday()], word("portal", "months").split()[day.month - 1]
    year = f" {day.year}" if day.year != today.year else ""
    return f"{weekday} {day.day} {month}{year}"
