"""The name on a certificate: printed with all its letters, or refused with the letters that cannot be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category, normalize

from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

LONGEST_NAME = 80
_MOST_NAMED = 10
"""Letters that a refusal names."""
_INVISIBLE = {0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF}.union(
    range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070), range(0xFE00, 0xFE10)
)
"""Invisible characters that come along with copying: joiners, marks of direction, variant selectors."""


def printed_name(typed: str, font: Container[int]) -> str:
    """Return a name as it is printed in a font with these code points.

    Raises ValueError with a Dutch sentence for what would be blank, partly blank or wrongly put together.
    """
    seen = "".join(sign for sign in normalize("NFC", typed) if ord(sign) not in _INVISIBLE)
    name = " ".join("".join(_in(font, sign) for sign in normalize("NFC", seen)).split())
    if not any(category(sign).startswith("L") for sign in name):
        raise ValueError(word("portal", "name_empty"))
    if wrong := list(dict.fromkeys(_unprintable(name, font))):
        # isolated, or else letters that run from right to left would turn the sentence around them
        letters = ", ".join(
            f"‘\N{FIRST STRONG ISOLATE}{one}\N{POP DIRECTIONAL ISOLATE}’" for one in wrong[:_MOST_NAMED]
        )
        raise ValueError(word("portal", "name_letters", letters=letters))
    if len(name) > LONGEST_NAME:
        raise ValueError(word("portal", "name_too_long", longest=LONGEST_NAME))
    return name


def _in(font: Container[int], sign: str) -> str:
    """Return a sign, or the same letters in another form (as of a wide letter) where the font has only those."""
    if ord(sign) in font or sign.isspace():
        return sign
    plain = normalize("NFKC", sign)
    return plain if all(ord(one) in font and category(one)[0] != "M" for one in plain) else sign


def _unprintable(name: str, font: Container[int]) -> Iterator[str]:
    """Yield what cannot be printed: signs that the font lacks, and marks that no letter of it has on top."""
    for before, sign in zip(" " + name, name, strict=False):
        if category(sign).startswith("M"):
            yield f"{before}{sign}" if category(before).startswith("L") else sign
        elif category(sign)[0] == "C":
            yield f"U+{ord(sign):04X}"
        elif ord(sign) not in font:
            yield sign
