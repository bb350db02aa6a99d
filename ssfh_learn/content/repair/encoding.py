"""The bytes of a file as text, also where a program saved them in another way than UTF-8."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Encoding = Literal["UTF-8", "UTF-16", "Windows-1252"]
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_LIKELY = set("áàâäãåæçéèêëíìîïñóòôöõøúùûüýÿßœšž")
_LIKELY |= {letter.upper() for letter in _LIKELY} | set("€‚„…‘’“”•–—™ ¡£§©«»®°±²³´µ·¹º¼½¾¿×÷\u00a0\u00ad")
_MOST_ZEROS = 0.2
_OTHERS = (b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"GIF8")
"""How files begin that are no text: Word, images, PDF."""


@dataclass(frozen=True)
class Decoded:
    """A text and how it was saved; `is_certain` says that it cannot have been another text."""

    text: str
    encoding: Encoding
    is_certain: bool = True


def decoded(raw: bytes) -> Decoded | None:
    """Return the text of a file; None where it is none, but an image or a document of Word."""
    if raw[:2] in _MARKS:
        return _as("UTF-16", raw, "utf-16")
    if raw.startswith(_OTHERS):
        return None
    if raw and raw.count(0) > _MOST_ZEROS * len(raw):
        codec = "utf-16-be" if raw[0::2].count(0) > raw[1::2].count(0) else "utf-16-le"
        found = _as("UTF-16", raw, codec)
        return found if found and "\0" not in found.text else None
    found = _as("UTF-8", raw, "utf-8-sig")
    if found:
        return found
    found = _as("Windows-1252", raw, "cp1252")
    if found and all(sign.isascii() or sign in _LIKELY for sign in found.text):
        return found
    return Decoded(raw.decode("cp1252", "replace"), "Windows-1252", is_certain=False)


def _as(name: Encoding, raw: bytes, codec: str) -> Decoded | None:
    try:
        return Decoded(raw.decode(codec).removeprefix("\ufeff"), name)
    except UnicodeDecodeError:
        return None
