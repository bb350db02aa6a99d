"""Sounds of a story in a notebook: carried in the view for what is read now, and never from outside the module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssfh_learn.widgets.sounds import LARGEST, with_sounds

if TYPE_CHECKING:
    from pathlib import Path

CARRIED = "data:audio/mpeg;base64,YW5uYQ=="


def said(sound: str | None) -> dict[str, Any]:
    return {"lines": [], "mood": "good", "sound": sound}


def turn(sound: str) -> dict[str, Any]:
    return {"told": said(sound), "answer": said(sound), "choice": {"html": "sound"}}


def test_the_last_turn_and_the_situation_can_be_heard_and_earlier_turns_are_silent(tmp_path: Path) -> None:
    (tmp_path / "anna.mp3").write_bytes(b"anna")
    view = {"turns": [turn("anna.mp3"), turn("anna.mp3")], "situation": {"id": "a", "said": said("anna.mp3")}}

    shown = with_sounds(view, tmp_path)

    assert [(one["told"]["sound"], one["answer"]["sound"]) for one in shown["turns"]] == [
        (None, None),
        (CARRIED, CARRIED),
    ]
    assert shown["situation"]["said"]["sound"] == CARRIED
    assert view["turns"] == [turn("anna.mp3"), turn("anna.mp3")]


def test_what_is_no_sound_of_the_module_is_not_carried(tmp_path: Path) -> None:
    module = tmp_path / "module"
    module.mkdir()
    (tmp_path / "buiten.mp3").write_bytes(b"anna")
    (module / "journal.jsonl").write_bytes(b"anna")
    (module / "groot.mp3").write_bytes(bytes(LARGEST + 1))

    for name in ("../buiten.mp3", "journal.jsonl", "groot.mp3", "weg.mp3", str(tmp_path / "buiten.mp3")):
        view = {"situation": {"id": "a", "said": said(name)}}
        assert with_sounds(view, module)["situation"]["said"]["sound"] is None, name


def test_a_view_without_turns_stays_as_it_is(tmp_path: Path) -> None:
    view = {"kind": "quiz", "questions": []}

    assert with_sounds(view, tmp_path) == view
