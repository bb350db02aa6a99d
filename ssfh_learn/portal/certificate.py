"""The certificate as a PDF: what was done, and what it is not."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, cast
from unicodedata import normalize

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from ssfh_learn.journal.certificates import Certificate
from ssfh_learn.words import duration, word

if TYPE_CHECKING:
    from collections.abc import Container

    from fpdf.fonts import TTFFont

    from ssfh_learn.content.module import ModuleDescription

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without what looks alike on paper: I and 1, O and 0."""
_FOLDER = files("ssfh_learn.portal") / "fonts"
_FONT = "DejaVu"
_FONTS = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
"""Latin, Greek and Cyrillic letters of DejaVu Sans, because names have more letters than the fonts of PDF itself."""
_SCALES = (1.0, 0.85, 0.7, 0.55, 0.4, 0.3)
"""Of the letters: smaller until everything stands in the frame."""
LONGEST_NAME = 80
_FRAME = 10
"""Millimetres between the edge of the paper and the frame."""


def new_certificate(learner: str, name: str, module: ModuleDescription, on: date) -> Certificate:
    """Return a certificate with a code that cannot be guessed (60 bits)."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    code = "-".join(letters[start : start + 4] for start in (0, 4, 8))
    return Certificate(code, learner, module.id, name, module.title, module.version, module.duration, on.isoformat())


def as_pdf(certificate: Certificate, verify_at: str) -> bytes:
    """Return a certificate as one A4 page; `verify_at` is the address where the code can be verified."""
    for scale in _SCALES:
        pdf = _drawn(certificate, verify_at, scale)
        if pdf.get_y() < pdf.h - _FRAME:
            break
    return bytes(pdf.output())


def _drawn(certificate: Certificate, verify_at: str, scale: float) -> FPDF:
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
    when, length = date.fromisoformat(certificate.date), duration(certificate.minutes)
    lines = (
        (14, "", word("portal", "name"), 14),
        (34, "B", word("portal", "certificate"), 20),
        (14, "", word("portal", "certificate_of"), 10),
        (26, "B", certificate.name, 16),
        (14, "", word("portal", "certificate_passed"), 10),
        (20, "B", certificate.title, 14),
        (13, "", word("portal", "certificate_version", version=certificate.version, duration=length), 9),
        (13, "", word("portal", "certificate_date", date=dutch_date(when)), 14),
        (12, "", word("portal", "certificate_code", code=certificate.code, address=verify_at), 12),
        (10, "", word("portal", "certificate_is_not"), 6),
    )
    for size, style, text, space in lines:
        pdf.set_font(_FONT, style, size * scale)
        drawn = _printable(text, cast("TTFFont", pdf.current_font).cmap)
        pdf.multi_cell(0, size * scale * 0.5, drawn, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        pdf.ln((space - 6) * scale)
    return pdf


def dutch_date(day: date) -> str:
    """Return a date in Dutch words."""
    months = word("portal", "months").split()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def dutch_moment(moment: datetime) -> str:
    """Return a time in Dutch words, on the clock of this computer."""
    local = moment.astimezone()
    return word("portal", "moment", date=dutch_date(local.date()), time=local.strftime("%H.%M"))


def _printable(text: str, known: Container[int]) -> str:
    """Return a text without what a font cannot draw: letters of other scripts, and pictures."""
    letters = "".join(one if ord(one) in known else normalize("NFKD", one) for one in normalize("NFC", text))
    return " ".join("".join(one for one in letters if one.isspace() or ord(one) in known).split())
