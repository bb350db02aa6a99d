"""A day as people type it."""

from __future__ import annotations

import re
from datetime import date

_WRITTEN = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})\s+([a-z]{3})[a-z]*\.?\s+(\d{4})")
_MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def typed_day(text: str) -> date | None:
    """Return the day that was written the Dutch way or as ISO 8601; None for anything else."""
    small = text.lower()
    try:
        if found := _WRITTEN.fullmatch(small.removesuffix(" 00:00:00")):
            if found[4]:
                return date(int(found[4]), int(found[5]), int(found[6]))
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _NAMED.fullmatch(small):
            month = "maa" if found[2] == "mrt" else found[2]
            return date(int(found[3]), _MONTHS.index(month) + 1, int(found[1]))
    except ValueError:
        pass
    return None
