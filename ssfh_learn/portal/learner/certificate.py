"""The certificate as a PDF: what a learner did, and what the certificate is not."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, cast
from unicodedata import normalize

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from ssfh_learn.dutch_time import day_of, dutch_date
from ssfh_learn.journal.certificates import Certificate
from ssfh_learn.portal.learner.certificate_code import new_code
from ssfh_learn.portal.learner.printed_name import printed_name
from ssfh_learn.words import duration, word

if TYPE_CHECKING:
    from collections.abc import Container

    from fpdf.fonts import TTFFont

    from ssfh_learn.content.module import ModuleDescription

logging.getLogger("fontTools").setLevel(logging.WARNING)  # at INFO it logs every table of a font

_FOLDER = files("ssfh_learn.portal.learner") / "fonts"
_FONT = "DejaVu"
_FONTS = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
"""Latin, Greek and Cyrillic letters of DejaVu Sans, because the fonts of PDF itself lack letters that names need."""
_SCALES = (1.0, 0.85, 0.7, 0.55, 0.4, 0.3)
"""Of the letters: smaller until everything stands in the frame."""
_FRAME = 10
"""Millimetres between the edge of the paper and the frame."""


def new_certificate(learner: str, name: str, module: ModuleDescription, passed: datetime) -> Certificate:
    """Return a certificate of the day of passing, with a code that cannot be guessed."""
    at = passed.astimezone(UTC).isoformat(timespec="seconds")
    facts = (module.id, name, module.title, module.version, module.duration)
    return Certificate(new_code(), learner, *facts, day_of(passed).isoformat(), at)


def printed_on_certificate(typed: str) -> str:
    """Return a name as it will be printed; raises ValueError with a Dutch sentence where it cannot be."""
    return printed_name(typed, _known())


@cache
def _known() -> frozenset[int]:
    """Return the code points of the font in which a name is printed."""
    pdf = FPDF()
    with as_file(_FOLDER / _FONTS["B"]) as path:
        pdf.add_font(_FONT, "B", path)
    pdf.set_font(_FONT, "B")
    return frozenset(cast("TTFFont", pdf.current_font).cmap)


def dated(certificate: Certificate) -> str:
    """Return the line about the date: the date of passing, or for an earlier version just a date."""
    code = "certificate_date" if certificate.passed_at is None else "certificate_passed_on"
    return word("portal", code, date=dutch_date(date.fromisoformat(certificate.date)))


def as_pdf(certificate: Certificate, verify_at: str | None) -> bytes:
    """Return a certificate as one A4 page; `verify_at` is where the code can be verified, if there is such a page."""
    for scale in _SCALES:
        pdf = _drawn(certificate, verify_at, scale)
        if pdf.get_y() < pdf.h - _FRAME:
            break
    return bytes(pdf.output())


def _drawn(certificate: Certificate, verify_at: str | None, scale: float) -> FPDF:
    pdf = FPDF(orientation="landscape", format="A4")
    pdf.set_lang("nl")
    pdf.set_title(word("portal", "certificate"))
    pdf.set_author(word("portal", "name"))
    pdf.set_margins(25, 20)
    for style, file in _FONTS.items():
        with as_file(_FOLDER / file) as path:
            pdf.add_font(_FONT, style, path)
    pdf.set_auto_page_break(auto=False)
    pdf.add_page()
    pdf.set_draw_color(11, 92, 104)
    pdf.set_line_width(1)
    pdf.rect(_FRAME, _FRAME, pdf.w - 2 * _FRAME, pdf.h - 2 * _FRAME)
    length = duration(certificate.minutes)
    verify = "certificate_code" if verify_at else "certificate_code_only"
    lines = (
        (14, "", word("portal", "name"), 14),
        (34, "B", word("portal", "certificate"), 20),
        (14, "", word("portal", "certificate_of"), 10),
        (26, "B", certificate.name, 16),
        (14, "", word("portal", "certificate_passed"), 10),
        (20, "B", certificate.title, 14),
        (13, "", word("portal", "certificate_version", version=certificate.version, duration=length), 9),
        (13, "", dated(certificate), 14),
        (12, "", word("portal", verify, code=certificate.code, address=verify_at), 12),
        (10, "", word("portal", "certificate_is_not"), 6),
    )
    for size, style, text, space in lines:
        pdf.set_font(_FONT, style, size * scale)
        drawn = _printable(text, cast("TTFFont", pdf.current_font).cmap)
        pdf.multi_cell(0, size * scale * 0.5, drawn, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        pdf.ln((space - 6) * scale)
    return pdf


def _printable(text: str, known: Container[int]) -> str:
    """Return a text of a module without what a font cannot draw; a name was looked at before."""
    letters = "".join(one if ord(one) in known else normalize("NFKD", one) for one in normalize("NFC", text))
    return " ".join("".join(one for one in letters if one.isspace() or ord(one) in known).split())
