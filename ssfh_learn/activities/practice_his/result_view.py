"""What a learner reads of a task that was handed in: safe or not, complete or not, and her own words to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from ssfh_learn.activities import dutch
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.practice_his.near import early_steps_of, missing_of
from ssfh_learn.activities.practice_his.result import TaskOutcome, outcome_of, result_of
from ssfh_learn.activities.practice_his.task_run import ActKind

if TYPE_CHECKING:
    from ssfh_learn.activities.practice_his.model import Check, Example, PracticeHisContent, Task, Unsafe
    from ssfh_learn.activities.practice_his.task_run import TaskRun


class MomentView(TypedDict):
    """An act of the learner, and what it was about: a patient, a part of the HIS or a step, as it is shown."""

    kind: ActKind
    what: str


class UnsafeView(TypedDict):
    """What is not safe and why, and the moment at which it became so; None where something was never done."""

    text: Markup
    moment: MomentView | None


class ComparisonView(TypedDict):
    """Her own words in a field, beside what could stand there if that was written; nobody judges them but she."""

    label: str
    own: list[str]
    example: Markup | None
    points: list[str]


class TaskResultView(TypedDict):
    """Three parts, apart: safe or not, complete or not, and her own words beside an example.

    Where nothing was done (`touched` of the task), it is not safe, and `unsafe` is what the task needs.
    What is `None` was not judged: the task was begun when it had other rules, or its rules hang on words of her own.
    """

    percent: int | None
    outcome: TaskOutcome
    summary: Markup | None
    safe: bool | None
    unsafe: list[UnsafeView]
    complete: bool | None
    right: list[Markup]
    missing: list[Markup]
    compare: list[ComparisonView]
    capped: bool
    explanation: Markup | None
    not_taught: Markup | None


def result_view_of(his: PracticeHisContent, task: Task, run: TaskRun) -> TaskResultView:
    """Return the three parts of the result; a rule that hangs on words of her own is in none of them."""
    result, outcome = result_of(task, run), outcome_of(task, run)
    is_judged = outcome != "not_judged"
    met = [check for check in result.met if check.is_decided and is_judged]
    missed = [check for check in result.missed if check.is_decided and is_judged]
    unsafe = [one for one in result.unsafe if one.is_decided and is_judged]
    missing = [check for check in missed if not check.critical]
    told: list[UnsafeView] = [{"text": markup(one.text), "moment": _moment(his, task, run, one)} for one in unsafe]
    left_out: list[UnsafeView] = [
        {"text": _missing(task, check, met, run), "moment": None} for check in missed if check.critical
    ]
    return {
        "percent": result.percent if is_judged and not result.undecided else None,
        "outcome": outcome,
        "summary": markup(getattr(his.verdicts, outcome, None) if run.is_touched else None),
        "safe": outcome != "unsafe" if is_judged else None,
        "unsafe": [*told, *left_out],
        "complete": not missing and not left_out if is_judged and not result.undecided else None,
        "right": [markup(check.right) for check in met],
        "missing": [_missing(task, check, met, run) for check in missing],
        "compare": _own_words(task, run),
        "capped": is_judged and bool(result.caps),
        "explanation": markup(task.explanation),
        "not_taught": markup(task.not_taught),
    }


def _missing(task: Task, check: Check, met: list[Check], run: TaskRun) -> Markup:
    """Return what a missed check says; what was done too early is first told as done."""
    early = dict.fromkeys(early_steps_of(check.conditions, run))
    told = [dutch.HIS_TOO_EARLY.format(step=task.step(step).text.removesuffix(".")) for step in early]
    return markup(" ".join([*told, missing_of(check, met, run)]))


def _moment(his: PracticeHisContent, task: Task, run: TaskRun, unsafe: Unsafe) -> MomentView | None:
    """Return at which act it became unsafe, and stayed so."""
    became = next((one for one in reversed(run.moments) if not unsafe.is_so_itself(one.before)), None)
    if became is None:
        return None
    act = became.act
    if act.kind in {"step", "undo_step"}:
        named = task.step(act.what).text.removesuffix(".")
    elif act.kind in {"open_record", "close_record"}:
        named = next(patient.name for patient in his.patients if patient.id == act.what)
    else:
        named = run.parts[act.what].label
    return {"kind": act.kind, "what": named}


def _own_words(task: Task, run: TaskRun) -> list[ComparisonView]:
    """Return every field that has an example, and then every other one in which she wrote words of her own."""
    examples = {(one.part_name, one.field): one for one in task.examples}
    free = [
        (part.id, field.id)
        for part in run.parts.values()
        for field in part.fields
        if field.is_written and not field.locked and (part.can_add or part.can_change)
    ]
    found = [_comparison(run, place, examples.get(place)) for place in dict.fromkeys([*examples, *free])]
    return [one for one in found if one["own"] or one["example"]]


def _comparison(run: TaskRun, place: tuple[str, str], example: Example | None) -> ComparisonView:
    part_name, name = place
    part = run.parts[part_name]
    field = part.field(name)
    before = {(one.part, one.id): one.value(name) for one in run.beginning}
    texts = [
        one.value(name)
        for one in run.records
        if one.part == part.id and one.value(name) != before.get((one.part, one.id), "")
    ]
    return {
        "label": f"{part.label}: {field.label if field else name}",
        "own": [text for text in texts if text],
        "example": markup(example.text) if example else None,
        "points": list(example.points) if example else [],
    }
