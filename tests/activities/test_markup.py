"""Markdown of a content file to HTML that is safe to show."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.markup import as_markdown, html, markup, phrase


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Neem **echt** pauze.", "<p>Neem <strong>echt</strong> pauze.</p>"),
        ("- één\n- twee", "<ul>\n<li>één</li>\n<li>twee</li>\n</ul>"),
        ("![Een bord](iglo.svg)", '<p><img src="iglo.svg" alt="Een bord"></p>'),
        ("4 < 5 & 6", "<p>4 &lt; 5 &amp; 6</p>"),
    ],
)
def test_markdown_becomes_html(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klik](javascript:alert(1))",
        "<a href='javascript:alert(1)'>klik</a>",
        "<iframe src='https://example.org'></iframe>",
        "<style>p {display: none}</style>",
        "<svg onload=alert(1)>",
    ],
)
def test_nothing_that_can_run_survives(markdown: str) -> None:
    cleaned = html(markdown)

    for danger in ("<script", "onerror=", 'href="javascript', "<iframe", "<style", "<svg", "onload="):
        assert danger not in cleaned


def test_no_text_is_no_markup() -> None:
    assert markup(None) is None


@given(st.text())
def test_any_text_can_be_rendered(markdown: str) -> None:
    assert "<script" not in html(markdown).lower()


def read(markup_: dict[str, str]) -> str:
    """Return what a person reads."""
    return unescape(re.sub("<[^>]+>", "", markup_["html"]))


AS_TYPED = [
    *("> 180 mmHg", ">180", ">= 65", "< 36 graden", "a < b", "Typ <naam> in het veld", "<b>", "<!-- niets -->"),
    *("5*3*2 tabletten", "*3*2", "2*(3+4)*5", "2**3**4", "10 * 5 * 2", "tablet* en pleister*", "(*) verplicht (*)"),
    *("- 5 graden", "+ 5", "* 5", "112.", "1. januari", "3) drie", "# 3", "= 4", "---", "***", "**", "*"),
    *("~~Altijd~~ nooit", "`code`", "a | b", "| a |", "[x]", "[ ] open", "[let op]: bel", "![bord](bord.svg)"),
    *("http://www.ssfh.nl/a_b_c", "<https://www.ssfh.nl>", "&amp;", "&lt;", "A&B", "\\n", "C:\\map\\*.txt", "\\*x\\*"),
    *("mijn_naam_hier", "snake_case_", "€ 5*", "50%", "“Ja”", "$x$", "^2^", "H~2~O", ":smile:", "vraag?!", "a  =  b"),
]


@pytest.mark.parametrize("written", AS_TYPED)
def test_every_sign_of_a_phrase_is_read_as_it_was_typed(written: str) -> None:
    assert phrase(written)["html"].count("<") == 2  # the paragraph, and nothing in it
    assert read(phrase(written)) == written


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("**vet**", "<strong>vet</strong>"),
        ("*nadruk*", "<em>nadruk</em>"),
        ("_nadruk_", "<em>nadruk</em>"),
        ("**Let op:** bel eerst", "<strong>Let op:</strong> bel eerst"),
        ("**‘Let op’**, zei hij", "<strong>‘Let op’</strong>, zei hij"),
        ("bel *nu* (*niet* straks)", "bel <em>nu</em> (<em>niet</em> straks)"),
        ("***beide***", "<em><strong>beide</strong></em>"),
        ("> **180** mmHg", "&gt; <strong>180</strong> mmHg"),
        ("een\ntwee", "een\ntwee"),
    ],
)
def test_a_phrase_has_bold_and_emphasis(written: str, expected: str) -> None:
    assert phrase(written) == {"html": f"<p>{expected}</p>"}


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"], exclude_characters="*_"))
)
def test_a_phrase_without_stars_and_underscores_is_read_as_it_was_typed(written: str) -> None:
    assert read(phrase(written)) == written


@given(st.text())
def test_any_phrase_can_be_rendered_and_has_no_other_tags(written: str) -> None:
    assert re.sub(r"</?(p|em|strong)>", "", phrase(written)["html"]).count("<") == 0


@given(st.text(alphabet=st.sampled_from("ab *_<>[]()!&#;~`\\{}|1.")))
def test_plain_words_as_markdown_are_read_as_they_are(written: str) -> None:
    words = f"a{written}b"

    assert read({"html": html(f"**{as_markdown(words)}**")}).split() == words.split()
