"""What a learner may see of a practice HIS: never a check before the task was handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from ssfh_learn.activities import dutch
from ssfh_learn.activities.activity import CountedEnvelope
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.practice_his.dates import with_weekday, written_out
from ssfh_learn.activities.practice_his.fields import TODAY, FieldType
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.practice_his.result import TaskOutcome, result_of

if TYPE_CHECKING:
    from ssfh_learn.activities.practice_his.fields import RecordField
    from ssfh_learn.activities.practice_his.model import PracticeHisContent, Task
    from ssfh_learn.activities.practice_his.parts import Part
    from ssfh_learn.activities.practice_his.records import HisRecord
    from ssfh_learn.activities.practice_his.run import HisState
    from ssfh_learn.activities.practice_his.task_run import TaskRun


class TaskListedView(TypedDict):
    """A task in the list, with the best result so far."""

    id: str
    title: str
    level: Literal["starter", "vaardig", "gevorderd"]
    level_label: str
    state: Literal["new", "done"]
    best: int | None
    outcome: TaskOutcome | None


class FieldOptionView(TypedDict):
    """Something to choose in a field; a plain text, because a native list shows no markup."""

    id: str
    text: str


class FieldView(TypedDict):
    """A field of a part; a `locked` one is shown and never typed in."""

    id: str
    label: str
    type: FieldType
    options: list[FieldOptionView] | None
    required: bool
    locked: bool
    initial: str
    """What a new record begins with."""
    max_length: int


class RecordView(TypedDict):
    """A record; `shown` are its values as a person reads them: a name where `values` has an id."""

    id: str
    patient: str | None
    values: dict[str, str]
    shown: dict[str, str]


class PartView(TypedDict):
    """A part with the records that can be seen now."""

    id: str
    label: str
    patient_bound: bool
    can_add: bool
    can_change: bool
    can_remove: bool
    explanation: Markup | None
    fields: list[FieldView]
    records: list[RecordView]


class PatientView(TypedDict):
    """An invented patient."""

    id: str
    name: str
    birth: str


class TaskStepView(TypedDict):
    """Something to do that leaves no record."""

    id: str
    text: str
    taken: bool


class TaskResultView(TypedDict):
    """What was right, missing and unsafe at the end; `capped` says that something held the percentage down."""

    percent: int
    outcome: TaskOutcome
    outcome_text: str
    summary: Markup | None
    right: list[Markup]
    missing: list[Markup]
    unsafe: list[Markup]
    capped: bool
    own_words: bool
    """Whether keywords were looked for in what she wrote herself, of which nobody judged how good it is."""
    explanation: Markup | None


class TaskView(TypedDict):
    """The task being played; the parts of a patient are absent while no record is open."""

    id: str
    title: str
    level_label: str
    assignment: Markup
    patients: list[PatientView]
    open: str | None
    touched: bool
    """Whether anything was done since the start."""
    parts: list[PartView]
    steps: list[TaskStepView]
    result: TaskResultView | None


class PracticeHisView(CountedEnvelope):
    """The list of tasks, and the one being played."""

    kind: Literal["practice_his"]
    today: str
    tasks: list[TaskListedView]
    task: TaskView | None


def view_of(his: PracticeHisContent, state: HisState) -> PracticeHisView:
    """Return the list of tasks, and the task being played."""
    return {
        "kind": "practice_his",
        **his.counted_envelope(state),
        "today": with_weekday(his.today),
        "tasks": [_listed(task, state) for task in his.tasks],
        "task": None if state.run is None else _played(his, his.task(state.run.task), state.run),
    }


def _listed(task: Task, state: HisState) -> TaskListedView:
    best = state.best(task.id)
    return {
        "id": task.id,
        "title": task.title,
        "level": task.level,
        "level_label": dutch.HIS_LEVELS[task.level],
        "state": "done" if best else "new",
        "best": best.percent if best else None,
        "outcome": best.outcome if best else None,
    }


def _played(his: PracticeHisContent, task: Task, run: TaskRun) -> TaskView:
    shown = [part for part in PARTS.values() if run.open is not None or not part.patient_bound]
    return {
        "id": task.id,
        "title": task.title,
        "level_label": dutch.HIS_LEVELS[task.level],
        "assignment": markup(task.assignment),
        "patients": [
            {"id": patient.id, "name": patient.name, "birth": written_out(patient.birth)} for patient in his.patients
        ],
        "open": run.open,
        "touched": run.is_touched,
        "parts": [_part(his, part, run) for part in shown],
        "steps": [{"id": step.id, "text": step.text, "taken": step.id in run.steps} for step in task.steps],
        "result": _result(his, task, run) if run.is_over else None,
    }


def _part(his: PracticeHisContent, part: Part, run: TaskRun) -> PartView:
    is_open = not run.is_over
    return {
        "id": part.id,
        "label": part.label,
        "patient_bound": part.patient_bound,
        "can_add": part.can_add and is_open,
        "can_change": part.can_change and is_open,
        "can_remove": part.can_remove and is_open,
        "explanation": markup(his.part_texts.get(part.id)),
        "fields": [_field(his, field) for field in part.fields],
        "records": [
            _record(his, part, record) for record in run.records if record.part == part.id and run.can_see(record)
        ],
    }


def _field(his: PracticeHisContent, field: RecordField) -> FieldView:
    options: list[FieldOptionView] = [{"id": option.id, "text": option.text} for option in field.options]
    if field.type == "patient":
        options = [{"id": patient.id, "text": his.named(patient.id)} for patient in his.patients]
    return {
        "id": field.id,
        "label": field.label,
        "type": field.type,
        "options": options or None,
        "required": field.required,
        "locked": field.locked,
        "initial": his.today if field.initial == TODAY else field.initial,
        "max_length": field.max_length,
    }


def _record(his: PracticeHisContent, part: Part, record: HisRecord) -> RecordView:
    values = dict(record.values)
    shown = {field.id: _shown(his, field, values[field.id]) for field in part.fields}
    return {"id": record.id, "patient": record.patient, "values": values, "shown": shown}


def _shown(his: PracticeHisContent, field: RecordField, value: str) -> str:
    if field.type == "date":
        return written_out(value)
    if field.type == "patient":
        return his.named(value) if value else ""
    return next((option.text for option in field.options if option.id == value), value)


def _result(his: PracticeHisContent, task: Task, run: TaskRun) -> TaskResultView:
    result = result_of(task, run)
    verdicts = his.verdicts
    critical = [check.missing for check in result.missed if check.critical]
    return {
        "percent": result.percent,
        "outcome": result.outcome,
        "outcome_text": dutch.HIS_OUTCOMES[result.outcome],
        "summary": markup(getattr(verdicts, result.outcome)) if verdicts else None,
        "right": [markup(check.right) for check in result.met],
        "missing": [markup(check.missing) for check in result.missed if not check.critical],
        "unsafe": [markup(text) for text in (*(one.text for one in result.unsafe), *critical)],
        "capped": bool(result.caps),
        "own_words": any(one.looks_for_words for one in (*task.checks, *task.unsafe)),
        "explanation": markup(task.explanation),
    }
