"""Whether a run ended safely: the rules that decide it, asked many times over by the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.practice_his.result import undecided

if TYPE_CHECKING:
    from ssfh_learn.activities.practice_his.model import Check, Task, Unsafe
    from ssfh_learn.activities.practice_his.task_run import TaskRun


class Safety:
    """The rules of a task that may not be broken; quicker than its outcome, because it stops at the first broken one.

    The rule that was broken last is asked first: roads that are tried behind each other break the same one.
    """

    def __init__(self, task: Task) -> None:
        self._is_decided = not undecided(task)
        self._rules: list[Check | Unsafe] = [*task.unsafe, *(check for check in task.checks if check.critical)]

    def is_kept(self, run: TaskRun) -> bool:
        """Say whether the outcome of a run is safe, complete or not."""
        if not (self._is_decided and run.is_judged):
            return False
        broken = next((rule for rule in self._rules if rule.is_broken(run)), None)
        if broken is not None:
            self._rules.remove(broken)
            self._rules.insert(0, broken)
        return broken is None
