"""The certificate on paper: what it says, and what it says that it is not."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from ssfh_learn.content import load_module
from ssfh_learn.content.module import ModuleDescription
from ssfh_learn.journal.certificates import TABLE, Certificate
from ssfh_learn.portal.learner.certificate import as_pdf, new_certificate, printed_on_certificate
from ssfh_learn.portal.learner.certificate_code import codes_in
from ssfh_learn.portal.learner.printed_name import LONGEST_NAME
from ssfh_learn.portal.web.public_address import public_address
from ssfh_learn.words import word
from tests.open_fonts import open_fonts
from tests.portal.places import write_module

FOLDER = Path(str(files("ssfh_learn.portal.learner"))) / "fonts"
ADDRESS = "https://leren.example.nl/services/leren/controle"
BORDER = 10 / 25.4 * 72
"""Points between the edge of the paper and the frame."""


@pytest.fixture
def module(tmp_path: Path) -> ModuleDescription:
    """Return what a certificate is for."""
    return load_module(write_module(tmp_path / "proef")).description


def certificate(module: ModuleDescription, name: str = "Anna de Vries") -> Certificate:
    return new_certificate("anna", name, module, datetime(2026, 11, 21, 12, tzinfo=UTC))


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
    for part in ("Anna de Vries", "Proefmodule", "1.0", "70 minuten", "21 november 2026", one.code, ADDRESS):
        assert part in said, part


def test_making_one_says_nothing_in_the_log_of_the_server(
    module: ModuleDescription, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    as_pdf(certificate(module), ADDRESS)

    assert caplog.records == []


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
        ("Олена Ελένη", "Олена Ελένη"),
        ("Rene\u0301e Mu\u0308ller-A\u030astro\u0308m", "Renée Müller-Åström"),
        ("Anna\u00a0\u3000de\n\tVries ", "Anna de Vries"),
        ("\u202eAnna\u200b de\u00ad Vries\ufeff", "Anna de Vries"),
        ("Ａｎｎａ de Vries", "Anna de Vries"),
        ("O’Neill-d'Août, M.Sc. (2e)", "O’Neill-d'Août, M.Sc. (2e)"),
        ("<b>Anna</b> (x) \\ )", "<b>Anna</b> (x) \\ )"),
    ],
)
def test_a_name_is_printed_with_each_of_its_own_letters(module: ModuleDescription, name: str, printed: str) -> None:
    assert printed_on_certificate(name) == printed

    said = text(as_pdf(certificate(module, printed_on_certificate(name)), ADDRESS))

    assert f" {printed} " in said
    assert "?" not in said


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("李小龍", "李小龍"),
        ("Anna 王 de Vries", "王"),
        ("فاطمة", "فاطم"),
        ("Fatima فاطمة", "فاطم"),
        ("שרה כהן", "שרהכ"),
        ("राम", "र"),
        ("สมชาย", "ส"),
        ("한국", "한국"),
        ("Ἑλένη", "Ἑ"),
        ("Anna 🎉", "🎉"),
        ("Anna ❤️", "❤"),
        ("Anna \U0001f469\u200d\u2695\ufe0f", "\U0001f469"),
        ("Anna\u3164", "\u3164"),
        ("Anna\u2800", "\u2800"),
        ("Anna\u115f", "\u115f"),
        ("M\u0327aria", "M\u0327"),
        ("Z\u0301\u0302\u0303\u0304algo", "\u0302"),
        ("An\x00na", "U+0000"),
        ("An\x1bna", "U+001B"),
        ("Anna\ue000", "U+E000"),
        ("Anna\ud800", "U+D800"),
    ],
)
def test_a_name_that_would_be_partly_blank_or_wrong_is_refused_and_says_which_letters(name: str, letters: str) -> None:
    with pytest.raises(ValueError, match="Typ je naam zoals hij in je paspoort staat") as refused:
        printed_on_certificate(name)

    for letter in [letters] if len(letters) > 4 or "\u0327" in letters else letters:
        assert letter in str(refused.value)


@pytest.mark.parametrize(
    "name", ["", "   ", "\u200b\u200d", "\n", "---", "...", "12", "' ’", "🎉", "\u3000", "\u2800", "()"]
)
def test_a_name_without_a_letter_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=re.escape(word("portal", "name_empty"))):
        printed_on_certificate(name)


def test_a_name_that_is_too_long_is_refused_and_not_cut_off() -> None:
    assert printed_on_certificate("W" * LONGEST_NAME) == "W" * LONGEST_NAME
    with pytest.raises(ValueError, match=f"hoogstens {LONGEST_NAME} tekens"):
        printed_on_certificate("W" * (LONGEST_NAME + 1))


@given(st.text(max_size=90))
def test_whatever_is_typed_is_printed_whole_or_refused(typed: str) -> None:
    font = TTFont(str(FOLDER / "DejaVuSans-Bold.ttf"))
    drawn = font.getBestCmap()
    try:
        name = printed_on_certificate(typed)
    except ValueError:
        return
    assert name == normalize("NFC", name).strip()
    for sign in name.replace(" ", ""):
        assert font["glyf"][drawn[ord(sign)]].numberOfContours != 0


@pytest.mark.parametrize("style", ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"])
def test_the_font_draws_each_letter_that_it_says_to_have(style: str) -> None:
    font = TTFont(str(FOLDER / style))

    assert {code for code, name in font.getBestCmap().items() if font["glyf"][name].numberOfContours == 0} == {32, 160}


def test_without_a_configured_address_the_paper_has_none(module: ModuleDescription) -> None:
    said = text(as_pdf(one := certificate(module), None))

    assert word("portal", "certificate_code_only", code=one.code) in said
    assert "http" not in said


def test_the_date_is_the_day_of_passing_here_and_a_certificate_of_an_earlier_version_says_just_date(
    module: ModuleDescription,
) -> None:
    one = new_certificate("anna", "Anna", module, datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    earlier = replace(one, passed_at=None, date="2026-11-21")

    assert (one.date, one.passed_at) == ("2027-01-01", "2026-12-31T23:30:00+00:00")
    assert "Geslaagd op 1 januari 2027" in text(as_pdf(one, ADDRESS))
    assert "Datum: 21 november 2026" in text(as_pdf(earlier, ADDRESS))


CODE = "ABCD-EFGH-JKLM"


@pytest.mark.parametrize(
    "typed",
    [
        *(CODE, CODE.lower(), CODE.replace("-", ""), CODE.replace("-", " "), f"  {CODE}\n"),
        *(CODE.replace("-", dash) for dash in "‐‑‒–—―−_./·~"),
        *(
            "A B C D E F G H J K L M",
            "ABCD - EFGH - JKLM",
            "ABCD\u00ad-EFGH\u200b-JKLM",
            "abcdefgh-jklm",
            "ABCD-\nEFGH-JKLM",
        ),
        *(
            "ＡＢＣＤ－ＥＦＧＨ－ＪＫＬＭ",
            f"‘{CODE}’",
            f"Code: {CODE}.",
            f"Code: {CODE}. Controleer deze code op {ADDRESS}",
        ),
        *(f"{ADDRESS}?code={CODE}", f"{ADDRESS}?code=abcd-efgh-jklm&x=1", f"{ADDRESS}?code=ABCD%E2%80%93EFGH%20JKLM"),
    ],
)
def test_a_code_is_read_in_every_way_in_which_people_copy_it(typed: str) -> None:
    assert CODE in codes_in(typed)


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-JKL", "ABCD-EFGH-JKLMN", "ABCD-EFGH-JKL0", "%", "x" * 5000])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert list(codes_in(typed)) == []


def test_a_text_is_asked_for_a_few_codes_at_most() -> None:
    assert len(list(codes_in("ABCDEFGHJKLM " * 30))) == 1
    assert len(list(codes_in(" ".join(f"AAAABBBBCC{a}{b}" for a in "ABCDEFGH" for b in "ABCDE")))) <= 8


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://leren.example.nl", "https://leren.example.nl/services/leren/"),
        ("https://Leren.Example.nl/", "https://leren.example.nl/services/leren/"),
        ("https://leren.example.nl:8443/scholing/leren", "https://leren.example.nl:8443/scholing/leren/"),
        (" http://127.0.0.1:8000/x/ ", "http://127.0.0.1:8000/x/"),
    ],
)
def test_an_address_is_taken_with_or_without_its_path_and_slash(typed: str, address: str) -> None:
    assert public_address(typed, "/services/leren/") == address


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "leren.example.nl",
            "ftp://leren.nl",
            "javascript:alert(1)",
            "https://",
            "https://een naam",
            "https://a:b@c.nl",
        ),
        *(
            "https://c.nl?x",
            "https://c.nl/#x",
            "https://c.nl:99999",
            "https://goed.nl\\@fout.nl",
            "https://c.nl/" + "x" * 300,
        ),
        *("https://c.nl/\nx", "https://léren.nl"),
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="geen adres van een website"):
        public_address(typed, "/leren/")


@pytest.mark.parametrize("name", ["W" * LONGEST_NAME, "Wilhelmina " * 7, "i" * LONGEST_NAME, "É"])
@pytest.mark.parametrize("title", ["Kort", "Werkdruk en wat daarbij helpt " * 16])
def test_however_long_its_words_everything_stands_in_the_frame(
    module: ModuleDescription, name: str, title: str
) -> None:
    described = module.model_copy(update={"title": title[:500], "version": "versie " * 10})
    before = open_fonts()
    pdf = as_pdf(certificate(described, name), ADDRESS)

    assert open_fonts() <= before  # also after it was drawn too large
    assert min(height for height, _ in lines(pdf)) > BORDER
    assert word("portal", "certificate_is_not") in text(pdf)


def test_a_screen_reader_is_told_the_language_the_headings_and_the_order(module: ModuleDescription) -> None:
    root = PdfReader(BytesIO(as_pdf(certificate(module), ADDRESS))).trailer["/Root"]
    (document,) = root["/StructTreeRoot"]["/K"]
    parts = [part.get_object() for part in document.get_object()["/K"]]

    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("nl", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert [part["/S"] for part in parts].count("/H1") == 1
    assert [part["/S"] for part in parts].count("/H2") == 1
    assert [part["/K"][0] for part in parts] == list(range(len(parts)))


def test_all_that_is_drawn_is_in_the_tree_or_means_nothing(module: ModuleDescription) -> None:
    content = PdfReader(BytesIO(as_pdf(certificate(module), ADDRESS))).pages[0].get_contents()
    assert content is not None
    depth, outside = 0, []
    for operands, operator in content.operations:
        depth += (operator in {b"BDC", b"BMC"}) - (operator == b"EMC")
        if depth == 0 and operator in {b"Tj", b"TJ", b"f", b"S", b"B"}:
            outside.append((operator, operands))

    assert (depth, outside) == (0, [])


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
        assert length is None or len(getattr(one, column.name) or "") <= length, column.name
