"""An image file as it is sent to a page: a photo of a camera no larger than a screen can show."""

from __future__ import annotations

import mimetypes
import re
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Of what may be sent to a browser as an image; anything else in a folder stays there."""
WIDEST = 1600
"""Pixels, of the longer side: twice the width of a page, for a screen that shows two in the place of one."""
LARGE = 400_000
"""Bytes; a smaller file is sent as it is."""
LARGEST = 2_000_000
"""Bytes of what cannot be made smaller: a drawing, or an image that moves."""
MOST_PIXELS = 100_000_000
_TURNED = range(5, 9)
"""The orientations of a camera that lay on its side."""
_ROOT = re.compile(r"<svg\b[^>]*>")
_SIZE = re.compile(
    r'\s(?:width="(\d+)(?:px)?"|height="(\d+)(?:px)?"|viewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)")'
)
_SHRINKS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "WEBP", ".webp": "WEBP"}
_KINDS = {"JPEG": "image/jpeg", "WEBP": "image/webp"}


def for_page(path: Path) -> tuple[bytes, str]:
    """Return the bytes of an image for a page, and their kind; raises OSError where there is no file."""
    status = path.stat()
    return _for_page(path, (status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=32)
def _for_page(path: Path, _version: tuple[int, int]) -> tuple[bytes, str]:
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return shrunk(content, path.suffix.lower()) or (content, kind)


def shrunk(content: bytes, suffix: str) -> tuple[bytes, str] | None:
    """Return a large photo at the size of a screen and upright, and its kind; None where it is to stay as it is."""
    smaller = _smaller(content, _SHRINKS[suffix]) if len(content) > LARGE and suffix in _SHRINKS else None
    return smaller if smaller and len(smaller[0]) < len(content) else None


def _smaller(content: bytes, kind: str) -> tuple[bytes, str] | None:
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(content)) as image:
            if image.width * image.height > MOST_PIXELS or getattr(image, "is_animated", False):
                return None
            image.draft("RGB", (WIDEST, WIDEST))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((WIDEST, WIDEST))
            if kind == "JPEG" and upright.mode != "RGB":
                upright = upright.convert("RGB")
            out = BytesIO()
            upright.save(out, kind, quality=82)  # without what the camera wrote about when and where
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return out.getvalue(), _KINDS[kind]


def measures(path: Path) -> tuple[int, int] | None:
    """Return the width and height of an image, so that a page keeps room for it; None where it cannot be told.

    A drawing without a width of its own is as wide as its place.
    """
    from PIL import Image

    try:
        if path.suffix.lower() == ".svg":
            return _of_drawing(path.read_bytes()[:4096].decode("utf-8", "replace"))
        with Image.open(path) as image:
            width, height = image.size
            return (height, width) if image.getexif().get(0x0112) in _TURNED else (width, height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _of_drawing(text: str) -> tuple[int, int] | None:
    root = _ROOT.search(text)
    found = list(zip(*_SIZE.findall(root[0]), strict=True)) if root else []
    width, height, wide, high = (next(filter(None, one), "") for one in found or [()] * 4)
    if width and height:
        return int(width), int(height)
    return (WIDEST, round(WIDEST * float(high) / float(wide))) if wide and float(wide) else None


def is_image(path: Path) -> bool:
    """Say whether a file holds the image that its name promises."""
    from PIL import Image

    if path.suffix.lower() == ".svg":
        return b"<svg" in path.read_bytes()[:4096]
    try:
        with Image.open(path) as image:
            image.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True
