"""What a practice HIS is made of in a content file: patients, a starting state, and tasks with their checks."""

from __future__ import annotations

from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, StringConstraints, WithJsonSchema

from ssfh_learn.activities.activity import Activity
from ssfh_learn.activities.model import HisLevel, HisPart, Id, Markdown, Model, OneLine, YesNo, added, written_as
from ssfh_learn.activities.practice_his.conditions import AllOf, Condition
from ssfh_learn.activities.practice_his.dates import written_out
from ssfh_learn.activities.practice_his.fields import FieldOption, RecordField
from ssfh_learn.activities.practice_his.part import PATIENT
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.practice_his.records import OWN, HisRecord, new_record, started
from ssfh_learn.activities.practice_his.road import RoadAct
from ssfh_learn.activities.practice_his.task_run import TaskRun
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.practice_his.part import Part

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


HisText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
WrittenRecords = Annotated[dict[HisPart, tuple[dict[OneLine, HisText], ...]], WithJsonSchema(_schema_of_records())]


class Patient(Model):
    """An invented patient."""

    id: Id
    name: OneLine = written_as("naam")
    birth: OneLine = written_as("geboortedatum")
    address: OneLine = written_as("adres")
    phone: OneLine = written_as("telefoon")
    memo: OneLine | None = None


class FixedValue(Model):
    """One value of a fact."""

    id: Id
    text: OneLine = written_as("tekst")


class FixedField(Model):
    """A fact with fixed values, which a task adds to a part: so that nobody has to read it in words of one's own."""

    id: Id
    name: OneLine = written_as("naam")
    options: Annotated[tuple[FixedValue, ...], Field(min_length=1)] = written_as("keuzes")


class Answer(Model):
    """What somebody or the screen says back; without conditions it is said whatever was done before."""

    conditions: tuple[Condition, ...] = written_as("als", default=())
    text: Markdown = written_as("tekst")

    def fits(self, run: TaskRun) -> bool:
        """Say whether this is the answer now."""
        return all(condition.holds(run) for condition in self.conditions)


class TaskStep(Model):
    """Something to do that leaves no record, such as calling or asking; what was said and answered stays said."""

    id: Id
    text: OneLine = written_as("tekst")
    answer: Markdown | tuple[Answer, ...] | None = added(None, key="gevolg")
    only_when: tuple[Condition, ...] = added((), key="kan-als")

    def is_open(self, run: TaskRun) -> bool:
        """Say whether it can be taken now."""
        return all(condition.holds(run) for condition in self.only_when)

    def answered(self, before: TaskRun) -> str | None:
        """Return what comes back when the step is taken; `before` is how everything was then."""
        if self.answer is None or isinstance(self.answer, str):
            return self.answer
        return next((one.text for one in self.answer if one.fits(before)), None)


class Check(AllOf):
    """What must be so at the end; a `critical` one that is missed holds the result at `cap` percent or less."""

    points: Annotated[int, Field(ge=1, le=10)] = written_as("punten", default=1)
    critical: YesNo = written_as("kritiek", default=False)
    cap: Annotated[int, Field(ge=0, le=HIGHEST_CAP)] = written_as("hoogstens", default=50)
    right: Markdown = written_as("goed")
    missing: Markdown = written_as("mist")

    def is_broken(self, run: TaskRun) -> bool:
        """Say whether it is missed."""
        return not self.holds(run)


class Unsafe(AllOf):
    """What may not be so at the end: it holds the result at `cap` percent or less."""

    cap: Annotated[int, Field(ge=0, le=HIGHEST_CAP)] = written_as("hoogstens")
    text: Markdown = written_as("tekst")

    def is_broken(self, run: TaskRun) -> bool:
        """Say whether it is so."""
        return self.holds(run)


class Example(Model):
    """What could stand in a field of one's own words: the learner compares it with hers, and nobody judges that."""

    part_name: HisPart = written_as("onderdeel")
    field: OneLine = written_as("veld")
    text: Markdown = written_as("tekst")
    points: tuple[OneLine, ...] = written_as("let-op", default=())


class Task(Model):
    """One assignment; `begin_with` adds to or changes the starting state."""

    id: Id
    title: OneLine = written_as("titel")
    level: HisLevel = written_as("niveau")
    assignment: Markdown = written_as("opdracht")
    goal: OneLine | None = written_as("leerdoel", default=None)
    sources: tuple[OneLine, ...] = written_as("bronnen", default=())
    begin_with: WrittenRecords = written_as("begin", default_factory=dict)
    open_record: Id | None = written_as("open_dossier", default=None)
    steps: tuple[TaskStep, ...] = written_as("stappen", default=())
    checks: tuple[Check, ...] = written_as("controles", default=())
    unsafe: tuple[Unsafe, ...] = written_as("onveilig", default=())
    explanation: Markdown | None = written_as("uitleg", default=None)
    fields: dict[HisPart, tuple[Id, ...]] = added({}, key="velden")
    hidden: dict[HisPart, tuple[Id, ...]] = added({}, key="zonder_velden")
    examples: tuple[Example, ...] = added((), key="voorbeelden")
    safe_road: tuple[RoadAct, ...] = added((), key="veilige_weg")
    not_taught: Markdown | None = added(None, key="leert_niet")
    minutes: Annotated[int, Field(ge=1, le=60)] | None = added(None, key="minuten")
    opening: Markdown | None = added(None, key="begint")
    """What a caller or somebody at the desk says first; the conversation begins with it."""

    @cached_property
    def _rules(self) -> tuple[Condition, ...]:
        """Every condition of its checks and of what is unsafe, however deep."""
        return tuple(chain.from_iterable(rule.all_conditions() for rule in (*self.checks, *self.unsafe)))

    @cached_property
    def judged_fields(self) -> frozenset[tuple[str, str]]:
        """The fields that a rule looks at, each behind its part."""
        wanted = [one for condition in self._rules for _, one in condition.wanted()]
        owners = {(one.part_name, PATIENT) for one in wanted if one.patient}
        return frozenset(
            owners.union((one.part_name, name) for one in wanted for name in (*one.values, *one.filled_in))
        )

    @cached_property
    def judged_looks(self) -> frozenset[tuple[str, str]]:
        """The parts of records of which a rule asks whether somebody looked there, each behind its patient."""
        found = [condition.looked for condition in self._rules if condition.looked is not None]
        return frozenset((one.patient, one.part_name) for one in found)

    def step(self, id_: str) -> TaskStep:
        """Return a step by its id; raises Refused where there is none."""
        for step in self.steps:
            if step.id == id_:
                return step
        raise Refused("unknown_id")


class Verdicts(Model):
    """What to say about each outcome of a task."""

    safe: Markdown = written_as("veilig")
    partly: Markdown = written_as("deels")
    unsafe: Markdown = written_as("onveilig")


class PracticeHisContent(Activity):
    """What is written of a practice HIS, and what can be looked up in it."""

    today: OneLine = written_as("vandaag")
    patients: Annotated[tuple[Patient, ...], Field(min_length=1)] = written_as("patienten")
    starting_state: WrittenRecords = written_as("begintoestand", default_factory=dict)
    part_texts: dict[HisPart, Markdown] = written_as("onderdelen", default_factory=dict)
    verdicts: Verdicts | None = written_as("uitkomsten", default=None)
    tasks: Annotated[tuple[Task, ...], Field(min_length=1, max_length=MOST_TASKS)] = written_as("taken")
    fields: tuple[FixedField, ...] = added((), key="velden")
    former_versions: tuple[OneLine, ...] = added((), key="eerdere_versies")
    """Versions of this file whose tasks had other rules: what was played then is not judged by those of now."""

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

    def parts(self, task: Task) -> Mapping[str, Part]:
        """Return the parts as this task shows them: with its fields of fixed values behind their own."""
        known = {one.id: one for one in self.fields}
        return {
            id_: part.for_task(
                tuple(_as_field(known[name]) for name in task.fields.get(id_, ()) if name in known),
                task.hidden.get(id_, ()),
            )
            for id_, part in PARTS.items()
        }

    def shown_parts(self, task: Task) -> frozenset[str]:
        """Return the parts that a task shows: those of every HIS, and those that it works with."""
        worked_with = {*self.starting_state, *task.begin_with, *task.fields}
        worked_with |= {line.part_name for act in task.safe_road for _, line in act.lines()}
        return frozenset(id_ for id_, part in PARTS.items() if part.is_always_shown or id_ in worked_with)

    def beginning(self, task: Task) -> tuple[HisRecord, ...]:
        """Return the records at the start of a task."""
        return started(self.beginning_of_all(), task.begin_with, self.today, self.parts(task))

    def begun(self, task: Task, *, is_judged: bool = True) -> TaskRun:
        """Return a task of which nothing was done yet; a record that is open at the start is in no log of today."""
        records = self.beginning(task)
        parts = self.parts(task)
        return TaskRun(task.id, records, records, open=task.open_record, parts=parts, is_judged=is_judged)


@cache
def _as_field(fixed: FixedField) -> RecordField:
    return RecordField(
        fixed.id, fixed.name, "choice", tuple(FieldOption(option.id, option.text) for option in fixed.options)
    )


def _card(patient: Patient) -> HisRecord:
    values = {
        "naam": patient.name,
        "geboortedatum": patient.birth,
        "adres": patient.address,
        "telefoon": patient.phone,
        "memo": patient.memo or "",
    }
    return new_record(PARTS["patients"], patient.id, patient.id, values)
