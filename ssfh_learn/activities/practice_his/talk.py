"""The steps of a task as a dialogue: what a learner can say or do, and who or what answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from ssfh_learn.activities.markup import Markup, markup

if TYPE_CHECKING:
    from ssfh_learn.activities.practice_his.model import Task, TaskStep
    from ssfh_learn.activities.practice_his.task_run import TaskRun

_SPEAKER = re.compile(r"\s*\*\*([^*\n]+?):\*\*\s*")
"""How an author writes that somebody says something: `**Noor:** “Ja, dat klopt.”`."""

_QUOTE = "“"


class TaskStepView(TypedDict):
    """Something to say or do that leaves no record; what was said and answered cannot be taken back."""

    id: str
    text: str
    taken: bool
    final: bool
    is_said: bool
    """Whether it is said to somebody; otherwise it is done, such as looking something up."""


class TurnView(TypedDict):
    """What comes from another side: `speaker` is who says it, None where it is told and nobody says it."""

    speaker: str | None
    answer: Markup


class AnsweredView(TurnView):
    """A step that was taken, and what came back; `id` is the step's."""

    id: str
    text: str
    is_said: bool


def steps_of(task: Task, run: TaskRun) -> list[TaskStepView]:
    """Return what can be said or done now, and what was."""
    return [
        {
            "id": step.id,
            "text": step.text,
            "taken": step.id in run.steps,
            "final": step.answer is not None,
            "is_said": is_said(step),
        }
        for step in task.steps
        if step.id in run.steps or step.is_open(run)
    ]


def opening_of(task: Task) -> TurnView | None:
    """Return what somebody says before anything was said or done."""
    return None if task.opening is None else _turn(task.opening)


def talk_of(task: Task, run: TaskRun) -> list[AnsweredView]:
    """Return what was said and done, with what came back, in its order."""
    taken = [(task.step(one.act.what), one.before) for one in run.moments if one.act.kind == "step"]
    answers = [(step, step.answered(before)) for step, before in taken]
    return [_answered(step, text) for step, text in answers if text]


def is_said(step: TaskStep) -> bool:
    """Say whether a step is speech: a person answers it or, where nothing ever comes back, it holds a quotation."""
    if step.answer is None:
        return _QUOTE in step.text
    texts = [step.answer] if isinstance(step.answer, str) else [one.text for one in step.answer]
    return any(_SPEAKER.match(text) for text in texts)


def _answered(step: TaskStep, text: str) -> AnsweredView:
    return {"id": step.id, "text": step.text, "is_said": is_said(step), **_turn(text)}


def _turn(text: str) -> TurnView:
    found = _SPEAKER.match(text)
    said = text[found.end() :] if found else text
    return {"speaker": found[1] if found else None, "answer": markup(said)}
