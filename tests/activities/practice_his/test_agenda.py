"""The agenda as columns of days: its days, its times, and where each appointment stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.practice_his.agenda import days_of, times_of
from ssfh_learn.activities.practice_his.bookings import bookings_of
from ssfh_learn.activities.practice_his.dates import is_working_day, next_day, numeric
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.practice_his.records import HisRecord, new_record
from tests.content_examples import PRACTICE_HIS, activity, answered

AGENDA = PARTS["agenda"]
MONDAY = "2026-03-16"
BEGIN = {"kind": "begin", "task": "afspraak"}


def appointment(day: str = "2026-03-17", time: str = "09:00", who: str = "huisarts", length: str = "10") -> HisRecord:
    return new_record(AGENDA, "a", None, {"datum": day, "tijd": time, "patient": "noor", "bij": who, "duur": length})


def agenda(*added: dict[str, str], **changes: Any) -> Any:
    """Return the agenda as it is shown after appointments were added."""
    responses = [{"kind": "add", "part": "agenda", "values": {"soort": "spreekuur", **values}} for values in added]
    his = activity({**PRACTICE_HIS, **changes})
    parts = his.view(answered(his, BEGIN, *responses))["task"]["parts"]
    return next(part for part in parts if part["id"] == "agenda")["agenda"]


def test_the_agenda_shows_two_weeks_of_working_days_from_today() -> None:
    labels = [day["label"] for day in agenda()["days"]]

    assert labels[:2] == ["maandag 16 maart", "dinsdag 17 maart"]
    assert labels[4:6] == ["vrijdag 20 maart", "maandag 23 maart"]
    assert len(labels) == 10


def test_a_booking_of_another_day_is_shown_with_its_day_and_year() -> None:
    far = {"datum": "2027-01-02", "tijd": "10:00", "patient": "noor", "bij": "huisarts"}

    assert agenda(far)["days"][-1] == {"date": "2027-01-02", "label": "zaterdag 2 januari 2027"}


def test_the_slots_last_ten_minutes_in_the_morning_and_in_the_afternoon() -> None:
    morning, afternoon = agenda()["sessions"]

    assert (morning["label"], morning["times"][:3], morning["times"][-1]) == (
        "Ochtend",
        ["08:00", "08:10", "08:20"],
        "11:50",
    )
    assert (afternoon["label"], afternoon["times"][0], afternoon["times"][-1]) == ("Middag", "13:00", "16:50")


def test_a_booking_says_who_it_is_and_how_long_it_lasts() -> None:
    long = {"datum": "2026-03-17", "tijd": "10:00", "patient": "noor", "bij": "poh", "duur": "20"}

    assert agenda(long)["booked"][-1] == {
        "record": "nieuw-1",
        "date": "2026-03-17",
        "who": "poh",
        "slots": ["10:00", "10:10"],
        "minutes": 20,
        "name": "Noor Voorbeeld",
        "birth": "03-05-1954",
    }


@pytest.mark.parametrize(
    ("time", "length", "slots"),
    [
        ("09:05", "10", ("09:00", "09:10")),
        ("09:00", "", ("09:00",)),
        ("23:50", "40", ("23:50",)),
        ("07:50", "30", ("07:50", "08:00", "08:10")),
    ],
)
def test_a_booking_takes_each_slot_in_which_it_lasts(time: str, length: str, slots: tuple[str, ...]) -> None:
    (booking,) = bookings_of([appointment(time=time, length=length)])

    assert booking.slots == slots


def test_a_task_that_leaves_out_for_whom_an_appointment_is_has_no_columns() -> None:
    task = {**PRACTICE_HIS["taken"][0], "zonder_velden": {"agenda": ["bij"]}, "controles": [], "onveilig": []}

    assert agenda(taken=[task]) is None


def test_only_the_agenda_is_drawn_in_columns() -> None:
    his = activity(PRACTICE_HIS)
    parts = his.view(answered(his, BEGIN))["task"]["parts"]

    assert [part["id"] for part in parts if part["agenda"]] == ["agenda"]
    assert [part["id"] for part in parts if part["layout"] == "agenda"] == ["agenda"]


days = st.dates(date(1901, 1, 1), date(2098, 1, 1)).map(date.isoformat)
appointments = st.builds(
    appointment,
    day=st.one_of(days, st.just("")),
    time=st.one_of(st.times().map(lambda time: f"{time:%H:%M}"), st.just("")),
    who=st.sampled_from(["huisarts", "poh", ""]),
    length=st.sampled_from(["10", "20", "30", "40", ""]),
)


@given(st.lists(appointments, max_size=6), days)
def test_each_appointment_with_a_place_stands_at_a_day_and_times_that_are_shown(
    records: list[HisRecord], today: str
) -> None:
    bookings = bookings_of(records)
    shown, (morning, afternoon) = days_of(today, bookings), times_of(bookings)
    times = (*morning, *afternoon)

    placed = [one for one in records if one.value("datum") and one.value("tijd") and one.value("bij")]
    assert sorted(map(id, (booking.record for booking in bookings))) == sorted(map(id, placed))
    assert list(shown) == sorted(set(shown))
    assert list(times) == sorted(set(times))
    for booking in bookings:
        assert booking.record.value("datum") in shown
        assert booking.slots
        assert set(booking.slots) <= set(times)
        assert booking.slots[0] <= booking.record.value("tijd")


@given(days)
def test_the_next_day_is_that_of_the_calendar(day: str) -> None:
    following = date.fromisoformat(day) + timedelta(days=1)

    assert next_day(day) == following.isoformat()
    assert is_working_day(day) is (date.fromisoformat(day).isoweekday() <= 5)
    assert numeric(day) == f"{date.fromisoformat(day):%d-%m-%Y}"
    assert numeric("") == ""
