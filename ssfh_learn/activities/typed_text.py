"""Makes typed texts comparable: apostrophes, hyphens and spaces of different keyboards become equal."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = "\u2018\u2019\u201a\u201b\u02bc\u02b9\u02bb\u2032\u0060\u00b4\uff07"
_QUOTATION_MARKS = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02"
_MINUS_SIGNS = "\u2212\ufe63\uff0d"
_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(_QUOTATION_MARKS, '"'))


def plain(typed: str) -> str:
    """Return a text with one kind of apostrophe, quotation mark, hyphen and space, and without invisible characters."""
    composed = unicodedata.normalize("NFC", typed.translate(_PLAIN))
    return " ".join("".join(_plain_sign(sign) for sign in composed).split())


def _plain_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Pd" or sign in _MINUS_SIGNS:
        return "-"
    if category == "Cf":  # zero-width spaces and joiners, and marks of the writing direction
        return ""
    return " " if category.startswith("Z") else sign


def folded(typed: str) -> str:
    """Return a text to compare: in lower case, with plain letters for full-width letters and ligatures."""
    once = unicodedata.normalize("NFKC", plain(typed)).casefold()
    return plain(unicodedata.normalize("NFKC", once))


def bare(typed: str) -> str:
    """Return what is left to compare of a whole answer: no case, diacritics, apostrophes, hyphens or white space."""
    letters = unicodedata.normalize("NFKD", folded(typed))
    kept = (sign for sign in letters if sign not in "'-" and not sign.isspace() and unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", "".join(kept))


def bare_words(typed: str) -> tuple[str, ...]:
    """Return the words of an answer, bare; a hyphen parts them as white space does, so that neither matters."""
    words = (bare(word) for word in re.split(r"[\s-]+", folded(typed)))
    return tuple(word for word in words if word)
