"""Which attempt counts: never one that ends lower than another."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.activity import ItemScore
from ssfh_learn.grading.choice import EVERYTHING, Cost, counting
from ssfh_learn.grading.marking import MarkedAttempt
from ssfh_learn.grading.records import Manual
from tests.grading.test_slots import question, quiz_of


@cache
def quiz() -> object:
    """Return a test to hang scores on; which one does not matter here."""
    return quiz_of([question(1, "closed", 1)])


def attempt(number: int, *points: float | None, maximum: float = 4) -> MarkedAttempt:
    """Return an attempt with these points by cell; None for what a person has to grade."""
    scores = {
        f"c{cell}": ItemScore(f"v{cell}", given, maximum, "complete" if given is not None else "awaiting_grader")
        for cell, given in enumerate(points)
    }
    return MarkedAttempt(number, "inhoud", quiz(), scores, dict.fromkeys(scores))  # type: ignore[arg-type]


def given_by(**manual: float) -> dict[str, Manual]:
    """Return what a person gave, by cell."""
    return {cell: (score, None, None) for cell, score in manual.items()}


def test_the_only_attempt_counts() -> None:
    assert counting([(attempt(1, 0, 0), {})]).number == 1


def test_the_attempt_with_the_most_points_counts() -> None:
    assert counting([(attempt(1, 1, 1), {}), (attempt(2, 2, 1), {}), (attempt(3, 1, 0), {})]).number == 2


def test_of_equal_attempts_the_first_counts() -> None:
    assert counting([(attempt(1, 2, 1), {}), (attempt(2, 1, 2), {})]).number == 1


def test_of_equal_attempts_the_one_with_the_least_to_grade_counts() -> None:
    assert counting([(attempt(1, 0, None), {}), (attempt(2, 4, 0), {})]).number == 2


def test_an_open_answer_could_still_earn_all_its_points() -> None:
    assert counting([(attempt(1, 3, 0), {}), (attempt(2, 0, None), {})]).number == 2


def test_once_it_is_graded_it_earns_what_it_got() -> None:
    assert counting([(attempt(1, 3, 0), {}), (attempt(2, 0, None), given_by(c1=2))]).number == 1


def test_a_manual_score_counts_before_the_automatic_one() -> None:
    assert counting([(attempt(1, 3, 0), given_by(c0=0)), (attempt(2, 1, 0), {})]).number == 2


def test_extra_credit_counts() -> None:
    assert counting([(attempt(1, 2, 0), {}), (attempt(2, 1, 0), {"c0": (None, 1.5, None)})]).number == 2


def test_a_rounding_error_makes_no_later_attempt_higher() -> None:
    assert counting([(attempt(1, 0.1, 0.2), {}), (attempt(2, 0.3, 0.0), {})]).number == 1


POINTS = st.sampled_from([0, 0.5, 1, 4 / 3, 2, 3, 4])
CELLS = st.lists(st.one_of(st.none(), POINTS), min_size=3, max_size=3)
ATTEMPTS = st.lists(CELLS, min_size=1, max_size=4).map(
    lambda all_: [attempt(number, *points) for number, points in enumerate(all_, 1)]
)


def total(one: MarkedAttempt, manual: dict[str, Manual]) -> float:
    """Return what an attempt got in the end."""
    given = {cell: score for cell, (score, _, _) in manual.items()}
    points = [given.get(cell) if given.get(cell) is not None else score.points for cell, score in one.scores.items()]
    return sum(0 if one is None else one for one in points)


@given(ATTEMPTS, st.data())
def test_grading_what_counts_until_nothing_is_left_ends_at_the_highest(
    attempts: list[MarkedAttempt], data: st.DataObject
) -> None:
    would_get = {
        one.number: {cell: data.draw(POINTS) for cell, score in one.scores.items() if score.points is None}
        for one in attempts
    }
    manual: dict[int, dict[str, Manual]] = {one.number: {} for one in attempts}
    for _ in range(len(attempts) + 1):
        counts = counting([(one, manual[one.number]) for one in attempts])
        manual[counts.number] = given_by(**would_get[counts.number])

    ended = total(counts, manual[counts.number])

    assert counting([(one, manual[one.number]) for one in attempts]).number == counts.number
    for one in attempts:
        assert round(ended, 6) >= round(total(one, given_by(**would_get[one.number])), 6)


@given(ATTEMPTS)
def test_no_attempt_that_is_all_graded_beats_the_one_that_counts(attempts: list[MarkedAttempt]) -> None:
    counts = counting([(one, {}) for one in attempts])
    could_become = sum(score.maximum if score.points is None else score.points for score in counts.scores.values())

    assert all(round(could_become, 6) >= round(total(one, {}), 6) for one in attempts)


# With what being late costs


def minus(points: float) -> Cost:
    """Take off so many points, and never more than there are."""
    return Cost(lambda earned: min(points, earned))


ZERO = Cost(lambda earned: earned)


def test_the_attempt_counts_of_which_the_most_remains() -> None:
    attempts = [(attempt(1, 2, 1), {}), (attempt(2, 4, 0), {})]

    assert counting(attempts, {2: minus(0.5)}).number == 2
    assert counting(attempts, {2: minus(1.5)}).number == 1
    assert counting(attempts, {2: ZERO}).number == 1


def test_an_open_answer_can_earn_no_more_than_remains_of_it() -> None:
    attempts = [(attempt(1, 3, 0), {}), (attempt(2, 0, None), {})]

    assert counting(attempts, {2: minus(1.5)}).number == 1
    assert counting(attempts, {2: minus(0.5)}).number == 2
    assert counting(attempts, {2: ZERO}).number == 1


def test_what_does_not_count_is_shown_only_where_there_is_nothing_else() -> None:
    assert counting([(attempt(1, 0, 0), {}), (attempt(2, 4, None), {})], {2: EVERYTHING}).number == 1
    assert counting([(attempt(1, 4, None), {}), (attempt(2, 0, 0), {})], {1: EVERYTHING}).number == 2
    assert counting([(attempt(1, 4, 0), {})], {1: EVERYTHING}).number == 1


def test_a_penalty_that_grows_faster_than_the_points_is_not_taken_for_the_best_case() -> None:
    cliff = Cost(lambda earned: earned if earned > 3 else 0.0)

    assert counting([(attempt(1, 1, 0), {}), (attempt(2, 0, None), {})], {2: cliff}).number == 2


COSTS = st.dictionaries(
    st.integers(1, 4), st.sampled_from([minus(0.5), minus(2), ZERO, EVERYTHING, Cost(lambda earned: earned / 2)])
)


@given(ATTEMPTS, COSTS, st.data())
def test_with_penalties_too_no_attempt_ends_higher_once_what_counts_is_graded(
    attempts: list[MarkedAttempt], costs: dict[int, Cost], data: st.DataObject
) -> None:
    would_get = {
        one.number: {
            cell: data.draw(POINTS, f"attempt {one.number}, {cell}")
            for cell, score in one.scores.items()
            if score.points is None
        }
        for one in attempts
    }
    manual: dict[int, dict[str, Manual]] = {one.number: {} for one in attempts}

    def remains(one: MarkedAttempt) -> float:
        points = total(one, given_by(**would_get[one.number]))
        return round(points - ((costs[one.number].of(points) or 0.0) if one.number in costs else 0.0), 6)

    counts = counting([(one, manual[one.number]) for one in attempts], costs)
    while any(cell not in manual[counts.number] for cell in would_get[counts.number]):
        manual[counts.number] = given_by(**would_get[counts.number])
        counts = counting([(one, manual[one.number]) for one in attempts], costs)

    assert all(remains(counts) >= remains(one) for one in attempts)
