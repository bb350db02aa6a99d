"""The filter of a worklist, which its address keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, get_args

from ssfh_learn.portal.coordinator.participant_list import LONGEST, filter_of
from ssfh_learn.portal.coordinator.period import Period
from ssfh_learn.portal.coordinator.worklist_states import WorkState
from ssfh_learn.words import section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssfh_learn.portal.coordinator.worklist_states import Column, WorkCell
    from ssfh_learn.portal.web.page import Page
    from ssfh_learn.roster.listing import ParticipantFilter, SortedBy

STATES = tuple(one for one in get_args(WorkState) if one != "unreadable")
ALWAYS = Period()


def states_of(columns: Sequence[Column]) -> dict[str, str]:
    """Return what the states are called on a page with these columns: of modules alone nothing is handed in."""
    names = section("worklist")["states"]
    only_modules = bool(columns) and all(one.kind == "module" for one in columns)
    return {one: names["module_not_begun" if only_modules and one == "not_begun" else one] for one in STATES}


def possible(columns: Sequence[Column]) -> list[str]:
    """Return the states that somebody can be in with these columns: nobody passes a module, or is busy with a test."""
    kinds = {one.kind for one in columns}
    never = {"module": ("busy", "done"), "test": ("passed", "failed_with_attempts", "failed", "waiting")}
    impossible = {state for kind, states in never.items() if kind not in kinds for state in states}
    return [one for one in STATES if one not in impossible]


@dataclass(frozen=True)
class WorklistFilter:
    """Whom a worklist shows; what is empty asks for nothing. `item` is the key of a column."""

    people: ParticipantFilter
    item: str = ""
    state: str = ""
    period: Period = ALWAYS
    sorted_by: SortedBy = "name"

    @classmethod
    def of(cls, page: Page) -> WorklistFilter:
        """Return the filter in the address of a page; what makes no sense asks for nothing."""

        def asked(name: str) -> str:
            return page.get_query_argument(name, "")[:LONGEST].replace("\0", "")

        state = asked("stand")
        return cls(
            filter_of(page),
            asked("onderdeel"),
            state if state in STATES else "",
            Period(_day(asked("van")), _day(asked("tot"))),
            "practice" if asked("volgorde") == "practice" else "name",
        )

    @property
    def keeps_all(self) -> bool:
        """Whether it asks for everybody, however far they are."""
        return not (self.item or self.state or self.has_period)

    @property
    def has_period(self) -> bool:
        """Whether it asks for some days."""
        return self.period != ALWAYS

    def asks_for(self, column: Column) -> bool:
        """Return whether it asks how far people are with a column."""
        return not self.item or column.key == self.item

    def is_within(self, cell: WorkCell) -> bool:
        """Return whether a cell is of the days that it asks for."""
        return not self.has_period or (cell.day is not None and self.period.holds(cell.day))

    def keeps(self, cell: WorkCell) -> bool:
        """Return whether somebody with this cell is asked for."""
        return (not self.state or cell.has(self.state)) and self.is_within(cell)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
