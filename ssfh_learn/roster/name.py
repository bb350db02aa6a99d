"""The name of a Dutch person, with its prefix (tussenvoegsel), and the order in which such names are listed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from unicodedata import category, normalize

_PREFIXES = {
    *("van", "de", "der", "den", "het", "'t", "t", "te", "ten", "ter", "in", "op", "aan", "bij", "onder", "over"),
    *("uit", "voor", "von", "zu", "zum", "zur", "du", "des", "la", "le", "les", "el", "al", "da", "dos", "d'", "s'"),
}
_OWN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that Unicode does not see as another letter with a mark."""
_OTHER_SIGNS, _APART = re.compile(r"[^0-9a-z]+"), re.compile(r"['`]")
_APOSTROPHES = str.maketrans("‘’ʼ`´", "'''''")


@dataclass(frozen=True)
class PersonName:
    """The parts of a name; each may be empty. `prefix` is the tussenvoegsel, as in "van der"."""

    initials: str = ""
    given: str = ""
    prefix: str = ""
    family: str = ""

    @property
    def last(self) -> str:
        """The family name with its prefix, as in a signature: "van der Berg"."""
        return " ".join(filter(None, (self.prefix, self.family)))

    @property
    def full(self) -> str:
        """The name as people say it; with initials where the given name is unknown."""
        return " ".join(filter(None, (self.given or self.initials, self.prefix, self.family)))

    @property
    def listed(self) -> str:
        """The name as a Dutch list writes it: "Berg, Anna van der"."""
        rest = " ".join(filter(None, (self.given or self.initials, self.prefix)))
        return ", ".join(filter(None, (self.family, rest)))

    @cached_property
    def sort_key(self) -> str:
        """The key of the Dutch order: by family name without prefix, marks, apostrophes and capitals."""
        parts = (self.family, self.given or self.initials, self.prefix)
        return "\N{UNIT SEPARATOR}".join(folded(part) for part in parts)


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return a text as it is compared: small letters without marks, and single spaces for all other signs."""
    if text.isascii():  # most are, and a long list holds hundreds of thousands
        return _OTHER_SIGNS.sub(" ", _APART.sub("", text.lower())).strip()
    small = normalize("NFKD", text).casefold().translate(_OWN_LETTERS)
    plain = normalize("NFKD", small).casefold()
    seen = (sign for sign in plain if not category(sign).startswith("M") and sign not in "'‘’ʼ`´")
    return " ".join("".join(sign if sign.isalnum() else " " for sign in seen).split())


def split_family(typed: str) -> tuple[str, str]:
    """Return the prefix, in small letters, and the family name of what was typed as one.

    "Van der Berg" gives ("van der", "Berg"), and "Berg, van der" does so too.
    """
    words = " ".join(typed.translate(_APOSTROPHES).split())
    before, comma, after = words.partition(",")
    if comma and all(_is_prefix(one) for one in after.split()):
        return after.strip().lower(), before.strip()
    parts = words.split(" ")
    count = 0
    while count < len(parts) - 1 and _is_prefix(parts[count]):
        count += 1
    return " ".join(parts[:count]).lower(), " ".join(parts[count:])


def _is_prefix(word: str) -> bool:
    return word.lower() in _PREFIXES
