"""What a practice HIS is made of in a content file: patients, a starting state, and tasks with their checks."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints, WithJsonSchema

from ssfh_learn.activities.activity import Activity
from ssfh_learn.activities.model import HisLevel, HisPart, Id, Line, Markdown, Model, YesNo, written_as
from ssfh_learn.activities.practice_his.conditions import AllOf
from ssfh_learn.activities.practice_his.dates import written_out
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.practice_his.records import OWN, HisRecord, new_record, started
from ssfh_learn.activities.practice_his.task_run import TaskRun
from ssfh_learn.errors import Refused

HIGHEST_CAP = 90
"""A capped result is never a good one."""

MOST_TASKS = 60


def _schema_of_records() -> dict[str, Any]:
    """Return the JSON Schema of starting records: each part with its own fields."""

    def rows(fields: list[str]) -> dict[str, Any]:
        properties = {name: {"type": ["string", "number"]} for name in (*OWN, *fields)}
        return {"type": "array", "items": {"type": "object", "properties": properties, "additionalProperties": False}}

    parts = {part.word: rows([field.id for field in part.fields]) for part in PARTS.values()}
    return {"type": "object", "properties": parts, "additionalProperties": False}


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
WrittenRecords = Annotated[dict[HisPart, tuple[dict[Line, Text], ...]], WithJsonSchema(_schema_of_records())]


class Patient(Model):
    """An invented patient."""

    id: Id
    name: Line = written_as("naam")
    birth: Line = written_as("geboortedatum")
    address: Line = written_as("adres")
    phone: Line = written_as("telefoon")
    memo: Line | None = None


class TaskStep(Model):
    """Something to do that leaves no record, such as calling or asking."""

    id: Id
    text: Line = written_as("tekst")


class Check(AllOf):
    """What must be so at the end; a `critical` one that is missed holds the result at `cap` percent or less."""

    points: Annotated[int, Field(ge=1, le=10)] = written_as("punten", default=1)
    critical: YesNo = written_as("kritiek", default=False)
    cap: Annotated[int, Field(ge=0, le=HIGHEST_CAP)] = written_as("hoogstens", default=50)
    right: Markdown = written_as("goed")
    missing: Markdown = written_as("mist")


class Unsafe(AllOf):
    """What may not be so at the end: it holds the result at `cap` percent or less."""

    cap: Annotated[int, Field(ge=0, le=HIGHEST_CAP)] = written_as("hoogstens")
    text: Markdown = written_as("tekst")


class Task(Model):
    """One assignment; `begin_with` adds to or changes the starting state."""

    id: Id
    title: Line = written_as("titel")
    level: HisLevel = written_as("niveau")
    assignment: Markdown = written_as("opdracht")
    goal: Line | None = written_as("leerdoel", default=None)
    sources: tuple[Line, ...] = written_as("bronnen", default=())
    begin_with: WrittenRecords = written_as("begin", default_factory=dict)
    open_record: Id | None = written_as("open_dossier", default=None)
    steps: tuple[TaskStep, ...] = written_as("stappen", default=())
    checks: tuple[Check, ...] = written_as("controles", default=())
    unsafe: tuple[Unsafe, ...] = written_as("onveilig", default=())
    explanation: Markdown | None = written_as("uitleg", default=None)


class Verdicts(Model):
    """What to say about each outcome of a task."""

    safe: Markdown = written_as("veilig")
    partly: Markdown = written_as("deels")
    unsafe: Markdown = written_as("onveilig")


class PracticeHisContent(Activity):
    """What is written of a practice HIS, and what can be looked up in it."""

    today: Line = written_as("vandaag")
    patients: Annotated[tuple[Patient, ...], Field(min_length=1)] = written_as("patienten")
    starting_state: WrittenRecords = written_as("begintoestand", default_factory=dict)
    part_texts: dict[HisPart, Markdown] = written_as("onderdelen", default_factory=dict)
    verdicts: Verdicts | None = written_as("uitkomsten", default=None)
    tasks: Annotated[tuple[Task, ...], Field(min_length=1, max_length=MOST_TASKS)] = written_as("taken")

    @property
    def is_practice(self) -> bool:
        """Always: what somebody does in a made-up HIS is never a test."""
        return True

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
    def patient_ids(self) -> frozenset[str]:
        """The ids of all patients."""
        return frozenset(patient.id for patient in self.patients)

    def beginning_of_all(self) -> tuple[HisRecord, ...]:
        """Return the records that every task starts with."""
        cards = tuple(_card(patient) for patient in self.patients)
        return started(cards, self.starting_state, self.today)

    def beginning(self, task: Task) -> tuple[HisRecord, ...]:
        """Return the records at the start of a task."""
        return started(self.beginning_of_all(), task.begin_with, self.today)

    def begun(self, task: Task) -> TaskRun:
        """Return a task of which nothing was done yet; a record that is open at the start is in no log of today."""
        records = self.beginning(task)
        return TaskRun(task.id, records, records, open=task.open_record)


def _card(patient: Patient) -> HisRecord:
    values = {
        "naam": patient.name,
        "geboortedatum": patient.birth,
        "adres": patient.address,
        "telefoon": patient.phone,
        "memo": patient.memo or "",
    }
    return new_record(PARTS["patients"], patient.id, patient.id, values)
