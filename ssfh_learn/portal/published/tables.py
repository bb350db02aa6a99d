"""Tables in the texts of a page that also fits on a phone."""

from __future__ import annotations

import re
from itertools import chain, repeat

from ssfh_learn.words import word

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_CELL = re.compile(r"<t[dh]\b")
_TAG = re.compile(r"<[^>]+>")


def for_any_width(html: str) -> str:
    """Return HTML in which each cell has the heading of its column, and a table that is too wide can scroll.

    On a narrow page the stylesheet makes each row a block with these headings. The keyboard can scroll too.
    """
    # A table inside a table does not change.
    return _TABLE.sub(lambda table: table[0] if "<table" in table[1] else _framed(table[1]), html)


def _framed(table: str) -> str:
    head, end, body = table.partition("</thead>")
    labels = [_TAG.sub("", heading).strip().replace('"', "&quot;") for heading in _HEADING.findall(head)]
    shown = head + end + "<tr>".join(_row(row, labels) for row in body.split("<tr>"))
    frame = f'<div class="ssfh-scroll" tabindex="0" role="group" aria-label="{_name(labels)}">'
    return f"{frame}<table>{shown}</table></div>"


def _name(labels: list[str]) -> str:
    """Return the name of a table: the headings of its columns, which also tell two tables apart."""
    columns = ", ".join(filter(None, labels))
    return word("portal", "table_of", columns=columns) if columns else word("portal", "table")


def _row(row: str, labels: list[str]) -> str:
    names = chain(labels, repeat(""))
    return _CELL.sub(lambda cell: f'{cell[0]} data-label="{next(names)}"', row)
