"""A day as people type it."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

_WRITTEN = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})\s+([a-z]{3})[a-z]*\.?\s+(\d{4})")
_MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def fault_of_day(text: str) -> Literal["not_a_date", "no_such_day"]:
    """Return why `typed_day` reads no day: it is written in another way, or right and there is no such day."""
    small = text.lower()
    named = _NAMED.fullmatch(small)
    is_written = _WRITTEN.fullmatch(small.removesuffix(" 00:00:00")) or (named and _month(named[2]))
    return "no_such_day" if is_written else "not_a_date"


def _month(name: str) -> int:
    """Return the number of a month by its first three letters; 0 for what is none."""
    short = "maa" if name == "mrt" else name
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def typed_day(text: str) -> date | None:
    """Return the day that was written the Dutch way or as ISO 8601; None for anything else."""
    small = text.lower()
    try:
        if found := _WRITTEN.fullmatch(small.removesuffix(" 00:00:00")):
            if found[4]:
                return date(int(found[4]), int(found[5]), int(found[6]))
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _NAMED.fullmatch(small):
            return date(int(found[3]), _month(found[2]), int(found[1]))
    except ValueError:
        pass
    return None
