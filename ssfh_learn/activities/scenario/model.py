"""What a scenario is made of: situations to choose in, meters that choices move, endings, and how good a value is."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from pydantic import Field

from ssfh_learn.activities.activity import Activity
from ssfh_learn.activities.bands import Band
from ssfh_learn.activities.model import Direction, Id, Line, Markdown, Mode, Model, Phrase, YesNo, added, written_as
from ssfh_learn.errors import Refused


class Meter(Model):
    """A number that choices move between `lowest` and `highest`; `good` says which end is the good one."""

    id: Id
    name: Line = written_as("naam")
    start: int
    lowest: Annotated[int, Field(ge=-1000)] = written_as("min", default=0)
    highest: Annotated[int, Field(le=1000)] = written_as("max", default=10)
    good: Direction = written_as("goed", default="high")
    explanation: Markdown = written_as("uitleg")

    def bounded(self, value: int) -> int:
        """Return the value kept within the meter."""
        return min(self.highest, max(self.lowest, value))


class Choice(Model):
    """Something the learner can do in a situation, what happens then, and why that is wise or not."""

    id: Id
    text: Phrase = written_as("tekst")
    to: Id = written_as("naar")
    effects: dict[Id, int] = written_as("effect", default_factory=dict)
    consequence: Markdown = written_as("gevolg")
    coaching: Markdown | None = written_as("uitleg", default=None)
    critical: YesNo = written_as("kritiek", default=False)
    fixed: YesNo = added(default=False, key="vast")
    """Whether it stays at the end when the others are shuffled."""


class Clamp(Model):
    """Bounds that an ending puts on the first meter, so that its text and the band agree."""

    lowest: int | None = written_as("min", default=None)
    highest: int | None = written_as("max", default=None)

    def held(self, value: int) -> int:
        """Return the value kept within these bounds."""
        if self.lowest is not None:
            value = max(self.lowest, value)
        return value if self.highest is None else min(self.highest, value)


class Node(Model):
    """A situation with choices, or an ending with a lesson."""

    id: Id
    text: Markdown = written_as("tekst")
    choices: tuple[Choice, ...] = written_as("keuzes", default=())
    is_ending: YesNo = written_as("einde", default=False)
    lesson: Markdown | None = written_as("leerpunt", default=None)
    clamp: Clamp = written_as("klem", default=Clamp())

    def choice(self, id_: str) -> Choice:
        """Return a choice by its id; raises Refused where there is none."""
        for choice in self.choices:
            if choice.id == id_:
                return choice
        raise Refused("unknown_id")


class EndingBand(Band):
    """What the first meter says about all choices together."""

    name: Line = written_as("naam")
    text: Markdown = written_as("tekst")


class ScenarioContent(Activity):
    """What is written of a scenario, and what can be looked up in it."""

    mode: Mode = written_as("modus", default="practice")
    role: Markdown = written_as("rol")
    meters: Annotated[tuple[Meter, ...], Field(min_length=1)]
    start_node: Id = written_as("start")
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)] = written_as("knopen")
    bands: Annotated[tuple[EndingBand, ...], Field(min_length=1)] = written_as("banden")
    reflection: Markdown | None = written_as("reflectievraag", default=None)

    @property
    def is_practice(self) -> bool:
        """Practice: feedback at once, and nothing counts."""
        return self.mode == "practice"

    def node(self, id_: str) -> Node:
        """Return a situation or ending by its id; raises Refused where there is none."""
        for node in self.nodes:
            if node.id == id_:
                return node
        raise Refused("unknown_id")

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

    def goodness(self, value: int) -> int:
        """Return how far a value of the first meter is from its bad end."""
        meter = self.meters[0]
        return value - meter.lowest if meter.good == "high" else meter.highest - value

    def gain(self, choice: Choice) -> int:
        """Return how far a choice moves the first meter in the good direction."""
        return self.goodness(choice.effects.get(self.meters[0].id, 0)) - self.goodness(0)
