"""The days of a track as a file for any agenda (RFC 5545)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from ssfh_learn.portal.learner.refresher.calendar_file import whole_day
from ssfh_learn.words import word

if TYPE_CHECKING:
    from datetime import date, datetime

    from ssfh_learn.portal.learner.track.plan import PlannedTrack


def as_calendar(plan: PlannedTrack, learner: str, address: str, today: date, made: datetime) -> bytes:
    """Return the days from today on as the text of an .ics file; it holds titles and an address, and no answers."""
    from icalendar import Calendar

    track = plan.track
    whose = sha256(f"{learner}\x1f{track.id}".encode()).hexdigest()[:16]

    def uid(name: str) -> str:
        return f"traject-{track.id}-{name}-{whose}@ssfh-leren"

    entries = [
        whole_day(uid(one.step.id), made, one.day, f"{track.title}: {one.step.title}", address)
        for one in plan.days
        if one.day >= today and not one.is_done
    ]
    prodid = f"-//{word('portal', 'name')}//NL"
    calendar = Calendar.new(prodid=prodid, method="PUBLISH", uid=uid("plan"), subcomponents=entries)
    written: bytes = calendar.to_ical()
    return written
