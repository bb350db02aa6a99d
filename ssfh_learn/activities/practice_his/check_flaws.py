"""What makes no sense in the checks of a task: names that do not exist, and what can never be so or always is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.practice_his.part import PATIENT
from ssfh_learn.activities.practice_his.reach import is_reachable
from ssfh_learn.activities.practice_his.value_flaws import flaws_of_value, unknown_field, unknown_patients

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ssfh_learn.activities.model import Path
    from ssfh_learn.activities.practice_his.conditions import AllOf, Condition
    from ssfh_learn.activities.practice_his.model import PracticeHisContent, Task
    from ssfh_learn.activities.practice_his.part import Part
    from ssfh_learn.activities.practice_his.task_run import TaskRun
    from ssfh_learn.activities.practice_his.wanted import Unchanged, Wanted

_BEGINNING = ("starting_state",)


def flaws_of_checks(his: PracticeHisContent, task: Task) -> Iterator[Flaw]:
    """Yield the flaws of every check and of everything that is unsafe; names first, and sense where names are right."""
    names, begun = Names(his, task), his.begun(task)
    for name, group in (("checks", task.checks), ("unsafe", task.unsafe)):
        for index, one in enumerate(group):
            found = list(names.flaws_of(one.conditions, (name, index, "conditions")))
            yield from found or _sense(begun, one, (name, index), is_check=name == "checks")
    for index, step in enumerate(task.steps):
        yield from names.flaws_of(step.only_when, ("steps", index, "only_when"))
        for place, answer in enumerate(step.answer if isinstance(step.answer, tuple) else ()):
            yield from names.flaws_of(answer.conditions, ("steps", index, "answer", place, "conditions"))
    yield from _needed_but_unsafe(task)


def _sense(begun: TaskRun, one: AllOf, where: Path, *, is_check: bool) -> Iterator[Flaw]:
    if one.holds(begun):
        yield Flaw("met_from_the_start" if is_check else "unsafe_from_the_start", where, rests_on=_BEGINNING)
    elif not is_reachable(one.conditions, begun):
        yield Flaw("unreachable_check", where, rests_on=_BEGINNING)


def _needed_but_unsafe(task: Task) -> Iterator[Flaw]:
    """Yield steps that a check asks for and that are unsafe whenever they are taken."""
    unsafe = {one.conditions[0].step for one in task.unsafe if len(one.conditions) == 1}
    for index, check in enumerate(task.checks):
        for condition in check.conditions:
            if condition.step is not None and condition.step in unsafe:
                yield Flaw("step_needed_and_unsafe", ("checks", index), {"id": condition.step})


class Names:
    """The names that a condition of one task may use."""

    def __init__(self, his: PracticeHisContent, task: Task) -> None:
        self._his = his
        self._steps = [step.id for step in task.steps]
        self._parts: Mapping[str, Part] = his.parts(task)
        self._records = [(record.part, record.id) for record in his.beginning(task)]

    def flaws_of(self, conditions: Iterable[Condition], where: Path) -> Iterator[Flaw]:
        """Yield what conditions name that does not exist."""
        for index, condition in enumerate(conditions):
            yield from self._of_condition(condition, (*where, index))

    def _of_condition(self, condition: Condition, where: Path) -> Iterator[Flaw]:
        if len(condition.named()) != 1:
            yield Flaw("one_condition", where, {"count": len(condition.named())})
        for name in ("step", "no_step"):
            if getattr(condition, name) is not None:
                yield from self.flaws_of_step(getattr(condition, name), (*where, name))
        for name in ("opened", "not_opened", "only_opened", "only_written"):
            written = getattr(condition, name)
            ids = (written,) if isinstance(written, str) else written or ()
            yield from unknown_patients(ids, self._his, (*where, name))
        if condition.looked is not None:
            yield from unknown_patients((condition.looked.patient,), self._his, (*where, "looked", PATIENT))
        for name, wanted in condition.wanted():
            yield from self._of_wanted(wanted, (*where, name))
        if condition.unchanged is not None:
            yield from self._of_unchanged(condition.unchanged, (*where, "unchanged"))
        for name, one in condition.parts_of_it():
            yield from self._of_condition(one, (*where, name))

    def flaws_of_step(self, step: str, where: Path) -> Iterator[Flaw]:
        """Yield the flaw of a step that does not exist."""
        if step not in self._steps:
            yield Flaw("unknown_task_step", where, {"id": step, "known": ", ".join(self._steps) or "-"})

    def _of_wanted(self, wanted: Wanted, where: Path) -> Iterator[Flaw]:
        part = self._parts[wanted.part_name]
        yield from unknown_patients(wanted.patient, self._his, (*where, PATIENT))
        yield from unknown_patients(wanted.other_than, self._his, (*where, "other_than"))
        if wanted.record is not None:
            yield from self.flaws_of_records(part.id, (wanted.record,), (*where, "record"))
        for name in wanted.filled_in:
            if part.field(name) is None:
                yield unknown_field(name, part, (*where, "filled_in"))
        for name, groups in wanted.values.items():
            yield from self.flaws_of_values(
                part, name, (value for group in groups for value in group), (*where, "values", name)
            )

    def flaws_of_values(self, part: Part, name: str, values: Iterable[str], where: Path) -> Iterator[Flaw]:
        """Yield why a field does not exist or cannot hold these values."""
        field = part.field(name)
        if field is None:
            yield unknown_field(name, part, where)
        elif not field.is_written:
            for value in values:
                yield from flaws_of_value(field, value, self._his, where)

    def _of_unchanged(self, unchanged: Unchanged, where: Path) -> Iterator[Flaw]:
        yield from unknown_patients(unchanged.patient, self._his, (*where, PATIENT))
        yield from self.flaws_of_records(unchanged.part_name, unchanged.except_records, (*where, "except_records"))

    def flaws_of_records(self, part: str, ids: Iterable[str], where: Path) -> Iterator[Flaw]:
        """Yield a flaw for each record that does not stand in a part at the start."""
        known = [id_ for name, id_ in self._records if name == part]
        for id_ in ids:
            if id_ not in known:
                details = {"id": id_, "part": self._parts[part].word, "known": ", ".join(known) or "-"}
                yield Flaw("unknown_record", where, details)
