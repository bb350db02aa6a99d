"""How long modules take: of people who finished in one period, so that no two publications share anybody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ssfh_learn.reports.disclosure import LEAST
from ssfh_learn.reports.durations import (
    PAUSE,
    WHOLE,
    FinishedBetween,
    Openings,
    durations,
    finished_at,
    seconds_by_step,
)
from tests.thoroughness import tries

STEPS = ("a", "b", "c")
BEGUN = datetime(2026, 10, 5, 9, tzinfo=UTC)


def at(second: float) -> str:
    return (BEGUN + timedelta(seconds=second)).isoformat(timespec="milliseconds")


def opened(**seconds: float | tuple[float, float]) -> Openings:
    """Return openings: the second of the first, or of the first and the last."""
    both = {step: one if isinstance(one, tuple) else (one, one) for step, one in seconds.items()}
    return {step: (at(first), at(last)) for step, (first, last) in both.items()}


OCTOBER = FinishedBetween("", "2026-11-01T00:00:00", "2026-11-01")
NOVEMBER = FinishedBetween("2026-11-01T00:00:00", "2026-12-01T00:00:00", "2026-12-01")


def test_a_step_takes_until_the_next_one_is_opened() -> None:
    assert seconds_by_step(opened(a=0, b=60, c=200)) == {"a": 60, "b": 140}


def test_a_step_that_was_opened_again_takes_both_times() -> None:
    assert seconds_by_step(opened(a=(0, 100), b=60, c=130)) == {"a": 90, "b": 40}


def test_a_pause_counts_for_no_step() -> None:
    assert seconds_by_step(opened(a=0, b=PAUSE + 1, c=PAUSE + 31)) == {"b": 30}


def test_who_did_not_open_every_step_has_not_finished() -> None:
    assert finished_at(opened(a=0, b=60), STEPS) is None
    assert finished_at(opened(a=0, b=90, c=60), STEPS) == at(90)


def test_opening_a_step_again_does_not_finish_a_module_again() -> None:
    assert finished_at(opened(a=(0, 9_000_000), b=90, c=60), STEPS) == at(90)


def test_the_median_and_the_middle_half_are_told_in_minutes() -> None:
    people = [opened(a=0, b=60 * number, c=60 * number + 60) for number in range(1, 6)]
    found = {one.step: (one.low, one.middle, one.high) for one in durations("m", STEPS, people, OCTOBER)}
    assert found == {WHOLE: (3, 4, 5), "a": (2, 3, 4), "b": (1, 1, 1)}


def test_four_people_are_too_few_and_count_the_next_time() -> None:
    people = [opened(a=0, b=60, c=120)] * 4
    assert durations("m", STEPS, people, OCTOBER) == []
    both = FinishedBetween("", NOVEMBER.until, NOVEMBER.day)
    assert durations("m", STEPS, [*people, opened(a=2_600_000, b=2_600_060, c=2_600_090)], both) != []


def test_a_step_in_which_four_people_were_without_a_pause_is_left_out() -> None:
    people = [opened(a=0, b=60, c=90)] * 4 + [opened(a=0, b=60, c=9_000)]
    assert {one.step for one in durations("m", STEPS, people, OCTOBER)} == {WHOLE, "a"}


PEOPLE = st.lists(
    st.dictionaries(st.sampled_from(STEPS), st.integers(0, 60 * 24 * 3600), max_size=3).map(lambda one: opened(**one)),
    max_size=40,
)


@settings(max_examples=tries(100), deadline=None)
@given(PEOPLE, st.lists(st.integers(0, 60 * 24 * 3600), min_size=1, max_size=4).map(sorted))
def test_each_who_finished_is_in_one_publication_at_most_and_none_is_about_fewer_than_five(
    people: list[Openings], ends: list[int]
) -> None:
    """Whatever the days: leave out who is in one publication, and no other changes."""
    since, published = "", []
    for number, end in enumerate(ends):
        between = FinishedBetween(since, at(end), f"{number}")
        if found := durations("m", STEPS, people, between):
            published.append((between, found))
            since = between.until
    for between, found in published:
        inside = [one for one in people if (when := finished_at(one, STEPS)) and between.since <= when < between.until]
        assert len(inside) >= LEAST
        assert durations("m", STEPS, inside, between) == found
        others = [one for one in people if one not in inside]
        assert durations("m", STEPS, others, between) == []
