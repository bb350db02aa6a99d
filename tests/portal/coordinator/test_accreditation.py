"""Whom a list for an accreditor names, from when, and what can be taken out of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ssfh_learn.journal.certificates import Certificate
from ssfh_learn.portal.coordinator.accreditation import AccreditationList, accreditation
from ssfh_learn.portal.coordinator.period import Period
from ssfh_learn.results import ItemResult, Result
from tests.roster.conftest import somebody

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NOOR = somebody(account="noor", family="Noor", register="KABIZ", number="0012", id=1)
OPEN = (ItemResult("open", "open", None, 6, "needs_manual"),)


def result(at: datetime | None, **fields: Any) -> Result:
    """Return a result with 8 of 10 points, of which 7 are enough."""
    values = {"points": 8, "maximum": 10, "pass_mark": 70, "status": "graded", "attempt": 1, "attempts": 1, **fields}
    return Result("proef-toets", "noor", submitted_at=at, **values)


def certificate(**fields: Any) -> Certificate:
    """Return her certificate, of 1 May 2026."""
    values = {"date": "2026-05-01", "passed_at": "2026-05-01T10:00:00+00:00", "minutes": 45, **fields}
    return Certificate("ABCD-EFGH-JKLM", "noor", "proef", "N. Noor", "Proef", "1.0", **values)


def list_of(one: Result | None, given: Certificate | None = None, period: Period = YEAR) -> AccreditationList:
    """Return the list of Noor alone, for a module of 85 minutes."""
    return accreditation([NOOR], {"noor": one} if one else {}, {"noor": given} if given else {}, 85, period)


def days(found: AccreditationList) -> list[date]:
    """Return the days of passing in a list."""
    return [one.passed_on for one in found.accredited]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2025, 12, 31, 22, 59), None),  # noqa: DTZ001  (as the gradebook keeps it)
        (datetime(2025, 12, 31, 23, 0), date(2026, 1, 1)),  # noqa: DTZ001  (midnight in the Netherlands)
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), None),
    ],
)
def test_the_first_and_last_day_count_by_the_dutch_clock(at: datetime, day: date | None) -> None:
    assert days(list_of(result(at))) == ([day] if day else [])


IN_JUNE = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_who_did_not_pass_is_not_listed() -> None:
    assert list_of(result(IN_JUNE, points=6)) == AccreditationList()
    assert list_of(result(IN_JUNE, attempt=None, attempts=0)) == AccreditationList()
    assert list_of(None) == AccreditationList()


def test_who_waits_until_a_person_marks_is_counted_apart_and_only_in_her_period() -> None:
    waits = result(IN_JUNE, points=4, items=OPEN, status="awaiting_grader")

    assert list_of(waits) == AccreditationList(waiting=(NOOR,))
    assert list_of(waits, period=Period(date(2026, 7, 1), date(2026, 8, 1))) == AccreditationList()


def test_the_day_is_that_on_paper_where_the_certificate_has_an_earlier_one() -> None:
    (one,) = list_of(result(IN_JUNE), certificate()).accredited

    assert (one.passed_on, one.percent, one.minutes, one.hours, one.code) == (
        date(2026, 5, 1),
        80,
        45,
        0.75,
        "ABCD-EFGH-JKLM",
    )
    assert days(list_of(result(IN_JUNE), certificate(date="2026-07-01"))) == [date(2026, 6, 1)]


def test_the_date_of_a_certificate_without_a_moment_of_passing_does_not_count_beside_a_result() -> None:
    old = certificate(passed_at=None)

    assert days(list_of(result(IN_JUNE), old)) == [date(2026, 6, 1)]
    assert days(list_of(None, old)) == [date(2026, 5, 1)]


def test_a_certificate_counts_without_a_result_until_it_is_withdrawn() -> None:
    (one,) = list_of(None, certificate()).accredited
    assert (one.passed_on, one.percent) == (date(2026, 5, 1), None)

    assert list_of(None, certificate(withdrawn_at="2026-08-01T10:00:00+00:00")) == AccreditationList()
    assert list_of(result(IN_JUNE, points=2), certificate()) == AccreditationList()
    # passed again, after it was withdrawn
    assert days(list_of(result(IN_JUNE), certificate(withdrawn_at="2026-08-01T10:00:00+00:00"))) == [date(2026, 5, 1)]


def test_who_passed_on_an_unknown_day_is_said_and_not_left_out_silently() -> None:
    assert list_of(result(None)) == AccreditationList(undated=(NOOR,))


def test_hours_are_minutes_in_two_decimals() -> None:
    (one,) = list_of(result(IN_JUNE)).accredited

    assert (one.minutes, one.hours) == (85, 1.42)


def test_numbers_keep_their_zeros_and_stand_once_and_by_register() -> None:
    people = [
        somebody(id=1, account="a", register="KABIZ", number="0012"),
        somebody(id=2, account="b", register="BIG", number=" 0012 "),
        somebody(id=3, account="c", register="kabiz", number="0012"),
        somebody(id=4, account="d", register="kabiz", number="0100"),
        somebody(id=5, account="e", register="KABIZ", number="  "),
        somebody(id=6, account="f", register="", number="77"),
        somebody(id=7, account="g", register="KABIZ", number="9999"),
    ]

    found = accreditation(people, {one: result(IN_JUNE) for one in "abcdef"}, {}, None, YEAR)

    assert found.numbers == {"": ["77"], "BIG": ["0012"], "KABIZ": ["0012", "0100"]}
    assert [one.participant.id for one in found.with_same_number] == [1, 3]
    assert [one.participant.id for one in found.without_number] == [5]
