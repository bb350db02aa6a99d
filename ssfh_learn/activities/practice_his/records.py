"""Records, and the state of the HIS at the start of a task."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ssfh_learn.activities.practice_his.fields import TODAY
from ssfh_learn.activities.practice_his.part import PATIENT, Part
from ssfh_learn.activities.practice_his.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    WrittenRows = Mapping[str, Sequence[Mapping[str, str]]]

OWN = ("id", PATIENT)
"""What stands beside the fields of a record in a content file."""


@dataclass(frozen=True)
class HisRecord:
    """One line of a part. `patient` is whose it is, None for nobody; `is_new` says that the learner added it."""

    part: str
    id: str
    patient: str | None
    values: tuple[tuple[str, str], ...]
    is_new: bool = False

    def value(self, field: str) -> str:
        """Return what a field holds; nothing is the empty text."""
        for name, value in self.values:  # a plain loop, because every check asks for values
            if name == field:
                return value
        return ""

    def in_part(self, part: Part) -> HisRecord:
        """Return the record with every field of a part, which may have more of them in one task than in another."""
        if [field.id for field in part.fields] == [name for name, _ in self.values]:
            return self
        return replace(self, values=tuple((field.id, self.value(field.id)) for field in part.fields))

    def with_values(self, changed: Mapping[str, str]) -> HisRecord:
        """Return the record with some fields changed."""
        values = tuple((name, changed.get(name, value)) for name, value in self.values)
        owner = self.patient if PARTS[self.part].patient_bound else (dict(values).get(PATIENT) or None)
        return replace(self, values=values, patient=owner)


def new_record(part: Part, id_: str, owner: str | None, typed: Mapping[str, str], *, is_new: bool = False) -> HisRecord:
    """Return a record of a part; a field that is not typed is empty."""
    values = tuple((field.id, typed.get(field.id, "")) for field in part.fields)
    return HisRecord(part.id, id_, owner if part.patient_bound else typed.get(PATIENT) or None, values, is_new=is_new)


def filled_in(part: Part, typed: Mapping[str, str], today: str) -> dict[str, str]:
    """Return what was typed in a new record, with the initial values where nothing was."""
    initial = {field.id: today if field.initial == TODAY else field.initial for field in part.fields if field.initial}
    return {**initial, **{name: value for name, value in typed.items() if value.strip() or name not in initial}}


def started(
    records: tuple[HisRecord, ...], written: WrittenRows, today: str, parts: Mapping[str, Part] = PARTS
) -> tuple[HisRecord, ...]:
    """Return records and what a content file adds to them; the id of a record that is there already changes it."""
    found = {(record.part, record.id): record.in_part(parts[record.part]) for record in records}
    for name, rows in written.items():
        part = parts[name]
        for number, row in enumerate(rows, 1):
            key = (name, row.get("id") or f"{part.word}-{number}")
            if key in found:
                found[key] = found[key].with_values(row)
            else:
                found[key] = new_record(part, key[1], row.get(PATIENT), filled_in(part, row, today))
    return tuple(found.values())
