"""Which questions an attempt holds: round the learning goals, other ones for each learner, the same ones on reload."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.quiz.draw import drawn, pool_and_always
from tests.content_examples import ANNA, Content, answered, quiz

CHOICE: Content = {
    "soort": "enkele-keuze",
    "opties": [{"id": "ja", "tekst": "Ja", "juist": "ja"}, {"id": "nee", "tekst": "Nee"}],
}
OPEN: Content = {"id": "open", "soort": "open-vraag", "vraag": "Wat doe je?", "leerdoel": "LD1"}
TEST = {"modus": "toetsen"}
GOALS = ("LD1", "LD1", "LD1", "LD1", "LD2", "LD2", "LD3")
LEARNERS = [f"learner-{number}" for number in range(40)]


def bank(draw: int, *, goals: tuple[str, ...] = GOALS, mode: str = "toetsen", more: tuple[Content, ...] = ()) -> Quiz:
    """Return a quiz with a question v1, v2, ... for each of these goals."""
    return quiz(*({**CHOICE, "leerdoel": goal} for goal in goals), *more, trekken=draw, modus=mode)


def ids(one: Quiz, learner: str, attempt: int = 1) -> list[str]:
    return [question.id for question in drawn(one, learner, attempt)]


def goals_of(one: Quiz, learner: str, attempt: int = 1) -> Counter[str | None]:
    return Counter(question.goal for question in drawn(one, learner, attempt))


@pytest.mark.parametrize("learner", LEARNERS)
def test_every_goal_is_asked_about_before_any_goal_is_asked_about_twice(learner: str) -> None:
    assert goals_of(bank(3), learner) == {"LD1": 1, "LD2": 1, "LD3": 1}


@pytest.mark.parametrize("learner", LEARNERS)
def test_a_goal_without_questions_left_is_passed_over(learner: str) -> None:
    assert goals_of(bank(5), learner) == {"LD1": 2, "LD2": 2, "LD3": 1}
    assert goals_of(bank(6), learner) == {"LD1": 3, "LD2": 2, "LD3": 1}


@given(st.text(), st.integers(1, 9), st.integers(1, 7))
def test_an_attempt_holds_as_many_questions_as_are_to_be_drawn_and_none_twice(
    learner: str, attempt: int, draw: int
) -> None:
    found = ids(bank(draw), learner, attempt)

    assert len(found) == len(set(found)) == draw


def test_a_quiz_without_a_draw_asks_everything_in_the_order_of_the_file() -> None:
    one = quiz(CHOICE, OPEN, {**CHOICE, "id": "laatst"}, **TEST)

    assert ids(one, "anna") == ["v1", "open", "laatst"]


def test_the_open_questions_of_a_test_are_always_asked_on_top_of_what_is_drawn_and_last() -> None:
    one = bank(3, more=(OPEN, {**OPEN, "id": "nog-een"}))

    for learner in LEARNERS:
        assert ids(one, learner)[3:] == ["open", "nog-een"]
    assert one.length == 5


def test_an_open_question_of_a_practice_quiz_is_drawn_like_any_other() -> None:
    one = bank(1, mode="oefenen", more=(OPEN,))

    assert [question.id for question in pool_and_always(one)[1]] == []
    assert "open" in {ids(one, learner)[0] for learner in LEARNERS}


def test_learners_get_different_questions_and_each_question_is_drawn_for_somebody() -> None:
    found = [frozenset(ids(bank(3), learner)) for learner in LEARNERS]

    assert len(set(found)) > 4
    assert frozenset().union(*found) == {f"v{number}" for number in range(1, 8)}


def test_another_attempt_gives_other_questions() -> None:
    differs = [set(ids(bank(3), learner, 1)) != set(ids(bank(3), learner, 2)) for learner in LEARNERS]

    assert sum(differs) > len(LEARNERS) / 2


def test_another_test_gives_other_questions() -> None:
    other = bank(3).model_copy(update={"id": "ander"})

    assert any(set(ids(bank(3), learner)) != set(ids(other, learner)) for learner in LEARNERS)


def test_who_comes_back_after_an_upgrade_gets_the_questions_she_had() -> None:
    assert ids(bank(3), "anna", 1) == ["v1", "v7", "v5"]
    assert ids(bank(3), "anna", 2) == ["v6", "v4", "v7"]


@given(st.permutations(range(7)))
def test_the_order_in_the_file_does_not_decide_what_is_drawn(order: list[int]) -> None:
    one = bank(3)
    other = one.model_copy(update={"questions": tuple(one.questions[place] for place in order)})

    assert ids(other, "anna") == ids(one, "anna")


def test_questions_without_a_goal_count_as_one_goal_together() -> None:
    one = quiz(CHOICE, CHOICE, CHOICE, {**CHOICE, "leerdoel": "LD1"}, trekken=2, **TEST)

    for learner in LEARNERS:
        assert goals_of(one, learner) == {None: 1, "LD1": 1}


def test_an_attempt_of_a_learner_is_what_was_drawn_for_her() -> None:
    one = bank(3, more=(OPEN,))

    state = answered(one, {"kind": "begin"}, {"kind": "hand_in"}, {"kind": "begin"})

    assert [list(attempt.drawn) for attempt in state.attempts] == [ids(one, ANNA.id, 1), ids(one, ANNA.id, 2)]
    assert [question["id"] for question in one.view(state)["questions"]] == ids(one, ANNA.id, 2)


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (bank(8), "draws_too_many"),
        (bank(7, more=(OPEN,)), None),
        (bank(8, more=(OPEN,)), "draws_too_many"),
        (bank(7, mode="oefenen", more=(OPEN,)), None),
        (bank(2, more=({**CHOICE, "id": "dubbel", "punten": 2},)), "draws_unequal_points"),
        (bank(2, more=({**OPEN, "punten": 2},)), None),
        (bank(2, more=({**CHOICE, "id": "los", "telt_mee": "nee"},)), "draws_ungraded"),
        (bank(2, mode="oefenen", more=({**CHOICE, "id": "los", "telt_mee": "nee"},)), None),
    ],
)
def test_a_draw_that_would_not_be_fair_is_a_flaw(one: Quiz, code: str | None) -> None:
    assert [flaw.code for flaw in one.flaws() if flaw.code.startswith("draws")] == ([] if code is None else [code])
