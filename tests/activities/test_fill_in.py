"""A word to fill in: right is what is on the list, up to the named normalisation, and nothing else."""

from __future__ import annotations

import string
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.quiz.questions.fill_in import FillIn
from ssfh_learn.activities.typed_text import bare, bare_words
from tests.content_examples import Content, answered, quiz

RIE: Content = {
    "soort": "invulwoord",
    "goede_antwoorden": ["RI&E", "risico-inventarisatie en -evaluatie"],
    "bijna_goed": [
        {"antwoorden": ["plan van aanpak"], "uitleg": "Het plan komt erna."},
        {"antwoorden": ["arbowet", "arbodienst"], "uitleg": "Arbo is breder."},
    ],
    "feedback": {"goed": "Klopt.", "fout": "Kijk in stap 12."},
}
MISTYPED = {**RIE, "tikfouten": 1}


def fill_in(*accepted: str, near: tuple[str, ...] = (), typing_errors: int = 0) -> FillIn:
    """Return a question with these lists."""
    missed = [{"antwoorden": list(near), "uitleg": "Bijna."}] if near else []
    written = {
        "soort": "invulwoord",
        "goede_antwoorden": list(accepted),
        "bijna_goed": missed,
        "tikfouten": typing_errors,
    }
    question = quiz(written).questions[0]
    assert isinstance(question, FillIn)
    return question


def feedback(question: Content, typed: str, checks: int = 1) -> Any:
    """Return what is said of an answer."""
    one = quiz(question)
    check, retry = {"kind": "check", "question": "v1"}, {"kind": "retry", "question": "v1"}
    again = [one for _ in range(checks - 1) for one in (check, retry)]
    state = answered(one, {"kind": "answer", "question": "v1", "answer": typed}, *again, check)
    return one.view(state)["questions"][0]["feedback"]


@pytest.mark.parametrize(
    "typed",
    [
        *("RI&E", "ri&e", " RI & E ", "RI\u00a0&\u00a0E", "rí&ë", "RI-&-E", "R'I&E", "ri\u200b&e"),
        *(
            "risico inventarisatie en evaluatie",
            "Risico\u2013Inventarisatie en \u2011evaluatie",
            "RISICOINVENTARISATIEENEVALUATIE",
        ),
    ],
)
def test_case_diacritics_apostrophes_hyphens_and_white_space_are_no_part_of_an_answer(typed: str) -> None:
    said = feedback(RIE, typed)

    assert (said["verdict"], said["share"], said["text"]) == ("right", 1, {"html": "<p>Klopt.</p>"})


@pytest.mark.parametrize(
    "typed",
    [
        "RIE",
        "RI+E",
        "RI&E.",
        "de RI&E",
        "risico-inventarisatie",
        "risicoinventarisatie en evaluati",
        "x",
        "-",
        "ri&e ri&e",
    ],
)
def test_anything_that_is_not_on_the_list_is_not_right(typed: str) -> None:
    said = feedback(RIE, typed)

    assert (said["verdict"], said["share"], said["text"]) == ("wrong", 0, {"html": "<p>Kijk in stap 12.</p>"})


@pytest.mark.parametrize(
    ("typed", "text"),
    [("Plan van Aanpak", "Het plan komt erna."), ("arbo-wet", "Arbo is breder."), ("ARBODIENST", "Arbo is breder.")],
)
def test_a_near_miss_is_wrong_and_hears_a_reaction_of_its_own(typed: str, text: str) -> None:
    said = feedback(RIE, typed)

    assert (said["verdict"], said["share"], said["text"]) == ("wrong", 0, {"html": f"<p>{text}</p>"})


def test_the_word_that_was_meant_is_told_at_the_second_try() -> None:
    assert feedback(RIE, "arbowet")["solution"] is None
    assert feedback(RIE, "arbowet", checks=2)["solution"] == "RI&E"


@pytest.mark.parametrize(
    "typed",
    [
        "risico-inventarisatie en evaluatei",
        "risico-inventaristaie en evaluatie",
        "risco-inventarisatie en evaluatie",
        "risico-innventarisatie en evaluatie",
        "risico-inventarisetie en -evaluatie",
    ],
)
def test_one_typing_error_in_a_long_word_is_forgiven_only_where_the_author_says_so(typed: str) -> None:
    assert feedback(MISTYPED, typed)["verdict"] == "right"
    assert feedback(RIE, typed)["verdict"] == "wrong"


@pytest.mark.parametrize(
    "typed", ["RI&A", "R&E", "risico-inventarisatie an evaluatie", "rsico-inventarisatie en evaluatei", "arbowet"]
)
def test_a_typing_error_in_a_short_word_or_a_second_one_is_not_forgiven(typed: str) -> None:
    assert feedback(MISTYPED, typed)["verdict"] == "wrong"


def test_a_typing_error_that_makes_another_listed_word_is_that_word() -> None:
    question = fill_in("werknemer", near=("werknemers", "werkgever"), typing_errors=1)

    assert [question.share(one) for one in ("werknemer", "werkneme", "werknemers", "werkgever")] == [1, 1, 0, 0]


def test_a_near_miss_with_a_typing_error_hears_the_same_reaction() -> None:
    assert feedback(MISTYPED, "arbodient")["text"] == {"html": "<p>Arbo is breder.</p>"}
    assert feedback(RIE, "arbodient")["text"] == {"html": "<p>Kijk in stap 12.</p>"}


def test_a_figure_is_never_a_typing_error() -> None:
    question = fill_in("artikel12", typing_errors=1)

    assert [question.share(one) for one in ("artikel 12", "artikel13", "artikl12")] == [1, 0, 0]


# An independent model: lists, spelled out, of all that is accepted

LETTERS = string.ascii_lowercase
WORD = st.text("abcd", min_size=1, max_size=8)
ANSWERS = st.lists(st.lists(WORD, min_size=1, max_size=2).map(" ".join), min_size=1, max_size=3)


def neighbours(word: str) -> set[str]:
    """Return every text that is one edit away from a word, in these letters."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {
        *(left + right[1:] for left, right in parts if right),
        *(left + letter + right[1:] for left, right in parts if right for letter in LETTERS),
        *(left + letter + right for left, right in parts for letter in LETTERS),
        *(left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1),
    } - {word}


def all_accepted(accepted: list[str], near: list[str], *, typing_errors: bool) -> set[str]:
    """Return every text in plain letters that a question should accept."""
    listed = {"".join(answer.split()) for answer in accepted}
    found = set(listed)
    for answer in accepted if typing_errors else ():
        words = answer.split()
        for place, word in enumerate(words):
            if len(word) >= 6:
                found |= {"".join([*words[:place], other, *words[place + 1 :]]) for other in neighbours(word)}
    return found - ({"".join(answer.split()) for answer in near} - listed)


@given(ANSWERS, ANSWERS, st.integers(0, 1), st.data())
def test_a_fill_in_accepts_exactly_its_closed_list(
    accepted: list[str], near: list[str], typing_errors: int, data: st.DataObject
) -> None:
    question = fill_in(*accepted, near=tuple(near), typing_errors=typing_errors)
    expected = all_accepted(accepted, near, typing_errors=bool(typing_errors))
    close = {other for answer in (*accepted, *near) for other in neighbours("".join(answer.split()))}
    tried = expected | close | {"".join(answer.split()) for answer in near} | {data.draw(st.text("abcde", min_size=1))}

    assert {one for one in tried if question.share(one)} == expected & tried


@given(st.text(max_size=30))
def test_what_is_bare_stays_as_it_is(text: str) -> None:
    assert bare(bare(text)) == bare(text)
    assert "".join(bare_words(text)) == bare(text)


@given(
    st.text(LETTERS, min_size=1, max_size=12),
    st.lists(st.sampled_from(["'", "\u2019", "-", "\u2011", " ", "\u00a0", "\u0301", "\u0308", "\u00ad"]), max_size=12),
    st.lists(st.booleans(), min_size=12, max_size=12),
)
def test_no_sign_that_is_no_part_of_an_answer_changes_what_is_accepted(
    word: str, signs: list[str], capitals: list[bool]
) -> None:
    letters = [letter.upper() if capital else letter for letter, capital in zip(word, capitals, strict=False)]
    typed = "".join(a + b for a, b in zip(letters, [*signs, *[""] * 12], strict=False))

    for form in ("NFC", "NFD"):
        assert fill_in(word).share(unicodedata.normalize(form, typed)) == 1


# What is wrong with one


def codes(**changes: Any) -> list[str]:
    one = quiz({**RIE, **changes})
    return [f"{flaw.code} {'.'.join(map(str, flaw.where[2:]))}".strip() for flaw in one.flaws()]


def test_a_good_one_has_no_flaws() -> None:
    assert codes() == codes(tikfouten=1) == []


def test_a_list_without_answers_is_a_flaw_unless_the_question_counts_nowhere() -> None:
    assert codes(goede_antwoorden=[]) == ["no_accepted_answer accepted"]
    assert codes(goede_antwoorden=[], telt_mee="nee") == []


@pytest.mark.parametrize(
    "answers", [["RI&E", "ri & e"], ["coördinator", "Coordinator"], ["foto's", "fotos"], ["e-mail", "email"]]
)
def test_two_answers_that_are_the_same_are_a_flaw(answers: list[str]) -> None:
    assert codes(goede_antwoorden=answers) == ["same_answer_twice accepted.1"]


def test_a_near_miss_that_is_right_or_named_twice_is_a_flaw() -> None:
    near = [{"antwoorden": ["ri&é", "arbo"], "uitleg": "U"}, {"antwoorden": ["plan", "Arbo"], "uitleg": "V"}]

    assert codes(bijna_goed=near) == [
        "near_miss_is_accepted near_misses.0.answers.0",
        "same_answer_twice near_misses.1.answers.1",
    ]


def test_an_answer_of_which_nothing_is_left_is_a_flaw() -> None:
    assert codes(goede_antwoorden=["RI&E", "' -"]) == ["answer_without_letters accepted.1"]


def test_what_can_never_be_used_is_pointed_out() -> None:
    assert codes(goede_antwoorden=["RI&E", "covid19"], tikfouten=1) == ["typing_errors_unused typing_errors"]
