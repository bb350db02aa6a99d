"""Telephone numbers and Dutch web addresses in a text, as links that can be tapped."""

from __future__ import annotations

import re

_TAG = re.compile(r"(<[^>]*>)")
_NUMBER = r"(?:112|113|116\s?\d{3}|0[89]00[- ]?\d{4}(?:\d{3})?|0\d{1,3}[- ]\d{6,8})"
_SITE = r"(?:www\.)?(?:[a-z0-9-]+\.)+nl(?:/[a-z0-9/-]*[a-z0-9])?"
_FOUND = re.compile(rf"(?<![\w.@/-])(?:(?P<number>{_NUMBER})(?![\w-]|\.\w)|(?P<site>{_SITE})(?![\w-]))")


def tappable(html: str) -> str:
    """Return sanitised HTML in which telephone numbers and Dutch web addresses are links; links stay as they are."""
    made, is_link = [], False
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            is_link = piece.startswith("<a ") or (is_link and piece != "</a>")
            made.append(piece)
        else:
            made.append(piece if is_link else _FOUND.sub(_link, piece))
    return "".join(made)


def _link(found: re.Match[str]) -> str:
    if found["number"]:
        digits = re.sub(r"\D", "", found["number"])
        return f'<a class="ssfh-phone" href="tel:{digits}">{found["number"]}</a>'
    return f'<a href="https://{found["site"]}">{found["site"]}</a>'
