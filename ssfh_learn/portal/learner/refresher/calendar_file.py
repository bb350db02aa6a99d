"""The days of a refresher as a file for any agenda (RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from ssfh_learn.words import word

if TYPE_CHECKING:
    from datetime import date, datetime

    from icalendar import Event


@dataclass(frozen=True)
class Plan:
    """What goes in an agenda: for whom and which module, its address, the next days, and the day of the follow-up."""

    learner: str
    place: str
    title: str
    address: str
    days: tuple[date, ...]
    follow_up: date | None


def as_calendar(plan: Plan, made: datetime) -> bytes:
    """Return the plan as the text of an .ics file.

    Each entry takes a whole day and is shown as free time: she chooses herself when she has five minutes, and a day has
    no summer time. No entry tells what went wrong or how much.
    """
    from icalendar import Calendar

    entries = [_entry(plan, str(number), day, made) for number, day in enumerate(plan.days, 1)]
    if plan.follow_up is not None:
        entries.append(_entry(plan, "half-jaar", plan.follow_up, made))
    prodid = f"-//{word('portal', 'name')}//NL"
    calendar = Calendar.new(prodid=prodid, method="PUBLISH", uid=_uid(plan, "plan"), subcomponents=entries)
    written: bytes = calendar.to_ical()
    return written


def _entry(plan: Plan, name: str, day: date, made: datetime) -> Event:
    summary = word("portal", "refresher_title", title=plan.title)
    return whole_day(_uid(plan, name), made, day, summary, plan.address)


def whole_day(uid: str, made: datetime, day: date, summary: str, address: str) -> Event:
    """Return an entry that takes a whole day and is shown as free time.

    An agenda takes the entry with the highest number. The number is the minute in which it was made, because a count of
    changes begins anew once she deletes them, or once her group has no plan any more.
    """
    from icalendar import TRANSP, Event

    return Event.new(
        uid=uid,
        sequence=int(made.timestamp()) // 60,
        stamp=made,
        start=day,
        end=day + timedelta(days=1),
        summary=summary,
        description=address,
        url=address,
        transparency=TRANSP.TRANSPARENT,
    )


def _uid(plan: Plan, name: str) -> str:
    """Return what is the same for the same place in the plan: a newer file moves the entries and doubles none."""
    whose = sha256(f"{plan.learner}\x1f{plan.place}".encode()).hexdigest()[:16]
    return f"opfrissen-{plan.place}-{name}-{whose}@ssfh-leren"
