"""Dutch names: their parts and their order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.roster.name import PersonName, folded, split_family


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Berg", ("", "Berg")),
        ("van der Berg", ("van der", "Berg")),
        ("Van Den Berg", ("van den", "Berg")),
        ("Berg, van der", ("van der", "Berg")),
        ("'t Hart", ("'t", "Hart")),
        ("’t Hart", ("'t", "Hart")),
        ("op 't Land", ("op 't", "Land")),
        ("de Vries-van Dijk", ("de", "Vries-van Dijk")),
        ("  de   Boer ", ("de", "Boer")),
        ("Van", ("", "Van")),
        ("Jansen, Piet", ("", "Jansen, Piet")),
        ("", ("", "")),
    ],
)
def test_a_family_name_is_split_from_its_prefix(typed: str, parts: tuple[str, str]) -> None:
    assert split_family(typed) == parts


def test_names_are_listed_in_the_dutch_order() -> None:
    """By the family name without its prefix; ö is an o, and an apostrophe or a hyphen is nothing or a space."""
    names = [
        PersonName(given="Zoë", family="Aalbers"),
        PersonName(given="Anna", prefix="van den", family="Berg"),
        PersonName(given="Anna", prefix="van der", family="Berg"),
        PersonName(given="Bert", prefix="van", family="Berg"),
        PersonName(given="An", family="Bergman"),
        PersonName(given="Kim", prefix="'t", family="Hart"),
        PersonName(given="Mo", family="Øster"),
        PersonName(given="Jan", family="Özdemir"),
        PersonName(given="Piet", family="Ozinga"),
        PersonName(given="Eva", prefix="de", family="Vries"),
        PersonName(given="Eva", family="Vries-Bakker"),
    ]

    assert sorted(names[3:] + names[:3], key=lambda name: name.sort_key) == names
    assert [name.listed for name in names][1] == "Berg, Anna van den"


@given(st.text(max_size=30))
def test_a_folded_text_folds_to_itself(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=40))
def test_splitting_a_split_name_changes_nothing(text: str) -> None:
    prefix, family = split_family(text)

    assert "," in family or split_family(f"{prefix} {family}") == (prefix, family)


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=30))
def test_the_quick_way_for_plain_letters_folds_as_the_other_does(text: str) -> None:
    assert folded(f"{text} é") == f"{folded(text)} e".strip()
