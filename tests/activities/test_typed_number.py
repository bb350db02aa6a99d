"""Numbers as people type them: understood where they can mean one thing, asked about where they can mean two."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.typed_number import meanings, number, shown, strict_number, unambiguous


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *(("45", 45), ("4,5", 4.5), ("4.5", 4.5), (" 45 ", 45), ("007", 7), (",5", 0.5), (".5", 0.5), ("0,500", 0.5)),
        # signs: the minus of a keyboard, of Word, of a phone and of a mathematician
        *((f"{minus}5", -5) for minus in "-−–—‐‑‒―﹣－"),
        *(("- 5", -5), ("− 5", -5), ("+5", 5), ("＋5", 5), ("min 5", -5), ("-€ 5", -5), ("€ -5", -5)),
        # thousands with any kind of space or apostrophe
        *((f"1{gap}500", 1500) for gap in " \u00a0\u2009\u202f\u2007\u3000'’"),
        *(("12 345 678", 12345678), ("1 500,25", 1500.25), ("-1 500", -1500), ("1  500", 1500)),
        # both separators, so that each can only be one thing
        *(("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1.234.567", 1234567), ("1,234,567", 1234567)),
        *(("1.500,00", 1500), ("1234,567", 1234.567), ("1500.000", 1500), ("1.5000", 1.5), ("0.500", 0.5)),
        # other digits
        *(("１５００", 1500), ("４,５", 4.5), ("４．５", 4.5), ("٤٥", 45)),
        # a point or comma at the end, and what cannot be seen
        *(("45.", 45), ("45,", 45), ("45 .", 45), ("\u200b45", 45), ("45\ufeff", 45), ("\u200e45", 45)),
        # money and shares
        *(("€ 45", 45), ("€45", 45), ("45 €", 45), ("45 euro", 45), ("EUR 45", 45), ("45,-", 45), ("€ 45,—", 45)),
        *(("€ 1.500,-", 1500), ("45%", 45), ("45 %", 45), ("45％", 45), ("45 procent", 45)),
        # a unit, and `about`
        *(("45 minuten", 45), ("45min", 45), ("45 min.", 45), ("2 uur", 2), ("37 °C", 37), ("140 mmHg", 140)),
        *(
            ("3x", 3),
            ("ongeveer 45", 45),
            ("ca. 45", 45),
            ("± 45", 45),
            ("≈45", 45),
            ("= 45", 45),
            ("+/- 45", 45),
            ("45?", 45),
        ),
    ],
)
def test_what_means_one_number_is_that_number(typed: str, value: float) -> None:
    assert number(typed) == Decimal(str(value))


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "abc", "vijfenveertig", "-", "€", "%", "minuten", "\u200b"),
        *("45 of 50", "45-50", "45 - 50", "2 tot 3", "45 à 50", "45/50", "1/2", "½", "10:30", "2x3", "1, 5", "4;5"),
        *("45a", "a45", "45b", "1e3", "0x10", "--5", "+-5", "5-", "45+", "> 45", "<45", "45 of meer"),
        *("2 duizend", "1,5 miljoen", "3 dozijn", "5k", "meer dan 45", "minder dan 45", "niet 45", "geen 45"),
        *("12 34", "1 50", "1.23,4", "1,23.4", "1.2.3", "1..5", "1,,5", "1.5000,2", "1.500 000", "0.1.500"),
        *("45 minuten en 30 seconden", "45 appels", "kamer 45", "5 m²"),
    ],
)
def test_what_is_no_number_stays_none(typed: str) -> None:
    assert meanings(typed) == ()


@pytest.mark.parametrize(
    ("typed", "thousands", "fraction"),
    [
        ("1.500", "1500", "1,5"),
        ("1,500", "1500", "1,5"),
        ("-1.500", "-1500", "-1,5"),
        ("−1,500", "-1500", "-1,5"),
        ("１．５００", "1500", "1,5"),
        ("1.500.", "1500", "1,5"),
        ("€ 1.500", "1500", "1,5"),
        ("1.000", "1000", "1"),
        ("12.345", "12345", "12,3450"),
        ("999,999", "999999", "999,9990"),
    ],
)
def test_what_can_mean_two_things_is_neither_and_both_are_said(typed: str, thousands: str, fraction: str) -> None:
    found = meanings(typed)

    assert number(typed) is None
    assert [unambiguous(value) for value in found] == [thousands, fraction]
    assert [meanings(unambiguous(value)) for value in found] == [(found[0],), (found[1],)]


@pytest.mark.parametrize(
    ("typed", "unit", "prompt", "value"),
    [
        ("45 minuten", "minuten", "", 45),
        ("45 min", "minuten", "", 45),
        ("45 minuut", "minuten", "", 45),
        ("45 uur", "minuten", "", None),
        ("45 uur", "", "Hoeveel minuten duurt het?", None),
        ("45 minuten", "", "Hoeveel minuten duurt het?", 45),
        ("45 min", "", "Hoeveel minuten duurt het?", 45),
        ("€ 45", "euro", "", 45),
        ("45 euro", "€", "", 45),
        ("€ 45", "minuten", "", None),
        ("€ 45", "", "Wat kost een uur?", 45),
        ("45 euro", "euro per uur", "", 45),
        ("45 euro per uur", "euro per uur", "", 45),
        ("45 per 1000 patiënten", "per 1000 patiënten", "", 45),
        ("3 keer", "keer per week", "", 3),
        ("1500 patiënten", "", "Hoeveel patiënten zijn 3 keer 500 patiënten?", 1500),
        ("1500 patienten", "", "Hoeveel **patiënten** zijn dat?", 1500),
        ("3 keer 500", "", "Hoeveel patiënten zijn 3 keer 500 patiënten?", None),
        ("kamer 2", "", "In welke kamer?", 2),
        ("2 duizend", "", "Hoeveel duizend euro is dat?", None),
        ("45 appels", "", "Hoeveel peren?", None),
        ("45 mg", "mg", "", 45),
        ("45 g", "mg", "", None),
        ("7,2 mmol/l", "mmol/l", "", 7.2),
        ("45 %", "minuten", "", 45),
    ],
)
def test_a_word_beside_a_number_is_understood_where_the_question_uses_it(
    typed: str, unit: str, prompt: str, value: float | None
) -> None:
    assert number(typed, unit, prompt) == (None if value is None else Decimal(str(value)))


STRICT = st.from_regex(r"[ ]?[-+]?([0-9]{1,7}[.,]?[0-9]{0,5}|[.,][0-9]{1,5})[ ]?%?", fullmatch=True)


@given(STRICT)
def test_whatever_the_first_rule_reads_is_among_the_meanings(typed: str) -> None:
    assert strict_number(typed) in meanings(typed)


@given(st.decimals(-(10**6), 10**6, places=4).filter(bool))
def test_what_is_shown_is_read_again_as_the_same_number(value: Decimal) -> None:
    assert value in meanings(shown(value))
    assert meanings(unambiguous(value)) == (value,)


@given(st.text(max_size=40), st.text(max_size=12), st.text(max_size=40))
def test_nothing_that_can_be_typed_breaks_it(typed: str, unit: str, prompt: str) -> None:
    assert len(meanings(typed, unit, prompt)) <= 2
