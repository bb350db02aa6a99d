"""How long each question of a test took: the time between an answer and whatever was done before it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ssfh_learn.grading.answer_times import LONGEST, answer_times
from ssfh_learn.journal import Event

BEGUN = datetime(2026, 11, 2, 9, tzinfo=UTC)


def event(second: float, kind: str, question: str | None = None, attempt: int = 1) -> Event:
    response = {"kind": kind, "question": question} if question else {"kind": kind}
    at = BEGUN + timedelta(seconds=second)
    return Event.now(activity="toets", content="x", attempt=attempt, response=response, at=at)


def test_a_question_takes_from_the_answer_before_it_to_its_own() -> None:
    events = [event(0, "begin"), event(20, "answer", "v1"), event(50, "answer", "v2"), event(90, "hand_in")]
    assert answer_times(events) == {1: {"v1": 20, "v2": 30}}


def test_who_answers_a_question_again_is_busy_with_it_again() -> None:
    events = [event(0, "begin"), event(20, "answer", "v1"), event(30, "answer", "v2"), event(35, "answer", "v1")]
    assert answer_times(events) == {1: {"v1": 25, "v2": 10}}


def test_a_pause_counts_for_no_question() -> None:
    events = [event(0, "begin"), event(LONGEST + 1, "answer", "v1"), event(LONGEST + 9, "answer", "v2")]
    assert answer_times(events) == {1: {"v2": 8}}


def test_a_clock_that_was_set_back_counts_for_no_question() -> None:
    assert answer_times([event(60, "begin"), event(0, "answer", "v1"), event(5, "answer", "v2")]) == {1: {"v2": 5}}


def test_each_attempt_has_its_own_times() -> None:
    second = [event(100, "begin", attempt=2), event(130, "answer", "v1", 2)]
    assert answer_times([event(0, "begin"), event(10, "answer", "v1"), *second]) == {1: {"v1": 10}, 2: {"v1": 30}}


def test_a_time_that_is_no_time_counts_for_no_question() -> None:
    broken = Event(1, "a", "gisteren", "toets", "x", 1, "answer", {"question": "v1"})
    assert answer_times([event(0, "begin"), broken, event(10, "answer", "v2")]) == {}


def test_a_question_that_is_no_text_is_left_out() -> None:
    odd = Event(1, "a", (BEGUN + timedelta(seconds=3)).isoformat(), "toets", "x", 1, "answer", {"question": ["v1"]})
    assert answer_times([event(0, "begin"), odd]) == {}
