"""The code on a certificate: nobody can guess it, and it is read in every way in which people copy it."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING
from unicodedata import category, normalize
from urllib.parse import unquote_plus

if TYPE_CHECKING:
    from collections.abc import Iterator

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without letters that look alike on paper: I and 1, O and 0."""
PARTS, PART = 3, 4
LONGEST_TYPED = 400
"""The most characters that are read: a whole address with a code in it is shorter."""
_MOST = 8
"""The most codes that one text can give."""
_LETTER = f"[{ALPHABET}]"
_BETWEEN = r"[\W_]*"
_CODE = re.compile(rf"(?<![A-Z0-9])(?={_BETWEEN.join([f'({_LETTER})'] * (PARTS * PART))}(?![A-Z0-9]))")


def new_code() -> str:
    """Return a code of 60 random bits, as `ABCD-EFGH-JKLM`."""
    return _written("".join(secrets.choice(ALPHABET) for _ in range(PARTS * PART)))


def codes_in(typed: str) -> Iterator[str]:
    """Yield the codes that a text can hold, as they are kept.

    With or without dashes of any kind, spaces or capitals; in an address, or in the whole line of the certificate.
    """
    text = normalize("NFKC", unquote_plus(typed[:LONGEST_TYPED]))
    text = "".join(sign for sign in text if category(sign) != "Cf").upper()
    found = dict.fromkeys(_written("".join(match.groups())) for match in _CODE.finditer(text))
    yield from list(found)[:_MOST]


def _written(letters: str) -> str:
    return "-".join(letters[start : start + PART] for start in range(0, PARTS * PART, PART))
