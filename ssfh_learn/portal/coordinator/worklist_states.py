"""How far people are with modules and tests, in words that a filter and a total can use."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from ssfh_learn.dutch_time import day_at, day_of
from ssfh_learn.portal.writing.progress import needed_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from ssfh_learn.grading.short_results import ShortResult
    from ssfh_learn.journal.many_learners import PlaceCount
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.roster.group import DutyKind, RosterGroup
    from ssfh_learn.roster.worklist import ListedPerson

WorkState = Literal[
    "not_begun", "busy", "done", "passed", "failed_with_attempts", "failed", "waiting", "late", "unreadable"
]
OPEN: frozenset[WorkState] = frozenset({"not_begun", "busy", "failed_with_attempts"})
"""The states in which there is something left to do."""


@dataclass(frozen=True)
class Column:
    """A module or a test of the worklist; `allowed` is how many attempts a test has, None if there is no limit.

    Of a test that is not readable, for example because its key is broken, nobody knows how far people are.
    """

    kind: DutyKind
    name: str
    title: str
    allowed: int | None = None
    is_readable: bool = True

    @property
    def key(self) -> str:
        """How an address names the column."""
        return f"{self.kind}-{self.name}"


@dataclass(frozen=True)
class WorkCell:
    """How far one person is with one column; `at` is since when, None if nothing was done."""

    state: WorkState
    is_late: bool = False
    at: str | datetime | None = None
    due: str | None = None

    def has(self, state: str) -> bool:
        """Return whether the cell has a state; being late goes together with another state."""
        return self.is_late if state == "late" else self.state == state

    def is_within(self, first: str, last: str) -> bool:
        """Return whether it was in a period of days (ISO 8601); an empty day does not limit."""
        if not (first or last):
            return True
        if not self.at:
            return False
        day = (day_at(self.at) if isinstance(self.at, str) else day_of(self.at)).isoformat()
        return (not first or day >= first) and (not last or day <= last)


@dataclass
class Duties:
    """What the groups that a coordinator sees should do; where no group has any duty, everybody may do all."""

    groups: Sequence[RosterGroup]
    _known: dict[frozenset[int], dict[tuple[str, str], str | None] | None] = field(default_factory=dict)

    def columns(self, columns: Iterable[Column], group: int | None) -> list[Column]:
        """Return the columns of a worklist, of one group or of all."""
        asked = {(duty.kind, duty.name) for one in self.groups if group in {None, one.id} for duty in one.duties}
        return [one for one in columns if not asked or (one.kind, one.name) in asked]

    def of(self, person: ListedPerson) -> dict[tuple[str, str], str | None] | None:
        """Return what somebody should do, each with its last day (ISO 8601); None if nothing was asked of her."""
        if person.groups not in self._known:
            found: dict[tuple[str, str], str | None] = {}
            for duty in (duty for one in self.groups if one.id in person.groups for duty in one.duties):
                days = [day for day in (duty.due, found.get((duty.kind, duty.name))) if day]
                found[duty.kind, duty.name] = min(days, default=None)
            self._known[person.groups] = found or None
        return self._known[person.groups]


@dataclass(frozen=True)
class ListedStandings:
    """What the journal and the gradebook know of many people; `results` is None for a gradebook that is away."""

    modules: Mapping[str, PublishedModule]
    counts: Mapping[tuple[str, str], PlaceCount]
    results: Mapping[tuple[str, str], ShortResult] | None
    today: str

    @cached_property
    def _needed(self) -> dict[str, int]:
        """How many things make a module done."""
        return {name: sum(map(len, needed_in(module))) for name, module in self.modules.items()}

    def cells(self, person: ListedPerson, columns: Iterable[Column], duties: Duties) -> dict[Column, WorkCell]:
        """Return how far somebody is with each column that is asked of her."""
        hers = duties.of(person)
        return {
            one: self._cell(person.account or "", one, hers.get((one.kind, one.name)) if hers else None)
            for one in columns
            if hers is None or (one.kind, one.name) in hers
        }

    def _cell(self, account: str, column: Column, due: str | None) -> WorkCell:
        is_past = due is not None and due < self.today
        if column.kind == "test":
            return self._test(account, column, due, is_past=is_past)
        count = self.counts.get((account, column.name))
        if count is None or not count.opened:
            return WorkCell("not_begun", is_past, due=due)
        is_done = count.done >= self._needed[column.name]
        return WorkCell(
            "done" if is_done else "busy", is_past and not is_done, count.done_at if is_done else count.at, due
        )

    def _test(self, account: str, column: Column, due: str | None, *, is_past: bool) -> WorkCell:
        if self.results is None or not column.is_readable:
            return WorkCell("unreadable", due=due)
        result = self.results.get((column.name, account))
        if result is None:
            return WorkCell("not_begun", is_past, due=due)
        is_late = result.is_late or (is_past and result.status == "failed")
        if result.status != "failed":
            state: WorkState = "done" if result.status == "complete" else result.status
        else:
            has_left = column.allowed is None or result.attempts < column.allowed + result.extra
            state = "failed_with_attempts" if has_left and not result.is_over else "failed"
        return WorkCell(state, is_late, result.at, due)


def totals(rows: Iterable[Mapping[Column, WorkCell]]) -> dict[Column, Counter[WorkState]]:
    """Return by column how many people have each state; who is late counts there too."""
    found: dict[Column, Counter[WorkState]] = {}
    for row in rows:
        for column, cell in row.items():
            counted = found.setdefault(column, Counter())
            counted[cell.state] += 1
            if cell.is_late:
                counted["late"] += 1
    return found
