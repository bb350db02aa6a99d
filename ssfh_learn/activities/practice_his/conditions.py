"""What a check asks of the end state of a task, and of what was done on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from ssfh_learn.activities.model import HisPart, Id, Line, Model, YesNo, written_as
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.quiz.questions.short_text import is_strict_hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.practice_his.fields import RecordField
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

Ids = Annotated[tuple[Id, ...], BeforeValidator(_in_list), WithJsonSchema(_WORDS)]
"""One id, or a list of them."""

Groups = Annotated[
    tuple[Annotated[tuple[Line, ...], BeforeValidator(_in_list), Field(min_length=1)], ...],
    BeforeValidator(_in_groups),
    WithJsonSchema(_GROUPS),
]
"""One text, a list of which one must be there, or a list of such lists: one of each must be there."""


class Wanted(Model):
    """A record: where, of whom, and what it holds. Everything that is named must fit."""

    part_name: HisPart = written_as("onderdeel")
    patient: Ids = ()
    other_than: Ids = written_as("andere-dan", default=())
    record: Id | None = written_as("regel", default=None)
    is_new: YesNo | None = written_as("nieuw", default=None)
    values: dict[Line, Groups] = written_as("waarden", default_factory=dict)

    def fits(self, record: HisRecord) -> bool:
        """Say whether a record is one that is meant here."""
        return self.concerns(record) and all(
            self.value_fits(field, record.value(field.id)) for field in self.wanted_fields()
        )

    def concerns(self, record: HisRecord) -> bool:
        """Say whether a record is in the right place and of the right patient, whatever it holds."""
        return (
            record.part == self.part_name
            and (not self.patient or record.patient in self.patient)
            and (not self.other_than or record.patient not in (None, *self.other_than))
            and (self.record is None or record.id == self.record)
            and (self.is_new is None or record.is_new == self.is_new)
        )

    def wanted_fields(self) -> Iterator[RecordField]:
        """Yield the fields that are asked for and exist."""
        return (field for field in PARTS[self.part_name].fields if field.id in self.values)

    @property
    def looks_for_words(self) -> bool:
        """Whether it looks for keywords in what the learner wrote herself."""
        return any(field.is_written for field in self.wanted_fields())

    def value_fits(self, field: RecordField, value: str) -> bool:
        """Say whether a field holds what is wanted: keywords in words of one's own, else one of the values."""
        groups = self.values[field.id]
        if field.is_written:
            return all(is_strict_hit(group, value) for group in groups)
        return all(any(field.is_same(value, wanted) for wanted in group) for group in groups)


class Unchanged(Model):
    """Part of the HIS that must be as it was at the start of the task."""

    part_name: HisPart = written_as("onderdeel")
    patient: Ids = ()
    except_records: Ids = written_as("behalve", default=())
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


class Condition(Model):
    """One thing that is so or not; exactly one key is filled in."""

    there_is: Wanted | None = written_as("er-is", default=None)
    there_is_not: Wanted | None = written_as("er-is-niet", default=None)
    step: Id | None = written_as("stap", default=None)
    no_step: Id | None = written_as("geen-stap", default=None)
    opened: Id | None = written_as("geopend", default=None)
    not_opened: Ids | None = written_as("niet-geopend", default=None)
    only_opened: Ids | None = written_as("alleen-geopend", default=None)
    only_written: Ids | None = written_as("alleen-geschreven-bij", default=None)
    unchanged: Unchanged | None = written_as("ongewijzigd", default=None)
    closed: YesNo | None = written_as("dossier-dicht", default=None)
    any_of: tuple[Condition, ...] | None = written_as("een-van", default=None)
    not_so: Condition | None = written_as("niet", default=None)

    def named(self) -> tuple[str, ...]:
        """Return the keys that are filled in."""
        return tuple(name for name in type(self).model_fields if getattr(self, name) is not None)

    @property
    def looks_for_words(self) -> bool:
        """Whether it looks for keywords in what the learner wrote herself."""
        wanted = (self.there_is, self.there_is_not, self.not_so, *(self.any_of or ()))
        return any(one is not None and one.looks_for_words for one in wanted)

    def holds(self, run: TaskRun) -> bool:
        """Say whether it is so now."""
        return all(_TESTS[name](getattr(self, name), run) for name in self.named())


class AllOf(Model):
    """Conditions that must hold together."""

    conditions: Annotated[tuple[Condition, ...], Field(min_length=1)] = written_as("als")

    @property
    def looks_for_words(self) -> bool:
        """Whether any of them looks for keywords in what the learner wrote herself."""
        return any(condition.looks_for_words for condition in self.conditions)

    def holds(self, run: TaskRun) -> bool:
        """Say whether all of them hold now."""
        return all(condition.holds(run) for condition in self.conditions)


def _there_is(wanted: Wanted, run: TaskRun) -> bool:
    return any(wanted.fits(record) for record in run.records)


def _only_written(patients: tuple[str, ...], run: TaskRun) -> bool:
    def others(records: tuple[HisRecord, ...]) -> list[HisRecord]:
        return [one for one in records if PARTS[one.part].patient_bound and one.patient not in patients]

    return others(run.records) == others(run.beginning)


_TESTS: dict[str, Any] = {
    "there_is": _there_is,
    "there_is_not": lambda wanted, run: not _there_is(wanted, run),
    "step": lambda step, run: step in run.steps,
    "no_step": lambda step, run: step not in run.steps,
    "opened": lambda patient, run: patient in run.opened,
    "not_opened": lambda patients, run: not {*patients} & {*run.opened},
    "only_opened": lambda patients, run: {*run.opened} <= {*patients},
    "only_written": _only_written,
    "unchanged": lambda unchanged, run: unchanged.holds(run),
    "closed": lambda closed, run: closed is (run.open is None),
    "not_so": lambda condition, run: not condition.holds(run),
    "any_of": lambda conditions, run: any(condition.holds(run) for condition in conditions),
}
"""Each key of a condition, and how it is looked at."""
