"""The plain result: what remains after a late penalty, and when somebody has passed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.results import ItemResult, Result

GRADED = Result(assignment="toets", student="anna", points=7, maximum=10, pass_mark=70, status="complete", attempt=1)
OPEN = ItemResult("open-o", "o", None, 2, "awaiting_grader")
CLOSED = ItemResult("vraag-01", "w1", 1, 1, "complete")


def test_what_counts_is_the_points_without_the_late_penalty() -> None:
    assert replace(GRADED, penalty=1.5).total == 5.5


@pytest.mark.parametrize(("points", "percent"), [(7, 70), (6.999, 69), (6.9999999999, 70), (0, 0), (11, 110)])
def test_a_percentage_is_never_rounded_up_past_the_pass_mark(points: float, percent: int) -> None:
    assert replace(GRADED, points=points).percent == percent


def test_a_penalty_counts_in_the_percentage() -> None:
    assert replace(GRADED, points=8, penalty=1).percent == 70


@pytest.mark.parametrize("result", [replace(GRADED, attempt=None), replace(GRADED, maximum=0)])
def test_where_nothing_was_graded_there_is_no_percentage_and_nobody_passed_or_failed(result: Result) -> None:
    assert (result.percent, result.passed) == (None, None)


def test_without_a_pass_mark_nobody_passes_or_fails() -> None:
    assert replace(GRADED, pass_mark=None).passed is None


@pytest.mark.parametrize(("points", "passed"), [(7, True), (6.5, False), (10, True), (0, False)])
def test_who_reaches_the_pass_mark_has_passed(points: float, passed: bool) -> None:  # noqa: FBT001
    assert replace(GRADED, points=points, items=(CLOSED,)).passed is passed


@pytest.mark.parametrize(("points", "passed"), [(7, True), (5, None), (4.9, False)])
def test_what_a_person_still_has_to_grade_leaves_open_only_what_it_could_decide(
    points: float,
    passed: bool | None,  # noqa: FBT001
) -> None:
    assert replace(GRADED, points=points, items=(CLOSED, OPEN)).passed is passed


@given(st.floats(0, 10), st.floats(0, 10), st.integers(1, 100))
def test_more_points_never_make_a_result_worse(points: float, more: float, pass_mark: int) -> None:
    low, high = (replace(GRADED, points=one, pass_mark=pass_mark) for one in (points, min(10, points + more)))

    assert (low.percent or 0) <= (high.percent or 0)
    assert not (low.passed and not high.passed)


def test_a_result_is_a_fact_that_nobody_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        GRADED.points = 10  # type: ignore[misc]


def test_who_handed_in_nothing_is_a_result_too() -> None:
    nothing = Result("toets", "bram")

    assert (nothing.status, nothing.total, nothing.attempt, nothing.passed) == ("not_handed_in", 0, None, None)


@pytest.mark.parametrize(
    ("points", "pass_mark", "status", "outcome"),
    [
        (7, 70, "complete", "passed"),
        (7, 70, "awaiting_grader", "passed"),
        (6, 70, "complete", "failed"),
        (6, 70, "awaiting_grader", "waiting"),
        (5, 70, "awaiting_grader", "waiting"),
        (4, 70, "awaiting_grader", "failed"),
        (7, None, "complete", "done"),
        (7, None, "awaiting_grader", "waiting"),
    ],
)
def test_one_rule_says_what_came_of_a_test(points: float, pass_mark: int | None, status: str, outcome: str) -> None:
    items = (OPEN,) if status == "awaiting_grader" else ()
    assert replace(GRADED, points=points, pass_mark=pass_mark, status=status, items=items).outcome == outcome
    assert replace(GRADED, attempt=None).outcome is None
