"""Of what was tried in each task after its own tests, nothing unsafe is called safe and nothing sensible is refused."""

from __future__ import annotations

import pytest

from ssfh_learn.activities.practice_his.search import Search
from tests.modules import practice_his_roads_gevorderd, practice_his_roads_starter, practice_his_roads_vaardig
from tests.modules.practice_his_play import HIS, TASKS, result
from tests.over import over

LEVELS = (practice_his_roads_starter, practice_his_roads_vaardig, practice_his_roads_gevorderd)
UNSAFE = {task: roads for level in LEVELS for task, roads in level.UNSAFE.items()}
SENSIBLE = {task: roads for level in LEVELS for task, roads in level.SENSIBLE.items()}
FEWEST = 7

each_unsafe = over(("task", "tried"), [(task, tried) for task in UNSAFE for tried in UNSAFE[task]])
each_sensible = over(("task", "tried"), [(task, tried) for task in SENSIBLE for tried in SENSIBLE[task]])
each_task = pytest.mark.parametrize("task", TASKS)


@each_unsafe
def test_what_is_unsafe_wrong_or_taken_back_too_late_is_never_called_safe_and_the_reason_is_told(
    task: str, tried: str
) -> None:
    found = result(task, UNSAFE[task][tried])

    assert (found["safe"], found["outcome"]) == (False, "unsafe")
    assert found["unsafe"]


@each_sensible
def test_what_is_sensible_or_a_mended_slip_is_safe_and_complete(task: str, tried: str) -> None:
    found = result(task, SENSIBLE[task][tried])

    assert (found["outcome"], found["missing"], found["unsafe"]) == ("safe", [], [])


@each_task
def test_of_every_task_seven_or_more_unsafe_and_seven_or_more_sensible_roads_are_tried(task: str) -> None:
    assert len(UNSAFE[task]) >= FEWEST
    assert len(SENSIBLE[task]) >= FEWEST


@each_task
def test_no_field_in_which_the_road_chooses_is_safe_whatever_is_chosen(task: str) -> None:
    assert list(Search(HIS, TASKS[task]).unread(every_field=True)) == []
