"""What a worklist holds: everybody whom a filter finds, and of those on a page every sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ssfh_learn.portal.coordinator.worklist_states import OPEN, TO_DO

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Mapping, Sequence

    from ssfh_learn.portal.coordinator.worklist_states import Column, WorkCell, WorkState, WorkTable
    from ssfh_learn.portal.published.standings import TestStanding
    from ssfh_learn.portal.writing.progress import Progress
    from ssfh_learn.roster.group import RosterGroup
    from ssfh_learn.roster.listing import FilterChoices
    from ssfh_learn.roster.log import LogLine
    from ssfh_learn.roster.participant import Participant


@dataclass(frozen=True)
class Row:
    """One person of a worklist; `lines` has her sentence for each column that is asked of her.

    `last_days` says by which day she should be done, where her groups ask that.
    """

    participant: Participant
    lines: Mapping[Column, str]
    last_days: Mapping[Column, str]
    cells: Mapping[Column, WorkCell]
    progress: Mapping[Column, Progress]
    """How far she is with each module that is asked of her, if she has an account."""
    standings: Mapping[Column, TestStanding]
    """How far she is with each test that is asked of her, as far as it can be read."""
    reminder: LogLine | None = None
    """When she was reminded last, and by whom."""

    def only(self, keeps: Callable[[WorkCell], bool]) -> Row:
        """Return the row with only some of its cells."""
        return replace(self, cells={one: cell for one, cell in self.cells.items() if keeps(cell)})

    @property
    def left(self) -> dict[Column, WorkCell]:
        """What she still has to do, and can."""
        return {one: cell for one, cell in self.cells.items() if cell.state in OPEN and not self.is_over(one)}

    @property
    def closed(self) -> list[Column]:
        """The tests that she should still pass and can hand in no more, as long as nobody gives her more time."""
        over = [one for one, cell in self.cells.items() if cell.state in TO_DO and self.is_over(one)]
        return [one for one in over if not self.standings[one].window.is_explained]

    def is_over(self, column: Column) -> bool:
        """Return whether this is a test of which an attempt of hers can no longer count."""
        return column in self.standings and self.standings[column].is_over


@dataclass
class Worklist:
    """Everybody whom a filter finds, counted; `offered` are the columns that the filter can ask for."""

    offered: Sequence[Column]
    table: WorkTable
    totals: dict[Column, Counter[WorkState]]
    groups: list[RosterGroup]
    choices: FilterChoices
    is_reachable: bool
    kept: Sequence[int]
    """The places in the table of those whom the filter keeps."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns that the filter asks for: one, or all."""
        return self.table.columns

    @property
    def reached(self) -> frozenset[WorkState]:
        """The states that somebody has in one of the columns."""
        return frozenset(state for counts in self.totals.values() for state, count in counts.items() if count)

    @property
    def unreadable(self) -> list[str]:
        """The titles of the tests that cannot be read now."""
        return [one.title for one in self.columns if not one.is_readable]
