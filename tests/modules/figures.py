"""The figures in a Dutch text: digits, and number words with a unit, in one spelling each."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.dutch import MONTHS
from tests import yaml_file
from tests.modules.shipped import MODULES

if TYPE_CHECKING:
    from collections.abc import Iterator

_SMALL = [
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
]
_TENS = {"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80}
_WORDS = {word: number for number, word in enumerate(_SMALL) if number} | _TENS | {"een": 1}
_SHARES = {"kwart", "driekwart", "helft"}
_MANY = {"negenhonderd": "900", "duizend": "1000"}
_UNITS = {
    **dict.fromkeys(("minuut", "minuten"), "minuten"),
    **dict.fromkeys(("uur", "uren"), "uur"),
    **dict.fromkeys(("dag", "dagen"), "dagen"),
    **dict.fromkeys(("week", "weken"), "weken"),
    **dict.fromkeys(("maand", "maanden"), "maanden"),
    **dict.fromkeys(("jaar", "jaren"), "jaar"),
    **dict.fromkeys(("%", "procent"), "%"),
    **dict.fromkeys(("euro", "€"), "euro"),
}
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_DIGITS = r"\d+(?:,\d+)?"
_JOINED = rf"(?:{_DIGITS}|{_WORD})"

_PHONE = re.compile(r"\b(?:0[89]00-\d{4}|088 \d{4} \d{3}|112|113|24/7)\b")
_ODDS = re.compile(r"\b(\d+) op de (\d+)\b")
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b")
_RANGE = re.compile(
    rf"(?<![\w,])({_JOINED})(?:\s*[-–]\s*|\s+(?:tot|à|en|of)\s+(?:na\s+)?)({_JOINED})\s*({_UNIT})(?!\w)", re.IGNORECASE
)
_LIST = re.compile(rf"(?<![\w,])({_DIGITS}(?:, {_DIGITS})+ en {_DIGITS})\s*({_UNIT})(?!\w)", re.IGNORECASE)
_AMOUNT = re.compile(rf"(?<![\w,])({_JOINED})\s*({_UNIT})(?!\w)", re.IGNORECASE)
_NUMBER = re.compile(rf"(?<![\w,.])({_DIGITS})(?!\w)")


def _value(written: str) -> str:
    return str(_WORDS.get(written.casefold(), written))


def _amount(value: str, unit: str) -> str:
    kind = _UNITS[unit.casefold()]
    return f"{_value(value)}%" if kind == "%" else f"{_value(value)} {kind}"


def figures(text: str) -> list[str]:
    """Return the figures of a text, such as `45%`, `72 uur`, `1 juli`, `2021`, `0900-0101`, `kwart` and `12`.

    A number word counts where a unit follows (`vier uur`), and where it is a share or a large number.
    """
    return list(_found(" ".join(text.replace("*", "").split())))


def _found(text: str) -> Iterator[str]:
    def taken(pattern: re.Pattern[str], text: str) -> tuple[list[re.Match[str]], str]:
        return list(pattern.finditer(text)), pattern.sub(" ; ", text)

    phones, text = taken(_PHONE, text)
    odds, text = taken(_ODDS, text)
    dates, text = taken(_DATE, text)
    lists, text = taken(_LIST, text)
    ranges, text = taken(_RANGE, text)
    amounts, text = taken(_AMOUNT, text)
    numbers, text = taken(_NUMBER, text)
    yield from (one[0] for one in phones)
    yield from (f"{one[1]} op de {one[2]}" for one in odds)
    yield from (f"{one[1]} {one[2]}" for one in dates)
    yield from (_amount(part, one[2]) for one in lists for part in re.split(", | en ", one[1]))
    yield from (_amount(one[side], one[3]) for one in ranges for side in (1, 2))
    # `een uur` and `één dag` tell how long a thing takes in general; with a digit it is a measured one.
    yield from (_amount(one[1], one[2]) for one in amounts if one[1].casefold() not in {"een", "één"})
    yield from (one[1] for one in numbers)
    words = re.findall(r"\w+", text.casefold())
    yield from (_MANY.get(word, word) for word in words if word in _MANY or word in _SHARES)


@cache
def facts() -> dict[str, frozenset[str]]:
    """Return the figures of each source, by its code."""
    written = yaml_file.read(MODULES / "bronnen.yaml")
    return {entry["code"]: frozenset(figures(" ; ".join(_texts(entry)))) for entry in written}


@cache
def told() -> dict[str, tuple[str, ...]]:
    """Return what each source says with its figures, by its code."""
    written = yaml_file.read(MODULES / "bronnen.yaml")
    return {entry["code"]: tuple(map(str, entry.get("cijfers", ()))) for entry in written}


def _texts(entry: dict[str, Any]) -> Iterator[str]:
    """Yield what a source says; its code and our advice about it are no facts."""
    yield from (str(entry.get(key, "")) for key in ("wie", "wanneer", "bron"))
    yield from map(str, entry.get("cijfers", ()))
