"""Puts the images of a module in the view, because a notebook page has no address for the files beside it."""

from __future__ import annotations

import mimetypes
import re
from base64 import b64encode
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 2_000_000
"""Bytes; a larger image would make each message to the browser too large."""

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
    return _data(path, path.stat().st_mtime_ns) if path.stat().st_size <= LARGEST else written


@lru_cache(maxsize=64)
def _data(path: Path, _changed: int) -> str:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{b64encode(path.read_bytes()).decode()}"
