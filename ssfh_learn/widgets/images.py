"""Puts the images of a module in the view, because a notebook page has no address for the files beside it."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ssfh_learn.content.photo import LARGEST, for_page

if TYPE_CHECKING:
    from pathlib import Path

_SOURCE = re.compile(r'(<img\b[^>]*\bsrc=")([^"]+)(")')


def with_images(view: Any, folder: Path) -> Any:
    """Return a view in which every image of the module is a `data:` address."""
    if isinstance(view, list):
        return [with_images(item, folder) for item in view]
    if not isinstance(view, dict):
        return view
    if view.keys() == {"html"}:
        return {"html": _embedded(view["html"], folder)} if "<img" in view["html"] else view
    return {key: with_images(value, folder) for key, value in view.items()}


def _embedded(html: str, folder: Path) -> str:
    return _SOURCE.sub(lambda found: found[1] + escape(_address(unescape(found[2]), folder)) + found[3], html)


def _address(written: str, folder: Path) -> str:
    path = (folder / unquote(written)).resolve()
    if ":" in written or not path.is_relative_to(folder.resolve()) or not path.is_file():
        return written
    content, kind = for_page(path)
    return f"data:{kind};base64,{b64encode(content).decode()}" if len(content) <= LARGEST else written
