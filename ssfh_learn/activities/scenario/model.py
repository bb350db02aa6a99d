"""What a scenario is made of: situations to choose in, meters that the choices move, endings."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ssfh_learn.activities.bands import Band
from ssfh_learn.activities.model import Direction, Id, Line, Markdown, Model, Phrase, YesNo, added
from ssfh_learn.errors import Refused


class Meter(Model):
    """A number that choices move between `lowest` and `highest`; `good` says which end is the good one."""

    id: Id
    name: Line
    start: int
    lowest: Annotated[int, Field(ge=-1000)] = 0
    highest: Annotated[int, Field(le=1000)] = 10
    good: Direction = "high"
    explanation: Markdown

    def bounded(self, value: int) -> int:
        """Return the value kept within the meter."""
        return min(self.highest, max(self.lowest, value))


class Choice(Model):
    """Something the learner can do in a situation, what happens then, and why that is wise or not."""

    id: Id
    text: Phrase
    to: Id
    effects: dict[Id, int] = Field(default_factory=dict)
    consequence: Markdown
    coaching: Markdown | None = None
    critical: YesNo = False
    fixed: YesNo = added(default=False)
    """Whether it stays at the end when the others are shuffled."""


class Clamp(Model):
    """Bounds that an ending puts on the first meter, so that its text and the band agree."""

    lowest: int | None = None
    highest: int | None = None

    def held(self, value: int) -> int:
        """Return the value kept within these bounds."""
        if self.lowest is not None:
            value = max(self.lowest, value)
        return value if self.highest is None else min(self.highest, value)


class Node(Model):
    """A situation with choices, or an ending with a lesson."""

    id: Id
    text: Markdown
    choices: tuple[Choice, ...] = ()
    is_ending: YesNo = False
    lesson: Markdown | None = None
    clamp: Clamp = Clamp()

    def choice(self, id_: str) -> Choice:
        """Return a choice by its id; raises Refused where there is none."""
        for choice in self.choices:
            if choice.id == id_:
                return choice
        raise Refused("unknown_id")


class EndingBand(Band):
    """What the first meter says about all choices together."""

    name: Line
    text: Markdown
