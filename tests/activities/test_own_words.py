"""Own words: nobody judges them in practice, and a person does in a test."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.errors import Refused
from tests.content_examples import ANNA, QUESTIONS, Content, answered, quiz

POINTS: list[Content] = [{"id": one, "tekst": f"Noemt {one}"} for one in ("wie", "wat", "hoe")]
OWN: Content = {"soort": "eigen-woorden", "modelantwoord": "Mevrouw meldt *rugpijn*.", "nakijkpunten": POINTS}
RIGHT: Content = {"soort": "waar-onwaar", "juist": "ja"}
CHECK: Content = {"kind": "check", "question": "v1"}


def wrote(text: str) -> Content:
    return {"kind": "answer", "question": "v1", "answer": text}


def tick(*points: str, question: str = "v1") -> Content:
    return {"kind": "tick", "question": question, "points": list(points)}


def shown(*responses: Content, question: Content = OWN, **more: Any) -> Any:
    """Return the view of the only question after these responses."""
    one = quiz(question, **more)
    return one.view(answered(one, *responses))["questions"][0]


def test_nothing_of_the_example_is_shown_before_she_wrote_something() -> None:
    one = quiz(OWN)

    assert shown()["feedback"] is None
    for text in ("", " \n\u00a0"):
        with pytest.raises(Refused, match="blank"):
            one.respond(answered(one, wrote(text)), CHECK)


def test_after_she_wrote_she_sees_the_example_and_the_points_and_no_verdict() -> None:
    assert shown(wrote("Mw. heeft pijn."), CHECK)["feedback"] == {
        "verdict": "compare",
        "share": None,
        "text": None,
        "items": {},
        "solution": None,
        "model_answer": {"html": "<p>Mevrouw meldt <em>rugpijn</em>.</p>"},
        "steps": [],
        "points": [{"id": one, "text": {"html": f"<p>Noemt {one}</p>"}} for one in ("wie", "wat", "hoe")],
        "ticked": [],
    }


def test_what_she_ticks_is_kept_in_the_order_of_the_points_and_can_be_taken_back() -> None:
    assert shown(wrote("x"), CHECK, tick("hoe", "wie"))["feedback"]["ticked"] == ["wie", "hoe"]
    assert shown(wrote("x"), CHECK, tick("hoe"), tick())["feedback"]["ticked"] == []


def test_what_she_found_in_a_text_is_forgotten_when_she_writes_it_again() -> None:
    again = {"kind": "retry", "question": "v1"}
    question = shown(wrote("x"), CHECK, tick("wie"), again, wrote("y"), CHECK)

    assert (question["answer"], question["feedback"]["ticked"]) == ("y", [])


@pytest.mark.parametrize(
    ("response", "code"),
    [
        (tick("z"), "unknown_id"),
        (tick("wie", "wie"), "malformed"),
        (tick("wie", question="v2"), "malformed"),
        (tick("wie", question="v9"), "unknown_id"),
        ({**tick(), "points": "wie"}, "malformed"),
        ({**tick(), "points": [1]}, "malformed"),
        ({**tick(), "share": 1}, "unknown_key"),
    ],
)
def test_a_tick_that_is_no_point_of_the_question_is_refused(response: Content, code: str) -> None:
    one = quiz(OWN, RIGHT)
    right = {"kind": "answer", "question": "v2", "answer": {"verdict": True, "reason": None}}
    state = answered(one, wrote("x"), CHECK, right, {**CHECK, "question": "v2"})

    with pytest.raises(Refused, match=code):
        one.respond(state, response)


def test_points_cannot_be_ticked_before_they_are_shown_nor_in_a_test() -> None:
    practice, test = quiz(OWN), quiz(OWN, modus="toetsen")

    with pytest.raises(Refused, match="not_now"):
        practice.respond(answered(practice, wrote("x")), tick("wie"))
    with pytest.raises(Refused, match="wrong_mode"):
        test.respond(answered(test, {"kind": "begin"}, wrote("x")), tick("wie"))


@pytest.mark.parametrize("kind", ["own_words", "open_text"])
def test_own_words_are_in_no_sum_of_practice_and_its_result_says_how_many_there_were(kind: str) -> None:
    one = quiz({**QUESTIONS[kind], "punten": 3}, RIGHT)
    right = {"kind": "answer", "question": "v2", "answer": {"verdict": True, "reason": None}}
    view = one.view(answered(one, wrote("x"), CHECK, right, {**CHECK, "question": "v2"}))
    result = view["result"]

    assert (result["points"], result["maximum"], result["percent"], result["own_words"]) == (1, 1, 100, 1)
    assert [question["graded"] for question in view["questions"]] == [False, True]


def test_a_quiz_of_own_words_alone_has_no_percentage_and_no_band() -> None:
    one = quiz(OWN, feedback_bij_score=[{"vanaf": 0, "tekst": "Nog niet"}, {"vanaf": 50, "tekst": "Goed gedaan"}])
    state = answered(one, wrote("x"), CHECK)
    result = one.view(state)["result"]

    assert (result["maximum"], result["percent"], result["feedback"], result["wrong"]) == (0, None, None, 0)
    assert (one.status(state), one.score(state).maximum) == ("complete", 0)


def test_own_words_never_come_back_to_be_refreshed() -> None:
    one = quiz(OWN, QUESTIONS["open_text"], RIGHT)

    assert [card.question.id for card in one.cards()] == ["voorbeeld.v3"]


def test_in_a_test_a_person_grades_own_words() -> None:
    one = quiz({**OWN, "punten": 2}, modus="toetsen")
    score = one.score(answered(one, {"kind": "begin"}, wrote("x"), {"kind": "hand_in"}))

    assert (score.status, score.maximum, score.items[0].points) == ("awaiting_grader", 2, None)


TEXTS = st.text(min_size=1).filter(str.strip) | st.sampled_from(["rooster, pauze", "Weet ik niet", "x" * 900, "Goed!"])


@pytest.mark.parametrize("kind", ["own_words", "open_text"])
@pytest.mark.parametrize("mode", ["oefenen", "toetsen"])
@given(one=TEXTS, other=TEXTS)
def test_no_free_text_changes_a_verdict(kind: str, mode: str, one: str, other: str) -> None:
    asked = quiz({**QUESTIONS[kind], "punten": 3}, modus=mode)

    def judged(text: str) -> Any:
        begin, end = ([{"kind": "begin"}], {"kind": "hand_in"}) if asked.is_test else ([], CHECK)
        state = answered(asked, *begin, wrote(text), end)
        view = asked.view(state)
        return asked.score(state), asked.status(state), view["result"], view["questions"][0]["feedback"]

    assert judged(one) == judged(other)


# What is wrong with one


def codes(**changes: Any) -> list[str]:
    return [flaw.code for flaw in quiz({**OWN, **changes}).flaws()]


def test_a_good_one_has_no_flaws() -> None:
    assert codes() == []
    assert list(quiz({**OWN, "feedback": {"goed": "Mooi."}}, modus="toetsen").flaws()) == []


def test_praise_for_words_that_nobody_judges_is_a_flaw_and_never_shown() -> None:
    praised = {**OWN, "feedback": {"goed": "Goed! Zet dit in je actieplan.", "fout": "Nee."}}

    assert codes(feedback=praised["feedback"]) == ["own_words_judged"]
    assert shown(wrote("x"), CHECK, question=praised)["feedback"]["text"] is None


@pytest.mark.parametrize("count", [0, 1, 6])
def test_fewer_than_two_points_or_more_than_five_are_a_flaw(count: int) -> None:
    assert codes(nakijkpunten=[{"id": f"p{one}", "tekst": f"T{one}"} for one in range(count)]) == ["checklist_size"]


def test_points_with_one_name_or_one_text_are_a_flaw() -> None:
    assert codes(nakijkpunten=[{"id": "a", "tekst": "Een"}, {"id": "a", "tekst": "een"}]) == [
        "duplicate_id",
        "same_point_twice",
    ]


def test_own_words_without_an_example_are_a_flaw() -> None:
    assert codes(modelantwoord=None) == ["no_model_answer"]


def test_a_learner_who_looks_again_finds_her_ticks() -> None:
    one = quiz(OWN)
    state = answered(one, wrote("x"), CHECK, tick("wat"))

    assert one.view(state)["questions"][0]["feedback"]["ticked"] == ["wat"]
    assert one.view(one.start(ANNA))["questions"][0]["feedback"] is None
