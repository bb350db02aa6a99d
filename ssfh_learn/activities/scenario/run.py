"""One playing of a scenario, and the state that keeps every run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssfh_learn.activities.activity import Learner


@dataclass(frozen=True)
class Step:
    """A choice that was made in a situation."""

    node: str
    choice: str


@dataclass(frozen=True)
class Run:
    """The path so far. `node` is where the learner is; `reading` says that she still reads what her last choice did."""

    number: int
    node: str
    path: tuple[Step, ...] = ()
    reading: bool = False
    is_over: bool = False
    reflection: str = ""

    def chosen(self, choice: str) -> Run:
        """Make a choice here."""
        return replace(self, path=(*self.path, Step(self.node, choice)), reading=True)

    def arrived(self, node: str, *, is_over: bool) -> Run:
        """Go on to the next situation or ending."""
        return replace(self, node=node, reading=False, is_over=is_over)

    def reflected(self, text: str) -> Run:
        """Answer the reflection question."""
        return replace(self, reflection=text)


@dataclass(frozen=True)
class ScenarioState:
    """Every run, the last one being played."""

    learner: Learner
    runs: tuple[Run, ...] = ()

    @property
    def latest(self) -> Run | None:
        """The run that is going on, or the last one."""
        return self.runs[-1] if self.runs else None

    def with_latest(self, run: Run) -> ScenarioState:
        """Replace the last run."""
        return replace(self, runs=(*self.runs[:-1], run))

    def with_next(self, run: Run) -> ScenarioState:
        """Add a run."""
        return replace(self, runs=(*self.runs, run))
