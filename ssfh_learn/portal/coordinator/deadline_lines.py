"""The log of deadlines in Dutch sentences, as far as a person may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import dutch_moment, dutch_until
from ssfh_learn.grading.deadline_plan import is_begun, to_take_back
from ssfh_learn.portal.coordinator.log_lines import said_reason
from ssfh_learn.portal.coordinator.shown_change import ShownChange
from ssfh_learn.words import word

if TYPE_CHECKING:
    from ssfh_learn.grading.deadline_log import DeadlineLine
    from ssfh_learn.grading.deadline_plan import TestDeadlines
    from ssfh_learn.portal.coordinator.reach import Reach


@dataclass(frozen=True)
class DeadlineLines:
    """The log of a test for somebody who reaches these people and groups; an administrator reads all of it."""

    deadlines: TestDeadlines
    reach: Reach

    def _may_read(self, line: DeadlineLine) -> bool:
        return line.student is None or self.reach.holds(line.student)

    def changes(self) -> list[list[DeadlineLine]]:
        """Return the lines that she may read, by change, the newest change first."""
        readable = [one for one in self.deadlines.lines if self._may_read(one)]
        return [list(lines) for _, lines in groupby(reversed(readable), key=lambda one: one.change)]

    def may_take_back(self, change: str) -> bool:
        """Return whether everything that a change touched is hers to change."""
        lines = [one for one in self.deadlines.lines if one.change == change]
        return bool(lines) and all(self.reach.is_everything or one.student in self.reach.names for one in lines)

    def shown(self, begun: frozenset[str]) -> list[ShownChange]:
        """Return every change that she may read, the newest first."""
        shown = []
        last = {one.student: one.change for one in self.deadlines.lines}
        for lines in self.changes():
            change = lines[0].change
            is_last = lines[0].action == "set" and all(last[one.student] == change for one in lines)
            can = is_last and self.may_take_back(change)
            possible = can and bool(to_take_back(self.deadlines, change, begun))
            take_back, why_not = change if possible else "", ""
            if can and not possible:
                everybody = [one for one in self.deadlines.lines if one.change == change]
                why_not = word("running", "begun" if is_begun(self.deadlines, everybody, begun) else "changed")
            shown.append(ShownChange(self.sentence(lines), lines[0].at, lines[0].by, take_back, why_not))
        return shown

    def last(self) -> str:
        """Return the newest change; empty if there is none."""
        changes = self.changes()
        return self.sentence(changes[0]) if changes else ""

    def sentence(self, lines: list[DeadlineLine]) -> str:
        """Return a change as a sentence: when, who, what, for whom, and why."""
        first = lines[0]
        when = dutch_moment(first.at.replace(tzinfo=UTC))
        who = self.reach.who(first.by)
        if first.student is None:
            whom = word("running", "for_everybody")
        elif first.group is not None:
            group = self.reach.groups.get(first.group, word("running", "other_group"))
            whom = word("running", "for_group", group=group, people=word("running", "people", count=len(lines)))
        else:
            whom = self.reach.names.get(first.student, first.student)
        end = _said(first.due)
        said = word("running", f"log_{first.action}", when=when, who=who, whom=whom, end=end)
        return f"{said} {said_reason(first.reason)}" if first.reason else said


def _said(due: datetime | None) -> str:
    return dutch_until(due.replace(tzinfo=UTC)) if due else word("running", "no_end")
