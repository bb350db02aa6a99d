"""What makes no sense in a practice HIS: patients, records, tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.practice_his.check_flaws import flaws_of_checks
from ssfh_learn.activities.practice_his.dates import is_date
from ssfh_learn.activities.practice_his.part import PATIENT
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.practice_his.records import OWN
from ssfh_learn.activities.practice_his.road_flaws import flaws_of_extras, flaws_of_fields
from ssfh_learn.activities.practice_his.value_flaws import deeper, flaws_of_value, unknown_field, unknown_patients

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ssfh_learn.activities.practice_his.model import PracticeHisContent, Task
    from ssfh_learn.activities.practice_his.part import Part
    from ssfh_learn.activities.practice_his.records import WrittenRows


def flaws_of(his: PracticeHisContent) -> Iterator[Flaw]:
    """Yield them all, from the top of the file to its end."""
    if not is_date(his.today):
        yield Flaw("his_date", ("today",), {"written": his.today})
    yield from duplicates((patient.id for patient in his.patients), "patients")
    for index, patient in enumerate(his.patients):
        if not is_date(patient.birth):
            yield Flaw("his_date", ("patients", index, "birth"), {"written": patient.birth})
    yield from _of_records(his, his.starting_state, "starting_state", beginning=True)
    yield from duplicates((field.id for field in his.fields), "fields")
    yield from flaws_of_fields(his)
    yield from duplicates((task.id for task in his.tasks), "tasks")
    for index, task in enumerate(his.tasks):
        yield from (deeper(flaw, "tasks", index) for flaw in _of_task(his, task))


def _of_task(his: PracticeHisContent, task: Task) -> Iterator[Flaw]:
    yield from duplicates((step.id for step in task.steps), "steps")
    yield from _of_records(his, task.begin_with, "begin_with", his.parts(task))
    if task.open_record:
        yield from unknown_patients((task.open_record,), his, ("open_record",))
    if not task.checks:
        yield Flaw("task_without_checks", (), {"id": task.id})
    yield from flaws_of_checks(his, task)
    yield from flaws_of_extras(his, task)


def _of_records(
    his: PracticeHisContent,
    written: WrittenRows,
    where: str,
    parts: Mapping[str, Part] = PARTS,
    *,
    beginning: bool = False,
) -> Iterator[Flaw]:
    there = set() if beginning else {(record.part, record.id) for record in his.beginning_of_all()}
    for name, rows in written.items():
        part = parts[name]
        yield from duplicates(
            (row.get("id") or f"{part.word}-{number}" for number, row in enumerate(rows, 1)), where, part.word
        )
        for index, row in enumerate(rows):
            known = (name, row.get("id")) in there
            yield from (deeper(flaw, where, part.word, index) for flaw in _of_record(his, part, row, is_known=known))


def _of_record(his: PracticeHisContent, part: Part, row: Mapping[str, str], *, is_known: bool) -> Iterator[Flaw]:
    if part.patient_bound and not is_known:
        if part.id == "patients":
            yield from unknown_patients((row.get("id", ""),), his, ("id",))
        elif PATIENT not in row:
            yield Flaw("record_without_patient", (), {"part": part.word})
        else:
            yield from unknown_patients((row[PATIENT],), his, (PATIENT,))
    for name, value in row.items():
        field = part.field(name)
        if field is not None:
            yield from flaws_of_value(field, value, his, (name,))
        elif name not in OWN:
            yield unknown_field(name, part, (name,))
