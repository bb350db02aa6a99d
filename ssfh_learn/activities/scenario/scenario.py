"""A branching scenario: the learner chooses, sees what happens and why, and can always play again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from ssfh_learn.activities.playing import play
from ssfh_learn.activities.scenario.decisions import decisions, try_of
from ssfh_learn.activities.scenario.first_way import choice_points, first_way
from ssfh_learn.activities.scenario.flaws import flaws_of
from ssfh_learn.activities.scenario.model import ScenarioContent
from ssfh_learn.activities.scenario.path_flaws import flaws_of_paths
from ssfh_learn.activities.scenario.playing_time import seconds_to_play
from ssfh_learn.activities.scenario.run import RESPONSES, ScenarioState, applied, next_run
from ssfh_learn.activities.scenario.score import score_of, status_of
from ssfh_learn.activities.scenario.view import ScenarioView, view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities.activity import Learner, RecordedEvent, Score, Status
    from ssfh_learn.activities.card import RefresherCard, Try
    from ssfh_learn.activities.first_try import ChoicePoint
    from ssfh_learn.activities.flaw import Flaw


class Scenario(ScenarioContent):
    """Situations, choices, meters and endings; the bands say how many mistakes were made, or judge the first meter."""

    kind = "scenario"
    responses = RESPONSES
    shown = ScenarioView
    is_one_of_several = True

    # Playing

    def start(self, learner: Learner) -> ScenarioState:
        """Nothing has been played."""
        return ScenarioState(learner)

    def attempt(self, state: ScenarioState) -> int:
        """Return the number of the run, 1 before the first."""
        return state.number

    def apply(self, state: ScenarioState, response: Any, content: str) -> ScenarioState:
        """Return the state after one response; `content` names the edition of a run that begins."""
        return applied(self, state, response, content)

    # Showing and scoring

    def view(self, state: ScenarioState) -> ScenarioView:
        """Return the situation, what a choice did, or the debrief."""
        return view_of(self, state)

    def status(self, state: ScenarioState) -> Status:
        """Complete once a run has come to an ending."""
        return status_of(state)

    def score(self, state: ScenarioState) -> Score:
        """Return the best finished run against the best path that exists, not only against what was visited."""
        return score_of(self, state)

    def printed(self) -> ScenarioState:
        """Show the first situation."""
        return next_run(self, super().printed())

    def without_key(self) -> Self:
        """Take out what choices are worth, what is said about them, and the judgement."""
        bare: dict[str, object] = {"effects": {}, "coaching": None, "critical": False, "severity": None}
        nodes = tuple(
            node.model_copy(
                update={
                    "choices": tuple(choice.model_copy(update=bare) for choice in node.choices),
                    "clamp": type(node.clamp)(),
                    "lesson": None,
                }
            )
            for node in self.nodes
        )
        return self.model_copy(update={"nodes": nodes, "bands": (), "goals": (), "sources": ()})

    def seconds_needed(self) -> float:
        """Return how long it takes to play once."""
        return seconds_to_play(self)

    # Refreshing

    def cards(self) -> Iterator[RefresherCard]:
        """Yield the situations of a practice scenario."""
        yield from decisions(self) if self.is_practice else ()

    def tried(self, state: ScenarioState, event: RecordedEvent) -> Try | None:
        """Return how good the choice was, in the edition in which it was made."""
        if event.kind != "choose" or state.latest is None:
            return None
        edition = self.edition(state.latest.edition)
        node = edition.node(str(event.data["node"]))
        return try_of(edition, node, node.choice(str(event.data["choice"])))

    # Figures of groups

    def choice_points(self) -> Iterator[ChoicePoint]:
        """Yield the situations and endings of a practice scenario."""
        yield from choice_points(self) if self.is_practice else ()

    def first_choices(self, events: Iterable[RecordedEvent], learner: Learner) -> frozenset[str] | None:
        """Return the choices of the first run, once it is over."""
        return first_way(play(self, events, learner).state)

    # What can be wrong with it

    def flaws(self) -> Iterator[Flaw]:
        """Yield what makes no sense in meters, bands and the shape of the scenario."""
        yield from flaws_of(self)

    def closer_flaws(self) -> Iterator[Flaw]:
        """Yield what all paths together show."""
        yield from flaws_of_paths(self)
