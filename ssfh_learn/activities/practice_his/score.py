"""How far a learner is in a practice HIS, and how many of its tasks went wholly well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities import dutch
from ssfh_learn.activities.activity import ItemScore, Score

if TYPE_CHECKING:
    from ssfh_learn.activities.activity import Status
    from ssfh_learn.activities.practice_his.model import PracticeHisContent, Task
    from ssfh_learn.activities.practice_his.run import HisState


def status_of(his: PracticeHisContent, state: HisState) -> Status:
    """Complete once every task of one level was done: nobody has to do what is too easy or too hard for her."""
    if not state.begun:
        return "not_attempted"
    done = {one.task for one in state.done}
    levels = [{task.id for task in his.tasks if task.level == level} for level in dutch.HIS_LEVELS]
    return "complete" if any(level and level <= done for level in levels) else "in_progress"


def score_of(his: PracticeHisContent, state: HisState) -> Score:
    """Return one point per task that went wholly well; of each task the best result counts."""
    items = tuple(_item(task, state) for task in his.tasks)
    return Score(sum(one.points or 0 for one in items), len(items), status_of(his, state), items)


def _item(task: Task, state: HisState) -> ItemScore:
    best = state.best(task.id)
    return ItemScore(task.id, best.percent / 100 if best else 0, 1, "complete" if best else "not_attempted")
