"""The steps of a notebook: what stands in each, and whether they do what the module says of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.activities.fact_chart import FactChart
from ssfh_learn.activities.reflection import Reflection
from ssfh_learn.activities.role_choice import RoleChoice
from ssfh_learn.activities.self_assessment import SelfAssessment
from ssfh_learn.activities.step_reference import REFERENCE
from ssfh_learn.content.headings import step_numbers_in
from ssfh_learn.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.module import Goal
    from ssfh_learn.content.notebook import Cell
    from ssfh_learn.content.source import Source
    from ssfh_learn.content.texts import WrittenText

FEWEST_WORDS = 80
"""A step with less text explains no goal."""


@dataclass(frozen=True)
class Step:
    """One step of a notebook: its number, the line where it begins, its text, and its activities in order."""

    number: int
    line: int
    text: str
    activities: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """How many words there are to read."""
        return len(re.findall(r"\w{2,}", self.text))


def steps_of(cells: Iterable[Cell]) -> list[Step]:
    """Return the steps of a notebook in order; cells before the first heading of a step belong to none."""
    found: list[Step] = []
    for cell in cells:
        numbers = step_numbers_in(cell.text) if cell.kind == "markdown" else []
        if numbers:
            found.append(Step(numbers[0], cell.line, ""))
        if found:
            step = found[-1]
            text = f"{step.text}\n\n{cell.text}" if cell.kind == "markdown" else step.text
            shown = (cell.activity,) if cell.kind == "code" and cell.activity else ()
            found[-1] = Step(step.number, step.line, text, (*step.activities, *shown))
    return found


def problems_of_order(notebook: Path, steps: Iterable[Step]) -> Iterator[Problem]:
    """Yield the first step whose number is not one more than that of the step before it."""
    for expected, step in enumerate(steps, 1):
        if step.number != expected:
            details = {"number": step.number, "expected": expected}
            yield Problem(notebook, step.line, "step_out_of_order", details)
            return


def problems_of_places(steps: Mapping[Path, Sequence[Step]], activities: Iterable[str]) -> Iterator[Problem]:
    """Yield activities that stand in no step of any notebook, and those that stand in two places."""
    places = [(name, path, step.line) for path, found in steps.items() for step in found for name in step.activities]
    for activity in activities:
        shown = [(path, line) for name, path, line in places if name == activity]
        if not shown:
            yield Problem(next(iter(steps)), 1, "activity_not_shown", {"name": activity}, "advice")
        elif len(shown) > 1:
            yield Problem(*shown[-1], "activity_shown_twice", {"name": activity}, "advice")


def problems_of_goals(
    goals: Sequence[Goal], source: Source, steps: Sequence[Step], activities: Mapping[str, Activity]
) -> Iterator[Problem]:
    """Yield goals without a step that explains them, and those that are practised before they are explained."""
    numbered = {step.number: step for step in steps}
    names_steps = any(goal.steps for goal in goals)
    named = {code for one in activities.values() for code, _ in one.covered_goals()}
    for position, goal in enumerate(goals):
        line = source.line(("leerdoelen", position))
        if names_steps and not goal.steps:
            yield Problem(source.path, line, "goal_without_steps", {"code": goal.code}, "advice")
        for number in goal.steps:
            if number in numbered and numbered[number].words < FEWEST_WORDS:
                details = {"code": goal.code, "step": number, "count": numbered[number].words}
                yield Problem(source.path, line, "step_explains_little", details, "advice")
        practised = [
            step.number for step in steps for name in step.activities if _practises(activities.get(name), goal.code)
        ]
        if not practised and goal.code in named:
            yield Problem(source.path, line, "goal_not_practised", {"code": goal.code}, "advice")
        elif practised and goal.steps and min(practised) < min(goal.steps):
            details = {"code": goal.code, "step": min(practised), "first": min(goal.steps)}
            yield Problem(source.path, line, "goal_practised_too_early", details, "advice")


def _practises(one: Activity | None, goal: str) -> bool:
    return one is not None and is_practice(one) and goal in {code for code, _ in one.covered_goals()}


def is_practice(one: Activity) -> bool:
    """Say whether a learner does something with a goal here, and not only reads, looks or looks back."""
    if isinstance(one, FactChart):
        return one.estimate is not None
    return not isinstance(one, RoleChoice | SelfAssessment | Reflection)


def problems_of_references(texts: Iterable[WrittenText], last: int) -> Iterator[Problem]:
    """Yield texts that name a step which the notebook does not have."""
    for text in texts:
        for number in sorted({int(found) for found in REFERENCE.findall(text.text)}):
            if number > last:
                yield Problem(text.path, text.line, "names_missing_step", {"number": number, "last": last})
