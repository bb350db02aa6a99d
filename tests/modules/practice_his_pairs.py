"""Two acts too many in a task of the practice HIS: an unsafe one, and a second one that hides it or undoes it.

What stands at the end tells whether the second one undid the first. It may: who mends a slip works as people do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.practice_his.responses import (
    AddRecord,
    ChangeRecord,
    CloseRecord,
    OpenRecord,
    RemoveRecord,
    TakeStep,
    UndoStep,
)
from ssfh_learn.activities.practice_his.search import Search, standing, with_value
from tests.modules.practice_his_play import HIS, TASKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

    from ssfh_learn.activities.practice_his.conditions import Condition
    from ssfh_learn.activities.practice_his.model import Unsafe
    from ssfh_learn.activities.practice_his.run import HisState


@dataclass(frozen=True)
class Pair:
    """An act that is unsafe alone, at a place of the safe road, and a second one behind it; `standing` is the end."""

    first: Any
    place: int
    second: Any
    standing: Sequence[Any]


class Pairs:
    """The pairs of acts of one task that are called safe together."""

    def __init__(self, task: str) -> None:
        self._task = TASKS[task]
        self._search = Search(HIS, self._task)
        self._road = self._search.road
        self._states = self._search.on_the_road
        self._singles = [*self._search.spare_acts(), *self._written()]

    @property
    def end(self) -> HisState:
        """How everything is after the safe road."""
        return self._states[-1]

    def called_safe(self, share: float, random: Random) -> Iterator[Pair]:
        """Yield those that are safe, of a share of all first acts and places."""
        for first in self._singles:
            for place, before in enumerate(self._states):
                if random.random() > share:
                    continue
                after = self._search.after(before, first)
                if after is None or after.run is before.run or self._is_lost(after):
                    continue
                end = self._ended(after, place)
                if not self._search.ended_safely(end):
                    yield from self._with_a_second(Pair(first, place, None, ()), after, end)

    def _with_a_second(self, pair: Pair, after: HisState, end: HisState) -> Iterator[Pair]:
        """Yield the pairs of a first act that are safe, with the second at once or at the end."""
        broken = [one for one in self._task.unsafe if one.holds(end.playing)]
        is_lost = self._is_lost(end)
        for second in self._seconds(end):
            at_once, at_the_end = self._search.after(after, second), self._search.after(end, second)
            lasts = [] if at_once is None or at_once.run is after.run else [self._ended(at_once, pair.place)]
            lasts += [] if is_lost or at_the_end is None or at_the_end.run is end.run else [at_the_end]
            for last in lasts:
                if not any(one.holds(last.playing) for one in broken) and self._search.ended_safely(last):
                    yield Pair(pair.first, pair.place, second, standing(last))

    def explained(self) -> list[Sequence[Any]]:
        """Return what may stand at the end: after the safe road, also with one act left out, or one value changed.

        Or with a line of it in the record of somebody else as well, where that is safe.
        """
        after = self._search.after
        ends: list[HisState | None] = [self.end]
        for place, (before, act) in enumerate(zip(self._states, self._road, strict=False)):
            instead = [before, *(after(before, other) for other in self._others(act))]
            ends += [self._ended(one, place + 1) for one in instead if one is not None]
            ends += [after(self.end, other) for other in self._changed_afterwards(act)]
        for patient in sorted(HIS.patient_ids):
            elsewhere = after(self.end, OpenRecord(kind="open_record", patient=patient))
            ends += [after(elsewhere or self.end, act) for act in self._road if isinstance(act, AddRecord)]
        return [standing(end) for end in ends if end is not None and self._search.ended_safely(end)]

    def _ended(self, state: HisState, place: int) -> HisState:
        return self._search.played(self._road[place:], state)

    def _is_lost(self, state: HisState) -> bool:
        """Say whether it is unsafe whatever comes next; only what is certain, so that the search need not play on."""
        return any(self._stays(one, state) for one in self._task.unsafe)

    def _stays(self, unsafe: Unsafe, state: HisState) -> bool:
        return all(self._stays_so(condition, state) for condition in unsafe.conditions)

    def _stays_so(self, condition: Condition, state: HisState) -> bool:
        """Say whether a condition holds and always will: what happened stays so, unlike what stands in a record."""
        if condition.any_of is not None:
            return any(self._stays_so(one, state) for one in condition.any_of)
        inner = condition.not_so or condition
        if condition.step is not None:
            happened = self._task.step(condition.step).answer is not None  # else it can be taken back
        elif condition.not_so is not None:
            happened = inner.only_opened is not None or inner.not_opened is not None
        else:
            of_the_past = (inner.opened, inner.looked, inner.ever, inner.too_early, inner.afterwards)
            happened = any(one is not None for one in of_the_past)
        return happened and condition.holds(state.playing)

    def _written(self) -> Iterator[Any]:
        """Yield what is written too much: the lines of the road again and otherwise, and those that stand there."""
        for act in self._road:
            if isinstance(act, AddRecord):
                yield act
            yield from self._others(act)
        for record in self._states[0].playing.beginning:
            part = self._states[0].playing.parts[record.part]
            if part.can_remove:
                yield RemoveRecord(kind="remove", part=part.id, record=record.id)

    def _others(self, act: Any) -> Iterator[Any]:
        """Yield what is written with another value in one of the fields in which somebody chooses."""
        if not isinstance(act, AddRecord | ChangeRecord):
            return
        for field in self._states[0].playing.parts[act.part].fields:
            if not field.locked and not field.is_written:
                values = self._search.values_of(field)
                yield from (with_value(act, field.id, value) for value in values if act.values.get(field.id) != value)

    def _changed_afterwards(self, act: Any) -> Iterator[Any]:
        """Yield the same with a line of the road that is changed when all is done."""
        for other in self._others(act):
            yield from self._changes(act, other.values, self.end)

    @staticmethod
    def _changes(act: Any, values: dict[str, str], state: HisState) -> Iterator[Any]:
        """Yield changes of what an act of the road wrote: of the line that it changed, or of every new line there."""
        new = [one.id for one in state.playing.records if one.part == act.part and one.is_new]
        lines = new if isinstance(act, AddRecord) else [act.record]
        yield from (ChangeRecord(kind="change", part=act.part, record=one, values=values) for one in lines)

    def _seconds(self, end: HisState) -> Iterator[Any]:
        """Yield every act that may hide or undo another one."""
        yield from self._singles
        for step in self._task.steps:
            yield TakeStep(kind="step", step=step.id)
            yield UndoStep(kind="undo_step", step=step.id)
        yield CloseRecord(kind="close_record")
        for act in (one for one in self._road if isinstance(one, AddRecord | ChangeRecord)):
            yield from self._changes(act, act.values, end)
        for record in end.playing.records:
            if record.is_new and record.part != "access_log":
                yield RemoveRecord(kind="remove", part=record.part, record=record.id)


def hidden(pairs: Pairs, found: Iterable[Pair]) -> list[Pair]:
    """Return the pairs after which stands what no safe road leaves."""
    other = [one for one in found if one.standing != standing(pairs.end)]
    known = pairs.explained() if other else []
    return [one for one in other if one.standing not in known]


def went_out(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs of which the first act left the practice, so that nothing can undo it."""
    return [one for one in pairs if _goes_out(getattr(one.first, "values", {}))]


def _goes_out(values: dict[str, str]) -> bool:
    is_sent = values.get("status") in {"verstuurd", "bereikt"} or values.get("weg") in {"mail", "sms", "brief"}
    return is_sent or "apotheek" in {values.get("aan"), values.get("voor")}
