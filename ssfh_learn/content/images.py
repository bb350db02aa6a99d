"""Images in the Markdown of a file: they need alternative text, and they must be there and reach a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ssfh_learn.content.photo import LARGEST, SUFFIXES, is_image

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path as Folder

    from ssfh_learn.activities.model import Path
    from ssfh_learn.content.problem import FileCode
    from ssfh_learn.content.source import Source

_BARE_MARKDOWN = re.compile(r"!\[\s*\][(\[]")
_BARE_HTML = re.compile(r"<img\b(?![^>]*\balt\s*=\s*(\"[^\"]*\S[^\"]*\"|'[^']*\S[^']*'))", re.IGNORECASE)
_MARKDOWN = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<address>\s*<[^>\n]*>|(?:[^()\n]|\([^()\n]*\))*)(?P<end>\))")
_HTML = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.IGNORECASE)
_TITLE = re.compile(r"\s+(?:\"[^\"]*\"|'[^']*')\s*$")
_DRIVE = re.compile(r"[a-z]:[\\/]|file:|\\\\|/|~/", re.IGNORECASE)
_FILM = re.compile(r"<(?:iframe|video|audio|embed|object)\b[^>]*", re.IGNORECASE)
_FILMS = (".mp4", ".mov", ".webm", ".avi", ".m4v", ".mkv", ".mp3", ".wav", ".m4a", ".wmv")
_CODE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
ATTACHED = "attachment:"
"""How JupyterLab writes an image that was pasted into a cell."""


@dataclass(frozen=True)
class ImageReference:
    """An image as a text shows it: its address as it was typed, without the brackets that can stand around it."""

    alternative: str
    typed: str
    address: str

    @property
    def own(self) -> str | None:
        """The path of a file of the module, from its folder; None for any other address."""
        address = unquote(self.address)
        if _DRIVE.match(address) or re.match(r"[a-z][a-z0-9+.-]+:", address, re.IGNORECASE):
            return None
        return address.replace("\\", "/")


def references_in(markdown: str) -> Iterator[ImageReference]:
    """Yield the images of a text; what stands in code shows none."""
    text = _CODE.sub(lambda found: " " * len(found[0]), markdown)
    for found in _MARKDOWN.finditer(text):
        typed = _TITLE.sub("", found["address"]).strip()
        yield ImageReference(found["alt"].strip(), typed, typed.removeprefix("<").removesuffix(">"))
    for found in _HTML.finditer(text):
        address = found["double"] or found["single"] or ""
        yield ImageReference("", f"<{address}>", address)


def lacks_alternative(markdown: str) -> bool:
    """Say whether a Markdown text holds an image without alternative text."""
    return bool(_BARE_MARKDOWN.search(markdown) or _BARE_HTML.search(markdown))


def images_in(value: Any) -> set[str]:
    """Return the images that the Markdown in a value refers to, as paths below the folder that it is in."""
    own = {one.own for _, text in _texts(value, ()) for one in references_in(text)}
    return {path for path in own if path and path.lower().endswith(SUFFIXES) and ".." not in path.split("/")}


def missing_images(markdown: str, folder: Folder) -> list[str]:
    """Return the images of a Markdown text that are not in the folder of the module."""
    own = (one.own for one in references_in(markdown))
    return [path for path in own if path and path.lower().endswith(SUFFIXES) and not _is_file(folder / path)]


def flaws_of_images(source: Source, folder: Folder) -> None:
    """Add a problem for each text with an image that lacks alternative text or is not there."""
    for where, text in _texts(source.value, ()):
        if lacks_alternative(text):
            source.add("image_without_alternative", where)
        for address in missing_images(text, folder):
            source.add("image_missing", where, address=address)


def unseen_in_file(source: Source, folder: Folder) -> None:
    """Add what a reader of a content file would not see, though the file can be used."""
    for where, text in _texts(source.value, ()):
        for code, details in unseen(text, folder):
            if code != "image_missing":
                source.add(code, where, **details)


def flaws_of_drawing(source: Source, folder: Folder, drawing: str | None) -> None:
    """Add a problem for the drawing of a module, if a page could not show it."""
    if drawing:
        code = _why(ImageReference("", f"<{drawing}>", drawing), folder, ())
        if code:
            name = re.split(r"[\\/]", drawing)[-1]
            source.add(code, ("tekening",), address=drawing, corrected=f"tekening: afbeeldingen/{name}")


def is_film(tag: str) -> bool:
    """Say whether HTML begins or ends a film or a sound."""
    return re.match(r"</?(?:iframe|video|audio|embed|object|source)\b", tag, re.IGNORECASE) is not None


def unseen(
    markdown: str, folder: Folder, attached: Collection[str] = ()
) -> Iterator[tuple[FileCode, dict[str, object]]]:
    """Yield each image or film of a text that a reader would not see, and why; `attached` was pasted into its cell."""
    for film in _FILM.findall(_CODE.sub("", markdown)):
        yield "video_not_shown", {"address": film}
    for one in references_in(markdown):
        code = _why(one, folder, attached)
        if code:
            yield code, {"address": one.address[:80], "corrected": _corrected(one, code)}
        elif one.alternative and one.alternative == unquote(one.address).removeprefix(ATTACHED).rpartition("/")[2]:
            yield "image_named_after_file", {"address": one.alternative}


def _why(one: ImageReference, folder: Folder, attached: Collection[str]) -> FileCode | None:
    address = unquote(one.address)
    if address.startswith(ATTACHED):
        return None if address.removeprefix(ATTACHED) in attached else "image_pasted"
    if address.startswith("data:"):
        return "image_pasted"
    if address.split("?")[0].lower().endswith(_FILMS):
        return "video_not_shown"
    if re.match(r"(?:https?:)?//", address):
        return "image_elsewhere"
    return _of_own(one, folder)


def _of_own(one: ImageReference, folder: Folder) -> FileCode | None:
    if one.own is None or ".." in one.own.split("/"):
        return "image_on_drive"
    if re.search(r"\s|[()\\]", one.address) and not one.typed.startswith("<"):
        return "image_address_bare"
    return _of_file(folder / one.own)


def _of_file(path: Folder) -> FileCode | None:
    if not path.name.lower().endswith(SUFFIXES):
        return "image_kind"
    if not _is_file(path):
        return "image_missing"
    if path.suffix.lower() in {".svg", ".gif"} and path.stat().st_size > LARGEST:
        return "image_too_large"
    return None if is_image(path) else "image_unreadable"


def _is_file(path: Folder) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that is too long, or that no file can have
        return False


def _corrected(one: ImageReference, code: FileCode) -> str:
    """Return how the image is written where it is a file of the module."""
    path = unquote(one.address).removeprefix(ATTACHED).split("?")[0]
    name = "foto.png" if path.startswith("data:") else re.split(r"[\\/]", path)[-1]
    own = (one.own or "").lstrip("./") if code == "image_address_bare" else f"afbeeldingen/{name}"
    return f"![{one.alternative}](<{own}>)" if re.search(r"[\s()]", own) else f"![{one.alternative}]({own})"


def _texts(value: Any, where: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*where, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _texts(inner, (*where, position))
