"""Reads a moment as Dutch people type it, and explains what is wrong if it has no meaning or two meanings."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from ssfh_learn.dutch_time import ZONE, dutch_date, dutch_weekday, happens_twice, here
from ssfh_learn.words import word

END_OF_DAY = time(23, 59, 59)
_DAY = r"(?P<day>\d{1,2})"
_DATES = (
    r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)" + _DAY,
    _DAY + r"(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})",
    r"(?:(?P<weekday>[a-z]+),? )?" + _DAY + r" (?P<named>[a-z]+)\.? (?P<year>\d{4})",
)
_TIME = (
    r"(?:,? (?:om )?|t)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?)?"
    r"(?P<said> ?(?:uur|u))?(?: \(?(?P<season>zomertijd|wintertijd)\)?)?"
)
_FORMS = [re.compile(f"{date_}(?:{_TIME})?", re.ASCII) for date_ in _DATES]
_SHORTEST_MONTH = 3
"""The shortest abbreviation of a month in letters: jan, feb, mrt."""
_YEARS = range(2000, 2100)


def read_moment(typed: str) -> datetime:
    """Return the typed moment in UTC; raises ValueError, in Dutch, if it has no meaning or two meanings."""
    text = " ".join(typed.replace("\N{EN DASH}", "-").replace("\N{MINUS SIGN}", "-").casefold().split())
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        raise ValueError(word("moment", "unreadable", typed=typed))
    parts = found.groupdict()
    day = _day(parts, typed)
    clock = END_OF_DAY if parts["hour"] is None else _clock(parts, day, typed)
    return _on_the_clock(datetime.combine(day, clock, ZONE), parts["season"]).astimezone(UTC)


def _day(parts: dict[str, str | None], typed: str) -> date:
    month = _month(parts["named"]) if parts.get("named") else int(parts["month"] or 0)
    if month is None:
        raise ValueError(word("moment", "unreadable", typed=typed))
    year = int(parts["year"] or 0)
    if year not in _YEARS:
        raise ValueError(word("moment", "no_year", year=parts["year"]))
    try:
        day = date(year, month, int(parts["day"] or 0))
    except ValueError:
        raise ValueError(word("moment", "no_day", typed=typed)) from None
    weekday = parts.get("weekday")
    if weekday and weekday not in {dutch_weekday(day), dutch_weekday(day)[:2]}:
        raise ValueError(word("moment", "other_weekday", date=dutch_date(day), weekday=dutch_weekday(day)))
    return day


def _month(named: str | None) -> int | None:
    months = word("time", "months").split()
    for number, month in enumerate(months, 1):
        if named == "mrt" or (named and len(named) >= _SHORTEST_MONTH and month.startswith(named)):
            return months.index("maart") + 1 if named == "mrt" else number
    return None


def _clock(parts: dict[str, str | None], day: date, typed: str) -> time:
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if parts["minute"] is None and not parts["said"]:
        raise ValueError(word("moment", "unreadable", typed=typed))
    if (hour, minute, second) == (24, 0, 0):
        raise ValueError(word("moment", "hour_24", date=dutch_date(day), typed=f"{day:%d-%m-%Y}"))
    try:
        return time(hour, minute, second)
    except ValueError:
        raise ValueError(word("moment", "no_time", typed=typed)) from None


def _on_the_clock(moment: datetime, season: str | None) -> datetime:
    """Return the moment of a clock time; refuses a time that the clock skips or shows twice."""
    shown = here(moment.astimezone(UTC))
    if shown.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValueError(word("moment", "skipped", date=dutch_date(moment.date())))
    if happens_twice(moment):
        if season is None:
            raise ValueError(word("moment", "twice", date=dutch_date(moment.date()), typed=f"{moment:%d-%m-%Y %H:%M}"))
        return moment.replace(fold=int(season == word("time", "winter")))
    is_summer = (moment.dst() or timedelta()) > timedelta()
    if season is not None and is_summer != (season == word("time", "summer")):
        raise ValueError(word("moment", "other_season", date=dutch_date(moment.date())))
    return moment
