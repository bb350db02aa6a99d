"""The certificate on paper: what it says, and what it says that it is not."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from ssfh_learn.content import load_module
from ssfh_learn.content.module import ModuleDescription
from ssfh_learn.journal.certificates import TABLE, Certificate
from ssfh_learn.portal.certificate import LONGEST_NAME, as_pdf, new_certificate
from ssfh_learn.words import word
from tests.portal.places import write_module

ADDRESS = "https://leren.example.nl/services/leren/controle"
BORDER = 10 / 25.4 * 72
"""Points between the edge of the paper and the frame."""


@pytest.fixture
def module(tmp_path: Path) -> ModuleDescription:
    """Return what a certificate is for."""
    return load_module(write_module(tmp_path / "proef")).description


def certificate(module: ModuleDescription, name: str = "Anna de Vries") -> Certificate:
    return new_certificate("anna", name, module, date(2026, 11, 21))


def lines(pdf: bytes) -> list[tuple[float, str]]:
    """Return the lines of text in a PDF, each with its height on the paper in points."""
    found: list[tuple[float, str]] = []

    def visit(said: str, _around: object, place: list[float], *_: object) -> None:
        if said.strip():
            found.append((place[5], said.strip()))

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return found


def text(pdf: bytes) -> str:
    return " ".join(said for _, said in lines(pdf))


def test_it_names_the_person_the_module_its_version_the_hours_the_date_and_the_code(module: ModuleDescription) -> None:
    one = certificate(module)
    pdf = as_pdf(one, ADDRESS)
    said = text(pdf)

    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    for part in ("Anna de Vries", "Proefmodule", "1.0", "1,2 uur", "21 november 2026", one.code, ADDRESS):
        assert part in said, part


def test_it_says_that_it_is_no_accreditation(module: ModuleDescription) -> None:
    assert word("portal", "certificate_is_not") in text(as_pdf(certificate(module), ADDRESS))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Renée Müller-Åström", "Renée Müller-Åström"),
        ("Zoë d'Août", "Zoë d'Août"),
        ("Zoë d’Août", "Zoë d’Août"),
        ("Şahin Yılmaz", "Şahin Yılmaz"),
        ("Łukasz Żółć", "Łukasz Żółć"),
        ("Đặng Thị Hương", "Đặng Thị Hương"),
        ("Олена Ἑλένη", "Олена Ελένη"),
        ("Anna 王 de Vries", "Anna de Vries"),
        ("Anna 🎉 de Vries", "Anna de Vries"),
        ("<b>Anna</b> (x) \\ )", "<b>Anna</b> (x) \\ )"),
    ],
)
def test_a_name_is_printed_with_its_own_letters_and_without_what_the_font_lacks(
    module: ModuleDescription, name: str, printed: str
) -> None:
    said = text(as_pdf(certificate(module, name), ADDRESS))

    assert f" {printed} " in said
    assert "?" not in said


@pytest.mark.parametrize("name", ["W" * LONGEST_NAME, "Wilhelmina " * 7, "i" * LONGEST_NAME, "🎉", ""])
@pytest.mark.parametrize("title", ["Kort", "Werkdruk en wat daarbij helpt " * 16])
def test_however_long_its_words_everything_stands_in_the_frame(
    module: ModuleDescription, name: str, title: str
) -> None:
    described = module.model_copy(update={"title": title[:500], "version": "versie " * 10})
    pdf = as_pdf(certificate(described, name), ADDRESS)

    assert min(height for height, _ in lines(pdf)) > BORDER
    assert word("portal", "certificate_is_not") in text(pdf)


def test_a_code_cannot_be_guessed_and_has_no_letters_that_look_alike(module: ModuleDescription) -> None:
    codes = {certificate(module).code for _ in range(500)}

    assert len(codes) == 500
    assert all(re.fullmatch(r"[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}", code) for code in codes)
    assert len({letter for code in codes for letter in code}) == 33


def test_it_fits_the_table_that_keeps_it(module: ModuleDescription) -> None:
    longest = module.model_copy(update={"title": "x" * 500, "version": "x" * 500, "id": "x" * 60})
    one = certificate(longest, "x" * LONGEST_NAME)

    for column in TABLE.columns:
        length = getattr(column.type, "length", None)
        assert length is None or len(getattr(one, column.name)) <= length, column.name
