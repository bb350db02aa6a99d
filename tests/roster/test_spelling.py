"""One thing has one spelling in the list, and what looks like it is asked about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.roster.name import folded
from ssfh_learn.roster.spelling import MOST, OF_ANY_PRACTICE, Spellings

FUNCTIONS = Spellings(["Doktersassistent", "Triagist", "POH-S", "POH-GGZ", "Praktijkmanager"])
SUPPORT = Spellings(["Praktijkondersteuner somatiek", "Praktijkondersteuner GGZ"])
PRACTICES = Spellings(
    ["De Linde", "Praktijk Fantasiepad", "Praktijk Oefenlaan 2", "Gezondheidscentrum De Proef"], OF_ANY_PRACTICE
)


@pytest.mark.parametrize(
    ("there", "typed", "spelled"),
    [
        (FUNCTIONS, "doktersassistent", "Doktersassistent"),
        (FUNCTIONS, "poh s", "POH-S"),
        (PRACTICES, "DE LINDE", "De Linde"),
        (FUNCTIONS, "Huisarts", "Huisarts"),
    ],
)
def test_capitals_and_signs_make_no_other_spelling(there: Spellings, typed: str, spelled: str) -> None:
    assert there.of(typed) == spelled
    assert there.meant(typed) is None


@pytest.mark.parametrize(
    ("there", "typed", "meant"),
    [
        (FUNCTIONS, "Doktersassistente", "Doktersassistent"),
        (FUNCTIONS, "doktersasistent", "Doktersassistent"),
        (FUNCTIONS, "Dokterassistente", "Doktersassistent"),
        (FUNCTIONS, "Dokterasistent", "Doktersassistent"),
        (FUNCTIONS, "Dokterasistente", "Doktersassistent"),
        (FUNCTIONS, "Praktijkmanger", "Praktijkmanager"),
        (FUNCTIONS, "Triaagistes", None),
        (SUPPORT, "Praktijkondersteuner O", None),
        (SUPPORT, "Praktijkonderstuener GGZ", "Praktijkondersteuner GGZ"),
        (SUPPORT, "Praktijkondrstuner GGZ", "Praktijkondersteuner GGZ"),
        (FUNCTIONS, "POH GZZ", "POH-GGZ"),
        (FUNCTIONS, "POH-O", None),
        (FUNCTIONS, "Verpleegkundig specialist", None),
        (PRACTICES, "Huisartsenpraktijk de Linde", "De Linde"),
        (PRACTICES, "Linden", "De Linde"),
        (PRACTICES, "Praktijk Fantasypad", "Praktijk Fantasiepad"),
        (PRACTICES, "Praktijk Oefenpad", None),
        (PRACTICES, "De Proef", "Gezondheidscentrum De Proef"),
        (PRACTICES, "Praktijk Oefenlaan 3", None),
        (PRACTICES, "Huisartsenpraktijk Oefenlaan 2", "Praktijk Oefenlaan 2"),
        (PRACTICES, "Praktijk", None),
        (PRACTICES, "", None),
    ],
)
def test_what_looks_like_something_in_the_list_is_asked_about(there: Spellings, typed: str, meant: str | None) -> None:
    assert there.meant(typed) == meant


def test_among_more_spellings_than_there_can_be_nothing_is_looked_for() -> None:
    there = Spellings(
        f"praktijk{chr(97 + n // 676)}{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}" for n in range(MOST + 1)
    )

    assert there.meant("praktijkaa") is None
    assert there.of("PRAKTIJKAAA") == "praktijkaaa"


texts = st.text(st.sampled_from("abcDE é-12"), max_size=8)


@given(st.lists(texts), texts)
def test_a_text_has_one_spelling_or_may_be_meant_as_another(known: list[str], typed: str) -> None:
    there = Spellings(known)
    spelled, meant = there.of(typed), there.meant(typed)

    assert folded(spelled) == folded(typed)
    assert there.of(spelled) == spelled
    assert meant is None or (meant in known and folded(meant) != folded(typed))
    there.learn(typed)
    assert there.meant(typed) is None


def test_what_most_people_have_is_meant_rather_than_a_spelling_that_is_nearer() -> None:
    there = Spellings({"Doktersasistent": 1, "Doktersassistent": 8})
    assert there.meant("Doktersasistnt") == "Doktersassistent"
    assert Spellings(["Doktersasistent", "Doktersassistent"]).meant("Doktersasistnt") == "Doktersasistent"


@pytest.mark.parametrize(
    ("people", "typed", "meant"),
    [
        ({"Doktersasistent": 1, "Doktersassistent": 8}, "doktersasistent", "Doktersassistent"),
        ({"Doktersasistent": 1, "Doktersassistent": 8}, "Doktersassistent", None),
        ({"Doktersasistent": 1, "Doktersassistent": 8}, "Triagist", None),
        ({"De Linden": 2, "De Linde": 5}, "De Linden", None),
        ({"De Linden": 3, "De Linde": 90}, "De Linden", None),
    ],
)
def test_what_the_list_has_with_few_people_is_asked_about_where_many_have_another(
    people: dict[str, int], typed: str, meant: str | None
) -> None:
    assert Spellings(people, OF_ANY_PRACTICE).usual(typed) == meant
