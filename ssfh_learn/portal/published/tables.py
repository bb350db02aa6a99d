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
    start = f'<div class="ssfh-scroll" tabindex="0" role="region" aria-label="{word("portal", "table")}"><table>'
    return _TABLE.sub(
        # A table inside a table does not change.
        lambda table: table[0] if "<table" in table[1] else f"{start}{_labelled(table[1])}</table></div>",
        html,
    )


def _labelled(table: str) -> str:
    head, end, body = table.partition("</thead>")
    labels = [_TAG.sub("", heading).strip().replace('"', "&quot;") for heading in _HEADING.findall(head)]
    return head + end + "<tr>".join(_row(row, labels) for row in body.split("<tr>"))


def _row(row: str, labels: list[str]) -> str:
    names = chain(labels, repeat(""))
    return _CELL.sub(lambda cell: f'{cell[0]} data-label="{next(names)}"', row)
