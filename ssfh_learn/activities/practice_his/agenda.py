"""The agenda as columns of days: which days and times it shows, and what is booked where."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from ssfh_learn.activities import dutch
from ssfh_learn.activities.practice_his.bookings import (
    DATE,
    TIME,
    WHO,
    bookings_of,
    minute_of,
    slots_between,
)
from ssfh_learn.activities.practice_his.dates import is_date, is_working_day, next_day, numeric, with_weekday

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.activities.practice_his.bookings import Booking
    from ssfh_learn.activities.practice_his.model import PracticeHisContent
    from ssfh_learn.activities.practice_his.part import Part
    from ssfh_learn.activities.practice_his.records import HisRecord

WORKING_DAYS = 10
"""How many days the agenda shows, from today on: two weeks."""

OPENING_HOURS = (("08:00", "12:00"), ("13:00", "17:00"))
"""From when until when patients come, in the morning and in the afternoon."""


class AgendaDayView(TypedDict):
    """A column: a day, as the form takes it and as a person reads it."""

    date: str
    label: str


class AgendaSessionView(TypedDict):
    """A part of the day, and the times at which its slots begin."""

    label: str
    times: list[str]


class BookingView(TypedDict):
    """A booked appointment: `who` is the colleague whom the patient visits, `slots` are the times that it takes."""

    record: str
    date: str
    who: str
    slots: list[str]
    minutes: int
    name: str
    birth: str


class AgendaView(TypedDict):
    """The agenda as columns of days; every slot that no booking takes is free.

    The three `_field` are the fields of the form that a free slot fills in.
    """

    days: list[AgendaDayView]
    sessions: list[AgendaSessionView]
    booked: list[BookingView]
    date_field: str
    time_field: str
    who_field: str


def agenda_of(his: PracticeHisContent, part: Part, records: Iterable[HisRecord]) -> AgendaView | None:
    """Return the columns, or None where a task leaves out a field that they need."""
    if any(part.field(name) is None for name in (DATE, TIME, WHO)):
        return None
    bookings = bookings_of(records)
    return {
        "days": [{"date": day, "label": _day_label(day, his.today)} for day in days_of(his.today, bookings)],
        "sessions": [
            {"label": label, "times": list(times)}
            for label, times in zip(dutch.HIS_SESSIONS, times_of(bookings), strict=True)
        ],
        "booked": [_booking_view(his, booking) for booking in bookings],
        "date_field": DATE,
        "time_field": TIME,
        "who_field": WHO,
    }


def days_of(today: str, bookings: Iterable[Booking]) -> tuple[str, ...]:
    """Return the working days from today on, and each other day on which something is booked."""
    days = {booking.record.value(DATE) for booking in bookings}
    if is_date(today):
        days |= _working_days(today)
    return tuple(sorted(days))


def times_of(bookings: Iterable[Booking]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the slots of the morning and of the afternoon: those of the opening hours, and others that are taken."""
    times = sorted(_open_slots().union(*(booking.slots for booking in bookings)))
    noon = OPENING_HOURS[-1][0]
    return tuple(time for time in times if time < noon), tuple(time for time in times if time >= noon)


def _booking_view(his: PracticeHisContent, booking: Booking) -> BookingView:
    record = booking.record
    patient = next((one for one in his.patients if one.id == record.patient), None)
    return {
        "record": record.id,
        "date": record.value(DATE),
        "who": record.value(WHO),
        "slots": list(booking.slots),
        "minutes": booking.minutes,
        "name": patient.name if patient else "",
        "birth": numeric(patient.birth) if patient else "",
    }


def _day_label(day: str, today: str) -> str:
    """Return `dinsdag 17 maart`, with the year where it is another than that of today."""
    year = f" {day[:4]}"
    return with_weekday(day).removesuffix(year if day[:4] == today[:4] else "")


@cache
def _open_slots() -> frozenset[str]:
    return frozenset(slot for start, end in OPENING_HOURS for slot in slots_between(minute_of(start), minute_of(end)))


@cache
def _working_days(today: str) -> frozenset[str]:
    days: list[str] = []
    day = today
    while len(days) < WORKING_DAYS:
        if is_working_day(day):
            days.append(day)
        day = next_day(day)
    return frozenset(days)
