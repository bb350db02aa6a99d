"""What a learner may see of a practice HIS: never a check before the task was handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from ssfh_learn.activities import dutch
from ssfh_learn.activities.activity import CountedEnvelope
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.practice_his.agenda import AgendaView, agenda_of
from ssfh_learn.activities.practice_his.dates import with_weekday, written_out
from ssfh_learn.activities.practice_his.fields import TODAY, FieldType
from ssfh_learn.activities.practice_his.part import Layout, PartGroup
from ssfh_learn.activities.practice_his.recommended import RecommendedView, recommended
from ssfh_learn.activities.practice_his.result import TaskOutcome, outcome_of, result_of
from ssfh_learn.activities.practice_his.talk import AnsweredView, TaskStepView, TurnView, opening_of, steps_of, talk_of

if TYPE_CHECKING:
    from ssfh_learn.activities.practice_his.fields import RecordField
    from ssfh_learn.activities.practice_his.model import Example, PracticeHisContent, Task, Unsafe
    from ssfh_learn.activities.practice_his.part import Part
    from ssfh_learn.activities.practice_his.records import HisRecord
    from ssfh_learn.activities.practice_his.run import HisState
    from ssfh_learn.activities.practice_his.task_run import TaskRun


class TaskListedView(TypedDict):
    """A task in the list, with the best result so far."""

    id: str
    title: str
    level: Literal["starter", "vaardig", "gevorderd"]
    level_label: str
    minutes: int | None
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
    for_change: bool
    """Whether it is only there on a record that stands already."""


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
    group: PartGroup
    patient_bound: bool
    can_add: bool
    can_change: bool
    can_remove: bool
    explanation: Markup | None
    layout: Layout
    fields: list[FieldView]
    records: list[RecordView]
    agenda: AgendaView | None
    """Where the appointments stand in columns of days; only an agenda has it."""


class PatientView(TypedDict):
    """An invented patient; `birth` is the date of birth in words, `born` as `1961-02-14`, to search by."""

    id: str
    name: str
    birth: str
    born: str


class MomentView(TypedDict):
    """An act of the learner, and what it was about: a patient, a part of the HIS or a step, as it is shown."""

    kind: Literal["open_record", "close_record", "add", "change", "remove", "step", "undo_step"]
    what: str


class UnsafeView(TypedDict):
    """What is not safe and why, and the moment at which it became so; None where something was never done."""

    text: Markup
    moment: MomentView | None


class ComparisonView(TypedDict):
    """Her own words in a field beside what could stand there; nobody judges them but she."""

    label: str
    own: list[str]
    example: Markup
    points: list[str]


class TaskResultView(TypedDict):
    """Three parts, apart: safe or not, complete or not, and her own words beside an example.

    Where nothing was done (`touched` of the task), it is not safe, and `unsafe` is what the task needs.
    What is `None` was not judged: the task was begun when it had other rules, or its rules hang on words of her own.
    """

    percent: int | None
    outcome: TaskOutcome
    outcome_text: str
    summary: Markup | None
    safe: bool | None
    unsafe: list[UnsafeView]
    complete: bool | None
    right: list[Markup]
    missing: list[Markup]
    compare: list[ComparisonView]
    capped: bool
    explanation: Markup | None
    not_taught: Markup | None


class TaskView(TypedDict):
    """The task being played; the parts of a patient are absent while no record is open."""

    id: str
    title: str
    level_label: str
    minutes: int | None
    assignment: Markup
    patients: list[PatientView]
    open: str | None
    touched: bool
    """Whether anything was done since the start."""
    parts: list[PartView]
    steps: list[TaskStepView]
    opening: TurnView | None
    """What a caller or somebody at the desk says first."""
    talk: list[AnsweredView]
    """What came back on the steps that were taken, in their order."""
    result: TaskResultView | None


class PracticeHisView(CountedEnvelope):
    """The list of tasks, and the one being played."""

    kind: Literal["practice_his"]
    today: str
    recommended: list[RecommendedView]
    """What to do next, the best first."""
    tasks: list[TaskListedView]
    task: TaskView | None


def view_of(his: PracticeHisContent, state: HisState) -> PracticeHisView:
    """Return the list of tasks, and the task being played."""
    return {
        "kind": "practice_his",
        **his.counted_envelope(state),
        "today": with_weekday(his.today),
        "recommended": recommended(his, state),
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
        "minutes": task.minutes,
        "state": "done" if best else "new",
        "best": None if best is None or best.outcome == "not_judged" else best.percent,
        "outcome": best.outcome if best else None,
    }


def _played(his: PracticeHisContent, task: Task, run: TaskRun) -> TaskView:
    known = his.shown_parts(task)
    shown = [one for one in run.parts.values() if one.id in known and (run.open is not None or not one.patient_bound)]
    return {
        "id": task.id,
        "title": task.title,
        "level_label": dutch.HIS_LEVELS[task.level],
        "minutes": task.minutes,
        "assignment": markup(task.assignment),
        "patients": [
            {"id": one.id, "name": one.name, "birth": written_out(one.birth), "born": one.birth} for one in his.patients
        ],
        "open": run.open,
        "touched": run.is_touched,
        "parts": [_part(his, part, run) for part in shown],
        "steps": steps_of(task, run),
        "opening": opening_of(task),
        "talk": talk_of(task, run),
        "result": _result(his, task, run) if run.is_over else None,
    }


def _part(his: PracticeHisContent, part: Part, run: TaskRun) -> PartView:
    is_open = not run.is_over
    records = [record for record in run.records if record.part == part.id and run.can_see(record)]
    return {
        "id": part.id,
        "label": part.label,
        "group": part.group,
        "patient_bound": part.patient_bound,
        "can_add": part.can_add and is_open,
        "can_change": part.can_change and is_open,
        "can_remove": part.can_remove and is_open,
        "explanation": markup(his.part_texts.get(part.id)),
        "layout": part.layout,
        "fields": [_field(his, field) for field in part.fields],
        "records": [_record(his, part, record) for record in records],
        "agenda": agenda_of(his, part, records) if part.layout == "agenda" else None,
    }


def _field(his: PracticeHisContent, field: RecordField) -> FieldView:
    offered = [option for option in field.options if not option.retired]
    options: list[FieldOptionView] = [{"id": option.id, "text": option.text} for option in offered]
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
        "for_change": field.for_change,
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
    result, outcome = result_of(task, run), outcome_of(task, run)
    is_judged = outcome != "not_judged"
    is_begun = run.is_touched or not is_judged
    met = [check for check in result.met if check.is_decided and is_judged]
    missed = [check for check in result.missed if check.is_decided and is_judged]
    unsafe = [one for one in result.unsafe if one.is_decided and is_judged]
    missing = [check for check in missed if not check.critical]
    told: list[UnsafeView] = [{"text": markup(one.text), "moment": _moment(his, task, run, one)} for one in unsafe]
    left_out: list[UnsafeView] = [{"text": markup(check.missing), "moment": None} for check in missed if check.critical]
    unsafe_text = dutch.HIS_NOT_YET_SAFE if left_out and not told else None
    return {
        "percent": result.percent if is_judged and not result.undecided else None,
        "outcome": outcome,
        "outcome_text": (unsafe_text or dutch.HIS_OUTCOMES[outcome]) if is_begun else dutch.HIS_UNTOUCHED,
        "summary": markup(getattr(his.verdicts, outcome, None) if is_begun else None),
        "safe": outcome != "unsafe" if is_judged else None,
        "unsafe": [*told, *left_out],
        "complete": not missing if is_judged and not result.undecided else None,
        "right": [markup(check.right) for check in met],
        "missing": [markup(check.missing) for check in missing],
        "compare": [_comparison(run, example) for example in task.examples],
        "capped": is_judged and bool(result.caps),
        "explanation": markup(task.explanation),
        "not_taught": markup(task.not_taught),
    }


def _moment(his: PracticeHisContent, task: Task, run: TaskRun, unsafe: Unsafe) -> MomentView | None:
    """Return at which act it became unsafe, and stayed so."""
    became = next((one for one in reversed(run.moments) if not unsafe.holds(one.before)), None)
    if became is None:
        return None
    act = became.act
    if act.kind in {"step", "undo_step"}:
        named = task.step(act.what).text
    elif act.kind in {"open_record", "close_record"}:
        named = next(patient.name for patient in his.patients if patient.id == act.what)
    else:
        named = run.parts[act.what].label
    return {"kind": act.kind, "what": named}


def _comparison(run: TaskRun, example: Example) -> ComparisonView:
    part = run.parts[example.part_name]
    field = part.field(example.field)
    before = {(one.part, one.id): one.value(example.field) for one in run.beginning}
    texts = [
        one.value(example.field)
        for one in run.records
        if one.part == part.id and one.value(example.field) != before.get((one.part, one.id), "")
    ]
    return {
        "label": f"{part.label}: {field.label if field else example.field}",
        "own": [text for text in texts if text],
        "example": markup(example.text),
        "points": list(example.points),
    }
