"""The files of the front end: packed once, and kept by browsers for as long as they stay the same."""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import brotli

if TYPE_CHECKING:
    from collections.abc import Mapping

BROTLI = 10
"""A tenth smaller than gzip, in a tenth of a second for all files."""
_KINDS = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}


@dataclass(frozen=True)
class Asset:
    """A file, as it is and packed by name of the way, the best first, and a version that changes with its content."""

    kind: str
    body: bytes
    packed: Mapping[str, bytes]
    version: str

    def sent(self, request: Any) -> tuple[str, bytes]:
        """Return how a browser gets it (empty for as it is), and the bytes."""
        taken = request.headers.get("Accept-Encoding", "")
        return next(((way, body) for way, body in self.packed.items() if way in taken), ("", self.body))


@cache
def assets() -> dict[str, Asset]:
    """Return the files by name."""
    folder = files("ssfh_learn").joinpath("static")
    return {one.name: _asset(one.name, one.read_bytes()) for one in folder.iterdir() if one.is_file()}


def _asset(name: str, body: bytes) -> Asset:
    ending = "." + name.rpartition(".")[2]
    kind = _KINDS.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = {"br": brotli.compress(body, quality=BROTLI), "gzip": gzip.compress(body, 9, mtime=0)}
    return Asset(kind, body, packed, sha256(body).hexdigest()[:12])


def asset_address(root: str, name: str) -> str:
    """Return the address of a file of now; a newer one gets another address."""
    return f"{root}static/{name}?v={assets()[name].version}"


def icon() -> str:
    """Return the icon as an address that needs no request: of so small a file the headers weigh most."""
    return "data:image/svg+xml," + quote(assets()["icon.svg"].body.decode(), safe=" =:/'")


def accepts_gzip(request: Any) -> bool:
    """Say whether a browser takes packed content."""
    return "gzip" in request.headers.get("Accept-Encoding", "")
