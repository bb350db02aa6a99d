"""How fast one person may ask."""

from __future__ import annotations

import time

import pytest

from ssfh_learn.portal.web import pace as pace_module
from ssfh_learn.portal.web.pace import AT_ONCE, Pace


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return a clock that a test sets."""
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_so_many_are_allowed_at_once_and_no_more(clock: list[float]) -> None:
    pace = Pace(per_second=2, at_once=5)

    assert clock
    assert [pace.allows("anna") for _ in range(7)] == [True] * 5 + [False] * 2


def test_another_person_is_not_held_up(clock: list[float]) -> None:
    pace = Pace(per_second=2, at_once=1)

    assert clock
    assert [pace.allows(who) for who in ("anna", "anna", "bram")] == [True, False, True]


def test_after_waiting_one_can_go_on_and_refusals_cost_nothing(clock: list[float]) -> None:
    pace = Pace(per_second=2, at_once=1)
    pace.allows("anna")
    assert not any(pace.allows("anna") for _ in range(50))

    clock[0] += 0.5
    assert [pace.allows("anna") for _ in range(2)] == [True, False]


def test_waiting_long_saves_up_no_more_than_at_once(clock: list[float]) -> None:
    pace = Pace(per_second=2, at_once=3)
    pace.allows("anna")
    clock[0] += 10_000

    assert [pace.allows("anna") for _ in range(4)] == [True, True, True, False]


def test_a_hand_is_never_too_fast(clock: list[float]) -> None:
    pace = Pace()
    for _ in range(500):
        clock[0] += 0.15
        assert pace.allows("anna")
    assert AT_ONCE >= 20


def test_people_who_left_take_no_memory(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace_module, "MOST_KEPT", 10)
    pace = Pace()
    for number in range(100):
        pace.allows(f"iemand-{number}")

    assert clock
    assert len(pace._buckets) == 10  # noqa: SLF001  (memory has no other witness)
