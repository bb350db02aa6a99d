"""The log of extra attempts in Dutch sentences, as far as a person may read it."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.grading.extra_attempts import extra_to_take_back
from ssfh_learn.portal.coordinator.log_lines import said_reason
from ssfh_learn.portal.coordinator.shown_change import ShownChange
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from ssfh_learn.grading.extra_attempts import ExtraLine, TestAttempts
    from ssfh_learn.portal.coordinator.reach import Reach
    from ssfh_learn.portal.portal import Portal


def attempts_of(portal: Portal, name: str) -> TestAttempts:
    """Return the attempts of everybody at a test; raises Unreachable if they cannot be read now."""
    from ssfh_learn.grading.extra_gradebook import ExtraReader

    return portal.assignments.with_gradebook(name, ExtraReader, lambda gradebook: gradebook.attempts())


def extra_lines(
    now: TestAttempts, reach: Reach, begun: Mapping[str, int], began_other: Container[str] = ()
) -> list[ShownChange]:
    """Return every gift of extra attempts that somebody with this reach may read, as sentences."""
    shown = []
    readable = [one for one in now.lines if reach.holds(one.student)]
    for change, found in groupby(readable, key=lambda one: one.change):
        lines = list(found)
        everybody = [one for one in now.lines if one.change == change]
        can = lines[0].attempts > 0 and len(lines) == len(everybody) and _is_last(now, lines)
        possible = can and bool(extra_to_take_back(now, change, begun, began_other))
        take_back = change if possible else ""
        why_not = word("extra_attempt", "not_taken_back") if can and not possible else ""
        first, said = lines[0], _sentence(lines, reach)
        students = [one.student for one in lines]
        needs_time = reach.names.get(students[0], "") if first.attempts > 0 and _is_over(now, students) else ""
        after = word("extra_attempt", "now_over") if needs_time else _left(now, students)
        shown.append(ShownChange(said, first.at, first.by, take_back, why_not, "poging/terug", after, needs_time))
    return shown


def _is_over(now: TestAttempts, students: Sequence[str]) -> bool:
    """Return whether this is one person, whose last moment is past although she has an attempt left."""
    if len(students) != 1:
        return False
    known = now.of(students[0])
    at = datetime.now(UTC).replace(tzinfo=None)
    has_left = now.allowed is not None and now.allowed + known.extra > known.handed_in
    return not known.is_explained and has_left and known.last is not None and at > known.last


def _left(now: TestAttempts, students: Sequence[str]) -> str:
    """Return how many attempts these people have left now; empty where there is no limit."""
    at = datetime.now(UTC).replace(tzinfo=None)
    found = [left for one in students if (left := now.left(one, at)) is not None]
    if not found:
        return ""
    if len(students) == 1:
        return word("extra_attempt", "now_left", count=found[0])
    code = "now_left_each" if min(found) == max(found) else "now_left_between"
    return word("extra_attempt", code, least=min(found), most=max(found))


def _is_last(now: TestAttempts, lines: Sequence[ExtraLine]) -> bool:
    last = {one.student: one.change for one in now.lines}
    return all(last[one.student] == one.change for one in lines)


def _sentence(lines: Sequence[ExtraLine], reach: Reach) -> str:
    first = lines[0]
    whom = reach.names.get(first.student, first.student)
    if first.group is not None:
        group = reach.groups.get(first.group, word("running", "other_group"))
        whom = word("running", "for_group", group=group, people=word("running", "people", count=len(lines)))
    when, who = dutch_moment(first.at.replace(tzinfo=UTC)), reach.who(first.by)
    said = word("extra_attempt", "log_given" if first.attempts > 0 else "log_undone", when=when, who=who, whom=whom)
    if first.attempts > 0 and any(one.other for one in lines):
        others = sum(one.other for one in lines)
        told = "log_other" if others == len(lines) else "log_some_other"
        said += f" {word('extra_attempt', told, people=word('running', 'people', count=others))}"
    return f"{said} {said_reason(first.reason)}" if first.reason else said
