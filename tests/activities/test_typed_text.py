"""Text as people type it: the same words with other signs are the same words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.quiz.questions.short_text import is_hit, is_strict_hit
from ssfh_learn.activities.typed_text import folded


@pytest.mark.parametrize(
    ("keyword", "typed"),
    [
        *(("'s ochtends", f"{apostrophe}s ochtends") for apostrophe in "'’‘‛ʼ′`´＇ʻ"),
        ("’s ochtends", "'s ochtends"),
        ('de "rode" map', "de “rode” map"),
        ('de "rode" map', "de „rode” map"),
        ('de "rode" map', "de «rode» map"),
        *(("e-mail", f"e{hyphen}mail") for hyphen in "-‐‑‒–—−－"),
        *(
            ("de huisarts", f"de{space}huisarts")
            for space in ("  ", "\u00a0", "\u2009", "\t", "\n", "\r\n", " \u202f ")
        ),
        ("coördinator", unicodedata.normalize("NFD", "coördinator")),
        (unicodedata.normalize("NFD", "coördinator"), "coördinator"),
        ("coördinator", "COÖRDINATOR"),
        ("straße", "STRASSE"),
        ("huisarts", "huis\u200barts"),
        ("huisarts", "\u200ehuisarts\ufeff"),
        ("huisarts", "huis\u00adarts"),
        ("huisarts", "ｈｕｉｓａｒｔｓ"),
        ("financiën", "ﬁnanciën"),
        ("  de huisarts ", "de huisarts"),
    ],
)
def test_another_sign_for_the_same_is_the_same_word(keyword: str, typed: str) -> None:
    assert is_hit((keyword,), f"Ik bel {typed}.")


@pytest.mark.parametrize(
    ("keyword", "typed"),
    [
        ("e-mail", "email"),
        ("e-mail", "e mail"),
        ("coördinator", "coordinator"),
        ("de huisarts", "dehuisarts"),
        ("'s ochtends", "s ochtends"),
        ("arts", "huisarts"),
    ],
)
def test_other_words_stay_other_words(keyword: str, typed: str) -> None:
    assert not is_hit((keyword,), typed)


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_the_first_rule_hits_in_plain_letters_is_hit_still(keyword: str, around: str) -> None:
    plain = "".join(sign for sign in f"{keyword}{around}" if sign.isascii() and sign.isalpha())
    keyword = plain[: len(plain) // 2] or "x"

    assert is_strict_hit((keyword,), plain) <= is_hit((keyword,), plain)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)
