"""Which tasks a learner is advised to do next."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.practice_his import PracticeHis
from ssfh_learn.activities.practice_his.recommended import MOST, recommended
from ssfh_learn.activities.practice_his.run import Done, HisState
from tests.content_examples import PRACTICE_HIS, activity

if TYPE_CHECKING:
    from ssfh_learn.activities.practice_his.result import TaskOutcome

TASKS = [(f"{level}-{number}", level) for level in ("starter", "vaardig", "gevorderd") for number in (1, 2, 3)]


def _his() -> PracticeHis:
    written = deepcopy(PRACTICE_HIS)
    written["taken"] = [{**written["taken"][0], "id": id_, "niveau": level} for id_, level in TASKS]
    his = activity(written)
    assert isinstance(his, PracticeHis)
    return his


HIS = _his()


def after(**outcomes: TaskOutcome) -> list[tuple[str, str]]:
    """Return what is advised to somebody with these outcomes, by task: `starter_1="safe"`."""
    done = tuple(Done(task.replace("_", "-"), 50, outcome) for task, outcome in outcomes.items())
    return [(one["task"], one["why"]) for one in recommended(HIS, HisState(done=done))]


def test_who_begins_is_advised_two_tasks_of_the_first_level_and_one_of_the_next() -> None:
    assert after() == [("starter-1", "first"), ("starter-2", "first"), ("vaardig-1", "next_level")]


def test_a_task_that_was_done_safely_is_advised_no_more() -> None:
    assert after(starter_1="safe") == [
        ("starter-2", "same_level"),
        ("starter-3", "same_level"),
        ("vaardig-1", "next_level"),
    ]


def test_the_level_is_the_highest_of_which_a_task_was_safe() -> None:
    assert after(vaardig_2="partly")[0] == ("vaardig-1", "same_level")
    assert after(vaardig_2="unsafe")[1] == ("starter-1", "same_level")


def test_what_was_not_safe_comes_first_and_once() -> None:
    assert after(starter_1="unsafe", starter_2="unsafe") == [
        ("starter-1", "again"),
        ("starter-3", "same_level"),
        ("vaardig-1", "next_level"),
    ]


def test_who_did_a_whole_level_is_advised_the_next() -> None:
    found = after(starter_1="safe", starter_2="safe", starter_3="safe")

    assert found == [("vaardig-1", "same_level"), ("vaardig-2", "same_level"), ("gevorderd-1", "next_level")]


def test_at_the_last_level_what_was_skipped_fills_the_list() -> None:
    found = after(gevorderd_1="safe", gevorderd_2="safe")

    assert found == [("gevorderd-3", "same_level"), ("starter-1", "other"), ("starter-2", "other")]


def test_what_was_not_complete_is_advised_when_nothing_new_is_left() -> None:
    all_but_one: dict[str, TaskOutcome] = {id_.replace("-", "_"): "safe" for id_, _ in TASKS}

    assert after(**{**all_but_one, "vaardig_2": "partly"}) == [("vaardig-2", "again")]
    assert after(**all_but_one) == []


@given(st.dictionaries(st.sampled_from([id_ for id_, _ in TASKS]), st.sampled_from(["safe", "partly", "unsafe"])))
def test_no_task_is_advised_twice_or_after_it_went_well_and_there_are_three_while_three_are_left(
    outcomes: dict[str, TaskOutcome],
) -> None:
    found = [task for task, _ in after(**{task.replace("-", "_"): outcome for task, outcome in outcomes.items()})]
    left = [id_ for id_, _ in TASKS if outcomes.get(id_) != "safe"]

    assert len(found) == len(set(found)) == min(MOST, len(left))
    assert set(found) <= set(left)
