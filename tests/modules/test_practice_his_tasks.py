"""Every task of the shipped practice HIS: its safe road, its unsafe roads, and each of its checks."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ssfh_learn.activities import Learner
from ssfh_learn.activities.practice_his import PracticeHis
from ssfh_learn.content.activity_file import load_activity
from ssfh_learn.errors import Refused
from tests.modules.practice_his_roads import SAFE, UNSAFE, Response, add, change, opened, remove, step

FILE = Path(__file__).parents[2] / "modules/digitaliseren/his/activiteiten/oefen-his.yaml"
HIS = load_activity(FILE)
assert isinstance(HIS, PracticeHis)
TASKS = {task.id: task for task in HIS.tasks}
each_task = pytest.mark.parametrize("task", TASKS)
each_unsafe = pytest.mark.parametrize(
    ("task", "index"), [(task.id, index) for task in HIS.tasks for index in range(len(task.unsafe))]
)
each_check = pytest.mark.parametrize(
    ("task", "index"), [(task.id, index) for task in HIS.tasks for index in range(len(task.checks))]
)


def played(task: str, responses: list[Response]) -> Any:
    state = HIS.start(Learner("anna"))
    for response in [{"kind": "begin", "task": task}, *responses]:
        state = HIS.respond(state, response)
    return state


def result(task: str, responses: list[Response]) -> dict[str, Any]:
    state = HIS.respond(played(task, responses), {"kind": "finish"})
    found: dict[str, Any] = HIS.view(state)["task"]["result"]
    return found


def test_there_are_four_tasks_or_more_of_each_level_and_a_road_for_each() -> None:
    levels = [task.level for task in HIS.tasks]

    assert all(levels.count(level) >= 4 for level in ("starter", "vaardig", "gevorderd"))
    assert set(SAFE) == set(UNSAFE) == set(TASKS)


@each_task
def test_the_safe_road_reaches_everything(task: str) -> None:
    found = result(task, SAFE[task])

    assert (found["percent"], found["outcome"], found["capped"]) == (100, "safe", False)
    assert found["missing"] == found["unsafe"] == []
    assert len(found["right"]) == len(TASKS[task].checks)


@each_task
def test_doing_nothing_is_worth_next_to_nothing(task: str) -> None:
    found = result(task, [])

    assert found["percent"] <= 10
    assert found["outcome"] != "safe"
    assert found["right"] == []


@each_unsafe
def test_an_unsafe_road_is_capped_and_says_why(task: str, index: int) -> None:
    unsafe = TASKS[task].unsafe[index]
    found = result(task, [*SAFE[task], *UNSAFE[task][index]])

    assert unsafe.holds(played(task, [*SAFE[task], *UNSAFE[task][index]]).run)
    assert found["percent"] <= unsafe.cap
    assert found["outcome"] == "unsafe"
    assert found["capped"] is True
    assert any(unsafe.text.split(".")[0] in shown["html"] for shown in found["unsafe"])


@each_check
def test_each_check_fails_when_something_is_left_out_of_the_safe_road(task: str, index: int) -> None:
    check, roads = TASKS[task].checks[index], [*shorter(SAFE[task]), [*SAFE[task], *TOO_MUCH.get(task, [])]]

    assert check.holds(played(task, SAFE[task]).run)
    assert not all(check.holds(accepted(task, road).run) for road in roads)


TOO_MUCH = {"oproeplijst": [add("recalls", patient="henk", voor="suikercontrole", hoe="portaal")]}
"""What makes a check fail by doing more than was asked."""


def accepted(task: str, road: list[Response]) -> Any:
    """Return the state after a road of which some responses may be refused."""
    state = played(task, [])
    for response in road:
        with suppress(Refused):
            state = HIS.respond(state, response)
    return state


def shorter(road: list[Response]) -> list[list[Response]]:
    """Return the road without each of its responses, and without each of the values in them."""
    roads = [[*road[:index], *road[index + 1 :]] for index in range(len(road))]
    for index, response in enumerate(road):
        for name in response.get("values", {}):
            values = {field: value for field, value in response["values"].items() if field != name}
            roads.append([*road[:index], {**response, "values": values}, *road[index + 1 :]])
    return roads


@each_task
def test_nothing_of_the_checks_is_in_the_view_while_a_task_is_played(task: str) -> None:
    shown = json.dumps(HIS.view(played(task, SAFE[task])), ensure_ascii=False)
    told = [check.right for check in TASKS[task].checks] + [check.missing for check in TASKS[task].checks]

    assert not [text for text in (*told, *(one.text for one in TASKS[task].unsafe)) if text in shown]


@each_task
def test_each_task_names_a_goal_and_sources_and_explains_itself(task: str) -> None:
    assert TASKS[task].goal
    assert TASKS[task].sources
    assert TASKS[task].explanation


def test_undoing_what_was_written_in_the_wrong_place_is_fine_but_the_access_log_stays() -> None:
    detour = [opened("greet"), *UNSAFE["telefoon-in-soep"][0][1:], remove("journal", "nieuw-1")]
    found = result("telefoon-in-soep", [*detour, *SAFE["telefoon-in-soep"]])

    assert len(found["unsafe"]) == 1
    assert "toegangslog" in found["unsafe"][0]["html"]


def test_a_step_that_was_taken_back_does_not_count() -> None:
    road = [*SAFE["e-consult-alarmsignaal"], step("mail"), {"kind": "undo_step", "step": "mail"}]

    assert result("e-consult-alarmsignaal", road)["percent"] == 100


def test_an_alarm_signal_that_waits_for_the_doctor_is_never_safe_however_well_it_is_recorded() -> None:
    road = [one for one in SAFE["e-consult-alarmsignaal"] if one not in (step("bel"), step("overleg"))]
    found = result("e-consult-alarmsignaal", [*road, change("e_consults", "ec-ali", status="wacht")])

    assert found["percent"] <= 20
    assert found["outcome"] == "unsafe"
