"""Every way in which bytes can be read: as they are, and unpacked, decoded or unescaped, one within the other."""

from __future__ import annotations

import binascii
import bz2
import io
import json
import lzma
import re
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import unquote_to_bytes

DEPTH = 4
"""gzip in base64 in JSON in base64: deeper than that nobody looks."""
MOST = 20_000_000
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){8,}")
_ESCAPED = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbf\"'/\\]))")
_STARTS: Mapping[bytes, Callable[[], Any]] = {
    b"\x78\x01": zlib.decompressobj,
    b"\x78\x5e": zlib.decompressobj,
    b"\x78\x9c": zlib.decompressobj,
    b"\x78\xda": zlib.decompressobj,
    b"\x1f\x8b": lambda: zlib.decompressobj(31),
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\x00": lzma.LZMADecompressor,
    b"\x5d\x00\x00": lzma.LZMADecompressor,
}

Reading = tuple[str, bytes]


def readings(content: bytes) -> Iterator[Reading]:
    """Yield each reading with how it was come by, such as `base64, compressed`; each different one once."""
    seen: set[bytes] = set()
    found: list[tuple[tuple[str, ...], bytes]] = [((), content)]
    while found:
        how, data = found.pop()
        if data in seen:
            continue
        seen.add(data)
        yield ", ".join(how) or "plain", data
        if len(how) < DEPTH:
            found += [((*how, step), within) for step, within in _within(data) if len(within) >= _SHORTEST]


_SHORTEST = 6


def _within(data: bytes) -> Iterator[Reading]:
    yield from _unpacked(data)
    if b"\\" in data:
        yield "unescaped", _unescaped(data)
    if b"&" in data:
        yield "unescaped", unescape(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogatepass")
    if b"<" in data and b">" in data:
        yield "without tags", re.sub(rb"<[^<>]*>", b"", data)
    if b"%" in data:
        yield "percent", unquote_to_bytes(data)
    if b"\x00" in data:
        yield "utf-16", data.replace(b"\x00", b"")
    for run in _HEX.findall(data):
        for start in (0, 1):
            digits = run[start:]
            yield "hex", binascii.unhexlify(digits[: len(digits) // 2 * 2])
    for run in _BASE64.findall(data):
        yield from _base64(run.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/"))


@lru_cache(100_000)
def _base64(run: bytes) -> list[Reading]:
    """Return a run decoded from each of the four places where base64 can begin in it; pages share most runs."""
    found = []
    for start in range(4):
        digits = run[start:]
        whole = digits[: len(digits) // 4 * 4]
        rest = digits[len(whole) :]
        padded = whole + (rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b"")
        with suppress(binascii.Error):
            found.append(("base64", b64decode(padded)))
    return found


def _unescaped(data: bytes) -> bytes:
    def plain(found: re.Match[bytes]) -> bytes:
        unicode, byte, letter = found.groups()
        if unicode or byte:
            return chr(int(unicode or byte, 16)).encode("utf-8", "surrogatepass")
        return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b""}.get(letter, letter)

    return _ESCAPED.sub(plain, data)


def _unpacked(data: bytes) -> Iterator[Reading]:
    if data.startswith(b"PK"):
        with suppress(zipfile.BadZipFile, ValueError), zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield f"unzipped {name}", archive.read(name)
    for start, new in _STARTS.items():
        place = data.find(start)
        while place >= 0:
            with suppress(zlib.error, OSError, EOFError, lzma.LZMAError, ValueError):
                unpacked = new().decompress(data[place:], MOST)
                if len(unpacked) >= _SHORTEST:
                    yield "compressed", unpacked
            place = data.find(start, place + 1)


def documents(content: bytes) -> Iterator[Any]:
    """Yield the JSON that an artefact is, or that its lines are, where it holds something."""
    if not _may_hold(content):
        return
    try:
        yield json.loads(content)
    except ValueError:
        for line in filter(_may_hold, content.splitlines()):
            with suppress(ValueError):
                yield json.loads(line)


def _may_hold(content: bytes) -> bool:
    return b"{" in content or b"[" in content


def values(document: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value in a JSON document, itself first, with the name that it has there."""
    yield name, document
    if isinstance(document, dict):
        for key, value in document.items():
            yield from values(value, key)
    elif isinstance(document, list):
        for value in document:
            yield from values(value, name)
