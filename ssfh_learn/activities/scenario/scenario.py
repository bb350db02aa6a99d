"""A branching scenario: the learner chooses, sees what happens and why, and can always play again."""

from __future__ import annotations

from functools import singledispatchmethod
from math import ceil
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field

from ssfh_learn.activities.activity import Activity, Learner, Response, Score, Status, one_of
from ssfh_learn.activities.bands import band_of, flaws_of_bands
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.model import Id, Markdown, Mode, View
from ssfh_learn.activities.references import flaws_of_references
from ssfh_learn.activities.scenario.decisions import decisions, try_of
from ssfh_learn.activities.scenario.graph import Outcome, flaws_of_graph, outcomes
from ssfh_learn.activities.scenario.model import EndingBand, Meter, Node
from ssfh_learn.activities.scenario.run import Run, ScenarioState
from ssfh_learn.activities.scenario.view import view_of
from ssfh_learn.activities.shuffle import flaws_of_fixed
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.activity import Recorded
    from ssfh_learn.activities.card import Card, Try
    from ssfh_learn.activities.scenario.model import Choice

LONGEST_REFLECTION = 5000


class Begin(Response):
    """Start the first run."""

    kind: Literal["begin"]


class Choose(Response):
    """Make a choice; naming the situation too lets a late click in another tab be refused."""

    kind: Literal["choose"]
    node: str
    choice: str


class Continue(Response):
    """Go on after reading what the choice in `node` did."""

    kind: Literal["continue"]
    node: str


class Replay(Response):
    """Play again; what was played is kept."""

    kind: Literal["replay"]


class Reflect(Response):
    """Answer the reflection question of the debrief."""

    kind: Literal["reflect"]
    text: Annotated[str, Field(max_length=LONGEST_REFLECTION)]


class Scenario(Activity):
    """Situations, choices, meters and endings. The bands judge the first meter."""

    kind = "scenario"
    responses = one_of(Begin, Choose, Continue, Replay, Reflect)

    mode: Mode = "practice"
    role: Markdown
    meters: Annotated[tuple[Meter, ...], Field(min_length=1)]
    start_node: Id = Field(alias="start")
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)]
    bands: Annotated[tuple[EndingBand, ...], Field(min_length=1)]
    reflection: Markdown | None = None

    @property
    def is_practice(self) -> bool:
        """Practice: feedback at once, and nothing counts."""
        return self.mode == "practice"

    # Playing

    def start(self, learner: Learner) -> ScenarioState:
        """Nothing has been played."""
        return ScenarioState(learner)

    def attempt(self, state: ScenarioState) -> int:
        """Return the number of the run, 1 before the first."""
        return len(state.runs) or 1

    def node(self, id_: str) -> Node:
        """Return a situation or ending by its id; raises Refused where there is none."""
        for node in self.nodes:
            if node.id == id_:
                return node
        raise Refused("unknown_id")

    @singledispatchmethod
    def _apply(self, response: Any, state: ScenarioState) -> ScenarioState:
        raise NotImplementedError(response)

    def apply(self, state: ScenarioState, response: Any, content: str) -> ScenarioState:  # noqa: ARG002
        """Return the state after one response."""
        return self._apply(response, state)

    @_apply.register(Begin)
    def _begin(self, _response: Begin, state: ScenarioState) -> ScenarioState:
        if state.runs:
            raise Refused("already_begun")
        return self._next_run(state)

    def _next_run(self, state: ScenarioState) -> ScenarioState:
        over = self.node(self.start_node).is_ending
        return state.with_next(Run(len(state.runs) + 1, self.start_node, is_over=over))

    @_apply.register(Choose)
    def _choose(self, response: Choose, state: ScenarioState) -> ScenarioState:
        run = _playing(state, response.node, reading=False)
        return state.with_latest(run.chosen(self.node(run.node).choice(response.choice).id))

    @_apply.register(Continue)
    def _continue(self, response: Continue, state: ScenarioState) -> ScenarioState:
        run = _playing(state, response.node, reading=True)
        choice = self.node(run.node).choice(run.path[-1].choice)
        following = self.node(choice.to)
        return state.with_latest(run.arrived(following.id, is_over=following.is_ending))

    @_apply.register(Replay)
    def _replay(self, _response: Replay, state: ScenarioState) -> ScenarioState:
        if not state.runs:
            raise Refused("not_begun")
        return self._next_run(state)

    @_apply.register(Reflect)
    def _reflect(self, response: Reflect, state: ScenarioState) -> ScenarioState:
        if state.latest is None or not state.latest.is_over or self.reflection is None:
            raise Refused("not_now")
        return state.with_latest(state.latest.reflected(response.text))

    # What a path is worth

    def values_along(self, run: Run) -> list[dict[str, int]]:
        """Return the meters at the start and after each choice, before any clamp of an ending."""
        values = [{meter.id: meter.start for meter in self.meters}]
        for step in run.path:
            effects = self.node(step.node).choice(step.choice).effects
            values.append(
                {meter.id: meter.bounded(values[-1][meter.id] + effects.get(meter.id, 0)) for meter in self.meters}
            )
        return values

    def is_critical(self, run: Run) -> bool:
        """Say whether a choice on the path was dangerous."""
        return any(self.node(step.node).choice(step.choice).critical for step in run.path)

    def final_value(self, ending: Node, value: int, *, critical: bool) -> int:
        """Return the first meter at the end: clamped by the ending and, after a critical choice, out of the best band.

        The rule for critical choices is the last word: 6 at most where 0-3-6-10 are the bands and high is good, and
        4 at least where low is good.
        """
        meter = self.meters[0]
        value = meter.bounded(ending.clamp.held(value))
        if not critical or len(self.bands) < 2:  # noqa: PLR2004  (one band: nothing to be kept out of)
            return value
        if meter.good == "high":
            return meter.bounded(min(value, ceil(self.bands[-1].starts_at) - 1))
        return meter.bounded(max(value, ceil(self.bands[1].starts_at)))

    def final(self, run: Run) -> int:
        """Return the final value of a run that is over."""
        value = self.values_along(run)[-1][self.meters[0].id]
        return self.final_value(self.node(run.node), value, critical=self.is_critical(run))

    def goodness(self, value: int) -> int:
        """Return how far a value of the first meter is from its bad end."""
        meter = self.meters[0]
        return value - meter.lowest if meter.good == "high" else meter.highest - value

    def gain(self, choice: Choice) -> int:
        """Return how far a choice moves the first meter in the good direction."""
        return self.goodness(choice.effects.get(self.meters[0].id, 0)) - self.goodness(0)

    def best(self) -> Outcome:
        """Return the best way through; of equally good ways the one that gives away least, then the shortest."""
        return max(
            outcomes(self),
            key=lambda outcome: (self.goodness(outcome.final), -outcome.given_away, -len(outcome.path)),
        )

    # Showing and scoring

    def view(self, state: ScenarioState) -> View:
        """Return the situation, what a choice did, or the debrief."""
        return view_of(self, state)

    def status(self, state: ScenarioState) -> Status:
        """Complete once a run has come to an ending."""
        if any(run.is_over for run in state.runs):
            return "complete"
        return "in_progress" if state.runs else "not_attempted"

    def score(self, state: ScenarioState) -> Score:
        """Return the best finished run against the best path that exists, not only against what was visited."""
        finished = [self.goodness(self.final(run)) for run in state.runs if run.is_over]
        return Score(max(finished, default=0), self.goodness(self.best().final), self.status(state))

    def printed(self) -> ScenarioState:
        """Show the first situation."""
        return self._next_run(super().printed())

    def without_key(self) -> Self:
        """Take out what choices are worth, what is said about them, and the judgement."""
        bare: dict[str, object] = {"effects": {}, "coaching": None, "critical": False}
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

    # Refreshing

    def cards(self) -> Iterator[Card]:
        """Yield the situations of a practice scenario."""
        yield from decisions(self) if self.is_practice else ()

    def tried(self, state: ScenarioState, event: Recorded) -> Try | None:  # noqa: ARG002
        """Return how good the choice was."""
        if event.kind != "choose":
            return None
        node = self.node(str(event.data["node"]))
        return try_of(self, node, node.choice(str(event.data["choice"])))

    # What can be wrong with it

    def flaws(self) -> Iterator[Flaw]:
        """Yield what makes no sense in meters, bands and the shape of the scenario."""
        yield from duplicates((meter.id for meter in self.meters), "meters")
        names = {meter.id for meter in self.meters}
        for position, node in enumerate(self.nodes):
            for flaw in flaws_of_fixed(node.choices, "choices"):
                yield flaw.under("nodes", position)
            yield from flaws_of_references(node.choices, "nodes", position, "choices")
            for index, choice in enumerate(node.choices):
                where = ("nodes", position, "choices", index)
                for unknown in set(choice.effects) - names:
                    yield Flaw("unknown_meter", (*where, "effects"), {"id": unknown, "known": ", ".join(sorted(names))})
                if choice.coaching is None and self.mode == "practice":
                    yield Flaw("option_without_feedback", where, {"id": choice.id})
        for position, meter in enumerate(self.meters):
            if not meter.lowest <= meter.start <= meter.highest:
                yield Flaw("start_outside_meter", ("meters", position, "start"), {"start": meter.start})
        yield from flaws_of_bands(self.bands, self.meters[0].lowest, self.meters[0].highest, "bands")
        graph = list(flaws_of_graph(self))
        yield from graph
        if not graph:
            yield from self._flaws_of_critical_paths()

    def _flaws_of_critical_paths(self) -> Iterator[Flaw]:
        """Yield endings whose clamp promises the best band to someone who made a dangerous choice."""
        endings = {outcome.ending for outcome in outcomes(self) if outcome.critical}
        for position, node in enumerate(self.nodes):
            bound = node.clamp.lowest if self.meters[0].good == "high" else node.clamp.highest
            if node.id in endings and bound is not None and self._is_best(bound):
                yield Flaw("critical_into_best_band", ("nodes", position, "clamp"), {"id": node.id})

    def _is_best(self, value: int) -> bool:
        best = self.bands[-1] if self.meters[0].good == "high" else self.bands[0]
        return band_of(self.bands, value) is best


def _playing(state: ScenarioState, node: str, *, reading: bool) -> Run:
    """Return the run that goes on; raises Refused where this response does not belong to it now."""
    run = state.latest
    if run is None:
        raise Refused("not_begun")
    if run.is_over or run.node != node or run.reading is not reading:
        raise Refused("not_now")
    return run
