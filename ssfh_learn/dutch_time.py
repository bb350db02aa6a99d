"""The clock and the calendar of the Netherlands: what people read, whatever the zone of the server or of a laptop.

Everything is kept in UTC. Only this file knows the zone, and every moment that is shown or typed goes through it.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ssfh_learn.words import word

ZONE = ZoneInfo("Europe/Amsterdam")
_MONTHS = 12


def here(moment: datetime) -> datetime:
    """Return a moment as the clock shows it here; one without a zone is in UTC, as nbgrader keeps them."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(ZONE)


def day_of(moment: datetime) -> date:
    """Return the day that it is here at a moment."""
    return here(moment).date()


def last_day_before(end: datetime) -> date:
    """Return the last day before an end: an end at midnight leaves the day before it."""
    return day_of(end - timedelta(microseconds=1))


def day_at(at: str) -> date:
    """Return the day of the time of an event (ISO 8601)."""
    return day_of(datetime.fromisoformat(at))


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def happens_twice(moment: datetime) -> bool:
    """Say whether the clock shows this time twice on this day, because summer time ends."""
    shown = here(moment).replace(tzinfo=None)
    return any(here(moment.astimezone(UTC) + timedelta(hours=hours)).replace(tzinfo=None) == shown for hours in (-1, 1))


def dutch_date(day: date) -> str:
    """Return `21 november 2026`."""
    return f"{day.day} {_months()[day.month - 1]} {day.year}"


def dutch_weekday(day: date) -> str:
    """Return `zaterdag`."""
    return word("time", "weekdays").split()[day.weekday()]


def dutch_day(day: date, today: date) -> str:
    """Return a day in words, as `dinsdag 24 november`; with its year where that is not this one."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{dutch_weekday(day)} {day.day} {_months()[day.month - 1]}{year}"


def dutch_clock(moment: datetime) -> str:
    """Return `17.00 uur`; where the clock shows a time twice also which of the two: `02.30 uur (wintertijd)`."""
    local = here(moment)
    which = f" ({word('time', 'winter' if local.fold else 'summer')})" if happens_twice(local) else ""
    return word("time", "clock", hour=f"{local:%H}", minute=f"{local:%M}") + which


def dutch_moment(moment: datetime) -> str:
    """Return `21 november 2026 om 17.00 uur`."""
    return word("time", "moment", date=dutch_date(day_of(moment)), clock=dutch_clock(moment))


def dutch_until(moment: datetime) -> str:
    """Return the end of a period: `zondag 31 januari 2027, 17.00 uur`; of midnight also that the day begins."""
    day = day_of(moment)
    said = word("time", "until", weekday=dutch_weekday(day), date=dutch_date(day), clock=dutch_clock(moment))
    return f"{said} ({word('time', 'midnight')})" if here(moment).time() == time() else said


def _months() -> list[str]:
    return word("time", "months").split()
