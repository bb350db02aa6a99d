"""What a finished task is worth, and what there is to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ssfh_learn.activities.practice_his.model import Check, Task, Unsafe
    from ssfh_learn.activities.practice_his.task_run import TaskRun

TaskOutcome = Literal["safe", "partly", "unsafe"]


@dataclass(frozen=True)
class TaskResult:
    """The checks that were met and missed, the unsafe things that are so, and the percentage."""

    met: tuple[Check, ...]
    missed: tuple[Check, ...]
    unsafe: tuple[Unsafe, ...]

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
        """What is capped is unsafe; only what misses nothing is safe."""
        if self.caps:
            return "unsafe"
        return "partly" if self.missed else "safe"


def result_of(task: Task, run: TaskRun) -> TaskResult:
    """Check the end state of a run and the steps taken on the way; how the learner got there does not count."""
    looked_at = [(check, check.holds(run)) for check in task.checks]
    return TaskResult(
        tuple(check for check, holds in looked_at if holds),
        tuple(check for check, holds in looked_at if not holds),
        tuple(unsafe for unsafe in task.unsafe if unsafe.holds(run)),
    )
