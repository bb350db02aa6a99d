"""Each learning goal is explained in a step, practised in an activity, and tested in the bank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ssfh_learn.content.steps import Step, is_practice, steps_of
from tests.modules.shipped import ALL, Shipped, each_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.content.module import Goal

CHECK = "kennischeck"

each_goal = pytest.mark.parametrize(
    ("shipped", "goal"),
    [pytest.param(shipped, goal, id=goal.code) for shipped in ALL for goal in shipped.module.description.goals],
)


def steps(shipped: Shipped) -> dict[int, Step]:
    """Return the steps of a notebook, by number."""
    return {step.number: step for step in steps_of(shipped.cells)}


def practised_in(shipped: Shipped, goal: Goal) -> Iterator[int]:
    """Yield the steps that practise a goal; the knowledge check at the end does not count."""
    for step in steps(shipped).values():
        for name in step.activities:
            one = shipped.activities[name]
            if name != CHECK and is_practice(one) and goal.code in {code for code, _ in one.covered_goals()}:
                yield step.number


@each_goal
def test_each_goal_is_explained_in_other_steps_than_the_welcome_and_practised_before_the_knowledge_check(
    shipped: Shipped, goal: Goal
) -> None:
    """What more `check` asks of a goal: tests/content/test_readability.py."""
    assert goal.steps, "name the steps that explain this goal at `stappen:` in module.yaml"
    assert 1 not in goal.steps, "the welcome only names the goals"
    assert min(goal.steps) <= min(practised_in(shipped, goal))


@each_goal
def test_each_goal_is_tested_in_the_bank(shipped: Shipped, goal: Goal) -> None:
    assert goal.code in {question.goal for question in shipped.bank.questions}


@each_module
def test_the_bank_tests_nothing_that_is_no_goal(shipped: Shipped) -> None:
    goals = {goal.code for goal in shipped.module.description.goals}

    assert {question.goal for question in shipped.bank.questions} <= goals


# What the outlines say: the number of goals of B1, C1, D1, E1 and F1. The minutes are measured (content/duration.py)
# and so others than in the outlines; plan and knowledge check of beeldbellen are two steps, for they took 16 minutes.
@pytest.mark.parametrize(
    ("name", "goals", "count", "minutes"),
    [
        ("werkdruk", 6, 14, 55),
        ("agressie", 6, 14, 70),
        ("his", 5, 14, 75),
        ("beeldbellen", 6, 14, 60),
        ("loopbaan", 6, 14, 75),
    ],
)
def test_a_module_has_the_goals_steps_and_length_of_its_outline(
    name: str, goals: int, count: int, minutes: int
) -> None:
    (shipped,) = (one for one in ALL if str(one) == name)

    assert len(shipped.module.description.goals) == goals
    assert len(steps(shipped)) == count
    assert shipped.module.description.duration == minutes
    told = [int(number) for number in re.findall(r"\*Ongeveer (\d+) minuten\.\*", shipped.markdown)]
    assert len(told) == count
    assert abs(sum(told) - minutes) <= 5, "the minutes of the steps add up to about the length of the module"
    assert f"ongeveer {minutes} minuten bezig." in shipped.cells[0].text
