"""The tasks of a practice HIS that a learner plays, and how what she sends changes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.practice_his.records import filled_in
from ssfh_learn.activities.practice_his.responses import (
    AddRecord,
    BackToTasks,
    BeginTask,
    ChangeRecord,
    CloseRecord,
    FinishTask,
    LookAtPart,
    OpenRecord,
    RemoveRecord,
    TakeStep,
    UndoStep,
)
from ssfh_learn.activities.practice_his.result import outcome_of, result_of
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.practice_his.model import PracticeHisContent
    from ssfh_learn.activities.practice_his.part import Part
    from ssfh_learn.activities.practice_his.result import TaskOutcome
    from ssfh_learn.activities.practice_his.task_run import TaskRun

# What she did

_WORST_FIRST = ("not_judged", "unsafe", "partly", "safe")


@dataclass(frozen=True)
class Done:
    """The best finished result of a task."""

    task: str
    percent: int
    outcome: TaskOutcome

    @property
    def rank(self) -> tuple[int, int]:
        """How good it is: working safely counts before the percentage."""
        return _WORST_FIRST.index(self.outcome), self.percent


@dataclass(frozen=True)
class HisState:
    """The task being played, if any, the best result of each task, and how often a task was begun."""

    run: TaskRun | None = None
    done: tuple[Done, ...] = ()
    begun: int = 0

    @property
    def playing(self) -> TaskRun:
        """The task being played; raises Refused where there is none or it has been handed in."""
        if self.run is None:
            raise Refused("not_begun")
        if self.run.is_over:
            raise Refused("closed")
        return self.run

    def best(self, task: str) -> Done | None:
        """Return the best result of a task so far."""
        return next((done for done in self.done if done.task == task), None)

    def with_done(self, done: Done) -> HisState:
        """Keep a result where it is better than what there was."""
        before = self.best(done.task)
        if before is not None and before.rank >= done.rank:
            return self
        return replace(self, done=(*(one for one in self.done if one.task != done.task), done))


# What a response changes


def applied(his: PracticeHisContent, state: HisState, response: Any, content: str = "") -> HisState:
    """Return the state after one response; raises Refused where it does not fit.

    What was begun under former rules is not judged, so what no longer fits in it is passed over and refused to nobody.
    """
    if isinstance(response, BeginTask) and content in his.former_versions:
        return _begun(response, his, state, is_judged=False)
    try:
        return _applied(response, his, state)
    except Refused:
        if content not in his.former_versions or state.run is None or state.run.is_judged:
            raise
        return state


@singledispatch
def _applied(response: Any, _his: PracticeHisContent, _state: HisState) -> HisState:
    raise NotImplementedError(response)


@_applied.register(BeginTask)
def _begin(response: BeginTask, his: PracticeHisContent, state: HisState) -> HisState:
    return _begun(response, his, state, is_judged=True)


def _begun(response: BeginTask, his: PracticeHisContent, state: HisState, *, is_judged: bool) -> HisState:
    run = his.begun(his.task(response.task), is_judged=is_judged)
    return replace(state, run=run, begun=state.begun + 1)


@_applied.register(OpenRecord)
def _open_record(response: OpenRecord, his: PracticeHisContent, state: HisState) -> HisState:
    run = state.playing
    if response.patient not in his.patient_ids:
        raise Refused("unknown_id")
    return replace(state, run=run.with_open(response.patient))


@_applied.register(CloseRecord)
def _close_record(_response: CloseRecord, _his: PracticeHisContent, state: HisState) -> HisState:
    return replace(state, run=state.playing.closed())


@_applied.register(LookAtPart)
def _look(response: LookAtPart, _his: PracticeHisContent, state: HisState) -> HisState:
    run = state.playing
    part = _part(run, response.part)
    if not part.patient_bound:
        raise Refused("unknown_id")
    return replace(state, run=run.with_look(part))


@_applied.register(AddRecord)
def _add(response: AddRecord, his: PracticeHisContent, state: HisState) -> HisState:
    run = state.playing
    part = _part_to_write(run, response)
    typed = filled_in(part, response.values, his.today)
    required = {field.id: "" for field in part.fields if field.required}
    return replace(state, run=run.with_added(part, _accepted(his, part, {**required, **typed})))


@_applied.register(ChangeRecord)
def _change(response: ChangeRecord, his: PracticeHisContent, state: HisState) -> HisState:
    run = state.playing
    part = _part_to_write(run, response)
    record = run.record(part, response.record)
    typed = {name: value for name, value in response.values.items() if value != record.value(name)}
    return replace(state, run=run.with_changed(part, record, _accepted(his, part, typed)))


def _accepted(his: PracticeHisContent, part: Part, typed: Mapping[str, str]) -> dict[str, str]:
    patients = his.patient_ids
    accepted = {}
    for name, value in typed.items():
        field = part.field(name)
        if field is None:
            raise Refused("unknown_id")
        accepted[name] = field.accepted(value, patients)
    return accepted


@_applied.register(RemoveRecord)
def _remove(response: RemoveRecord, _his: PracticeHisContent, state: HisState) -> HisState:
    run = state.playing
    part = _part_to_write(run, response)
    return replace(state, run=run.without(part, run.record(part, response.record)))


@_applied.register(TakeStep)
def _take_step(response: TakeStep, his: PracticeHisContent, state: HisState) -> HisState:
    run = state.playing
    if not his.task(run.task).step(response.step).is_open(run):
        raise Refused("not_now")
    return replace(state, run=run.with_step(response.step))


@_applied.register(UndoStep)
def _undo_step(response: UndoStep, his: PracticeHisContent, state: HisState) -> HisState:
    run = state.playing
    after = run.without_step(response.step)
    if his.task(run.task).step(response.step).answer is not None:
        raise Refused("already_said")
    return replace(state, run=after)


@_applied.register(FinishTask)
def _finish(_response: FinishTask, his: PracticeHisContent, state: HisState) -> HisState:
    run = state.playing
    task = his.task(run.task)
    percent = result_of(task, run).percent if run.is_judged else 0
    outcome = outcome_of(task, run) if run.is_touched else "not_judged"
    over = replace(state, run=replace(run, is_over=True))
    return over.with_done(Done(run.task, percent, outcome))


@_applied.register(BackToTasks)
def _back(_response: BackToTasks, _his: PracticeHisContent, state: HisState) -> HisState:
    if state.run is None:
        raise Refused("not_begun")
    return replace(state, run=None)


def _part_to_write(run: TaskRun, response: AddRecord | ChangeRecord | RemoveRecord) -> Part:
    part = _part(run, response.part)
    if not part.may(response.kind):
        raise Refused("read_only_part")
    return part


def _part(run: TaskRun, id_: str) -> Part:
    if id_ not in run.parts:
        raise Refused("unknown_id")
    return run.parts[id_]
