"""The files of the front end: compressed when a browser first asks for them, and kept by it until they change."""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import brotli

if TYPE_CHECKING:
    from collections.abc import Mapping

BROTLI = 11
"""The level of Brotli: an eighth smaller than gzip, and all files together take half a second, once.

A page only names files, so that the first page after a start waits for none of them.
"""
_KINDS = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}


@dataclass(frozen=True)
class Asset:
    """A file, and a version made from its content."""

    kind: str
    body: bytes
    version: str

    @cached_property
    def packed(self) -> Mapping[str, bytes]:
        """Its compressed forms by encoding, the best first."""
        return {"br": brotli.compress(self.body, quality=BROTLI), "gzip": gzip.compress(self.body, 9, mtime=0)}

    def sent(self, request: Any) -> tuple[str, bytes]:
        """Return the encoding for a browser (empty for none) and the bytes."""
        taken = request.headers.get("Accept-Encoding", "")
        way = next((way for way in ("br", "gzip") if way in taken), "")
        return way, self.packed[way] if way else self.body


@cache
def assets() -> dict[str, Asset]:
    """Return the files by name."""
    folder = files("ssfh_learn").joinpath("static")
    return {one.name: _asset(one.name, one.read_bytes()) for one in folder.iterdir() if one.is_file()}


def _asset(name: str, body: bytes) -> Asset:
    ending = "." + name.rpartition(".")[2]
    kind = _KINDS.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(kind, body, sha256(body).hexdigest()[:12])


def asset_address(root: str, name: str) -> str:
    """Return the address of the present version of a file; a newer version has another address."""
    return f"{root}static/{name}?v={assets()[name].version}"


def files_of(kind: str) -> tuple[str, ...]:
    """Return the files of a kind of activity that is loaded apart; of any other kind there are none."""
    return tuple(name for name in (f"{kind}.css", f"{kind}.js") if name in assets())


@cache
def icon() -> str:
    """Return the icon as a `data:` address: for a small file, the headers of a request cost more than the file."""
    return "data:image/svg+xml," + quote(assets()["icon.svg"].body.decode(), safe=" =:/'")


def accepts_gzip(request: Any) -> bool:
    """Return whether a browser accepts gzip."""
    return "gzip" in request.headers.get("Accept-Encoding", "")
