"""Images in the Markdown of a file: they need alternative text, and they must be there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as Folder

    from ssfh_learn.activities.model import Path
    from ssfh_learn.content.source import Source

SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Of what may be sent to a browser as an image; anything else in a folder stays there."""
_BARE_MARKDOWN = re.compile(r"!\[\s*\][(\[]")
_BARE_HTML = re.compile(r"<img\b(?![^>]*\balt\s*=\s*(\"[^\"]*\S[^\"]*\"|'[^']*\S[^']*'))", re.IGNORECASE)
_ADDRESS = re.compile(r"!\[[^\]]*\]\(\s*<?([^)\s>]+)")


def lacks_alternative(markdown: str) -> bool:
    """Say whether a Markdown text holds an image without alternative text."""
    return bool(_BARE_MARKDOWN.search(markdown) or _BARE_HTML.search(markdown))


def images_in(value: Any) -> set[str]:
    """Return the images that the Markdown in a value refers to, as paths below the folder that it is in."""
    written = {address for _, text in _texts(value, ()) for address in _ADDRESS.findall(text)}
    own = {unquote(address) for address in written if ":" not in address}
    return {path for path in own if path.lower().endswith(SUFFIXES) and ".." not in path.split("/")}


def missing_images(markdown: str, folder: Folder) -> list[str]:
    """Return the images of a Markdown text that are not in the folder of the module."""
    own = (unquote(address) for address in _ADDRESS.findall(markdown) if ":" not in address)
    return [address for address in own if not (folder / address).is_file()]


def flaws_of_images(source: Source, folder: Folder) -> None:
    """Add a problem for each text with an image that lacks alternative text or is not there."""
    for where, text in _texts(source.value, ()):
        if lacks_alternative(text):
            source.add("image_without_alternative", where)
        for address in missing_images(text, folder):
            source.add("image_missing", where, address=address)


def _texts(value: Any, where: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*where, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _texts(inner, (*where, position))
