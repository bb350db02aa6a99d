"""What comes out when a task is played: its safe road, with acts left out, moved, and put in between.

The search plays what a learner can send, with the rules of the run itself, and asks only whether the outcome is safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.practice_his.part import PATIENT
from ssfh_learn.activities.practice_his.responses import (
    AddRecord,
    ChangeRecord,
    CloseRecord,
    OpenRecord,
    RemoveRecord,
    TakeStep,
)
from ssfh_learn.activities.practice_his.result import outcome_of
from ssfh_learn.activities.practice_his.run import HisState, applied
from ssfh_learn.activities.practice_his.safety import Safety
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ssfh_learn.activities.practice_his.fields import RecordField
    from ssfh_learn.activities.practice_his.model import PracticeHisContent, Task
    from ssfh_learn.activities.practice_his.part import Part
    from ssfh_learn.activities.practice_his.records import HisRecord
    from ssfh_learn.activities.practice_his.result import TaskOutcome
    from ssfh_learn.activities.practice_his.road import RoadAct
    from ssfh_learn.activities.practice_his.task_run import TaskRun

MOST_OPTIONS = 3
"""So many other values of a field are tried in what the safe road writes."""

_FAR = {"date": "2026-01-02", "time": "23:50", "number": "1"}
"""What fits a field and is no part of a road: another day, time or number."""


@dataclass(frozen=True)
class Slip:
    """An unsafe act that is not seen where it comes before one of the acts of the safe road, or behind them all."""

    act: Any
    before: int


def response_of(act: RoadAct) -> Any:
    """Return what the browser sends for an act."""
    if act.step is not None:
        return TakeStep(kind="step", step=act.step)
    if act.opened is not None:
        return OpenRecord(kind="open_record", patient=act.opened)
    if act.added is not None:
        return AddRecord(kind="add", part=act.added.part_name, values=act.added.values)
    if act.changed is not None:
        line = act.changed
        return ChangeRecord(kind="change", part=line.part_name, record=line.record, values=line.values)
    if act.removed is not None:
        return RemoveRecord(kind="remove", part=act.removed.part_name, record=act.removed.record)
    return CloseRecord(kind="close_record")


class Search:
    """The roads through one task."""

    def __init__(self, his: PracticeHisContent, task: Task) -> None:
        self._his = his
        self._task = task
        self._begin = HisState(run=his.begun(task))
        self._safety = Safety(task)

    @cached_property
    def road(self) -> tuple[Any, ...]:
        """The safe road, as the browser sends it."""
        return tuple(response_of(act) for act in self._task.safe_road)

    @cached_property
    def on_the_road(self) -> list[HisState]:
        """The state before each act of the safe road, and at its end; it stops where an act is refused."""
        states = [self._begin]
        for response in self.road:
            after = self.after(states[-1], response)
            if after is None:
                break
            states.append(after)
        return states

    @property
    def refused_at(self) -> int | None:
        """The act of the safe road that is refused, if one is."""
        reached = len(self.on_the_road) - 1
        return None if reached == len(self.road) else reached

    def outcome(self, responses: Iterable[Any], state: HisState | None = None) -> TaskOutcome:
        """Return the outcome of a road; what is refused on it is passed over."""
        return outcome_of(self._task, self.played(responses, state or self._begin).playing)

    def is_safe(self, responses: Iterable[Any], state: HisState | None = None) -> bool:
        """Say whether a road is safe, complete or not."""
        return self.ended_safely(self.played(responses, state or self._begin))

    def ended_safely(self, state: HisState) -> bool:
        """Say whether a state would be a safe outcome, complete or not."""
        return self._safety.is_kept(state.playing)

    def everything(self) -> tuple[Any, ...]:
        """Return a road on which every record is opened, every step is taken, and the safe road is gone as well."""
        opened = [OpenRecord(kind="open_record", patient=patient) for patient in sorted(self._his.patient_ids)]
        steps = [TakeStep(kind="step", step=step.id) for step in self._task.steps]
        return (*opened, *self.road, *steps, *steps)

    def unneeded(self) -> Iterator[int]:
        """Yield the acts without which the outcome is still safe and complete."""
        for index in range(len(self.road)):
            if self.outcome(self.road[index + 1 :], self.on_the_road[index]) == "safe":
                yield index

    def movable(self) -> Iterator[int]:
        """Yield what was asked, told or opened first and may as well come last, though its author did not say so."""
        for index, act in enumerate(self._task.safe_road[:-1]):
            is_asked = act.step is not None or act.opened is not None
            if is_asked and not act.loose:
                rest = (*self.road[index + 1 :], self.road[index])
                if self.outcome(rest, self.on_the_road[index]) == "safe":
                    yield index

    def early(self) -> Iterator[int]:
        """Yield the lines that are as safe when written before something is asked or looked up, and are not marked so.

        The record that a line needs is opened with it. What is asked anywhere (`loose`) asks for no order.
        """
        for index, act in enumerate(self._task.safe_road):
            if any(act.lines()) and not act.loose and any(self._is_early(index, place) for place in range(index)):
                yield index

    def _is_early(self, index: int, place: int) -> bool:
        """Say whether a line of the road is as safe at an earlier place, with something asked after it."""
        acts = self._task.safe_road
        opening = next((at for at in range(place, index) if acts[at].opened is not None), None)
        passed = [at for at in range(place, index) if at != opening]
        if not any(acts[at].step is not None and not acts[at].loose for at in passed):
            return False
        first = () if opening is None else (self.road[opening],)
        after: HisState | None = self.on_the_road[place]
        for response in (*first, self.road[index]):
            after = after and self.after(after, response)
        rest = (*(self.road[at] for at in passed), *self.road[index + 1 :])
        return after is not None and self.outcome(rest, after) == "safe"

    def slips(self) -> Iterator[Slip]:
        """Yield what is unsafe behind the safe road and not seen at a place in it; of each act the first."""
        for act in self.spare_acts():
            seen = [self._is_seen(act, place) for place in range(len(self.road) + 1)]
            if seen[-1] and False in seen:
                yield Slip(act, seen.index(False))
        kept = standing(self.on_the_road[-1])
        for act in self._writings():
            for place, before in enumerate(self.on_the_road):
                after = self.after(before, act)
                if after is None:
                    continue
                end = self.played(self.road[place:], after)
                if standing(end) != kept and self.ended_safely(end):
                    yield Slip(act, place)
                    break

    def unread(self, *, every_field: bool = False) -> Iterator[tuple[str, str]]:
        """Yield each field that the task adds and that is safe whatever is chosen in it, behind its part.

        With `every_field` those that a part has in every task are looked at as well.
        """
        for index, act in enumerate(self._task.safe_road):
            for name, line in act.lines():
                added = self._task.fields.get(line.part_name, ())
                chosen = [field for field in self._chosen(line.part_name) if every_field or field.id in added]
                for field in chosen if name != "removed" else ():
                    if self._is_unread(index, field):
                        yield line.part_name, field.id

    def _is_unread(self, index: int, field: RecordField) -> bool:
        """Say whether every other value of a field of a line is as safe; a line that changes nothing is left out."""
        before, written = self.on_the_road[index], self.on_the_road[index + 1]
        afters = [self.after(before, with_value(self.road[index], field.id, other)) for other in self.values_of(field)]
        changed = [after for after in afters if after and standing(after) != standing(written)]
        return bool(changed) and all(self.is_safe(self.road[index + 1 :], after) for after in changed)

    def _chosen(self, part: str) -> list[RecordField]:
        """Return the fields of a part in which somebody chooses, and writes no words of her own."""
        return [field for field in self._begun.parts[part].fields if not field.locked and not field.is_written]

    def values_of(self, field: RecordField) -> list[str]:
        """Return values of a field that matter: each that is offered, or one that is far from any road."""
        if field.type == "patient":
            return sorted(self._his.patient_ids)
        return [option.id for option in field.options if not option.retired] or [_FAR[field.type]]

    @property
    def _begun(self) -> TaskRun:
        return self._begin.playing

    def _is_seen(self, act: Any, place: int) -> bool | None:
        """Say whether an act at a place makes the outcome unsafe; None where it changes nothing there."""
        before = self.on_the_road[place]
        after = self.after(before, act)
        if after is None or after.run is before.run:
            return None
        return not self.is_safe(self.road[place:], after)

    def spare_acts(self) -> Iterator[Any]:
        """Yield every step that is not in the safe road, and opening every record that is not."""
        taken = {act.step for act in self._task.safe_road}
        opened = {act.opened for act in self._task.safe_road} | {self._task.open_record}
        yield from (TakeStep(kind="step", step=step.id) for step in self._task.steps if step.id not in taken)
        for patient in sorted(self._his.patient_ids - opened):
            yield OpenRecord(kind="open_record", patient=patient)

    def _writings(self) -> Iterator[Any]:
        """Yield what can be written too much: lines of the road again and changed, and those that stand there."""
        for response in self.road:
            if isinstance(response, AddRecord):
                yield response
                yield from self._variants(response)
            if isinstance(response, ChangeRecord) and self._begun.parts[response.part].can_add:
                yield AddRecord(kind="add", part=response.part, values=self._as_changed(response))
        for record in self._begun.beginning:
            part = self._begun.parts[record.part]
            if part.can_remove:
                yield RemoveRecord(kind="remove", part=part.id, record=record.id)
            if part.can_change:
                field = self._first_to_change(part, record)
                other = field and self._other(field, record)
                if field and other:
                    yield ChangeRecord(kind="change", part=part.id, record=record.id, values={field.id: other})

    def _first_to_change(self, part: Part, record: HisRecord) -> RecordField | None:
        """Return the first field of a record in which other words matter: not where the road writes its own."""
        own = {
            name
            for response in self.road
            if isinstance(response, ChangeRecord) and (response.part, response.record) == (part.id, record.id)
            for name in response.values
        }
        return next(
            (
                field
                for field in part.fields
                if not field.locked and field.id != PATIENT and not (field.is_written and field.id in own)
            ),
            None,
        )

    def _as_changed(self, response: ChangeRecord) -> dict[str, str]:
        """Return what a record of the start holds when it is changed, as it would be typed in a new one."""
        part = self._begun.parts[response.part]
        record = next(one for one in self._begun.beginning if (one.part, one.id) == (part.id, response.record))
        typed = {field.id: record.value(field.id) for field in part.fields if not field.locked}
        return {**typed, **response.values}

    def _variants(self, response: AddRecord) -> Iterator[AddRecord]:
        for field in self._begun.parts[response.part].fields:
            if field.type in {"choice", "patient"} and not field.locked:
                options = [option.id for option in field.options] or sorted(self._his.patient_ids)
                others = [option for option in options if option != response.values.get(field.id)]
                yield from (with_value(response, field.id, other) for other in others[:MOST_OPTIONS])

    @staticmethod
    def _other(field: RecordField, record: HisRecord) -> str | None:
        value = record.value(field.id)
        if field.type == "choice":
            return next((option.id for option in field.options if option.id != value), None)
        return _FAR.get(field.type, f"{value}.")

    def after(self, state: HisState, response: Any) -> HisState | None:
        """Return the state after a response, or None where it is refused."""
        try:
            return applied(self._his, state, response)
        except Refused:
            return None

    def played(self, responses: Iterable[Any], state: HisState) -> HisState:
        """Return the state after responses; what is refused is passed over."""
        for response in responses:
            state = self.after(state, response) or state
        return state


def with_value(response: Any, field: str, value: str) -> Any:
    """Return what is sent for a record, with another value in one field."""
    return response.model_copy(update={"values": {**response.values, field: value}})


def standing(state: HisState) -> Sequence[Any]:
    """Return what stands in the HIS, without the log and without the numbers of new lines."""
    records = state.playing.records
    return sorted((one.part, one.patient or "", one.values) for one in records if one.part != "access_log")
