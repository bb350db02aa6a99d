"""What a practice HIS is made of in a content file: patients, a starting state, and tasks with their checks."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints, WithJsonSchema

from ssfh_learn.activities.model import HisLevel, HisPart, Id, Line, Markdown, Model, YesNo
from ssfh_learn.activities.practice_his.conditions import AllOf
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.practice_his.records import OWN

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
StartingRecords = dict[HisPart, tuple[dict[Line, Text], ...]]
WrittenRecords = Annotated[StartingRecords, WithJsonSchema(_schema_of_records())]


class Patient(Model):
    """An invented patient."""

    id: Id
    name: Line
    birth: Line
    address: Line
    phone: Line
    memo: Line | None = None


class Step(Model):
    """Something to do that leaves no record, such as calling or asking."""

    id: Id
    text: Line


class Check(AllOf):
    """What must be so at the end; a `critical` one that is missed holds the result at `cap` percent or less."""

    points: Annotated[int, Field(ge=1, le=10)] = 1
    critical: YesNo = False
    cap: Annotated[int, Field(ge=0, le=HIGHEST_CAP)] = 50
    right: Markdown
    missing: Markdown


class Unsafe(AllOf):
    """What may not be so at the end: it holds the result at `cap` percent or less."""

    cap: Annotated[int, Field(ge=0, le=HIGHEST_CAP)]
    text: Markdown


class Task(Model):
    """One assignment; `begin_with` adds to or changes the starting state."""

    id: Id
    title: Line
    level: HisLevel
    assignment: Markdown
    goal: Line | None = None
    sources: tuple[Line, ...] = ()
    begin_with: WrittenRecords = Field(default_factory=dict)
    open_record: Id | None = None
    steps: tuple[Step, ...] = ()
    checks: tuple[Check, ...] = ()
    unsafe: tuple[Unsafe, ...] = ()
    explanation: Markdown | None = None


class Verdicts(Model):
    """What to say about each outcome of a task."""

    safe: Markdown
    partly: Markdown
    unsafe: Markdown
