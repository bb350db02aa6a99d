"""Images without alternative text, in any Markdown of a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.model import Path
    from ssfh_learn.content.source import Source

_MARKDOWN = re.compile(r"!\[\s*\]\(")
_HTML = re.compile(r"<img\b(?![^>]*\balt\s*=\s*(\"[^\"]*\S[^\"]*\"|'[^']*\S[^']*'))", re.IGNORECASE)


def lacks_alternative(markdown: str) -> bool:
    """Say whether a Markdown text holds an image without alternative text."""
    return bool(_MARKDOWN.search(markdown) or _HTML.search(markdown))


def flaws_of_images(source: Source) -> None:
    """Add a problem for each text with such an image."""
    for where, text in _texts(source.value, ()):
        if lacks_alternative(text):
            source.add("image_without_alternative", where)


def _texts(value: Any, where: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*where, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _texts(inner, (*where, position))
