"""What a finished task is worth, and what there is to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ssfh_learn.activities.practice_his.model import Check, Task, Unsafe
    from ssfh_learn.activities.practice_his.task_run import TaskRun

TaskOutcome = Literal["safe", "partly", "unsafe", "not_judged"]
"""`safe` is safe and complete, `partly` is safe and not complete; `not_judged` is what no program can decide."""


@dataclass(frozen=True)
class TaskResult:
    """The checks that were met and missed, the unsafe things that are so, and the percentage."""

    met: tuple[Check, ...]
    missed: tuple[Check, ...]
    unsafe: tuple[Unsafe, ...]
    undecided: tuple[Check | Unsafe, ...] = ()
    """The rules that hang on words of one's own: they count in the percentage, and no verdict hangs on them."""

    @property
    def caps(self) -> tuple[int, ...]:
        """The percentages above which it may not come."""
        return (*(one.cap for one in self.unsafe), *(check.cap for check in self.missed if check.critical))

    @property
    def percent(self) -> int:
        """The share of the points, held at the lowest cap."""
        points, lost = (sum(check.points for check in checks) for checks in (self.met, self.missed))
        return min(100 * points // ((points + lost) or 1), *self.caps, 100)

    @property
    def outcome(self) -> TaskOutcome:
        """What breaks a decided rule of safety is unsafe; only what misses nothing, and is all decided, is safe."""
        if any(one.is_decided for one in self.unsafe) or any(one.critical and one.is_decided for one in self.missed):
            return "unsafe"
        if self.undecided:
            return "not_judged"
        return "partly" if self.missed else "safe"


def result_of(task: Task, run: TaskRun) -> TaskResult:
    """Check how a run ended, and what was done on the way."""
    looked_at = [(check, check.holds(run)) for check in task.checks]
    return TaskResult(
        tuple(check for check, holds in looked_at if holds),
        tuple(check for check, holds in looked_at if not holds),
        tuple(unsafe for unsafe in task.unsafe if unsafe.holds(run)),
        undecided(task),
    )


def undecided(task: Task) -> tuple[Check | Unsafe, ...]:
    """Return the rules that hang on words of one's own, with which nothing is safe."""
    rules: tuple[Check | Unsafe, ...] = (*task.checks, *task.unsafe)
    return tuple(one for one in rules if not one.is_decided)


def outcome_of(task: Task, run: TaskRun) -> TaskOutcome:
    """Return the outcome of a run; one that was begun under other rules is not judged."""
    return result_of(task, run).outcome if run.is_judged else "not_judged"
