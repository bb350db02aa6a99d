"""The appointments of an agenda: where each of them stands, and which take the same time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.activities.practice_his.dates import is_date, is_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.activities.practice_his.records import HisRecord

DATE, TIME, WHO, LENGTH = "datum", "tijd", "bij", "duur"
"""The fields of an appointment that say where it stands in the columns."""

SLOT = 10
"""How many minutes a slot lasts."""

_DAY = 24 * 60


@dataclass(frozen=True)
class Booking:
    """An appointment at its place: the slot in which it begins, and all slots that it takes."""

    record: HisRecord
    slots: tuple[str, ...]
    minutes: int

    @property
    def start(self) -> int:
        """The minute of the day at which it begins."""
        return minute_of(self.record.value(TIME))

    def takes_time_of(self, other: Booking) -> bool:
        """Say whether two appointments are on the same day, with the same person, and partly at the same time."""
        where = [(one.value(DATE), one.value(WHO)) for one in (self.record, other.record)]
        return (
            where[0] == where[1]
            and self.start < other.start + other.minutes
            and other.start < self.start + self.minutes
        )


def bookings_of(records: Iterable[HisRecord]) -> tuple[Booking, ...]:
    """Return the appointments that have a place in the columns, from early to late.

    One without a day, a time or somebody to go to has none; it stands in the list only.
    """
    placed = [one for one in records if is_date(one.value(DATE)) and is_time(one.value(TIME)) and one.value(WHO)]
    return tuple(_booked(one) for one in sorted(placed, key=lambda one: (one.value(DATE), one.value(TIME))))


def double_booked(records: Iterable[HisRecord]) -> tuple[HisRecord, ...]:
    """Return the appointments that take time of another one."""
    bookings = bookings_of(records)
    return tuple(
        one.record for one in bookings if any(one is not other and one.takes_time_of(other) for other in bookings)
    )


def _booked(record: HisRecord) -> Booking:
    length = record.value(LENGTH)
    minutes = int(length) if length.isdecimal() else SLOT
    start = minute_of(record.value(TIME))
    return Booking(record, tuple(slots_between(start - start % SLOT, min(start + minutes, _DAY))), minutes)


def minute_of(time: str) -> int:
    """Return the minute of the day of a time."""
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def slots_between(start: int, end: int) -> list[str]:
    """Return the times at which slots begin, from one minute of the day until another."""
    return [f"{minute // 60:02}:{minute % 60:02}" for minute in range(start, end, SLOT)]
