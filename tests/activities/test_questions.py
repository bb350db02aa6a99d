"""What each kind of question gives for an answer: the check values of the design."""

from __future__ import annotations

from typing import Any

import pytest

from ssfh_learn.errors import Refused
from tests.content_examples import EVERY_QUESTION, QUESTIONS, Content, answered, quiz


def share_of(question: Content, answer: Any) -> float | None:
    """Return the share that an answer to a single question earns, by way of the score of the quiz."""
    one = quiz(question)
    asked = {"question": "v1"}
    state = answered(one, {"kind": "answer", **asked, "answer": answer}, {"kind": "check", **asked})
    return one.score(state).items[0].points


def options(*right: str, of: str) -> list[Content]:
    return [{"id": one, "tekst": one, **({"juist": "ja"} if one in right else {})} for one in of]


SINGLE: Content = {"soort": "enkele-keuze", "opties": options("b", of="abc")}
TRUE: Content = {"soort": "waar-onwaar", "juist": "ja"}
TRUE_WITH_REASON = {**TRUE, "redenen": options("r", of="rs")}
GRADED: Content = {
    "soort": "beste-keuze",
    "opties": [
        {"id": "best", "tekst": "Beste", "waarde": 1},
        {"id": "half", "tekst": "Half", "waarde": 0.5},
        {"id": "geen", "tekst": "Geen", "waarde": 0},
    ],
}
SEVERAL: Content = {"soort": "meer-antwoorden", "opties": options("a", "b", "c", of="abcde")}
ALL_RESPONSES = {**SEVERAL, "regel": "alles-of-niets"}
ORDER: Content = {"soort": "volgorde", "stappen": options(of="abcde")}
TWO_ORDERS: Content = {**ORDER, "ook_goed": [list("acbde")]}
WHOLE_ORDER = {**ORDER, "regel": "alles-of-niets"}
PAIRS: Content = {
    "soort": "koppelen",
    "paren": [{"id": one, "links": f"l{one}", "rechts": f"r{one}"} for one in "abcd"],
}
CARDS: Content = {
    "soort": "indelen",
    "groepen": [{"id": "kost", "naam": "Kost"}, {"id": "geeft", "naam": "Geeft"}],
    "kaartjes": [{"id": one, "tekst": one, "groep": "kost" if one in "ab" else "geeft"} for one in "abcd"],
}
NUMBER: Content = {"soort": "getal", "antwoord": 45, "marge_goed": 3, "marge_half": 8}
WORDS: Content = {
    "soort": "kort-antwoord",
    "trefwoordgroepen": [["rooster", "planning"], ["pauze"]],
    "modelantwoord": "Een rooster met pauzes.",
}
WORDS_NEEDED = {**WORDS, "trefwoordgroepen": [["rooster"], ["pauze"], ["hulp"]], "nodig": 2}
VERDICT = {"verdict": True, "reason": None}


def coupled(**pairs: str) -> dict[str, str]:
    return {left: f"{right}-rechts" for left, right in pairs.items()}


@pytest.mark.parametrize(
    ("question", "answer", "share"),
    [
        pytest.param(SINGLE, "b", 1, id="single choice: right"),
        pytest.param(SINGLE, "a", 0, id="single choice: wrong"),
        pytest.param(TRUE, VERDICT, 1, id="true/false: right"),
        pytest.param(TRUE, {**VERDICT, "verdict": False}, 0, id="true/false: wrong"),
        pytest.param(TRUE_WITH_REASON, {"verdict": True, "reason": "r"}, 1, id="true/false: right with its reason"),
        pytest.param(TRUE_WITH_REASON, {"verdict": True, "reason": "s"}, 0, id="true/false: right, wrong reason"),
        pytest.param(TRUE_WITH_REASON, {"verdict": False, "reason": "r"}, 0, id="true/false: wrong, right reason"),
        pytest.param(GRADED, "best", 1, id="graded choice: best"),
        pytest.param(GRADED, "half", 0.5, id="graded choice: worth half"),
        pytest.param(GRADED, "geen", 0, id="graded choice: worth nothing"),
        pytest.param(SEVERAL, ["a", "b", "c"], 1, id="multiple response: exactly right"),
        pytest.param(SEVERAL, ["a", "b", "d"], 1 / 3, id="multiple response: 2 right, 1 wrong"),
        pytest.param(SEVERAL, ["a", "b"], 2 / 3, id="multiple response: 2 right"),
        pytest.param(SEVERAL, ["a", "b", "c", "d", "e"], 1 / 3, id="multiple response: all ticked"),
        pytest.param(SEVERAL, ["d", "e"], 0, id="multiple response: only wrong"),
        pytest.param(SEVERAL, ["a", "d", "e"], 0, id="multiple response: never below zero"),
        pytest.param(ALL_RESPONSES, ["c", "a", "b"], 1, id="multiple response, all or nothing: all"),
        pytest.param(ALL_RESPONSES, ["a", "b"], 0, id="multiple response, all or nothing: one missed"),
        pytest.param(ALL_RESPONSES, ["a", "b", "c", "d"], 0, id="multiple response, all or nothing: one too many"),
        pytest.param(ORDER, list("abcde"), 1, id="ordering: right"),
        pytest.param(ORDER, list("bacde"), 3 / 5, id="ordering: two neighbours swapped"),
        pytest.param(ORDER, list("eabcd"), 0, id="ordering: all shifted"),
        pytest.param(TWO_ORDERS, list("abcde"), 1, id="ordering: right, as it is written"),
        pytest.param(TWO_ORDERS, list("acbde"), 1, id="ordering: right, in the other order"),
        pytest.param(TWO_ORDERS, list("cabde"), 3 / 5, id="ordering: nearest to the other order"),
        pytest.param(
            TWO_ORDERS | WHOLE_ORDER, list("acbde"), 1, id="ordering, all or nothing: right in the other order"
        ),
        pytest.param(WHOLE_ORDER, list("abcde"), 1, id="ordering, all or nothing: right"),
        pytest.param(WHOLE_ORDER, list("bacde"), 0, id="ordering, all or nothing: two neighbours swapped"),
        pytest.param(PAIRS, coupled(a="a", b="b", c="c", d="d"), 1, id="matching: right"),
        pytest.param(PAIRS, coupled(a="b", b="a", c="c", d="d"), 2 / 4, id="matching: two swapped"),
        pytest.param(PAIRS, coupled(a="a"), 1 / 4, id="matching: one coupled"),
        pytest.param(PAIRS, coupled(a="a", b="a", c="a", d="a"), 1 / 4, id="matching: all to the same"),
        pytest.param(CARDS, {"a": "kost", "b": "kost", "c": "geeft", "d": "geeft"}, 1, id="categorise: right"),
        pytest.param(CARDS, {"a": "kost", "b": "geeft", "c": "geeft", "d": "geeft"}, 3 / 4, id="categorise: one wrong"),
        pytest.param(CARDS, dict.fromkeys("abcd", "kost"), 2 / 4, id="categorise: all in one group"),
        pytest.param(NUMBER, "45", 1, id="numeric: exact"),
        pytest.param(NUMBER, "48", 1, id="numeric: on the edge of the full margin"),
        pytest.param(NUMBER, "48,1", 0.5, id="numeric: just past the full margin"),
        pytest.param(NUMBER, "50", 0.5, id="numeric: within the half margin"),
        pytest.param(NUMBER, "37", 0.5, id="numeric: on the edge of the half margin, below"),
        pytest.param(NUMBER, "60", 0, id="numeric: too far"),
        pytest.param(NUMBER, "47,9", 1, id="numeric: decimal comma"),
        pytest.param(NUMBER, "47.9", 1, id="numeric: decimal point"),
        pytest.param(NUMBER, " 45 % ", 1, id="numeric: with the unit and spaces"),
        pytest.param(NUMBER, "-45", 0, id="numeric: below zero"),
        pytest.param(NUMBER, "9" * 40, 0, id="numeric: absurdly large"),
        pytest.param({**NUMBER, "antwoord": 0.3, "marge_goed": 0.1}, "0,4", 1, id="numeric: no binary rounding"),
        pytest.param(WORDS, "Het rooster en de pauze", 1, id="short text: both groups"),
        pytest.param(WORDS, "een betere planning", 1 / 2, id="short text: the second word of a group"),
        pytest.param(WORDS, "ROOSTERS, Pauzes!", 1, id="short text: any case, at the start of a word"),
        pytest.param(WORDS, "uitrooster, koffiepauze", 0, id="short text: not inside a word"),
        pytest.param(WORDS, "rooster rooster planning", 1 / 2, id="short text: a group counts once"),
        pytest.param(WORDS, "niets hiervan", 0, id="short text: no group"),
        pytest.param(WORDS_NEEDED, "rooster", 1 / 2, id="short text: one of two needed"),
        pytest.param(WORDS_NEEDED, "rooster, pauze, hulp", 1, id="short text: never above what is needed"),
        pytest.param({**WORDS, "trefwoordgroepen": [["C++ (uur)"]]}, "c++ (uur)", 1, id="short text: no pattern"),
    ],
)
def test_an_answer_earns_the_share_of_the_design(question: Content, answer: object, share: float | None) -> None:
    assert share_of(question, answer) == (None if share is None else pytest.approx(share))


def test_another_right_order_that_does_not_name_every_step_once_is_a_flaw() -> None:
    orders = [list("abcd"), list("abcdd"), list("abcdx"), list("edcba")]

    found = [flaw.where for flaw in quiz({**ORDER, "ook_goed": orders}).flaws() if flaw.code == "order_not_whole"]

    assert found == [("questions", 0, "also_right", place) for place in range(3)]


@pytest.mark.parametrize("question", [SEVERAL, ALL_RESPONSES, {**SEVERAL, "opties": options("a", of="ab")}])
def test_ticking_everything_never_gives_full_points(question: Content) -> None:
    everything = [option["id"] for option in question["opties"]]

    points = share_of(question, everything)

    assert points is not None
    assert points < 1


def test_points_of_a_question_multiply_its_share() -> None:
    assert share_of({**SEVERAL, "punten": 6}, ["a", "b"]) == pytest.approx(4)


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        (SINGLE, "z", "unknown_id"),
        (SINGLE, ["b"], "malformed"),
        (SINGLE, 1, "malformed"),
        (TRUE, "ja", "malformed"),
        (TRUE, {"verdict": 1, "reason": None}, "malformed"),
        (TRUE, {"verdict": "ja", "reason": None}, "malformed"),
        (TRUE, {"verdict": True}, "malformed"),
        (TRUE, {**VERDICT, "extra": 1}, "malformed"),
        (TRUE_WITH_REASON, {"verdict": True, "reason": "z"}, "unknown_id"),
        (GRADED, "beste", "unknown_id"),
        (SEVERAL, "a", "malformed"),
        (SEVERAL, ["a", "a"], "malformed"),
        (SEVERAL, ["a", "z"], "unknown_id"),
        (SEVERAL, [["a"]], "malformed"),
        (ORDER, list("abcd"), "malformed"),
        (ORDER, list("abcdd"), "malformed"),
        (ORDER, [*"abcd", 5], "malformed"),
        (PAIRS, {"a": "a"}, "unknown_id"),
        (PAIRS, {"z": "a-rechts"}, "unknown_id"),
        (PAIRS, ["a"], "malformed"),
        (CARDS, {"a": "elders"}, "unknown_id"),
        (CARDS, {"a": None}, "malformed"),
        (NUMBER, 45, "malformed"),
        (NUMBER, "4" * 41, "too_long"),
        (WORDS, "x" * 1001, "too_long"),
        (WORDS, "\ud800", "unreadable_text"),
        ({"soort": "open-vraag"}, "x" * 8001, "too_long"),
        ({"soort": "open-vraag"}, {"text": "x"}, "malformed"),
    ],
)
def test_an_answer_of_another_shape_is_refused(question: Content, answer: object, code: str) -> None:
    one = quiz(question)

    with pytest.raises(Refused) as refusal:
        one.respond(answered(one), {"kind": "answer", "question": "v1", "answer": answer})

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        (SINGLE, None, "blank"),
        (TRUE, {"verdict": None, "reason": None}, "blank"),
        (TRUE_WITH_REASON, {"verdict": True, "reason": None}, "blank"),
        (SEVERAL, [], "blank"),
        (PAIRS, {}, "blank"),
        (CARDS, {"a": "kost"}, "not_all_cards"),
        (NUMBER, "", "blank"),
        (NUMBER, "veel", "not_a_number"),
        (NUMBER, "1.000,5", "not_a_number"),
        (NUMBER, "nan", "not_a_number"),
        (NUMBER, "oneindig", "not_a_number"),
        (NUMBER, "inf", "not_a_number"),
        (NUMBER, "1e1000000", "not_a_number"),
        (NUMBER, "1_000", "not_a_number"),
        (WORDS, " \n ", "blank"),
        ({"soort": "open-vraag"}, "  ", "blank"),
    ],
)
def test_a_blank_or_half_answer_can_be_kept_but_not_checked(question: Content, answer: object, code: str) -> None:
    one = quiz(question)
    state = answered(one, {"kind": "answer", "question": "v1", "answer": answer})

    with pytest.raises(Refused) as refusal:
        one.respond(state, {"kind": "check", "question": "v1"})

    assert refusal.value.code == code


@pytest.mark.parametrize("question", EVERY_QUESTION, ids=list(QUESTIONS))
def test_the_solution_of_a_question_is_an_answer_that_earns_everything(question: Content) -> None:
    one = quiz({**question, "id": "v1"})
    solution = one.question("v1").solution()

    if solution is not None:
        assert share_of(question | {"id": "v1"}, solution) == 1


@pytest.mark.parametrize(
    ("number", "written"),
    [(45, "45"), (4.5, "4,5"), (0.05, "0,05"), (17_800_000, "17800000"), (1234.5678, "1234,5678")],
)
def test_the_solution_of_a_number_is_written_in_full_with_a_comma(number: float, written: str) -> None:
    question = quiz({"soort": "getal", "antwoord": number}).question("v1")

    assert question.solution() == written


TRY = [{"kind": "check", "question": "v1"}, {"kind": "retry", "question": "v1"}]


def test_the_first_wrong_try_leaves_something_to_find() -> None:
    one = quiz({**SEVERAL, "opties": [{**option, "uitleg": f"u{option['id']}"} for option in SEVERAL["opties"]]})
    state = answered(one, {"kind": "answer", "question": "v1", "answer": ["a", "d"]}, TRY[0])

    feedback = one.view(state)["questions"][0]["feedback"]

    assert {id_: item["verdict"] for id_, item in feedback["items"].items()} == {"a": "right", "d": "wrong"}
    assert feedback["solution"] is None


def test_the_second_wrong_try_tells_about_every_option_of_a_multiple_response() -> None:
    one = quiz({**SEVERAL, "opties": [{**option, "uitleg": f"u{option['id']}"} for option in SEVERAL["opties"]]})
    state = answered(one, {"kind": "answer", "question": "v1", "answer": ["a", "d"]}, *TRY, TRY[0])

    items = one.view(state)["questions"][0]["feedback"]["items"]

    assert {id_: item["verdict"] for id_, item in items.items()} == {
        "a": "right",
        "b": "missed",
        "c": "missed",
        "d": "wrong",
        "e": "neutral",
    }
    assert items["b"]["text"] == {"html": "<p>ub</p>"}


def test_only_the_chosen_option_of_a_single_choice_is_explained() -> None:
    one = quiz({**SINGLE, "opties": [{**option, "uitleg": f"u{option['id']}"} for option in SINGLE["opties"]]})
    state = answered(one, {"kind": "answer", "question": "v1", "answer": "a"}, *TRY, TRY[0])

    feedback = one.view(state)["questions"][0]["feedback"]

    assert feedback["items"] == {"a": {"verdict": "wrong", "text": {"html": "<p>ua</p>"}}}
    assert feedback["solution"] == "b"


def test_cards_without_a_group_are_neither_right_nor_wrong() -> None:
    bare = [{"id": one, "tekst": one, "uitleg": f"u{one}"} for one in "ab"]
    one = quiz({**CARDS, "kaartjes": bare, "telt_mee": "nee"})
    placed = {"a": "kost", "b": "kost"}
    state = answered(one, {"kind": "answer", "question": "v1", "answer": placed}, {"kind": "check", "question": "v1"})

    feedback = one.view(state)["questions"][0]["feedback"]

    assert feedback["verdict"] == "done"
    assert feedback["solution"] is None
    assert {item["verdict"] for item in feedback["items"].values()} == {"neutral"}
    assert one.score(state).maximum == 0
