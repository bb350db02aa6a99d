"""A group of participants: who coordinates it, and what it should do by when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

DutyKind = Literal["module", "test"]


@dataclass(frozen=True)
class Duty:
    """A module or a test that a group should do; `due` is the last day (ISO 8601), None without such a day."""

    kind: DutyKind
    name: str
    due: str | None = None


class AskedDay(NamedTuple):
    """By which day (ISO 8601) somebody should be done, and her first day in the group that asks it, if it is known."""

    due: str | None = None
    begin: str | None = None


def counts_for(day: str, begin: str | None) -> bool:
    """Return whether a last day counts for somebody who began on a day: one before her begin makes nobody late."""
    return begin is None or day >= begin


class AskedDuties(NamedTuple):
    """What is asked of somebody; where none of her groups has duties, everything may be done and has no day."""

    days: Mapping[tuple[DutyKind, str], AskedDay]
    begin: str | None = None
    """Her first day in any of her groups."""

    def day(self, kind: DutyKind, name: str) -> AskedDay:
        """Return by which day she should have done something."""
        return self.days.get((kind, name)) or AskedDay(begin=None if self.days else self.begin)


NOTHING_ASKED = AskedDuties({})


def asked_of(groups: Collection[tuple[Collection[Duty], str | None]]) -> AskedDuties:
    """Return what is asked of somebody with these groups, of each its duties and her begin in it.

    Of several last days the first one counts. One that was before her begin stands only where no other day does.
    """
    asked: defaultdict[tuple[DutyKind, str], list[AskedDay]] = defaultdict(list)
    for duties, begin in groups:
        for one in duties:
            asked[one.kind, one.name].append(AskedDay(one.due, begin))

    def order(one: AskedDay) -> tuple[bool, bool, str, str]:
        return one.due is None, not (one.due and counts_for(one.due, one.begin)), one.due or "", one.begin or ""

    first = {duty: min(days, key=order) for duty, days in asked.items()}
    return AskedDuties(first, min((begin or "" for _, begin in groups), default="") or None)


@dataclass(frozen=True)
class RosterGroup:
    """A group; `coordinators` are accounts. `id` and `version` are 0 as long as the group is not kept."""

    name: str
    coordinators: frozenset[str] = frozenset()
    duties: tuple[Duty, ...] = ()
    id: int = 0
    version: int = 0
