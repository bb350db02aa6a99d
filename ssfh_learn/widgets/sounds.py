"""Puts the sounds of a story in its view, because a notebook page has no address for the files beside it."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from ssfh_learn.content.sounds import KINDS, sound_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST = 1_000_000
"""Bytes: a minute of speech. Each answer sends the view anew, so a larger sound is left out."""


def with_sounds(view: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return a view in which what is read now can be heard; of earlier turns the text is enough."""
    shown = {**view}
    *before, last = view.get("turns") or [None]
    if last is not None:
        shown["turns"] = [*(_silent(turn) for turn in before), _heard(last, folder)]
    if view.get("situation"):
        shown["situation"] = _heard(view["situation"], folder)
    return shown


def _silent(turn: Mapping[str, Any]) -> dict[str, Any]:
    return {key: {**part, "sound": None} if _is_said(part) else part for key, part in turn.items()}


def _heard(part: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    return {
        key: {**inner, "sound": _address(inner["sound"], folder)} if _is_said(inner) else inner
        for key, inner in part.items()
    }


def _is_said(part: object) -> bool:
    return isinstance(part, dict) and "sound" in part


def _address(name: str | None, folder: Path) -> str | None:
    path = sound_file(folder, name) if name else None
    if path is None or path.stat().st_size > LARGEST:
        return None
    return f"data:{KINDS[path.suffix.lower()]};base64,{b64encode(path.read_bytes()).decode()}"
