"""Everything that happened with one person, in order of date: the list, reminders, tests, marks and more time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import dutch_moment, dutch_until
from ssfh_learn.portal.coordinator.log_lines import said_reason, sentence
from ssfh_learn.portal.coordinator.points import said_points
from ssfh_learn.words import number, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.grading.person_log import TestEvent
    from ssfh_learn.portal.coordinator.log_lines import Called
    from ssfh_learn.roster.log import LogLine


def history(lines: Iterable[LogLine], events: Iterable[TestEvent], called: Called) -> list[str]:
    """Return a sentence for each line of the roster's log and each event of a test, the newest first."""
    dated = [(datetime.fromisoformat(one.at), sentence(one, called)) for one in lines]
    dated += [
        (at := one.at.replace(tzinfo=UTC), f"{dutch_moment(at)}, {called.person(one.by)}: {_said(one, called.titles)}")
        for one in events
    ]
    return [said for _at, said in sorted(dated, key=lambda one: one[0], reverse=True)]


def _said(one: TestEvent, titles: Mapping[str, str]) -> str:
    said = word(
        "history",
        "marked_again" if one.what == "marked" and one.points_before is not None else one.what,
        title=titles.get(f"test {one.test}", one.test),
        attempt=one.attempt,
        points=said_points(one.points, one.maximum),
        before=number(one.points_before or 0),
        end=dutch_until(one.due.replace(tzinfo=UTC)) if one.due else word("running", "no_end"),
    )
    return f"{said} {said_reason(one.reason)}" if one.reason else said
