"""A line of what a learner did, as a person would tell it, and what such lines are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

_PICTURE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')


@dataclass(frozen=True)
class ToldLine:
    """What something was about and what she made of it, both as harmless HTML; of the whole it is about nothing.

    What is `folded` is there for who wants to know exactly; the other lines tell how she did. `on_paper` is what stands
    there in place of `said`: nothing of what another line counts or sums up, or what the page of a result tells again.
    """

    about: str
    said: str
    folded: bool = False
    on_paper: str | None = None


def in_words(line: ToldLine) -> ToldLine:
    """Return a line without pictures: a picture has an address on its step only, so what is said of it stands there."""
    on_paper = line.on_paper and _without_pictures(line.on_paper)
    return replace(line, about=_without_pictures(line.about), said=_without_pictures(line.said), on_paper=on_paper)


def _without_pictures(html: str) -> str:
    """Return harmless HTML with what is said of a picture in place of it."""
    return _PICTURE.sub(r"\1", html)


def line(key: str, said: str, **fields: object) -> ToldLine:
    """Return what she made of something that has a name in the catalogue of words."""
    return ToldLine(escape(word("readable", key, **fields)), said)


def of_all(said: str) -> ToldLine:
    """Return a line that tells of the activity as a whole."""
    return ToldLine("", escape(said))


def listed(parts: Iterable[str], tag: str = "ul") -> str:
    """Return pieces of HTML as a list."""
    return f"<{tag}>{''.join(f'<li>{part}</li>' for part in parts)}</{tag}>"


def bare(html: str) -> str:
    """Return one paragraph as the words in it, to stand in a list."""
    return html.removeprefix("<p>").removesuffix("</p>") if html.count("<p>") == 1 else html


def asked(label: str) -> str:
    """Return what something is called, to stand before it on its line."""
    return escape(label if label.endswith("?") else f"{label}:")
