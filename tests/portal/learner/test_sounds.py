"""The sounds of a module, as the player of a browser asks for them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.portal.host import Site

SOUND = bytes(range(200))


@pytest.fixture
def built(built: Path, tmp_path: Path) -> Path:
    """Return the folder with a sound in its small module, and one beside that."""
    folder = Path(shutil.copytree(built, tmp_path / "met-geluid"))
    for name in ("proef/geluid/anna.mp3", "anna.mp3", "proef/anna.wav"):
        path = folder / "modules" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(SOUND)
    return folder


def test_a_sound_comes_whole_or_the_part_that_is_asked_for(site: Site) -> None:
    anna = site.visitor("anna")

    def asked(part: str) -> tuple[int, bytes, str | None]:
        answer = anna.get("module/proef/geluid/anna.mp3", Range=part)
        return answer.status, answer.body, answer.headers.get("Content-Range")

    whole = anna.get("module/proef/geluid/anna.mp3")
    assert (whole.status, whole.body, whole.headers["Content-Type"]) == (200, SOUND, "audio/mpeg")
    assert asked("bytes=0-1") == (206, SOUND[:2], "bytes 0-1/200")
    assert asked("bytes=190-") == (206, SOUND[190:], "bytes 190-199/200")
    assert asked("bytes=190-999") == (206, SOUND[190:], "bytes 190-199/200")
    assert asked("bytes=200-")[0] == 416
    assert asked("bytes=5-2")[0] == 416
    assert asked("lines=1-2") == (200, SOUND, None)


@pytest.mark.parametrize("name", ["geluid/weg.mp3", "..%2Fanna.mp3", "anna.wav", "geluid.mp3", "%00.mp3"])
def test_what_is_no_sound_of_the_module_is_not_found(site: Site, name: str) -> None:
    assert site.visitor("anna").get(f"module/proef/{name}").status == 404
