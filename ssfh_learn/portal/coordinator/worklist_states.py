"""How far people are with modules and tests, in words that a filter and a total can use."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from ssfh_learn.dutch_time import day_at, day_of
from ssfh_learn.portal.coordinator.last_days import NO_END, by_last_days
from ssfh_learn.portal.coordinator.period import day_of_passing
from ssfh_learn.portal.published.standing_line import line_of_last_day
from ssfh_learn.results import attempts_left
from ssfh_learn.roster.group import asked_of
from ssfh_learn.roster.worklist import Membership

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from ssfh_learn.grading.short_results import SameResult, ShortResult
    from ssfh_learn.journal.certificates import Certificate
    from ssfh_learn.journal.many_learners import PlaceCount
    from ssfh_learn.portal.coordinator.last_days import EndDays, LastDays
    from ssfh_learn.roster.group import AskedDay, AskedDuties, DutyKind, RosterGroup
    from ssfh_learn.roster.worklist import ListedPerson

WorkState = Literal[
    "not_begun", "busy", "done", "passed", "failed_with_attempts", "failed", "waiting", "late", "unreadable"
]
OPEN: frozenset[WorkState] = frozenset({"not_begun", "busy", "failed_with_attempts"})
"""The states in which a person can still do something."""
TO_DO: frozenset[WorkState] = OPEN | {"failed"}
"""The states that are too late after the last day."""


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


class Standing(NamedTuple):
    """How far somebody is with a module or a test, whatever was asked of her; many people have the same."""

    state: WorkState
    is_late: bool = False
    """Whether it was handed in late."""
    day: date | None = None
    """The day on which it came to this: of handing in a test. None if nothing was done, or if nobody asked."""


NOT_BEGUN, UNREADABLE = Standing("not_begun"), Standing("unreadable")


@dataclass(frozen=True)
class WorkCell:
    """How far one person is with one column; `day` is that of her standing."""

    state: WorkState
    is_late: bool = False
    day: date | None = None
    due: str | None = None
    end: str | None = None
    """Until which day she can hand in a test, with more time that she was given (ISO 8601)."""
    begin: str | None = None
    overdue: str | None = None
    """The last day for which she is too late, of what she did not hand in or finish."""

    @classmethod
    def of(cls, standing: Standing, days: LastDays, today: str) -> WorkCell:
        """Return the cell of who is this far and has these last days."""
        overdue = days.past(today, is_left=standing.state in TO_DO, is_begun=standing.state != "not_begun")
        is_late = standing.is_late or overdue is not None
        return cls(standing.state, is_late, standing.day, days.due, days.end, days.begin, overdue)

    def line_of_last_day(self, today: str) -> str:
        """Return by which day she should be done, as she reads it too."""
        never = self.end if self.state == "not_begun" else None
        return line_of_last_day(self.due, today, is_left=self.state in TO_DO, begin=self.begin, end=never)

    def has(self, state: str) -> bool:
        """Return whether the cell has a state; being late goes together with another state."""
        return self.is_late if state == "late" else self.state == state


@dataclass
class Duties:
    """What the groups that a coordinator sees should do; where no group has any duty, everybody may do all."""

    groups: Sequence[RosterGroup]
    _known: dict[Membership, AskedDuties] = field(default_factory=dict)

    def columns(self, columns: Iterable[Column], group: int | None) -> list[Column]:
        """Return the columns of a worklist, of one group or of all."""
        asked = {(duty.kind, duty.name) for one in self.groups if group in {None, one.id} for duty in one.duties}
        return [one for one in columns if not asked or (one.kind, one.name) in asked]

    def of(self, member: Membership) -> AskedDuties:
        """Return what is asked of people who came into these groups on these days."""
        if member not in self._known:
            begins, duties = dict(member.begins), {one.id: one.duties for one in self.groups}
            self._known[member] = asked_of([(duties.get(id_, ()), begins.get(id_)) for id_ in member.groups])
        return self._known[member]


@dataclass(frozen=True)
class WorkTable:
    """Many people in the order of their names, and how far they are with some columns.

    It is worked out for all who are equally far at once; a cell of one person is made when it is asked for.
    """

    columns: Sequence[Column]
    people: Sequence[ListedPerson]
    duties: Duties
    standings: Mapping[Column, Mapping[str, Standing]]
    """By column and account; who is left out has not begun. A column that is left out cannot be read now."""
    today: str
    ends: Mapping[Column, EndDays] = field(default_factory=dict)
    """Until when tests can be handed in; a test without an end is left out."""

    @cached_property
    def _past_days(self) -> list[str]:
        """The last days that are past, in order."""
        dues = {duty.due for one in self.duties.groups for duty in one.duties if duty.due}
        ends = {day for one in self.ends.values() for day in (one.day, *one.extended.values()) if day}
        return sorted(day for day in dues | ends if day < self.today)

    def _membership(self, one: ListedPerson) -> Membership:
        """Return the groups of somebody, and when she came; all for whom the same past days count have the same."""
        past = self._past_days
        begins = ((group, bisect_left(past, begin)) for group, begin in one.begins)
        return Membership(
            one.groups, tuple((group, past[at] if at < len(past) else self.today) for group, at in begins if at)
        )

    @cached_property
    def _members(self) -> dict[Membership, list[int]]:
        """The places of people by the groups that they are in."""
        found: defaultdict[Membership, list[int]] = defaultdict(list)
        for place, one in enumerate(self.people):
            found[self._membership(one)].append(place)
        return found

    def _asked(self, member: Membership) -> Iterator[tuple[Column, AskedDay]]:
        """Yield the columns that are asked of people in some groups, with their last day."""
        asked = self.duties.of(member)
        for column in self.columns:
            if not asked.days or (column.kind, column.name) in asked.days:
                yield column, asked.day(column.kind, column.name)

    def _standing(self, column: Column, account: str | None) -> Standing:
        known = self.standings.get(column)
        return UNREADABLE if known is None else known.get(account or "", NOT_BEGUN)

    def cells(self, place: int) -> dict[Column, WorkCell]:
        """Return how far the person at a place is with each column that is asked of her."""
        person = self.people[place]
        return {
            column: WorkCell.of(
                self._standing(column, person.account), self._ends(column).days(asked, person.account or ""), self.today
            )
            for column, asked in self._asked(self._membership(person))
        }

    def _ends(self, column: Column) -> EndDays:
        return self.ends.get(column, NO_END)

    def _alike(self) -> Iterator[tuple[Column, LastDays, list[int], Sequence[Standing]]]:
        """Yield each column with the places of people who have equal last days for it, and how far each of them is."""
        for member, places in self._members.items():
            accounts = [self.people[place].account or "" for place in places]
            for column, asked in self._asked(member):
                ends, known = self._ends(column), self.standings.get(column)
                for days, kept in by_last_days(ends, asked, accounts).items():
                    theirs = places if len(kept) == len(places) else [places[one] for one in kept]
                    if known is None:
                        yield column, days, theirs, [UNREADABLE] * len(theirs)
                    else:
                        yield column, days, theirs, [known.get(accounts[one], NOT_BEGUN) for one in kept]

    def places(self, keeps: Callable[[WorkCell], bool]) -> list[int]:
        """Return the places of people who have a cell that is kept, in order."""
        found: set[int] = set()
        for _column, days, places, standings in self._alike():
            kept = {one for one in set(standings) if keeps(WorkCell.of(one, days, self.today))}
            found.update(place for place, one in zip(places, standings, strict=True) if one in kept)
        return sorted(found)

    def totals(self, counts: Callable[[WorkCell], bool]) -> dict[Column, Counter[WorkState]]:
        """Return by column how many people have each state, of the cells that count; who is late counts there too."""
        found: dict[Column, Counter[WorkState]] = {}
        for column, days, _places, standings in self._alike():
            counted = found.setdefault(column, Counter())
            for one, count in Counter(standings).items():
                cell = WorkCell.of(one, days, self.today)
                if not counts(cell):
                    continue
                counted[cell.state] += count
                if cell.is_late:
                    counted["late"] += count
        return found


def standings_of_module(counts: Mapping[str, PlaceCount], needed: int) -> dict[str, Standing]:
    """Return how far learners are with a module in which so many things are needed, by account."""

    def standing(count: PlaceCount) -> Standing:
        is_done = count.done >= needed
        at = count.done_at if is_done else count.at
        return Standing("done" if is_done else "busy", day=day_at(at) if at else None)

    known = {one: standing(one) for one in set(counts.values())}
    return {learner: known[one] for learner, one in counts.items()}


def standings_of_test(
    results: Iterable[SameResult], allowed: int | None, given: Mapping[str, Certificate]
) -> dict[str, Standing]:
    """Return how far learners are with a test that has so many attempts, by account; `given` are its certificates."""
    found: dict[str, Standing] = {}
    for one in results:
        standing = _of_test(one.result, allowed)
        found |= dict.fromkeys(one.students, standing)
        if standing.state == "passed":
            certified = given.keys() & set(one.students)
            found |= {who: standing._replace(day=day_of_passing(one.result.handed_in, given[who])) for who in certified}
    return found


def _of_test(result: ShortResult, allowed: int | None) -> Standing:
    if result.outcome != "failed":
        state: WorkState = result.outcome
    else:
        hers = None if allowed is None else allowed + result.extra
        can_try = attempts_left(hers, result.attempts, is_over=result.is_over) != 0 or result.other_left > 0
        state = "failed_with_attempts" if can_try else "failed"
    return Standing(state, result.is_late, day_of(result.handed_in) if result.handed_in else None)
