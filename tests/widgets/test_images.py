"""Images of a module: carried in the view, and never from outside the module's folder."""

from __future__ import annotations

import os
import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path

from PIL import Image

from ssfh_learn.activities.markup import markup
from ssfh_learn.content.photo import LARGEST
from ssfh_learn.widgets.images import with_images

DOT = b"\x89PNG dot"


def _shown(markdown: str, folder: Path) -> str:
    html: str = with_images({"text": [markup(markdown)]}, folder)["text"][0]["html"]
    return html


def test_an_image_of_the_module_is_carried_in_the_view(tmp_path: Path) -> None:
    (tmp_path / "beeld").mkdir()
    (tmp_path / "beeld" / "een punt.png").write_bytes(DOT)
    assert 'src="data:image/png;base64,iVBORyBkb3Q="' in _shown("![punt](beeld/een%20punt.png)", tmp_path)


def test_a_changed_image_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "punt.png"
    path.write_bytes(DOT)
    before = _shown("![punt](punt.png)", tmp_path)
    path.write_bytes(b"another")
    os.utime(path, ns=(1, 1))
    assert _shown("![punt](punt.png)", tmp_path) != before


def test_a_file_outside_the_module_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "geheim.png").write_bytes(DOT)
    (tmp_path / "module").mkdir()
    assert "data:" not in _shown("![punt](../geheim.png)", tmp_path / "module")


def test_a_photo_of_a_camera_is_carried_at_the_size_of_a_page(tmp_path: Path) -> None:
    Image.effect_noise((4000, 3000), 90).convert("RGB").save(tmp_path / "foto.jpg", quality=95)

    [carried] = re.findall(r"data:image/jpeg;base64,([^\"]+)", _shown("![foto](foto.jpg)", tmp_path))

    assert (tmp_path / "foto.jpg").stat().st_size > LARGEST
    with Image.open(BytesIO(b64decode(carried))) as image:
        assert image.size == (1600, 1200)


def test_a_very_large_image_is_left_out_of_the_messages(tmp_path: Path) -> None:
    (tmp_path / "punt.png").write_bytes(b"x" * (LARGEST + 1))
    assert 'src="punt.png"' in _shown("![punt](punt.png)", tmp_path)


def test_a_learners_words_about_an_image_stay_words(tmp_path: Path) -> None:
    (tmp_path / "punt.png").write_bytes(DOT)
    written = '<img src="punt.png">'
    assert with_images({"answer": written}, tmp_path) == {"answer": written}
