"""Two acts too many in a task of the practice HIS: an unsafe one, and a second one that hides it or undoes it.

What stands at the end tells whether the second one undid the first. It may: who mends a slip works as people do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.practice_his.result import is_safe
from ssfh_learn.activities.practice_his.run import (
    AddRecord,
    ChangeRecord,
    CloseRecord,
    HisState,
    OpenRecord,
    RemoveRecord,
    TakeStep,
    UndoStep,
    applied,
)
from ssfh_learn.activities.practice_his.search import Search, with_value
from ssfh_learn.errors import Refused
from tests.modules.practice_his_play import HIS, TASKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from random import Random

    from ssfh_learn.activities.practice_his.task_run import TaskRun

FAR = {"date": "2026-01-02", "time": "23:50", "number": "1"}
"""Another day, time or number than any road has."""

Standing = frozenset[tuple[str, str, tuple[tuple[str, str], ...]]]


@dataclass(frozen=True)
class Pair:
    """An act that is unsafe alone, at a place of the safe road, and a second one behind it; `standing` is the end."""

    first: Any
    place: int
    second: Any
    standing: Standing


class Pairs:
    """The pairs of acts of one task that are called safe together."""

    def __init__(self, task: str) -> None:
        self._task = TASKS[task]
        self._search = Search(HIS, self._task)
        self._road = self._search.road
        self._states = self._search.on_the_road
        self._singles = [*self._unneeded(), *self._written()]

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
                after = _after(before, first)
                end = after and self._ended(after, place)
                if after is None or end is None or after.run is before.run or self._is_safe(end):
                    continue
                for second in self._seconds(end):
                    for last in (_after(end, second), self._ended(_after(after, second), place)):
                        if last is not None and self._is_safe(last):
                            yield Pair(first, place, second, standing(last.playing))

    def explained(self) -> set[Standing]:
        """Return what may stand at the end: after the safe road, also with one act left out, or one value changed.

        Or with a line of it in the record of somebody else as well, where that is safe.
        """
        ends = [self.end]
        for place, (before, act) in enumerate(zip(self._states, self._road, strict=False)):
            instead = [before, *(_after(before, other) for other in self._others(act))]
            ends += [end for end in (self._ended(one, place + 1) for one in instead) if end is not None]
            ends += [
                end for end in (_after(self.end, other) for other in self._changed_afterwards(act)) if end is not None
            ]
        for patient in sorted(HIS.patient_ids):
            elsewhere = _after(self.end, OpenRecord(kind="open_record", patient=patient))
            lines = [_after(elsewhere or self.end, act) for act in self._road if isinstance(act, AddRecord)]
            ends += [end for end in lines if end is not None]
        return {standing(end.playing) for end in ends if self._is_safe(end)}

    def _ended(self, state: HisState | None, place: int) -> HisState | None:
        if state is None:
            return None
        for act in self._road[place:]:
            state = _after(state, act) or state
        return state

    def _is_safe(self, state: HisState) -> bool:
        return is_safe(self._task, state.playing)

    def _unneeded(self) -> Iterator[Any]:
        """Yield the steps and the records that the safe road does without."""
        taken, opened = ({getattr(act, name) for act in self._task.safe_road} for name in ("step", "opened"))
        yield from (TakeStep(kind="step", step=one.id) for one in self._task.steps if one.id not in taken)
        for patient in sorted(HIS.patient_ids - opened - {self._task.open_record}):
            yield OpenRecord(kind="open_record", patient=patient)

    def _written(self) -> Iterator[Any]:
        """Yield what is written too much: the lines of the road again and otherwise, and those that stand there."""
        for act in self._road:
            if isinstance(act, AddRecord):
                yield act
            if isinstance(act, AddRecord | ChangeRecord):
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
            if field.locked or field.is_written:
                continue
            patients = sorted(HIS.patient_ids) if field.type == "patient" else []
            values = patients or [one.id for one in field.options if not one.retired] or [FAR[field.type]]
            yield from (with_value(act, field.id, value) for value in values if act.values.get(field.id) != value)

    def _changed_afterwards(self, act: Any) -> Iterator[Any]:
        """Yield the same with a line of the road that is changed when all is done."""
        for other in self._others(act):
            new = [one.id for one in self.end.playing.records if one.part == act.part and one.is_new]
            lines = new if isinstance(act, AddRecord) else [act.record]
            yield from (ChangeRecord(kind="change", part=act.part, record=one, values=other.values) for one in lines)

    def _seconds(self, end: HisState) -> Iterator[Any]:
        """Yield every act that may hide or undo another one."""
        yield from self._singles
        for step in self._task.steps:
            yield TakeStep(kind="step", step=step.id)
            yield UndoStep(kind="undo_step", step=step.id)
        yield CloseRecord(kind="close_record")
        for act in (one for one in self._road if isinstance(one, AddRecord | ChangeRecord)):
            new = [one.id for one in end.playing.records if one.part == act.part and one.is_new]
            lines = new if isinstance(act, AddRecord) else [act.record]
            yield from (ChangeRecord(kind="change", part=act.part, record=one, values=act.values) for one in lines)
        for record in end.playing.records:
            if record.is_new and record.part != "access_log":
                yield RemoveRecord(kind="remove", part=record.part, record=record.id)


def _after(state: HisState, act: Any) -> HisState | None:
    try:
        return applied(HIS, state, act)
    except Refused:
        return None


def standing(run: TaskRun) -> Standing:
    """Return what stands in the HIS, without the log and without the numbers of new lines."""
    return frozenset((one.part, one.patient or "", one.values) for one in run.records if one.part != "access_log")


def hidden(pairs: Pairs, found: Iterable[Pair]) -> list[Pair]:
    """Return the pairs after which stands what no safe road leaves."""
    other = [one for one in found if one.standing != standing(pairs.end.playing)]
    known = pairs.explained() if other else set()
    return [one for one in other if one.standing not in known]


def went_out(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs of which the first act left the practice, so that nothing can undo it."""
    return [one for one in pairs if _goes_out(getattr(one.first, "values", {}))]


def _goes_out(values: dict[str, str]) -> bool:
    is_sent = values.get("status") in {"verstuurd", "bereikt"} or values.get("weg") in {"mail", "sms", "brief"}
    return is_sent or "apotheek" in {values.get("aan"), values.get("voor")}
