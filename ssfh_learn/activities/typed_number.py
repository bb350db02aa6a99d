"""Reads a number as people type it: with a unit, a currency sign, spaces between thousands, a comma or a point.

Some numbers have two meanings: `1.500` can be fifteen hundred or one and a half. The program does not guess, but asks
the person who typed it.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from ssfh_learn.activities.typed_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRICT = re.compile(r"[-+]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)")

_PARTS = re.compile(r"(?P<before>[^0-9]*?)(?P<digits>[.,]?[0-9](?:[0-9.,' ]*[0-9])?)(?P<after>[^0-9]*)")
_PRICE = re.compile(r"[.,] ?(?:-{1,2}|=)")
"""The end of a price in whole euros: `45,-`."""
_FIRST = "[1-9][0-9]{0,2}"
_TWO_MEANINGS = re.compile(rf"{_FIRST}[.,][0-9]{{3}}")
_ONE_POINT = re.compile(r"[0-9]+([.,][0-9]+)?|[.,][0-9]+")
_THOUSANDS = tuple(
    (gap, re.compile(rf"{_FIRST}({re.escape(gap)}[0-9]{{3}})+({point}[0-9]+)?"))
    for gap, point in ((" ", "[.,]"), ("'", "[.,]"), (".", ","), (",", r"\."))
)

_ENDS = '.,:;?!()*_"'
_ABOUT = {"ongeveer", "circa", "ca", "plm", "~", "≈", "±", "="}
_SIGNS = {"-": "-", "min": "-", "minus": "-", "+": "+", "plus": "+"}
_PERCENT = ("%", "procent", "percent", "pct")
_UNITS: dict[str, tuple[tuple[str, ...], ...]] = {
    "share": (_PERCENT,),
    "money": (("€", "euro", "euros", "euro's", "eur"),),
    "time": (
        ("seconde", "seconden", "sec", "s"),
        ("minuut", "minuten", "minuutje", "minuutjes", "min", "m"),
        ("uur", "uren", "uurtje", "uurtjes", "u", "h"),
        ("dag", "dagen"),
        ("week", "weken", "wk"),
        ("maand", "maanden", "mnd"),
        ("jaar", "jaren", "jr"),
    ),
    "mass": (("mcg", "microgram", "µg"), ("mg", "milligram"), ("g", "gr", "gram"), ("kg", "kilo", "kilogram")),
    "volume": (("ml", "milliliter", "cc"), ("l", "liter", "liters")),
    "length": (("mm", "millimeter"), ("cm", "centimeter"), ("m", "meter", "meters"), ("km", "kilometer", "kilometers")),
    "pressure": (("mmhg",),),
    "substance": (("mmol", "mmol/l"),),
    "warmth": (("°c", "°", "c", "graad", "graden", "celsius"),),
    "times": (("x", "keer", "keren", "maal"),),
    "points": (("punt", "punten"),),
    "people": (("persoon", "personen", "mens", "mensen"),),
}
"""Words with the same meaning, by the quantity that they measure."""
_SHORT = 2
"""A word this short in a question is rarely its unit: `u` is also the polite form of address."""
_CHANGES_THE_NUMBER = {
    *("of", "tot", "en", "à", "a", "maar", "niet", "geen", "meer", "minder", "dan", "keer", "maal"),
    *("half", "halve", "anderhalf", "kwart", "derde", "tiental", "dozijn", "honderd", "honderden"),
    *("duizend", "duizenden", "miljoen", "miljard", "mln", "mld", "k"),
}
"""Words that change the number: `2 duizend`, `45 of meer`. They are accepted only if the unit is this word."""


def strict_number(written: str) -> Decimal | None:
    """Return the number by the first rule, which knows digits and one comma or point; None if it is not a number."""
    typed = written.strip().removesuffix("%").strip()
    return Decimal(typed.replace(",", ".")) if _STRICT.fullmatch(typed) else None


def number(written: str, unit: str = "", prompt: str = "") -> Decimal | None:
    """Return the number that was typed; None if there is none or it has two meanings."""
    found = meanings(written, unit, prompt)
    return found[0] if len(found) == 1 else None


def meanings(written: str, unit: str = "", prompt: str = "") -> tuple[Decimal, ...]:
    """Return the possible meanings of a typed number: none, one, or two from which only its author can choose.

    Beside the number may be the unit of the question, a word from the question, or, if the question has no unit, a
    common unit.
    """
    parts = _PARTS.fullmatch(_plain(written).removesuffix(_plain(unit)))
    if parts is None:
        return ()
    before, after = _words(parts["before"].replace("+/-", "±")), parts["after"]
    price = _PRICE.match(after)
    signs = [_SIGNS[word] for word in before if word in _SIGNS]
    others = [word for word in before if word not in _ABOUT and word not in _SIGNS]
    others += _words(after[price.end() :] if price else after)
    if len(signs) > 1 or not _are_units(others, unit, prompt):
        return ()
    values = [Decimal(value) for value in _values(parts["digits"])]
    if price and len(values) > 1:  # `,-` after `1,5` is no price
        del values[1:]
    return tuple(-value if "-" in signs else value for value in values)


def shown(value: Decimal) -> str:
    """Return a number as Dutch people write it."""
    return f"{value.normalize():f}".replace(".", ",")


def unambiguous(value: Decimal) -> str:
    """Return a number that has one meaning only: `12,345` becomes `12,3450`."""
    return shown(value) + "0" * bool(_TWO_MEANINGS.fullmatch(shown(abs(value))))


def _plain(written: str) -> str:
    """Return the text with plain digits and signs, in lower case."""
    return plain("".join(_plain_sign(sign) for sign in written)).casefold()


def _plain_sign(sign: str) -> str:
    if unicodedata.category(sign) == "Nd":
        return str(unicodedata.decimal(sign))
    full_width = "\uff01" <= sign <= "\uff5e"
    return chr(ord(sign) - 0xFEE0) if full_width else sign


def _values(digits: str) -> Iterator[str]:
    """Yield the meanings of digits with points, commas and spaces; of two meanings, the thousands come first."""
    for gap, thousands in _THOUSANDS:
        if thousands.fullmatch(digits):
            yield digits.replace(gap, "").replace(",", ".")
    if _ONE_POINT.fullmatch(digits):
        yield digits.replace(",", ".")


def _words(text: str) -> list[str]:
    """Return the words and signs of a text, without diacritics and without punctuation at the end of a word."""
    apart = re.sub(r"[€%±~≈=+-]", r" \g<0> ", text)
    bare = "".join(sign for sign in unicodedata.normalize("NFD", apart) if unicodedata.category(sign) != "Mn")
    return [stripped for word in bare.split() if (stripped := word.strip(_ENDS))]


def _are_units(words: list[str], unit: str, prompt: str) -> bool:
    named, used = set(_words(_plain(unit))), set(_words(_plain(prompt)))
    return all(_is_unit(word, named, used) for word in words)


def _is_unit(word: str, named: set[str], used: set[str]) -> bool:
    """Return whether a word beside a number only says what it counts."""
    if word in _PERCENT or any(_same(word, one) for one in named):
        return True
    if word in _CHANGES_THE_NUMBER:
        return False
    if any(_same(word, one) for one in used if one.isalpha()):
        return True
    measures = [groups for groups in _UNITS.values() if any(word in group for group in groups)]
    in_use = {one for groups in measures for group in groups for one in group if len(one) > _SHORT}
    return not named and bool(measures) and not in_use & used


def _same(word: str, other: str) -> bool:
    """Return whether two words are the same unit: equal, a plural, or another spelling."""
    short, long = sorted((word, other), key=len)
    if word == other or (len(short) > _SHORT and long in {f"{short}{end}" for end in ("s", "'s", "n", "en")}):
        return True
    return any(word in group and other in group for groups in _UNITS.values() for group in groups)
