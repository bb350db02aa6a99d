"""Everything that happened with one person, in order of date: the list, reminders, tests, marks and more time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import dutch_moment, dutch_until
from ssfh_learn.portal.coordinator.log_lines import said_reason, sentence
from ssfh_learn.words import number, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.grading.person_log import TestEvent
    from ssfh_learn.roster.log import LogLine


def history(
    lines: Iterable[LogLine], events: Iterable[TestEvent], groups: Mapping[int, str], titles: Mapping[str, str]
) -> list[str]:
    """Return a sentence for each line of the roster's log and each event of a test, the newest first.

    `titles` are what modules and tests are called, as `sentences` of the log takes them.
    """
    dated = [(datetime.fromisoformat(one.at), sentence(one, groups, titles)) for one in lines]
    dated += [
        (at := one.at.replace(tzinfo=UTC), f"{dutch_moment(at)}, {one.by}: {_said(one, titles)}") for one in events
    ]
    return [said for _at, said in sorted(dated, key=lambda one: one[0], reverse=True)]


def _said(one: TestEvent, titles: Mapping[str, str]) -> str:
    said = word(
        "history",
        "marked_again" if one.what == "marked" and one.points_before is not None else one.what,
        title=titles.get(f"test {one.test}", one.test),
        attempt=one.attempt,
        points=number(one.points or 0),
        before=number(one.points_before or 0),
        end=dutch_until(one.due.replace(tzinfo=UTC)) if one.due else word("running", "no_end"),
    )
    return f"{said} {said_reason(one.reason)}" if one.reason else said
