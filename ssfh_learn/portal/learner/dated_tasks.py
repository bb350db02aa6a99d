"""What has a day on the first page of a learner: what is late, what waits today, and what comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ssfh_learn.portal.published.standing_line import day_of_test, end_of_test, line_of_last_day, lines_of_end
from ssfh_learn.roster.group import counts_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.portal.learner.home import ModuleTile, TrackLine
    from ssfh_learn.portal.published.standings import TestStanding
    from ssfh_learn.roster.group import AskedDay, AskedDuties

SOON = timedelta(days=7)
"""How long before its day a step of a track is named on top."""
MOST_TASKS = 4
"""So many tasks of today and later are read at first sight; the others are in a fold."""


@dataclass(frozen=True)
class DatedTask:
    """Something that waits today or has a last day: its name, what is said of it, and where it is."""

    title: str
    text: str
    address: str
    """Below the address of the portal."""
    is_waiting: bool = False
    is_late: bool = False
    day: str = ""
    """Its last day (ISO 8601); empty if it has none."""


def asked_tasks(
    tiles: Iterable[ModuleTile], tests: Iterable[TestStanding], duties: AskedDuties, today: str
) -> list[DatedTask]:
    """Return the modules and tests that have a last day, as long as something is left: what is late comes first."""
    found = []
    for tile in tiles:
        asked = duties.day("module", tile.id)
        if said := last_day_of_module(tile, asked, today):
            is_late = _is_past(asked.due, asked, today)
            found.append(DatedTask(tile.title, said, f"module/{tile.id}/", is_late=is_late, day=asked.due or ""))
    for test in tests:
        asked = duties.day("test", test.name)
        if test.can_be_taken and (lines := lines_of_end(test, asked, today)):
            day = day_of_test(test, asked) or end_of_test(test)
            is_late = test.window.is_past_due or _is_past(day, asked, today)
            text = " ".join(lines if is_late else lines[:1])
            found.append(DatedTask(test.title, text, f"toets/{test.name}/", is_late=is_late, day=day or ""))
    return sorted(found, key=lambda one: (not one.is_late, one.day))


def last_day_of_module(tile: ModuleTile, asked: AskedDay, today: str) -> str:
    """Return by which day a learner should have done a module, in the sentence that her coordinator reads too."""
    return line_of_last_day(asked.due, today, is_left=not tile.done.is_done, begin=asked.begin)


def _is_past(day: str | None, asked: AskedDay, today: str) -> bool:
    return day is not None and day < today and counts_for(day, asked.begin)


def in_order(tasks: Iterable[DatedTask]) -> tuple[list[DatedTask], list[DatedTask]]:
    """Return what is read at first sight, what is late and then what is of today first, and what is in a fold."""
    ordered = sorted(tasks, key=lambda one: (not one.is_late, not one.is_waiting))
    most = max(MOST_TASKS, sum(one.is_late for one in ordered))
    if len(ordered) == most + 1:  # a fold of one would take as much room
        most += 1
    return ordered[:most], ordered[most:]


def track_tasks(lines: Iterable[TrackLine]) -> list[DatedTask]:
    """Return what she planned for today or the coming week."""
    return [
        DatedTask(one.track.title, one.line, f"traject/{one.track.id}", is_waiting=day.day == one.today)
        for one in lines
        if (day := one.upcoming) and day.day - one.today <= SOON
    ]
