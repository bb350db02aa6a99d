"""The runs of a scenario, what a learner can send, and how that changes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import singledispatch
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from ssfh_learn.activities.response import Response, validator_of
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssfh_learn.activities.activity import Learner
    from ssfh_learn.activities.scenario.model import Choice, ScenarioContent
    from ssfh_learn.activities.scenario.moment import RunMoment

# What a learner sends

LONGEST_REFLECTION = 5000


class BeginScenario(Response):
    """Start the first run."""

    kind: Literal["begin"]


class Choose(Response):
    """Make a choice; naming the situation too lets a late click in another tab be refused."""

    kind: Literal["choose"]
    node: str
    choice: str


class GoOn(Response):
    """Go on after reading what the choice in `node` did."""

    kind: Literal["continue"]
    node: str


class Replay(Response):
    """Play again; what was played is kept. `turn` is the first turn to play anew, counted from 1."""

    kind: Literal["replay"]
    turn: Annotated[int, Field(ge=1)] = 1


class Reflect(Response):
    """Answer the reflection question of the debrief."""

    kind: Literal["reflect"]
    text: Annotated[str, Field(max_length=LONGEST_REFLECTION)]


RESPONSES = validator_of(BeginScenario, Choose, GoOn, Replay, Reflect)

# What she did


@dataclass(frozen=True)
class MadeChoice:
    """A choice that was made in a situation."""

    node: str
    choice: str


@dataclass(frozen=True)
class ScenarioRun:
    """The path so far. `node` is where the learner is; `reading` says that she still reads what her last choice did."""

    number: int
    node: str
    path: tuple[MadeChoice, ...] = ()
    reading: bool = False
    is_over: bool = False
    reflection: str = ""
    edition: str = ""
    """The fingerprint of the earlier edition that it is a run of, or nothing."""
    kept: int = 0
    """How many choices it took over from the run before it."""

    def chosen(self, choice: str) -> ScenarioRun:
        """Make a choice here."""
        return replace(self, path=(*self.path, MadeChoice(self.node, choice)), reading=True)

    def arrived(self, node: str, *, is_over: bool) -> ScenarioRun:
        """Go on to the next situation or ending."""
        return replace(self, node=node, reading=False, is_over=is_over)

    def reflected(self, text: str) -> ScenarioRun:
        """Answer the reflection question."""
        return replace(self, reflection=text)


@dataclass(frozen=True)
class ScenarioState:
    """Every run, the last one being played."""

    learner: Learner
    runs: tuple[ScenarioRun, ...] = ()

    @property
    def number(self) -> int:
        """The number of the last run, 1 before the first."""
        return len(self.runs) or 1

    @property
    def latest(self) -> ScenarioRun | None:
        """The run that is going on, or the last one."""
        return self.runs[-1] if self.runs else None

    def with_latest(self, run: ScenarioRun) -> ScenarioState:
        """Replace the last run."""
        return replace(self, runs=(*self.runs[:-1], run))

    def with_next(self, run: ScenarioRun) -> ScenarioState:
        """Add a run."""
        return replace(self, runs=(*self.runs, run))


def choices_of(scenario: ScenarioContent, path: Sequence[MadeChoice]) -> list[Choice]:
    """Return the choices of a path."""
    return [scenario.node(step.node).choice(step.choice) for step in path]


def moments_along(scenario: ScenarioContent, path: Sequence[MadeChoice]) -> list[RunMoment]:
    """Return where a path began and where each choice led, with meters and marks, before any clamp of an ending."""
    moments = [scenario.first_moment()]
    for choice in choices_of(scenario, path):
        moments.append(scenario.after(moments[-1], choice))
    return moments


# What a response changes


def next_run(scenario: ScenarioContent, state: ScenarioState, content: str = "") -> ScenarioState:
    """Begin a run at the first situation, of the edition that the response answers to."""
    edition = scenario.edition(content)
    over, earlier = edition.node(edition.start_node).is_ending, "" if edition is scenario else content
    return state.with_next(ScenarioRun(len(state.runs) + 1, edition.start_node, is_over=over, edition=earlier))


@singledispatch
def _applied(response: Any, _scenario: ScenarioContent, _state: ScenarioState, _content: str) -> ScenarioState:
    raise NotImplementedError(response)


def applied(scenario: ScenarioContent, state: ScenarioState, response: Any, content: str) -> ScenarioState:
    """Return the state after one response; raises Refused where it does not fit."""
    return _applied(response, scenario, state, content)


@_applied.register(BeginScenario)
def _begin(_response: BeginScenario, scenario: ScenarioContent, state: ScenarioState, content: str) -> ScenarioState:
    if state.runs:
        raise Refused("already_begun")
    return next_run(scenario, state, content)


@_applied.register(Choose)
def _choose(response: Choose, scenario: ScenarioContent, state: ScenarioState, _content: str) -> ScenarioState:
    run = _playing(state, response.node, reading=False)
    edition = scenario.edition(run.edition)
    node = edition.node(run.node)
    choice = node.choice(response.choice)
    if choice not in node.open_choices(moments_along(edition, run.path)[-1]):
        raise Refused("not_now")
    return state.with_latest(run.chosen(choice.id))


@_applied.register(GoOn)
def _go_on(response: GoOn, scenario: ScenarioContent, state: ScenarioState, _content: str) -> ScenarioState:
    run = _playing(state, response.node, reading=True)
    edition = scenario.edition(run.edition)
    following = edition.node(moments_along(edition, run.path)[-1].node)
    return state.with_latest(run.arrived(following.id, is_over=following.is_ending))


@_applied.register(Replay)
def _replay(response: Replay, scenario: ScenarioContent, state: ScenarioState, content: str) -> ScenarioState:
    if not state.runs:
        raise Refused("not_begun")
    return next_run(scenario, state, content) if response.turn == 1 else _replayed(scenario, state, response.turn)


def _replayed(scenario: ScenarioContent, state: ScenarioState, turn: int) -> ScenarioState:
    """Begin a run with the choices of the one before it up to a turn; raises Refused where it has no such turn.

    A test tells nothing of a choice, and is played from its beginning.
    """
    run = state.runs[-1]
    if not run.is_over or turn > len(run.path) or not scenario.is_practice:
        raise Refused("not_now")
    kept = run.path[: turn - 1]
    begun = ScenarioRun(len(state.runs) + 1, run.path[turn - 1].node, kept, edition=run.edition, kept=len(kept))
    return state.with_next(begun)


@_applied.register(Reflect)
def _reflect(response: Reflect, scenario: ScenarioContent, state: ScenarioState, _content: str) -> ScenarioState:
    run = state.latest
    if run is None or not run.is_over or scenario.edition(run.edition).reflection is None:
        raise Refused("not_now")
    return state.with_latest(run.reflected(response.text))


def _playing(state: ScenarioState, node: str, *, reading: bool) -> ScenarioRun:
    """Return the run that goes on; raises Refused where this response does not belong to it now."""
    run = state.latest
    if run is None:
        raise Refused("not_begun")
    if run.is_over or run.node != node or run.reading is not reading:
        raise Refused("not_now")
    return run
