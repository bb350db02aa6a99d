"""How far a learner is in a practice HIS, and how many of its tasks went wholly well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities import dutch
from ssfh_learn.activities.activity import ItemScore, Score

if TYPE_CHECKING:
    from ssfh_learn.activities.activity import Status
    from ssfh_learn.activities.practice_his.model import PracticeHisContent, Task
    from ssfh_learn.activities.practice_his.run import HisState


ENOUGH = 3
"""Tasks, of any level: as many as are recommended at first. The others are there for who wants more."""


def status_of(his: PracticeHisContent, state: HisState) -> Status:
    """Complete once three tasks were done, or every task of one level where that has fewer."""
    if not state.begun:
        return "not_attempted"
    done = {one.task for one in state.done}
    levels = [{task.id for task in his.tasks if task.level == level} for level in dutch.HIS_LEVELS]
    is_enough = len(done) >= ENOUGH or any(level and level <= done for level in levels)
    return "complete" if is_enough else "in_progress"


def score_of(his: PracticeHisContent, state: HisState) -> Score:
    """Return one point per task that went wholly well; of each task the best result counts."""
    items = tuple(_item(task, state) for task in his.tasks)
    return Score(sum(one.points or 0 for one in items), len(items), status_of(his, state), items)


def _item(task: Task, state: HisState) -> ItemScore:
    best = state.best(task.id)
    return ItemScore(task.id, best.percent / 100 if best else 0, 1, "complete" if best else "not_attempted")
