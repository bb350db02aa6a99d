"""Images in the texts of a notebook: those that were pasted into a cell, and files with any name."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from ssfh_learn.content.images import ATTACHED
from ssfh_learn.content.photo import measures, shrunk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_IMAGE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]*)(")')
_WITHOUT_SIZE = re.compile(r"<img\b(?![^>]*\s(?:width|height)=)[^>]*>")
_OTHER = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
_PASTED = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
"""What may be pasted; a drawing (SVG) can hold more than a picture."""


_ATTACHED = re.compile(rf"(\]\(\s*<?|\bsrc\s*=\s*[\"']){ATTACHED}")
PLACE = "geplakt-in-deze-cel/"
"""Where pasted images seem to be while a text becomes HTML: their own kind of address would be taken for a danger."""


def with_places(markdown: str) -> str:
    """Return a text in which pasted images have an address that outlives the cleaning of its HTML."""
    return _ATTACHED.sub(rf"\g<1>{PLACE}", markdown)


def with_pictures(html: str, attachments: Mapping[str, Any]) -> str:
    """Return sanitised HTML in which pasted images are shown, and files are found whatever they are called."""
    return _IMAGE.sub(lambda found: found[1] + escape(_address(unescape(found[2]), attachments)) + found[3], html)


def with_measures(html: str, folder: Path) -> str:
    """Return HTML in which each image of a module has its measures, so that nothing moves when it comes."""

    def measured(found: re.Match[str]) -> str:
        address = _IMAGE.match(found[0])
        if address is None or _OTHER.match(address[2]):
            return found[0]
        path = (folder / unquote(unescape(address[2]))).resolve()
        size = measures(path) if path.is_relative_to(folder.resolve()) else None
        return f'{found[0][:-1]} width="{size[0]}" height="{size[1]}">' if size else found[0]

    return _WITHOUT_SIZE.sub(measured, html)


def _address(written: str, attachments: Mapping[str, Any]) -> str:
    typed = unquote(written)
    if typed.startswith(PLACE):
        return _pasted(attachments.get(typed.removeprefix(PLACE))) or written
    if _OTHER.match(typed):
        return written
    return quote(typed.replace("\\", "/"), safe="/")


def _pasted(bundle: Any) -> str | None:
    """Return a pasted image as an address; None where there is none that a page may show."""
    for kind, suffix in _PASTED.items():
        if isinstance(bundle, dict) and isinstance(bundle.get(kind), str | list):
            written = bundle[kind]
            try:
                content = b64decode("".join(written))
            except ValueError:
                return None
            shown, of_kind = shrunk(content, suffix) or (content, kind)
            return f"data:{of_kind};base64,{b64encode(shown).decode()}"
    return None
