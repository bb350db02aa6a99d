"""Whether a learner can bring about what a check asks for; only what is certainly impossible counts as out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.practice_his.part import PATIENT
from ssfh_learn.activities.practice_his.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.activities.practice_his.conditions import Condition
    from ssfh_learn.activities.practice_his.records import HisRecord
    from ssfh_learn.activities.practice_his.task_run import TaskRun
    from ssfh_learn.activities.practice_his.wanted import MoreThan, Wanted


def is_reachable(conditions: Iterable[Condition], run: TaskRun) -> bool:
    """Say whether conditions can hold together at some end of this task."""
    together = tuple(conditions)
    return all(_alone(condition, run) for condition in together) and not _contradict(together)


def _alone(condition: Condition, run: TaskRun) -> bool:
    if condition.there_is is not None:
        return _can_be(condition.there_is, run)
    if condition.there_is_not is not None:
        return all(_can_go(condition.there_is_not, record, run) for record in run.records)
    if condition.more_than is not None:
        return _can_be_more(condition.more_than, run)
    if condition.any_of is not None:
        return any(_alone(one, run) for one in condition.any_of)
    return _in_history(condition, run)


def _in_history(condition: Condition, run: TaskRun) -> bool:
    """Say whether what a condition asks of the way there can have happened."""
    if condition.ever is not None:
        return _alone(condition.ever, run)
    if condition.too_early is not None:
        return _alone(condition.too_early.then, run)
    in_order = condition.order or condition.afterwards
    return in_order is None or (_alone(in_order.first, run) and _alone(in_order.then, run))


def _can_be(wanted: Wanted, run: TaskRun) -> bool:
    if not _fits_itself(wanted, run):
        return False
    return _can_be_new(wanted) or any(_can_become(wanted, record, run) for record in run.records)


def _can_be_more(wanted: MoreThan, run: TaskRun) -> bool:
    """Say whether more records than so many can be what is wanted."""
    there = sum(_can_become(wanted, record, run) for record in run.records)
    return _fits_itself(wanted, run) and (_can_be_new(wanted) or there > wanted.number)


def _can_be_new(wanted: Wanted) -> bool:
    part = PARTS[wanted.part_name]
    is_written_by_itself = part.id == "access_log"
    return (part.can_add or is_written_by_itself) and wanted.record is None and wanted.is_new is not False


def _fits_itself(wanted: Wanted, run: TaskRun) -> bool:
    """Say whether each field can hold all that is asked of it."""
    groups = [(field, wanted.values[field.id]) for field in wanted.wanted_fields(run.parts)]
    return all(field.is_written or _one_fits_all(groups_) for field, groups_ in groups)


def _one_fits_all(groups: tuple[tuple[str, ...], ...]) -> bool:
    """Say whether one value is in every group."""
    return not groups or bool(set(groups[0]).intersection(*groups))


def _can_become(wanted: Wanted, record: HisRecord, run: TaskRun) -> bool:
    """Say whether a record of the start is, or can be changed into, what is wanted."""
    part = PARTS[wanted.part_name]
    linked = part.field(PATIENT)
    if linked and part.can_change and not linked.locked:
        wanted = wanted.model_copy(update={"patient": (), "other_than": ()})  # it can be linked to anybody
    return wanted.concerns(record) and all(
        (part.can_change and not field.locked) or wanted.value_fits(field, record.value(field.id))
        for field in wanted.wanted_fields(run.parts)
    )


def _can_go(unwanted: Wanted, record: HisRecord, run: TaskRun) -> bool:
    """Say whether a record does not fit, or can be removed, or changed so that it no longer fits."""
    part = PARTS[record.part]
    if not unwanted.fits(record, run.parts) or part.can_remove:
        return True
    return part.can_change and any(not field.locked for field in unwanted.wanted_fields(run.parts))


def _contradict(conditions: tuple[Condition, ...]) -> bool:
    """Say whether one forbids what another asks for."""
    steps = {one.step for one in conditions if one.step} & {one.no_step for one in conditions if one.no_step}
    opened = {one.opened for one in conditions if one.opened}
    forbidden = {id_ for one in conditions for id_ in one.not_opened or ()}
    allowed = [{*one.only_opened} for one in conditions if one.only_opened is not None]
    return bool(steps) or bool(opened & forbidden) or any(not opened <= one for one in allowed)
