"""What a scenario is made of: situations to choose in, meters that choices move, endings, and how good a value is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from math import ceil
from typing import Annotated, Any, Self

from pydantic import Field, PrivateAttr

from ssfh_learn.activities.activity import Activity, RoleName
from ssfh_learn.activities.model import (
    Direction,
    Id,
    Markdown,
    Mode,
    Model,
    OneLine,
    Phrase,
    Portrait,
    Role,
    Severity,
    YesNo,
    added,
    written_as,
)
from ssfh_learn.activities.scenario.lines import quotes
from ssfh_learn.activities.scenario.mistakes import ChoiceLevel, Limit, Mistakes
from ssfh_learn.activities.scenario.moment import Clamp, Conditional, RunMoment
from ssfh_learn.errors import Refused


class Meter(Model):
    """A number that choices move between `lowest` and `highest`; `good` says which end is the good one."""

    id: Id
    name: OneLine = written_as("naam")
    start: int
    lowest: Annotated[int, Field(ge=-1000)] = written_as("min", default=0)
    highest: Annotated[int, Field(le=1000)] = written_as("max", default=10)
    good: Direction = written_as("goed", default="high")
    explanation: Markdown = written_as("uitleg")
    words: Annotated[tuple[OneLine, ...], Field(min_length=3, max_length=3)] | None = added(None, key="woorden")
    """What it is called when it stands well, in between and badly, in this order."""

    def bounded(self, value: int) -> int:
        """Return the value kept within the meter."""
        return min(self.highest, max(self.lowest, value))

    def goodness(self, value: int) -> int:
        """Return how far a value is from the bad end."""
        return value - self.lowest if self.good == "high" else self.highest - value


class Turn(Conditional):
    """Where a choice leads instead, under a condition."""

    to: Id = written_as("naar")


class Variant(Conditional):
    """What a situation or ending says instead, under a condition."""

    text: Markdown = written_as("tekst")
    sound: OneLine | None = added(None, key="geluid")
    """The file in which it is read aloud."""


class Choice(Conditional):
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
    severity: Severity | None = added(None, key="ernst")
    """How serious a mistake it is; None for the best choice."""
    remembers: tuple[Id, ...] = added((), key="onthoud")
    """The marks that it sets."""
    turns: tuple[Turn, ...] = added((), key="afslagen")
    speaker: OneLine | None = added(None, key="wie")
    """Who speaks in the consequence."""
    sound: OneLine | None = added(None, key="geluid")
    """The file in which the consequence is read aloud."""

    @property
    def level(self) -> ChoiceLevel:
        """How good it is in its situation."""
        return "critical" if self.critical else self.severity or "best"

    @property
    def is_quoting(self) -> bool:
        """Whether quotation marks tell what is said in its consequence."""
        return quotes(self.consequence)

    @property
    def targets(self) -> tuple[str, ...]:
        """Everywhere it can lead."""
        return (self.to, *(turn.to for turn in self.turns))


class Node(Model):
    """A situation with choices, or an ending with a lesson."""

    id: Id
    text: Markdown = written_as("tekst")
    choices: tuple[Choice, ...] = written_as("keuzes", default=())
    is_ending: YesNo = written_as("einde", default=False)
    lesson: Markdown | None = written_as("leerpunt", default=None)
    clamp: Clamp = written_as("klem", default=Clamp())
    variants: tuple[Variant, ...] = added((), key="varianten")
    """What it says instead of its text; the first that holds counts."""
    speaker: OneLine | None = added(None, key="wie")
    """Who speaks here."""
    sound: OneLine | None = added(None, key="geluid")
    """The file in which the text is read aloud."""

    @property
    def is_quoting(self) -> bool:
        """Whether quotation marks tell what is said, in its text or in another that it can have."""
        return any(quotes(text) for text in (self.text, *(one.text for one in self.variants)))

    def choice(self, id_: str) -> Choice:
        """Return a choice by its id; raises Refused where there is none."""
        for choice in self.choices:
            if choice.id == id_:
                return choice
        raise Refused("unknown_id")

    def variant(self, moment: RunMoment) -> Variant | None:
        """Return the variant that is told at this moment, or None for the text itself."""
        return next((variant for variant in self.variants if variant.holds(moment)), None)

    def told(self, moment: RunMoment) -> str:
        """Return the text at this moment, in Markdown."""
        return (self.variant(moment) or self).text

    def open_choices(self, moment: RunMoment) -> tuple[Choice, ...]:
        """Return what can be chosen at this moment; if that is nothing, all choices, so that no learner is stuck."""
        return tuple(choice for choice in self.choices if choice.holds(moment)) or self.choices


class StoryPerson(Model):
    """Somebody who speaks in the story, and her portrait."""

    name: OneLine = written_as("wie")
    portrait: Portrait = written_as("portret")


class EndingBand(Model):
    """What is said of all choices together, from some value of the first meter or up to some number of mistakes."""

    starts_at: float | None = written_as("vanaf", default=None)
    name: OneLine = written_as("naam")
    text: Markdown = written_as("tekst")
    at_most: Limit | None = added(None, key="hooguit")


class ScenarioContent(Activity):
    """What is written of a scenario, and what can be looked up in it.

    There are two rules of judging. The first one looks at the value of the first meter (`vanaf` in the bands). The
    second one counts mistakes (`ernst`, and `hooguit` in the bands); there the meters judge nothing.
    """

    mode: Mode = written_as("modus", default="practice")
    role: Markdown = written_as("rol")
    meters: Annotated[tuple[Meter, ...], Field(min_length=1)]
    start_node: Id = written_as("start")
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)] = written_as("knopen")
    bands: Annotated[tuple[EndingBand, ...], Field(min_length=1)] = written_as("banden")
    reflection: Markdown | None = written_as("reflectievraag", default=None)
    roles: tuple[Role, ...] = added((), key="rollen")
    """The roles that this story is written for; empty if it is for everybody."""
    people: tuple[StoryPerson, ...] = added((), key="personen")
    _earlier: Mapping[str, ScenarioContent] = PrivateAttr(default_factory=dict)

    # Editions

    def with_earlier(self, editions: Mapping[str, ScenarioContent]) -> Self:
        """Return the same, with the earlier editions by their fingerprint."""
        copy = self.model_copy()
        copy._earlier = editions  # noqa: SLF001  (its own class)
        return copy

    def edition(self, content: str) -> ScenarioContent:
        """Return the edition in which a run was begun: a run stays what it was when its story is written anew."""
        return self._earlier.get(content, self)

    def measured(self) -> Mapping[str, object]:
        """Return all of it but what is only looked at or listened to: a new portrait is not a new edition."""
        heard: dict[str, Any] = {"sound": True}
        node = {**heard, "variants": {"__all__": heard}, "choices": {"__all__": heard}}
        looks: Any = {"people": True, "meters": {"__all__": {"words": True}}, "nodes": {"__all__": node}}
        return self.model_dump(exclude=looks)

    # Looking up

    @property
    def for_roles(self) -> frozenset[RoleName]:
        """The roles that this story is written for; empty if it is for everybody."""
        return frozenset(self.roles)

    @property
    def is_practice(self) -> bool:
        """Practice: feedback at once, and nothing counts."""
        return self.mode == "practice"

    @cached_property
    def counts_mistakes(self) -> bool:
        """Whether mistakes are counted; else the first meter judges, as in the first release."""
        if any(band.at_most for band in self.bands):
            return True
        return bool(self.bands) and all(band.starts_at is None for band in self.bands)

    @property
    def depends_on_what_was_done(self) -> bool:
        """Whether any text, choice or way on has a condition."""
        choices = [choice for node in self.nodes for choice in node.choices]
        return any(node.variants for node in self.nodes) or any(one.turns or one.is_conditional for one in choices)

    def node(self, id_: str) -> Node:
        """Return a situation or ending by its id; raises Refused where there is none."""
        for node in self.nodes:
            if node.id == id_:
                return node
        raise Refused("unknown_id")

    # Going on

    def first_moment(self) -> RunMoment:
        """Return where every run begins."""
        return RunMoment(self.start_node, tuple((meter.id, meter.start) for meter in self.meters), frozenset())

    def after(self, moment: RunMoment, choice: Choice) -> RunMoment:
        """Return where a choice leads, with the meters and marks after it."""
        values = tuple(
            (meter.id, meter.bounded(value + choice.effects.get(meter.id, 0)))
            for meter, (_, value) in zip(self.meters, moment.values, strict=True)
        )
        marks = moment.marks.union(choice.remembers) if choice.remembers else moment.marks
        arrived = RunMoment(choice.to, values, marks)
        turned = next((turn.to for turn in choice.turns if turn.holds(arrived)), choice.to)
        return arrived if turned == choice.to else RunMoment(turned, values, marks)

    # The rule that counts mistakes

    def band_for(self, made: Mistakes) -> EndingBand:
        """Return the first band that allows so many mistakes; they are written from the best one down."""
        return next((band for band in self.bands if band.at_most and band.at_most.allows(made)), self.bands[-1])

    # The rule of the first meter

    def band_at(self, value: int) -> EndingBand:
        """Return the band of a value of the first meter."""
        return next((band for band in reversed(self.bands) if value >= (band.starts_at or 0)), self.bands[0])

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
            return meter.bounded(min(value, ceil(self.bands[-1].starts_at or 0) - 1))
        return meter.bounded(max(value, ceil(self.bands[1].starts_at or 0)))

    def goodness(self, value: int) -> int:
        """Return how far a value of the first meter is from its bad end."""
        return self.meters[0].goodness(value)

    def gain(self, choice: Choice) -> int:
        """Return how far a choice moves the first meter in the good direction."""
        return self.goodness(choice.effects.get(self.meters[0].id, 0)) - self.goodness(0)
