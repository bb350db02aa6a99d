"""Which tasks a learner is advised to do next: a few, so that she need not choose among all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from ssfh_learn.activities import dutch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.practice_his.model import PracticeHisContent, Task
    from ssfh_learn.activities.practice_his.run import HisState

MOST = 3

Why = Literal["first", "again", "same_level", "next_level", "other"]
"""Why a task is advised: a first one, one that was not safe, one of her level, one level higher, or any other."""


class RecommendedView(TypedDict):
    """A task to do next, and why this one."""

    task: str
    why: Why


def recommended(his: PracticeHisContent, state: HisState) -> list[RecommendedView]:
    """Return at most three tasks to do next, the best first; none once she did every task safely and completely.

    First comes one that was not safe, so that an unsafe habit does not stay. Then come two new tasks of her level,
    and those of the level above. Other new ones, and those that were not complete, fill what is left.
    """
    found: dict[str, Why] = {}
    for task, why in _in_order(his, state):
        found.setdefault(task.id, why)
        if len(found) == MOST:
            break
    return [{"task": task, "why": why} for task, why in found.items()]


def level_of(his: PracticeHisContent, state: HisState) -> int:
    """Return her level, by its place: the highest of which she did a task safely, and the first level without any.

    Once she did all tasks of a level, she is at the next.
    """
    safe = [task for task in his.tasks if _outcome(state, task) in {"safe", "partly"}]
    level = max((_place(task) for task in safe), default=0)
    while level < len(dutch.HIS_LEVELS) - 1 and not _new(his, state, level):
        level += 1
    return level


def _in_order(his: PracticeHisContent, state: HisState) -> Iterator[tuple[Task, Why]]:
    """Yield the tasks to advise, the best first; a task may come twice."""
    level = level_of(his, state)
    same, above = _new(his, state, level), _new(his, state, level + 1)
    why: Why = "same_level" if state.done else "first"
    yield from [(task, "again") for task in his.tasks if _outcome(state, task) == "unsafe"][:1]
    yield from [(task, why) for task in same[: MOST - 1]]
    yield from [(task, "next_level") for task in above]
    yield from [(task, why) for task in same]
    yield from [(task, "other") for task in his.tasks if state.best(task.id) is None]
    yield from [(task, "again") for task in his.tasks if _outcome(state, task) in {"unsafe", "partly", "not_judged"}]


def _new(his: PracticeHisContent, state: HisState, level: int) -> list[Task]:
    return [task for task in his.tasks if _place(task) == level and state.best(task.id) is None]


def _place(task: Task) -> int:
    return list(dutch.HIS_LEVELS).index(task.level)


def _outcome(state: HisState, task: Task) -> str | None:
    best = state.best(task.id)
    return best.outcome if best else None
