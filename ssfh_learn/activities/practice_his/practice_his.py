"""A practice HIS: tasks in a made-up patient record system, checked on the end state and the critical steps."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from ssfh_learn.activities import dutch
from ssfh_learn.activities.activity import Activity, ItemScore, Learner, Score, Status
from ssfh_learn.activities.model import HisPart, Line, Markdown, View
from ssfh_learn.activities.practice_his.dates import written_out
from ssfh_learn.activities.practice_his.flaws import flaws_of
from ssfh_learn.activities.practice_his.model import MOST_TASKS, Patient, Task, Verdicts, WrittenRecords
from ssfh_learn.activities.practice_his.parts import PARTS, Part
from ssfh_learn.activities.practice_his.records import Record, filled_in, new_record, started
from ssfh_learn.activities.practice_his.responses import (
    RESPONSES,
    Add,
    Back,
    Begin,
    Change,
    CloseRecord,
    Finish,
    OpenRecord,
    Remove,
    TakeStep,
    UndoStep,
)
from ssfh_learn.activities.practice_his.result import result_of
from ssfh_learn.activities.practice_his.run import Done, HisState, Run
from ssfh_learn.activities.practice_his.view import view_of
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ssfh_learn.activities.flaw import Flaw


class PracticeHis(Activity):
    """Invented patients, a starting state of the parts, and tasks in three levels. For practice only."""

    kind = "practice_his"
    responses = RESPONSES

    today: Line
    patients: Annotated[tuple[Patient, ...], Field(min_length=1)]
    starting_state: WrittenRecords = Field(default_factory=dict)
    part_texts: dict[HisPart, Markdown] = Field(default_factory=dict)
    verdicts: Verdicts | None = None
    tasks: Annotated[tuple[Task, ...], Field(min_length=1, max_length=MOST_TASKS)]

    @property
    def is_practice(self) -> bool:
        """Always: what somebody does in a made-up HIS is never a test."""
        return True

    # What there is

    def task(self, id_: str) -> Task:
        """Return a task by its id; raises Refused where there is none."""
        for task in self.tasks:
            if task.id == id_:
                return task
        raise Refused("unknown_id")

    def named(self, patient: str) -> str:
        """Return how a patient is named in a list: with the date of birth, because names occur twice."""
        found = next((one for one in self.patients if one.id == patient), None)
        return f"{found.name} ({written_out(found.birth)})" if found else patient

    @property
    def _patient_ids(self) -> frozenset[str]:
        return frozenset(patient.id for patient in self.patients)

    def beginning_of_all(self) -> tuple[Record, ...]:
        """Return the records that every task starts with."""
        cards = tuple(_card(patient) for patient in self.patients)
        return started(cards, self.starting_state, self.today)

    def beginning(self, task: Task) -> tuple[Record, ...]:
        """Return the records at the start of a task."""
        return started(self.beginning_of_all(), task.begin_with, self.today)

    def begun(self, task: Task) -> Run:
        """Return a task of which nothing was done yet; a record that is open at the start is in no log of today."""
        records = self.beginning(task)
        return Run(task.id, records, records, open=task.open_record)

    # Playing

    def start(self, learner: Learner) -> HisState:  # noqa: ARG002
        """No task has been played."""
        return HisState()

    def attempt(self, state: HisState) -> int:
        """Return how often a task was begun, 1 before the first."""
        return state.begun or 1

    def apply(self, state: HisState, response: Any, content: str) -> HisState:  # noqa: ARG002
        """Return the state after one response."""
        return self._apply(response, state)

    @singledispatchmethod
    def _apply(self, response: Any, state: HisState) -> HisState:
        raise NotImplementedError(response)

    @_apply.register(Begin)
    def _begin(self, response: Begin, state: HisState) -> HisState:
        return replace(state, run=self.begun(self.task(response.task)), begun=state.begun + 1)

    @_apply.register(OpenRecord)
    def _open_record(self, response: OpenRecord, state: HisState) -> HisState:
        run = state.playing
        if response.patient not in self._patient_ids:
            raise Refused("unknown_id")
        return replace(state, run=run.with_open(response.patient))

    @_apply.register(CloseRecord)
    def _close_record(self, _response: CloseRecord, state: HisState) -> HisState:
        return replace(state, run=replace(state.playing, open=None))

    @_apply.register(Add)
    def _add(self, response: Add, state: HisState) -> HisState:
        run, part = state.playing, _part(response.part)
        if not part.can_add:
            raise Refused("read_only_part")
        typed = filled_in(part, response.values, self.today)
        required = {field.id: "" for field in part.fields if field.required}
        return replace(state, run=run.with_added(part, self._accepted(part, {**required, **typed})))

    @_apply.register(Change)
    def _change(self, response: Change, state: HisState) -> HisState:
        run, part = state.playing, _part(response.part)
        if not part.can_change:
            raise Refused("read_only_part")
        record = run.record(part, response.record)
        typed = {name: value for name, value in response.values.items() if value != record.value(name)}
        return replace(state, run=run.with_changed(part, record, self._accepted(part, typed)))

    def _accepted(self, part: Part, typed: Mapping[str, str]) -> dict[str, str]:
        patients = self._patient_ids
        accepted = {}
        for name, value in typed.items():
            field = part.field(name)
            if field is None:
                raise Refused("unknown_id")
            accepted[name] = field.accepted(value, patients)
        return accepted

    @_apply.register(Remove)
    def _remove(self, response: Remove, state: HisState) -> HisState:
        run, part = state.playing, _part(response.part)
        if not part.can_remove:
            raise Refused("read_only_part")
        return replace(state, run=run.without(part, run.record(part, response.record)))

    @_apply.register(TakeStep)
    def _take_step(self, response: TakeStep, state: HisState) -> HisState:
        run = state.playing
        if response.step not in {step.id for step in self.task(run.task).steps}:
            raise Refused("unknown_id")
        steps = run.steps if response.step in run.steps else (*run.steps, response.step)
        return replace(state, run=replace(run, steps=steps))

    @_apply.register(UndoStep)
    def _undo_step(self, response: UndoStep, state: HisState) -> HisState:
        run = state.playing
        if response.step not in run.steps:
            raise Refused("unknown_id")
        return replace(state, run=replace(run, steps=tuple(step for step in run.steps if step != response.step)))

    @_apply.register(Finish)
    def _finish(self, _response: Finish, state: HisState) -> HisState:
        run = state.playing
        result = result_of(self.task(run.task), run)
        over = replace(state, run=replace(run, is_over=True))
        return over.with_done(Done(run.task, result.percent, result.outcome))

    @_apply.register(Back)
    def _back(self, _response: Back, state: HisState) -> HisState:
        if state.run is None:
            raise Refused("not_begun")
        return replace(state, run=None)

    # What it is worth

    def view(self, state: HisState) -> View:
        """Return the list of tasks and the task being played, without its checks until it was handed in."""
        return view_of(self, state)

    def status(self, state: HisState) -> Status:
        """Complete once every task of one level was done: nobody has to do what is too easy or too hard for her."""
        if not state.begun:
            return "not_attempted"
        done = {one.task for one in state.done}
        levels = [{task.id for task in self.tasks if task.level == level} for level in dutch.HIS_LEVELS]
        return "complete" if any(level and level <= done for level in levels) else "in_progress"

    def score(self, state: HisState) -> Score:
        """Return one point per task that went wholly well; of each task the best result counts."""
        items = tuple(self._item(task, state) for task in self.tasks)
        return Score(sum(one.points or 0 for one in items), len(items), self.status(state), items)

    def _item(self, task: Task, state: HisState) -> ItemScore:
        best = state.best(task.id)
        return ItemScore(task.id, best.percent / 100 if best else 0, 1, "complete" if best else "not_attempted")

    # What can be wrong with it

    def flaws(self) -> Iterator[Flaw]:
        """Yield what makes no sense in patients, records and checks."""
        return flaws_of(self)

    def covered_goals(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Yield the learning goals of the tasks as well."""
        yield from super().covered_goals()
        yield from ((task.goal, ("tasks", index, "goal")) for index, task in enumerate(self.tasks) if task.goal)

    def used_sources(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Yield the source codes of the tasks as well."""
        yield from super().used_sources()
        for index, task in enumerate(self.tasks):
            yield from ((code, ("tasks", index, "sources", place)) for place, code in enumerate(task.sources))


def _part(id_: str) -> Part:
    if id_ not in PARTS:
        raise Refused("unknown_id")
    return PARTS[id_]


def _card(patient: Patient) -> Record:
    values = {
        "naam": patient.name,
        "geboortedatum": patient.birth,
        "adres": patient.address,
        "telefoon": patient.phone,
        "memo": patient.memo or "",
    }
    return new_record(PARTS["patients"], patient.id, patient.id, values)
