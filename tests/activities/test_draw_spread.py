"""The rule `gespreid`: attempts of one learner share two questions at most, where the bank allows it."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.quiz.draw import SPREAD_OVER, drawn
from tests.activities.test_draw import CHOICE, LEARNERS, OPEN
from tests.content_examples import quiz
from tests.modules.shipped import ALL
from tests.thoroughness import tries

FEW = 2
TEST = {"modus": "toetsen", "trekking": "gespreid"}
goals = st.lists(st.integers(1, 6), min_size=1, max_size=5)
"""How many questions a bank has of each goal."""


def bank(sizes: list[int], draw: int) -> Quiz:
    """Return a test with so many questions of each goal."""
    questions = ({**CHOICE, "leerdoel": f"LD{goal}"} for goal, size in enumerate(sizes) for _ in range(size))
    return quiz(*questions, trekken=min(draw, sum(sizes)), **TEST)


def attempts(one: Quiz, learner: str, count: int) -> list[frozenset[str]]:
    return [frozenset(question.id for question in drawn(one, learner, number + 1)) for number in range(count)]


def most_shared(sets: list[frozenset[str]]) -> int:
    return max(len(one & other) for one, other in combinations(sets, 2))


def rounds(sizes: list[int], draw: int) -> tuple[int, int]:
    """Return how often each goal is asked about (or as often as it can be), and how many questions are left then."""
    full = 0
    while sum(min(full + 1, size) for size in sizes) <= draw and full < max(sizes):
        full += 1
    return full, draw - sum(min(full, size) for size in sizes)


def fewest_shared_by_two(sizes: list[int], draw: int) -> int:
    """Return how few questions two attempts that go round the goals can share, by trying all ways to end the round."""
    full, extra = rounds(sizes, draw)
    last_round = list(combinations([goal for goal, size in enumerate(sizes) if size > full], extra))

    def shared(first: tuple[int, ...], second: tuple[int, ...]) -> int:
        return sum(
            max(0, 2 * min(full, size) + (goal in first) + (goal in second) - size) for goal, size in enumerate(sizes)
        )

    return min(shared(first, second) for first in last_round for second in last_round)


@given(goals, st.integers(1, 30), st.text(max_size=5))
@settings(max_examples=tries(300))
def test_two_attempts_share_no_more_than_any_draw_round_the_goals_must(
    sizes: list[int], draw: int, learner: str
) -> None:
    one = bank(sizes, draw)

    first, second = attempts(one, learner, 2)

    assert len(first & second) == fewest_shared_by_two(sizes, one.draw or 0)


@given(st.integers(2, 5), st.integers(1, 8), st.integers(0, 3), st.text(max_size=5))
@settings(max_examples=tries(200))
def test_several_attempts_share_two_questions_at_most_in_a_bank_that_is_large_enough(
    count: int, draw: int, more: int, learner: str
) -> None:
    large_enough = max((count - 1) * draw, count * draw - FEW * (count - 1))

    assert most_shared(attempts(bank([large_enough + more], draw), learner, count)) <= FEW


@pytest.mark.parametrize("learner", LEARNERS)
def test_what_must_come_back_is_spread_over_the_attempts_before_it(learner: str) -> None:
    assert most_shared(attempts(bank([20], 8), learner, 3)) == FEW


@given(st.lists(st.integers(4, 8), min_size=1, max_size=4), st.integers(1, 2), st.text(max_size=5))
def test_attempts_share_nothing_where_each_goal_has_questions_for_all_of_them(
    sizes: list[int], times: int, learner: str
) -> None:
    count = min(sizes) // times

    assert most_shared([*attempts(bank(sizes, times * len(sizes)), learner, count), frozenset()]) == 0


@given(goals, st.integers(1, 30), st.integers(1, 25), st.text(max_size=5))
def test_each_attempt_holds_what_is_to_be_drawn_round_the_goals(
    sizes: list[int], draw: int, number: int, learner: str
) -> None:
    one = bank(sizes, draw)
    questions = drawn(one, learner, number)
    full, _ = rounds(sizes, one.draw or 0)
    asked = Counter(question.goal for question in questions)

    assert len({question.id for question in questions}) == len(questions) == one.draw
    for goal, size in enumerate(sizes):
        assert min(full, size) <= asked[f"LD{goal}"] <= full + 1


@pytest.mark.parametrize("number", [1, 2, 3, SPREAD_OVER + 1])
def test_every_question_of_a_goal_is_drawn_about_equally_often(number: int) -> None:
    people = 600
    one = bank([6, 3, 4], 5)
    times = Counter(question.id for n in range(people) for question in drawn(one, f"learner-{n}", number))
    by_goal = [[question.id for question in one.questions if question.goal == f"LD{goal}"] for goal in range(3)]

    for ids in by_goal:
        mean = sum(times[id_] for id_ in ids) / len(ids)
        assert all(abs(times[id_] - mean) < 0.25 * mean for id_ in ids), times


def test_over_attempts_every_question_comes_by_before_one_comes_back() -> None:
    for learner in LEARNERS:
        times = Counter(id_ for one in attempts(bank([12], 4), learner, 6) for id_ in one)

        assert set(times.values()) == {2}


def test_who_comes_back_after_an_upgrade_gets_the_questions_that_were_drawn_for_her() -> None:
    one = bank([4, 2, 1], 3)

    assert [[question.id for question in drawn(one, "anna", number)] for number in (1, 2, 3, 11)] == [
        ["v1", "v7", "v5"],
        ["v6", "v4", "v7"],
        ["v2", "v5", "v7"],
        ["v7", "v6", "v1"],
    ]


@given(st.permutations(range(9)), st.integers(1, 4))
def test_the_order_in_the_file_does_not_decide_what_is_drawn(order: list[int], number: int) -> None:
    one = bank([4, 3, 2], 5)
    other = one.model_copy(update={"questions": tuple(one.questions[place] for place in order)})

    assert drawn(other, "anna", number) == drawn(one, "anna", number)


def test_the_open_questions_of_a_test_are_asked_in_every_attempt() -> None:
    one = quiz(*[CHOICE] * 6, OPEN, trekken=3, **TEST)

    for learner in LEARNERS:
        first, second = attempts(one, learner, 2)
        assert first & second == {"open"}


@pytest.mark.parametrize("shipped", ALL, ids=str)
def test_a_second_attempt_at_a_test_that_we_ship_shares_two_questions_at_most(shipped: object) -> None:
    one: Quiz = shipped.bank.model_copy(update={"draw_rule": "spread"})  # type: ignore[attr-defined]
    closed = {question.id for question in one.questions if not question.needs_grader}

    for learner in LEARNERS:
        first, second = attempts(one, learner, 2)
        assert len(first & second & closed) <= FEW


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"trekken": None}, ["draw_rule_without_draw"]),
        ({"modus": "oefenen"}, ["draw_rule_without_draw"]),
    ],
)
def test_a_rule_for_drawing_where_nothing_is_drawn_for_a_test_is_a_flaw(
    changes: dict[str, object], codes: list[str]
) -> None:
    written = {"trekken": 2, **TEST, **changes}
    one = quiz(*[CHOICE] * 3, **{key: value for key, value in written.items() if value is not None})

    assert [flaw.code for flaw in one.flaws() if flaw.code.startswith("draw")] == codes
