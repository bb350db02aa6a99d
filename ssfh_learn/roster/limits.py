"""How long a text of the roster may be, and which signs it may hold."""

from __future__ import annotations

import re
from unicodedata import category

_LONGEST = {
    "account": 128,
    "initials": 40,
    "given": 120,
    "prefix": 40,
    "family": 120,
    "full": 240,
    "email": 254,
    "practice": 160,
    "region": 80,
    "function": 80,
    "register": 40,
    "number": 40,
    "kabiz": 40,
    "big": 40,
    "group": 120,
}
_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s.,;<>\"]{2,}")


def longest(field: str) -> int:
    """Return the most signs of a field."""
    return _LONGEST[field]


def unprintable(text: str) -> str:
    """Return the codes of the signs of a text that cannot be shown; empty where there are none."""
    wrong = dict.fromkeys(f"U+{ord(sign):04X}" for sign in text if category(sign)[0] == "C")
    return ", ".join(list(wrong)[:5])


def is_address(text: str) -> bool:
    """Return whether a text is written as one e-mail address."""
    return _ADDRESS.fullmatch(text) is not None
