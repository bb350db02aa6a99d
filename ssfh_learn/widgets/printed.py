"""The texts of a view as plain HTML, for paper and other places without a front end.

It works for every kind of activity: the texts come in the order of the view, and a view holds no key.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAMES = {"name", "label", "term"}
_LINES = {"who", "when", "source", "alternative", "left", "right"}


def printed(view: Mapping[str, Any]) -> str:
    """Return the HTML; the stylesheet of the front end hides it."""
    body = "".join(_blocks(view))
    return f'<section class="ssfh-static" lang="nl">{body}<p><em>{escape(word("widgets", "static"))}</em></p></section>'


def _blocks(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        items = ["".join(_blocks(item)) for item in value]
        written = "".join(f"<li>{item}</li>" for item in items if item)
        yield f"<ul>{written}</ul>" if written else ""
    elif isinstance(value, dict) and set(value) == {"html"}:
        yield value["html"]
    elif isinstance(value, dict):
        yield from _fields(value)


def _fields(fields: Mapping[str, Any]) -> Iterator[str]:
    for key, value in fields.items():
        if not isinstance(value, str):
            yield from _blocks(value)
        elif key == "title":
            yield f"<h3>{escape(value)}</h3>"
        elif key in _NAMES:
            yield f"<strong>{escape(value)}</strong>{_figure(fields.get('value'))} "
        elif key in _LINES and value:
            yield f"<p>{escape(value)}</p>"


def _figure(value: object) -> str:
    """Return the number under a name, as it is written in Dutch."""
    return f": {value:.10g}".replace(".", ",") if isinstance(value, (int, float)) else ""
