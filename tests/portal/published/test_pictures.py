"""Images on a page: those that were pasted into a cell, files with any name, and photos of a camera."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ssfh_learn.content.photo import LARGE, WIDEST
from ssfh_learn.portal.published.pages import Text, pages_of
from ssfh_learn.portal.published.pictures import with_measures
from ssfh_learn.portal.published.publisher import Publisher
from tests.portal.host import Site
from tests.portal.places import markdown, write_module, write_notebook


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """Return an image of noise, which no program can pack."""
    out = BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, kind, quality=95)
    return out.getvalue()


def addresses(tmp_path: Path, text: str, attachments: Any = None) -> list[str]:
    """Return the addresses of the images on the page of a cell."""
    cell = {**markdown(text), **({} if attachments is None else {"attachments": attachments})}
    [step] = pages_of(write_notebook(tmp_path / "module.ipynb", cell))
    html = "".join(part.html for part in step.parts if isinstance(part, Text))
    return [unescape(found) for found in re.findall(r'<img[^>]*\bsrc="([^"]*)"', html)]


DOT = b64encode(picture()).decode()


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("![Een bord](attachment:image.png)", "image.png", "image/png"),
        ("## Een\n\n![Een bord](attachment:0a1b-2c.png) en tekst", "0a1b-2c.png", "image/png"),
        ("![Een bord](<attachment:mijn foto.png>)", "mijn foto.png", "image/png"),
        ('<img src="attachment:image.jpg" alt="Een bord">', "image.jpg", "image/jpeg"),
        ('![Een bord](attachment:image.png "titel")', "image.png", "image/png"),
    ],
)
def test_an_image_that_was_pasted_is_shown(tmp_path: Path, text: str, name: str, kind: str) -> None:
    assert addresses(tmp_path, text, {name: {kind: DOT}}) == [f"data:{kind};base64,{DOT}"]


@pytest.mark.parametrize(
    "attachments",
    [None, {}, {"image.png": {}}, {"image.png": {"image/svg+xml": DOT}}, {"image.png": {"image/png": "%"}}, "x", [1]],
)
def test_what_was_not_pasted_or_is_no_picture_shows_nothing_else(tmp_path: Path, attachments: Any) -> None:
    [address] = addresses(tmp_path, "![Een bord](attachment:image.png)", attachments)

    assert not address.startswith(("data:image/svg", "http"))


def test_a_pasted_photo_is_made_smaller(tmp_path: Path) -> None:
    photo = b64encode(picture("JPEG", (3000, 2000))).decode()

    [address] = addresses(tmp_path, "![Een bord](attachment:a.jpg)", {"a.jpg": {"image/jpeg": photo}})

    with Image.open(BytesIO(b64decode(address.partition("base64,")[2]))) as shown:
        assert max(shown.size) == WIDEST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![b](bord.png)", "bord.png"),
        ("![b](<het bord #1.png>)", "het%20bord%20%231.png"),
        ("![b](<wat? (2).png>)", "wat%3F%20%282%29.png"),
        ("![b](<50% één.png>)", "50%25%20%C3%A9%C3%A9n.png"),
        ("![b](beeld\\bord.png)", "beeld/bord.png"),
        ("![b](https://www.ssfh.nl/a.png)", "https://www.ssfh.nl/a.png"),
    ],
)
def test_a_file_has_an_address_whatever_its_name(tmp_path: Path, text: str, expected: str) -> None:
    assert addresses(tmp_path, text) == [expected]


NAMES = ["foto (1).png", "het bord #2.png", "wat?.png", "50%.png", "één & twee.png", "a'b,c+d;e=f.png", "x.y z.PNG"]


def test_an_image_is_sent_whatever_its_name(folder: Path, site: Site) -> None:
    module = folder / "modules" / "proef"
    for name in NAMES:
        (module / name).write_bytes(picture())
    write_notebook(module / "proef.ipynb", markdown("## Een\n\n" + "\n\n".join(f"![b](<{name}>)" for name in NAMES)))
    anna = site.visitor("anna", "learner")
    page = anna.get("module/proef/1").text

    found = [unescape(one) for one in re.findall(r'<img[^>]*\bsrc="([^"]*png)"', page, re.IGNORECASE)]

    assert len(found) == len(NAMES)
    for address in found:
        answer = anna.get(f"module/proef/{address}")
        assert (answer.status, answer.headers["Content-Type"]) == (200, "image/png"), address


@pytest.mark.parametrize(
    ("name", "kind"), [("foto.jpg", "JPEG"), ("foto.JPEG", "JPEG"), ("scherm.png", "PNG"), ("foto.webp", "WEBP")]
)
def test_a_photo_of_a_camera_is_sent_at_the_size_of_a_screen(folder: Path, site: Site, name: str, kind: str) -> None:
    photo = picture(kind, (3200, 2400))
    (folder / "modules" / "proef" / name).write_bytes(photo)

    answer = site.visitor("anna", "learner").get(f"module/proef/{name}")

    assert len(photo) > 3 * LARGE > 0
    with Image.open(BytesIO(answer.body)) as sent:
        assert sent.size == (1600, 1200)
        assert answer.headers["Content-Type"] == f"image/{(sent.format or '').lower()}"
    assert len(answer.body) < len(photo) / 2


def test_a_photo_that_was_held_on_its_side_stands_upright_and_does_not_say_where_it_was_taken(
    folder: Path, site: Site
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 0.0)  # where it was taken
    out = BytesIO()
    Image.effect_noise((3000, 2000), 90).convert("RGB").save(out, "JPEG", quality=95, exif=exif)
    (folder / "modules" / "proef" / "foto.jpg").write_bytes(out.getvalue())

    answer = site.visitor("anna", "learner").get("module/proef/foto.jpg")

    with Image.open(BytesIO(answer.body)) as sent:
        assert sent.height > sent.width
        assert dict(sent.getexif()) == {}


@pytest.mark.parametrize("content", [b"geen beeld" * 100_000, b"\xff\xd8\xff" + bytes(500_000), b"GIF89a" * 100_000])
def test_a_large_file_that_is_no_photo_is_sent_as_it_is(folder: Path, site: Site, content: bytes) -> None:
    (folder / "modules" / "proef" / "foto.jpg").write_bytes(content)

    assert site.visitor("anna", "learner").get("module/proef/foto.jpg").body == content


# Which notebook is the module


@pytest.mark.parametrize("name", ["Untitled.ipynb", "Untitled1.ipynb", "proef-Copy1.ipynb", "aantekeningen.ipynb"])
def test_a_second_notebook_does_not_take_the_place_of_the_module(tmp_path: Path, name: str) -> None:
    write_module(tmp_path / "proef")
    write_notebook(tmp_path / "proef" / name, markdown("## Kladje\n\nKlopt dit cijfer?"))

    steps = Publisher(tmp_path).library().modules["proef"].steps

    assert [step.title for step in steps] == ["Beginnen", "Oefenen", "Terugkijken"]


def test_a_heading_in_a_block_of_code_opens_no_page(tmp_path: Path) -> None:
    text = "## Stap 1. Een\n\n```\n## Onderwerp\n```\n\n~~~\n## Ook niet\n~~~\n\n    ## Noch dit\n\nna\n\n## Twee"
    steps = pages_of(write_notebook(tmp_path / "module.ipynb", markdown(text)))

    assert [step.title for step in steps] == ["Een", "Twee"]


def test_a_page_keeps_room_for_the_images_of_its_module(tmp_path: Path) -> None:
    (tmp_path / "een foto.png").write_bytes(picture(size=(60, 40)))
    (tmp_path / "vast.svg").write_text('<svg xmlns="x" width="440px" height="316" viewBox="0 0 1 1"/>', "utf-8")
    (tmp_path / "breed.svg").write_text('<?xml version="1.0"?><svg viewBox="0 0 640 300"/>', "utf-8")
    (tmp_path / "kapot.png").write_text("geen foto", "utf-8")
    sizes = {
        "een%20foto.png": ' width="60" height="40"',
        "vast.svg": ' width="440" height="316"',
        "breed.svg": f' width="{WIDEST}" height="{WIDEST * 300 // 640}"',
        "kapot.png": "",
        "../weg.png": "",
        "https://ergens.nl/vast.svg": "",
    }
    html = "".join(f'<p><img alt="Een bord" src="{name}"></p>' for name in sizes)

    assert with_measures(html, tmp_path) == "".join(
        f'<p><img alt="Een bord" src="{name}"{size}></p>' for name, size in sizes.items()
    )
    assert with_measures('<img src="vast.svg" width="5">', tmp_path) == '<img src="vast.svg" width="5">'
