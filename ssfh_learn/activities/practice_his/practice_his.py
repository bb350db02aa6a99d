"""A practice HIS: tasks in a made-up patient record system, checked on the end state and the critical steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.practice_his.flaws import flaws_of
from ssfh_learn.activities.practice_his.model import PracticeHisContent
from ssfh_learn.activities.practice_his.recommended import recommended
from ssfh_learn.activities.practice_his.responses import RESPONSES
from ssfh_learn.activities.practice_his.road_flaws import flaws_of_play
from ssfh_learn.activities.practice_his.run import HisState, applied
from ssfh_learn.activities.practice_his.score import score_of, status_of
from ssfh_learn.activities.practice_his.view import PracticeHisView, view_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.activity import Learner, Score, Status
    from ssfh_learn.activities.flaw import Flaw


class PracticeHis(PracticeHisContent):
    """Invented patients, a starting state of the parts, and tasks in three levels. For practice only."""

    kind = "practice_his"
    responses = RESPONSES
    shown = PracticeHisView
    is_wide = True

    # Playing

    def start(self, learner: Learner) -> HisState:  # noqa: ARG002
        """No task has been played."""
        return HisState()

    def attempt(self, state: HisState) -> int:
        """Return how often a task was begun, 1 before the first."""
        return state.begun or 1

    def apply(self, state: HisState, response: Any, content: str) -> HisState:
        """Return the state after one response."""
        return applied(self, state, response, content)

    # Showing and scoring

    def view(self, state: HisState) -> PracticeHisView:
        """Return the list of tasks and the task being played, without its checks until it was handed in."""
        return view_of(self, state)

    def status(self, state: HisState) -> Status:
        """Complete once three tasks were done, or every task of one level where that has fewer."""
        return status_of(self, state)

    def score(self, state: HisState) -> Score:
        """Return one point per task that went wholly well; of each task the best result counts."""
        return score_of(self, state)

    def seconds_needed(self) -> float:
        """Return how long the tasks take that are advised first."""
        first = [advised["task"] for advised in recommended(self, HisState())]
        return 60 * sum(task.minutes or 0 for task in self.tasks if task.id in first)

    # What can be wrong with it

    def flaws(self) -> Iterator[Flaw]:
        """Yield what makes no sense in patients, records and checks."""
        return flaws_of(self)

    def played_flaws(self) -> Iterator[Flaw]:
        """Yield what comes out of playing each task in many ways."""
        return flaws_of_play(self)

    def covered_goals(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Yield the learning goals of the tasks as well."""
        yield from super().covered_goals()
        yield from ((task.goal, ("tasks", index, "goal")) for index, task in enumerate(self.tasks) if task.goal)

    def used_sources(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Yield the source codes of the tasks as well."""
        yield from super().used_sources()
        for index, task in enumerate(self.tasks):
            yield from ((code, ("tasks", index, "sources", place)) for place, code in enumerate(task.sources))
