"""Telephone numbers in a text of a trainer, as links."""

from __future__ import annotations

import pytest

from ssfh_learn.portal.web.tappable import tappable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("bel <strong>112</strong>.", 'bel <strong><a class="ssfh-phone" href="tel:112">112</a></strong>.'),
        ("Bel 0900-0101.", 'Bel <a class="ssfh-phone" href="tel:09000101">0900-0101</a>.'),
        ("tel 030 2823788", 'tel <a class="ssfh-phone" href="tel:0302823788">030 2823788</a>'),
        (
            "113 of chat op 113.nl.",
            '<a class="ssfh-phone" href="tel:113">113</a> of chat op <a href="https://113.nl">113.nl</a>.',
        ),
        ('<a href="https://ssfh.nl">112</a> en 1120', '<a href="https://ssfh.nl">112</a> en 1120'),
        ("anna@praktijk.nl, 24/7, 2021-2025 en 10.112", "anna@praktijk.nl, 24/7, 2021-2025 en 10.112"),
    ],
)
def test_a_telephone_number_and_a_dutch_address_can_be_tapped_and_nothing_else(text: str, shown: str) -> None:
    assert tappable(text) == shown
