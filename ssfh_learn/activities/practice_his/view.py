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
from ssfh_learn.activities.practice_his.result import TaskOutcome
from ssfh_learn.activities.practice_his.result_view import TaskResultView, result_view_of
from ssfh_learn.activities.practice_his.talk import AnsweredView, TaskStepView, TurnView, opening_of, steps_of, talk_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.practice_his.fields import RecordField
    from ssfh_learn.activities.practice_his.model import PracticeHisContent, Task
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
    is_judged: bool
    """Whether the result hangs on it, though it may be left empty for a while."""


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
    is_sent: bool
    explanation: Markup | None
    layout: Layout
    fields: list[FieldView]
    records: list[RecordView]
    agenda: AgendaView | None
    """Where the appointments stand in columns of days; only an agenda has it."""
    tells_look: bool
    """Whether to tell that it is on the screen now: the result depends on that, and it was not told before."""


class PatientView(TypedDict):
    """An invented patient; `birth` is the date of birth in words, `born` as `1961-02-14`, to search by."""

    id: str
    name: str
    birth: str
    born: str


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
        "parts": [_part(his, task, part, run) for part in shown],
        "steps": steps_of(task, run),
        "opening": opening_of(task),
        "talk": talk_of(task, run),
        "result": result_view_of(his, task, run) if run.is_over else None,
    }


def _part(his: PracticeHisContent, task: Task, part: Part, run: TaskRun) -> PartView:
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
        "is_sent": part.is_sent,
        "explanation": markup(his.part_texts.get(part.id)),
        "layout": part.layout,
        "fields": [_field(his, field, is_judged=(part.id, field.id) in task.judged_fields) for field in part.fields],
        "records": [_record(his, part, record) for record in records],
        "agenda": agenda_of(his, part, records) if part.layout == "agenda" else None,
        "tells_look": is_open and (run.open, part.id) in task.judged_looks.difference(run.looked),
    }


def _field(his: PracticeHisContent, field: RecordField, *, is_judged: bool) -> FieldView:
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
        "is_judged": is_judged and not (field.required or field.locked or field.initial),
    }


def _record(his: PracticeHisContent, part: Part, record: HisRecord) -> RecordView:
    values = dict(record.values)
    shown = {field.id: _shown(his, field, values[field.id]) for field in part.fields}
    return {"id": record.id, "patient": record.patient, "values": values, "shown": shown}


def written_of(his: PracticeHisContent, state: HisState) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield what she added or changed in the task of now: what it is and whose, and its fields with their text."""
    if state.run is None:
        return
    parts = his.parts(his.task(state.run.task))
    for record in state.run.records:
        part = parts.get(record.part)
        if part is None or record in state.run.beginning:
            continue
        shown = _record(his, part, record.in_part(part))["shown"]
        owner = his.named(record.patient) if record.patient else ""
        texts = [(field.label, shown[field.id]) for field in part.fields if field.type != "patient" and shown[field.id]]
        yield ": ".join(filter(None, [part.label, owner])), texts


def _shown(his: PracticeHisContent, field: RecordField, value: str) -> str:
    if field.type == "date":
        return written_out(value)
    if field.type == "patient":
        return his.named(value) if value else ""
    return next((option.text for option in field.options if option.id == value), value)
