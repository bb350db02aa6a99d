"""An activity on paper: the texts of its view as plain HTML, for where nothing can be clicked.

Works for every kind, present and future: texts come in the order of the view, and a view holds no key.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAMES = ("name", "label", "term")


def printed(view: Mapping[str, Any]) -> str:
    """Return the HTML; the stylesheet of the live front end hides its class."""
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
    if isinstance(title := fields.get("title"), str):
        yield f"<h3>{escape(title)}</h3>"
    name = next((fields[key] for key in _NAMES if isinstance(fields.get(key), str)), None)
    if name is not None:
        value = fields.get("value")
        number = f": {value:g}".replace(".", ",") if isinstance(value, (int, float)) else ""
        yield f"<strong>{escape(name)}</strong>{number} "
    for key, value in fields.items():
        if key in {"who", "when", "source", "alternative", "left", "right"} and isinstance(value, str) and value:
            yield f"<p>{escape(value)}</p>"
        else:
            yield from _blocks(value)
