"""What almost is what a check asks for: which fields of what was written are not right yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities import dutch
from ssfh_learn.activities.practice_his.part import PATIENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities.practice_his.conditions import Condition
    from ssfh_learn.activities.practice_his.model import Check
    from ssfh_learn.activities.practice_his.records import HisRecord
    from ssfh_learn.activities.practice_his.task_run import TaskRun
    from ssfh_learn.activities.practice_his.wanted import Wanted


def missing_of(check: Check, met: Iterable[Check], run: TaskRun) -> str:
    """Return what a missed check says, and at which fields to look where she did write something like it.

    A field that a check of the `met` ones asked for is right as it is: then the record is another one that was asked.
    """
    right = [asked.there_is for one in met for asked in _each(one.conditions) if asked.there_is is not None]
    wanted_records = [one.there_is for one in _each(check.conditions, run) if one.there_is is not None]
    near = [
        _near(wanted, record, run, {name for one in right if one.fits(record, run.parts) for name in one.values})
        for wanted in wanted_records
        if wanted.is_new
        for record in _written(wanted, run)
    ]
    found = min((one for one in near if one), key=lambda one: len(one[1]), default=None)
    if found is None:
        return check.missing
    part, labels = found
    named = ", ".join(f"‘{label}’" for label in labels)
    return f"{check.missing} {dutch.HIS_NEAR.format(part=part, fields=named)}"


def early_steps_of(conditions: Iterable[Condition], run: TaskRun) -> Iterator[str]:
    """Yield the steps that are asked for and were taken, but before what had to come first."""
    for condition in _each(conditions, run):
        orders = (condition.order, condition.afterwards, condition.not_so and condition.not_so.too_early)
        yield from (step for order in orders if order and (step := order.early_step(run)))


def _each(conditions: Iterable[Condition], run: TaskRun | None = None) -> Iterator[Condition]:
    """Yield every condition, also those inside `any_of`; with a run, only the conditions that do not hold."""
    for condition in conditions:
        if run is None or not condition.holds(run):
            yield condition
            yield from _each(condition.any_of or (), run)


def _written(wanted: Wanted, run: TaskRun) -> list[HisRecord]:
    """Return what she wrote in the place that is meant; in a record of a patient only in that of the right one."""
    is_bound = run.parts[wanted.part_name].patient_bound
    written = [record for record in run.by_part.get(wanted.part_name, ()) if record.is_new]
    return [record for record in written if not is_bound or wanted.concerns(record)]


def _near(wanted: Wanted, record: HisRecord, run: TaskRun, right: set[str]) -> tuple[str, list[str]] | None:
    """Return the part and the fields that are not right yet, or None where nothing of it is, or what is `right` is."""
    part = run.parts[wanted.part_name]
    fields = wanted.wanted_fields(run.parts)
    wrong = {field.id for field in fields if not wanted.value_fits(field, record.value(field.id))}
    wrong |= {name for name in wanted.filled_in if not record.value(name).strip()}
    if not wanted.concerns(record):
        wrong.add(PATIENT)
    asked = {*wanted.values, *wanted.filled_in, *([PATIENT] if wanted.patient else [])}
    if wrong & right or not 0 < len(wrong) < len(asked):
        return None
    return part.label, [field.label for field in part.fields if field.id in wrong]
