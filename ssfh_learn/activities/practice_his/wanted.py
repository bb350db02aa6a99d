"""The records that a condition speaks of: which ones fit, and how many may be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from ssfh_learn.activities.model import HisPart, Id, Model, OneLine, YesNo, added, written_as
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.quiz.questions.short_text import is_strict_hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ssfh_learn.activities.practice_his.fields import RecordField
    from ssfh_learn.activities.practice_his.part import Part
    from ssfh_learn.activities.practice_his.records import HisRecord
    from ssfh_learn.activities.practice_his.task_run import TaskRun


def _in_list(written: Any) -> Any:
    return written if isinstance(written, list | tuple) else [written]


def _in_groups(written: Any) -> Any:
    groups = _in_list(written)
    return groups if any(isinstance(group, list | tuple) for group in groups) else [groups]


_WORD = {"type": ["string", "number"]}
_WORDS = {"anyOf": [_WORD, {"type": "array", "items": _WORD}]}
_GROUPS = {"anyOf": [_WORD, {"type": "array", "items": _WORDS}]}

WantedIds = Annotated[tuple[Id, ...], BeforeValidator(_in_list), WithJsonSchema(_WORDS)]
"""One id, or a list of them."""

Groups = Annotated[
    tuple[Annotated[tuple[OneLine, ...], BeforeValidator(_in_list), Field(min_length=1)], ...],
    BeforeValidator(_in_groups),
    WithJsonSchema(_GROUPS),
]
"""One text, a list of texts (one of them must be there), or a list of such lists (one of each must be there)."""


class Wanted(Model):
    """A record: where, of whom, and what it holds. Everything that is named must fit."""

    part_name: HisPart = written_as("onderdeel")
    patient: WantedIds = ()
    other_than: WantedIds = written_as("andere-dan", default=())
    record: Id | None = written_as("regel", default=None)
    is_new: YesNo | None = written_as("nieuw", default=None)
    values: dict[OneLine, Groups] = written_as("waarden", default_factory=dict)
    filled_in: WantedIds = added((), key="ingevuld")
    """Fields in which something must stand, whatever it says."""

    def fits(self, record: HisRecord, parts: Mapping[str, Part]) -> bool:
        """Say whether a record is one that is meant here."""
        if not self.concerns(record) or not all(record.value(name).strip() for name in self.filled_in):
            return False
        # a plain loop: nothing else in a practice HIS is asked so often
        for field in parts[self.part_name].fields:
            if field.id in self.values and not self.value_fits(field, record.value(field.id)):
                return False
        return True

    def concerns(self, record: HisRecord) -> bool:
        """Say whether a record is in the right place and of the right patient, whatever it holds."""
        return (
            record.part == self.part_name
            and (not self.patient or record.patient in self.patient)
            and (not self.other_than or record.patient not in (None, *self.other_than))
            and (self.record is None or record.id == self.record)
            and (self.is_new is None or record.is_new == self.is_new)
        )

    def wanted_fields(self, parts: Mapping[str, Part]) -> Iterator[RecordField]:
        """Yield the fields that are asked for and exist."""
        return (field for field in parts[self.part_name].fields if field.id in self.values)

    def value_fits(self, field: RecordField, value: str) -> bool:
        """Say whether a field holds what is wanted: keywords in words of one's own, else one of the values."""
        groups = self.values[field.id]
        if field.is_written:
            return all(is_strict_hit(group, value) for group in groups)
        return all(any(field.is_same(value, wanted) for wanted in group) for group in groups)

    def hangs_on_words(self) -> bool:
        """Say whether it looks for keywords in words of one's own, of which nobody can decide what they mean."""
        return any(field.is_written for field in self.wanted_fields(PARTS))


class MoreThan(Wanted):
    """More records than so many."""

    number: Annotated[int, Field(ge=1, le=20)] = written_as("aantal", default=1)


class Allowed(Wanted):
    """A record that may be written: so many times, or only some of its fields; or that may be `gone`."""

    number: Annotated[int, Field(ge=1, le=20)] = written_as("aantal", default=1)
    gone: YesNo = written_as("weg", default=False)
    fields: WantedIds = written_as("velden", default=())

    def may_become(self, record: HisRecord, before: HisRecord | None, parts: Mapping[str, Part]) -> bool:
        """Say whether a record may be as it is now."""
        kept = not self.fields or (
            before is not None
            and all(before.value(name) == value for name, value in record.values if name not in self.fields)
        )
        return not self.gone and kept and self.fits(record, parts)


class Unchanged(Model):
    """Part of the HIS that must be as it was at the start of the task."""

    part_name: HisPart = written_as("onderdeel")
    patient: WantedIds = ()
    except_records: WantedIds = written_as("behalve", default=())
    new_allowed: YesNo = written_as("nieuw_mag", default=False)

    def holds(self, run: TaskRun) -> bool:
        """Say whether nothing was changed, removed or, unless that is allowed, added."""
        return self._kept(run.beginning) == self._kept(tuple(one for one in run.records if not self._may_be(one)))

    def _may_be(self, record: HisRecord) -> bool:
        return self.new_allowed and record.is_new

    def _kept(self, records: tuple[HisRecord, ...]) -> list[HisRecord]:
        return [
            record
            for record in records
            if record.part == self.part_name
            and record.id not in self.except_records
            and (not self.patient or record.patient in self.patient)
        ]


def is_written_more(allowed: tuple[Allowed, ...], run: TaskRun) -> bool:
    """Say whether a record was added, changed or removed that is none of those that may be."""
    before = {(one.part, one.id): one for one in run.beginning}
    now = {(one.part, one.id) for one in run.records}
    written = [one for one in run.records if one.part != "access_log" and before.get((one.part, one.id)) != one]
    gone = [one for key, one in before.items() if key not in now]
    used = [
        next(
            (
                place
                for place, one in enumerate(allowed)
                if one.may_become(record, before.get((record.part, record.id)), run.parts)
            ),
            None,
        )
        for record in written
    ] + [
        next((place for place, one in enumerate(allowed) if one.gone and one.concerns(record)), None) for record in gone
    ]
    return None in used or any(used.count(place) > one.number for place, one in enumerate(allowed))
