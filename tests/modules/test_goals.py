"""Each learning goal is explained in a step, practised in an activity, and tested in the bank."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from ssfh_learn.activities.fact_chart import FactChart
from ssfh_learn.activities.reflection import Reflection
from ssfh_learn.activities.role_choice import RoleChoice
from ssfh_learn.activities.self_assessment import SelfAssessment
from tests.modules.shipped import ALL, Shipped, each_module
from tests.modules.texts import texts_of_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.module import Goal

CHECK = "kennischeck"
FEWEST_WORDS = 80

each_goal = pytest.mark.parametrize(
    ("shipped", "goal"),
    [pytest.param(shipped, goal, id=goal.code) for shipped in ALL for goal in shipped.module.description.goals],
)


@dataclass(frozen=True)
class Step:
    """One step of a notebook: its number, its text and its activities, in order."""

    number: int
    text: str
    activities: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words there are to read."""
        return len(re.findall(r"\w{2,}", self.text))


def steps(shipped: Shipped) -> dict[int, Step]:
    """Return the steps of a notebook, by number; what stands before the first is left out."""
    found: dict[int, Step] = {}
    number = 0
    for cell in shipped.cells:
        heading = re.search(r"^## Stap (\d+)\. ", cell.text, re.MULTILINE) if cell.kind == "markdown" else None
        if heading:
            number = int(heading[1])
            assert number not in found, f"two steps are called {number}"
            found[number] = Step(number, "", ())
        if number:
            step = found[number]
            text = f"{step.text}\n\n{cell.text}" if cell.kind == "markdown" else step.text
            shown = (cell.activity,) if cell.kind == "code" and cell.activity else ()
            found[number] = Step(number, text, (*step.activities, *shown))
    return found


def is_practice(one: Activity) -> bool:
    """Say whether a learner does something with the goal here, and not only reads, looks or looks back."""
    match one:
        case RoleChoice():
            return False
        case FactChart():
            return one.estimate is not None
        case SelfAssessment():
            return False
        case Reflection():
            return one.id != "reflectie"  # the one at the end looks back on the whole module
    return one.id != CHECK


def practised_in(shipped: Shipped, goal: Goal) -> Iterator[tuple[int, str]]:
    """Yield the step and the name of each activity that practises a goal."""
    for step in steps(shipped).values():
        for name in step.activities:
            one = shipped.activities[name]
            if is_practice(one) and goal.code in {code for code, _ in one.covered_goals()}:
                yield step.number, name


@each_module
def test_the_steps_of_a_module_are_numbered_from_one_without_gaps(shipped: Shipped) -> None:
    assert list(steps(shipped)) == list(range(1, len(steps(shipped)) + 1))


@each_module
def test_every_activity_is_shown_once(shipped: Shipped) -> None:
    shown = Counter(name for step in steps(shipped).values() for name in step.activities)

    assert shown == Counter(list(shipped.activities))


@each_goal
def test_each_goal_is_explained_in_steps_that_have_something_to_read(shipped: Shipped, goal: Goal) -> None:
    found = steps(shipped)

    assert goal.steps, "name the steps that explain this goal at `stappen:` in module.yaml"
    assert 1 not in goal.steps, "the welcome only names the goals"
    for number in goal.steps:
        assert found[number].words >= FEWEST_WORDS, f"step {number} has too little text to explain anything"


@each_goal
def test_each_goal_is_practised_and_not_before_it_is_explained(shipped: Shipped, goal: Goal) -> None:
    practised = dict(practised_in(shipped, goal))

    assert practised
    assert min(goal.steps) <= min(practised)


@each_goal
def test_each_goal_is_tested_in_the_bank(shipped: Shipped, goal: Goal) -> None:
    assert goal.code in {question.goal for question in shipped.bank.questions}


@each_module
def test_the_bank_tests_nothing_that_is_no_goal(shipped: Shipped) -> None:
    goals = {goal.code for goal in shipped.module.description.goals}

    assert {question.goal for question in shipped.bank.questions} <= goals


@each_module
def test_every_step_that_a_text_refers_to_exists(shipped: Shipped) -> None:
    last = len(steps(shipped))
    for said in texts_of_module(shipped):
        for number in re.findall(r"\b[Ss]tap(?:pen)? (\d+)", said.text):
            assert int(number) <= last, str(said)


# What the outlines say: the number of goals of B1, C1, D1, E1 and F1, and the steps and minutes of part G and of the
# headings of each module.
@pytest.mark.parametrize(
    ("name", "goals", "count", "minutes"),
    [
        ("werkdruk", 6, 14, 70),
        ("agressie", 6, 14, 75),
        ("his", 5, 13, 70),
        ("beeldbellen", 6, 13, 65),
        ("loopbaan", 6, 14, 80),
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
    assert f"Je bent ongeveer {minutes} minuten bezig." in shipped.cells[0].text
