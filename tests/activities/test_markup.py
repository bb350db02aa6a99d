"""Markdown of a content file to HTML that is safe to show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.markup import html, markup


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
