"""What a check asks: of the records as they are now, of what was done on the way, and of what came before what."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from ssfh_learn.activities.model import HisPart, Id, Line, Model, YesNo, added, written_as
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.quiz.questions.short_text import is_strict_hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ssfh_learn.activities.practice_his.fields import RecordField
    from ssfh_learn.activities.practice_his.part import Part
    from ssfh_learn.activities.practice_his.records import HisRecord
    from ssfh_learn.activities.practice_his.task_run import PlayedAct, TaskRun


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
    filled_in: Ids = added((), key="ingevuld")
    """Fields in which something must stand, whatever it says."""

    def fits(self, record: HisRecord, parts: Mapping[str, Part]) -> bool:
        """Say whether a record is one that is meant here."""
        return (
            self.concerns(record)
            and all(record.value(name).strip() for name in self.filled_in)
            and all(self.value_fits(field, record.value(field.id)) for field in self.wanted_fields(parts))
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
    fields: Ids = written_as("velden", default=())

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


class Order(Model):
    """Two things, of which one comes first. Without `every_time` only the first time of the second counts."""

    first: Condition = written_as("eerst")
    then: Condition = written_as("daarna")
    every_time: YesNo = written_as("elke-keer", default=False)

    def kept(self, run: TaskRun) -> bool:
        """Say whether the second happened, and the first was so just before it."""
        there = self._was_there(run)
        return bool(there) and (all(there) if self.every_time else there[0])

    def too_early(self, run: TaskRun) -> bool:
        """Say whether the second happened, the first time or ever, while the first was not so."""
        there = self._was_there(run)
        return not all(there if self.every_time else there[:1])

    def afterwards(self, run: TaskRun) -> bool:
        """Say whether the second still happened when the first was so."""
        return any(self._was_there(run))

    def _was_there(self, run: TaskRun) -> list[bool]:
        """Return, for each time that the second happened, whether the first was so just before."""
        return [self.first.holds(one.before) for one in run.moments if self.then.happens(one)]


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
    more_than: MoreThan | None = added(None, key="meer-dan")
    written_more: tuple[Allowed, ...] | None = added(None, key="meer-geschreven-dan")
    ever: Condition | None = added(None, key="ooit")
    order: Order | None = added(None, key="volgorde")
    too_early: Order | None = added(None, key="te-vroeg")
    afterwards: Order | None = added(None, key="toch-daarna")

    def named(self) -> tuple[str, ...]:
        """Return the keys that are filled in."""
        return tuple(name for name, _, _ in self._tests)

    @cached_property
    def _tests(self) -> tuple[tuple[str, Any, Any], ...]:
        """What is looked at: each key that is filled in, how, and with what."""
        return tuple(
            (name, test, getattr(self, name)) for name, test in _TESTS.items() if getattr(self, name) is not None
        )

    def holds(self, run: TaskRun) -> bool:
        """Say whether it is so now."""
        return all(test(written, run) for _, test, written in self._tests)

    def happens(self, moment: PlayedAct) -> bool:
        """Say whether an act brought it about: it was done, or what was not so before is so now."""
        if self.any_of is not None:
            return any(one.happens(moment) for one in self.any_of)
        if self.step is not None or self.opened is not None:
            kind = "step" if self.step is not None else "open_record"
            return (moment.act.kind, moment.act.what) == (kind, self.step or self.opened)
        if self.there_is is not None:
            return any(self.there_is.fits(record, moment.after.parts) for record in moment.touched)
        return self.holds(moment.after) and not self.holds(moment.before)

    def parts_of_it(self) -> Iterator[tuple[str, Condition]]:
        """Yield the conditions that it is made of, each with the key that holds it."""
        yield from (("any_of", one) for one in self.any_of or ())
        for name in ("not_so", "ever"):
            if getattr(self, name) is not None:
                yield name, getattr(self, name)
        for name in ("order", "too_early", "afterwards"):
            order = getattr(self, name)
            if order is not None:
                yield from ((name, order.first), (name, order.then))

    def wanted(self) -> Iterator[tuple[str, Wanted]]:
        """Yield the records that it speaks of itself, each with its key."""
        for name in ("there_is", "there_is_not", "more_than"):
            if getattr(self, name) is not None:
                yield name, getattr(self, name)
        yield from (("written_more", one) for one in self.written_more or ())

    def hangs_on_words(self) -> bool:
        """Say whether its verdict hangs on keywords in words of one's own."""
        return any(one.hangs_on_words() for _, one in self.wanted()) or any(
            one.hangs_on_words() for _, one in self.parts_of_it()
        )


class AllOf(Model):
    """Conditions that must hold together."""

    conditions: Annotated[tuple[Condition, ...], Field(min_length=1)] = written_as("als")

    def holds(self, run: TaskRun) -> bool:
        """Say whether all of them hold now."""
        return all(condition.holds(run) for condition in self.conditions)

    @cached_property
    def is_decided(self) -> bool:
        """Whether a program can decide it: nothing in it hangs on words of one's own."""
        return not any(condition.hangs_on_words() for condition in self.conditions)


def _there_is(wanted: Wanted, run: TaskRun) -> bool:
    part = wanted.part_name
    return any(record.part == part and wanted.fits(record, run.parts) for record in run.records)


def _more_than(wanted: MoreThan, run: TaskRun) -> bool:
    return sum(wanted.fits(record, run.parts) for record in run.records) > wanted.number


def _only_written(patients: tuple[str, ...], run: TaskRun) -> bool:
    def others(records: tuple[HisRecord, ...]) -> list[HisRecord]:
        return [one for one in records if PARTS[one.part].patient_bound and one.patient not in patients]

    return others(run.records) == others(run.beginning)


def _written_more(allowed: tuple[Allowed, ...], run: TaskRun) -> bool:
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


def _ever(condition: Condition, run: TaskRun) -> bool:
    return condition.holds(run) or any(
        condition.happens(moment) or condition.holds(moment.before) for moment in run.moments
    )


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
    "more_than": _more_than,
    "written_more": _written_more,
    "ever": _ever,
    "order": lambda order, run: order.kept(run),
    "too_early": lambda order, run: order.too_early(run),
    "afterwards": lambda order, run: order.afterwards(run),
}
"""Each key of a condition, and how it is looked at."""
