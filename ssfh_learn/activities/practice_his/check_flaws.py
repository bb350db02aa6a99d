"""What makes no sense in the checks of a task: names that do not exist, and what can never be so or always is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.practice_his.parts import PARTS, PATIENT
from ssfh_learn.activities.practice_his.reach import is_reachable
from ssfh_learn.activities.practice_his.value_flaws import flaws_of_value, unknown_field, unknown_patients

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities.model import Path
    from ssfh_learn.activities.practice_his.conditions import AllOf, Condition, Unchanged, Wanted
    from ssfh_learn.activities.practice_his.model import PracticeHisContent, Task

_BEGINNING = ("starting_state",)


def flaws_of_checks(his: PracticeHisContent, task: Task) -> Iterator[Flaw]:
    """Yield the flaws of every check and of everything that is unsafe; names first, and sense where names are right."""
    for name, group in (("checks", task.checks), ("unsafe", task.unsafe)):
        for index, one in enumerate(group):
            found = list(_names(his, task, one.conditions, (name, index, "conditions")))
            yield from found or _sense(his, task, one, (name, index), is_check=name == "checks")
    yield from _needed_but_unsafe(task)


def _sense(his: PracticeHisContent, task: Task, one: AllOf, where: Path, *, is_check: bool) -> Iterator[Flaw]:
    run = his.begun(task)
    if one.holds(run):
        yield Flaw("met_from_the_start" if is_check else "unsafe_from_the_start", where, rests_on=_BEGINNING)
    elif not is_reachable(one.conditions, run):
        yield Flaw("unreachable_check", where, rests_on=_BEGINNING)


def _needed_but_unsafe(task: Task) -> Iterator[Flaw]:
    """Yield steps that a check asks for and that are unsafe whenever they are taken."""
    unsafe = {one.conditions[0].step for one in task.unsafe if len(one.conditions) == 1}
    for index, check in enumerate(task.checks):
        for condition in check.conditions:
            if condition.step is not None and condition.step in unsafe:
                yield Flaw("step_needed_and_unsafe", ("checks", index), {"id": condition.step})


def _names(his: PracticeHisContent, task: Task, conditions: Iterable[Condition], where: Path) -> Iterator[Flaw]:
    for index, condition in enumerate(conditions):
        yield from _of_condition(his, task, condition, (*where, index))


def _of_condition(his: PracticeHisContent, task: Task, condition: Condition, where: Path) -> Iterator[Flaw]:
    if len(condition.named()) != 1:
        yield Flaw("one_condition", where, {"count": len(condition.named())})
    yield from _steps(task, condition, where)
    for name in ("opened", "not_opened", "only_opened", "only_written"):
        written = getattr(condition, name)
        ids = (written,) if isinstance(written, str) else written or ()
        yield from unknown_patients(ids, his, (*where, name))
    for name in ("there_is", "there_is_not"):
        wanted = getattr(condition, name)
        if wanted is not None:
            yield from _wanted(his, task, wanted, (*where, name))
    if condition.unchanged is not None:
        yield from _unchanged(his, task, condition.unchanged, (*where, "unchanged"))
    if condition.not_so is not None:
        yield from _of_condition(his, task, condition.not_so, (*where, "not_so"))
    yield from _names(his, task, condition.any_of or (), (*where, "any_of"))


def _steps(task: Task, condition: Condition, where: Path) -> Iterator[Flaw]:
    known = [step.id for step in task.steps]
    for name in ("step", "no_step"):
        step = getattr(condition, name)
        if step is not None and step not in known:
            yield Flaw("unknown_task_step", (*where, name), {"id": step, "known": ", ".join(known) or "-"})


def _wanted(his: PracticeHisContent, task: Task, wanted: Wanted, where: Path) -> Iterator[Flaw]:
    part = PARTS[wanted.part_name]
    yield from unknown_patients(wanted.patient, his, (*where, PATIENT))
    yield from unknown_patients(wanted.other_than, his, (*where, "other_than"))
    if wanted.record is not None:
        yield from _records(his, task, part.id, (wanted.record,), (*where, "record"))
    for name, groups in wanted.values.items():
        field, here = part.field(name), (*where, "values", name)
        if field is None:
            yield unknown_field(name, part, here)
        elif not field.is_written:
            for group in groups:
                for value in group:
                    yield from flaws_of_value(field, value, his, here)


def _unchanged(his: PracticeHisContent, task: Task, unchanged: Unchanged, where: Path) -> Iterator[Flaw]:
    yield from unknown_patients(unchanged.patient, his, (*where, PATIENT))
    yield from _records(his, task, unchanged.part_name, unchanged.except_records, (*where, "except_records"))


def _records(his: PracticeHisContent, task: Task, part: str, ids: Iterable[str], where: Path) -> Iterator[Flaw]:
    known = [record.id for record in his.beginning(task) if record.part == part]
    for id_ in ids:
        if id_ not in known:
            details = {"id": id_, "part": PARTS[part].word, "known": ", ".join(known) or "-"}
            yield Flaw("unknown_record", where, details)
