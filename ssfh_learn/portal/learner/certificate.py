"""The certificate as a PDF: what a learner did, and what the certificate is not."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Literal, NamedTuple, cast
from unicodedata import normalize

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.prefs import ViewerPreferences

from ssfh_learn.dutch_time import day_of, dutch_date
from ssfh_learn.journal.certificates import Certificate
from ssfh_learn.portal.learner.certificate_code import new_code
from ssfh_learn.portal.learner.printed_name import printed_name
from ssfh_learn.words import duration, word

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from fpdf.fonts import TTFFont

    from ssfh_learn.content.module import ModuleDescription

logging.getLogger("fontTools").setLevel(logging.WARNING)  # at INFO it logs every table of a font

_FOLDER = files("ssfh_learn.portal.learner") / "fonts"
_FONT = "DejaVu"
_FONTS = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
"""Latin, Greek and Cyrillic letters of DejaVu Sans, because the fonts of PDF itself lack letters that names need."""
_SCALES = (1.0, 0.85, 0.7, 0.55, 0.4, 0.3)
"""Of the letters: smaller until everything stands on the paper."""
_BAND, _LEFT, _EDGE, _FOOT = 62, 78, 14, 36
"""Millimetres: how wide the coloured band is, where the words begin, what stays free at the other edges, and how far
from the lower edge the proof begins where there is room."""
_TEAL, _GOLD, _TEXT, _QUIET, _WHITE = (11, 92, 104), (214, 158, 60), (35, 41, 45), (86, 94, 99), (255, 255, 255)


class _Line(NamedTuple):
    """A line of text: its tag, letters, colour, and the room below it in millimetres."""

    tag: Literal["/H1", "/H2", "/P"]
    text: str
    size: float
    style: Literal["", "B"] = ""
    colour: tuple[int, int, int] = _TEXT
    below: float = 4


class _Paper(FPDF):
    """A PDF whose texts have a tag, so that a screen reader knows what is a heading and in which order to read.

    fpdf2 writes the tree of tags, but tags only pictures and links itself.
    """

    @contextmanager
    def tagged(self, tag: str) -> Iterator[None]:
        """Put what is drawn in the block into the tree of tags."""
        mark = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=tag, mcid=mark)
        self._out(f"{tag} <</MCID {mark}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Say that what is drawn in the block means nothing."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")


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
    known = frozenset(cast("TTFFont", pdf.current_font).cmap)
    _throw_away(pdf)
    return known


def dated(certificate: Certificate) -> str:
    """Return the line about the date: the date of passing, or for an earlier version just a date."""
    code = "certificate_date" if certificate.passed_at is None else "certificate_passed_on"
    return word("portal", code, date=dutch_date(date.fromisoformat(certificate.date)))


def as_pdf(certificate: Certificate, verify_at: str | None) -> bytes:
    """Return a certificate as one A4 page; `verify_at` is where the code can be verified, if there is such a page."""
    for scale in _SCALES:
        pdf = _drawn(certificate, verify_at, scale)
        if pdf.get_y() < pdf.h - _EDGE or scale == _SCALES[-1]:
            break
        _throw_away(pdf)
    return bytes(pdf.output())


def _throw_away(pdf: FPDF) -> None:
    """Close the files of the fonts, which otherwise happens at the output."""
    for font in pdf.fonts.values():
        cast("TTFFont", font).close()


def _drawn(certificate: Certificate, verify_at: str | None, scale: float) -> FPDF:
    pdf = _Paper(orientation="landscape", format="A4")
    pdf.set_lang("nl")
    pdf.set_title(word("portal", "certificate"))
    pdf.set_author(word("portal", "name"))
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    for style, file in _FONTS.items():
        with as_file(_FOLDER / file) as path:
            pdf.add_font(_FONT, style, path)
    pdf.set_auto_page_break(auto=False)
    pdf.add_page()
    with pdf.decoration():
        _decorate(pdf)
    pdf.set_margins(9, 20, pdf.w - _BAND + 2)
    pdf.set_xy(9, 46)
    _write(pdf, _Line("/P", word("portal", "name"), 14, "B", _WHITE), 1)
    pdf.set_margins(_LEFT, 20, _EDGE + 6)
    pdf.set_xy(_LEFT, 28)
    for line in _earned(certificate):
        _write(pdf, line, scale)
    pdf.set_y(max(pdf.get_y() + 6 * scale, pdf.h - _FOOT))
    for line in _proof(certificate, verify_at):
        _write(pdf, line, scale)
    return pdf


def _earned(certificate: Certificate) -> Iterator[_Line]:
    """Yield who earned what, and when."""
    length = duration(certificate.minutes)
    yield _Line("/H1", word("portal", "certificate"), 40, "B", _TEAL, 10)
    yield _Line("/P", word("portal", "certificate_of"), 13, "", _QUIET, 2)
    yield _Line("/P", certificate.name, 30, "B", _TEXT, 9)
    yield _Line("/P", word("portal", "certificate_passed"), 13, "", _QUIET, 2)
    yield _Line("/H2", certificate.title, 21, "B", _TEAL, 4)
    yield _Line("/P", word("portal", "certificate_version", version=certificate.version, duration=length), 12, below=2)
    yield _Line("/P", dated(certificate), 12, "B", below=4)


def _proof(certificate: Certificate, verify_at: str | None) -> Iterator[_Line]:
    """Yield how it can be verified, and what it is not."""
    verify = "certificate_code" if verify_at else "certificate_code_only"
    yield _Line("/P", word("portal", verify, code=certificate.code, address=verify_at), 11, below=3)
    yield _Line("/P", word("portal", "certificate_is_not"), 9.5, "", _QUIET, 0)


def _write(pdf: _Paper, line: _Line, scale: float) -> None:
    pdf.set_font(_FONT, line.style, line.size * scale)
    pdf.set_text_color(*line.colour)
    drawn = _printable(line.text, cast("TTFFont", pdf.current_font).cmap)
    with pdf.tagged(line.tag):
        pdf.multi_cell(0, line.size * scale * 0.47, drawn, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(line.below * scale)


def _decorate(pdf: FPDF) -> None:
    """Draw the band, the open book of the learning place, and a seal."""
    pdf.set_fill_color(*_TEAL)
    pdf.rect(0, 0, _BAND, pdf.h, style="F")
    pdf.set_fill_color(*_GOLD)
    pdf.rect(_BAND, 0, 2, pdf.h, style="F")
    pdf.set_fill_color(*_WHITE)
    pdf.polygon([(10, 22), (17, 20), (22, 23.5), (22, 38), (17, 34.5), (10, 36.5)], style="F")
    pdf.polygon([(23, 23.5), (28, 20), (35, 22), (35, 36.5), (28, 34.5), (23, 38)], style="F")
    x, y, radius = _BAND / 2, pdf.h - 46, 17
    pdf.set_fill_color(*_GOLD)
    for side in (-1, 1):
        ribbon = [(x + side * 3, y + 8), (x + side * 15, y + 8), (x + side * 13, y + 31), (x + side * 7, y + 25)]
        pdf.polygon(ribbon, style="F")
    pdf.set_fill_color(*_WHITE)
    pdf.circle(x, y, radius, style="F")
    pdf.set_draw_color(*_GOLD)
    pdf.set_line_width(1.2)
    pdf.circle(x, y, radius - 2.5, style="D")
    pdf.set_draw_color(*_TEAL)
    pdf.set_line_width(3.2)
    pdf.polyline([(x - 7, y + 0.5), (x - 2, y + 5.5), (x + 8, y - 5.5)])


def _printable(text: str, known: Container[int]) -> str:
    """Return a text of a module without what a font cannot draw; a name was looked at before."""
    letters = "".join(one if ord(one) in known else normalize("NFKD", one) for one in normalize("NFC", text))
    return " ".join("".join(one for one in letters if one.isspace() or ord(one) in known).split())
