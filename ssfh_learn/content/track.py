"""A track (traject): what somebody does in some months around a module, with a week for each step."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from ssfh_learn.activities import dutch
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.model import Id, Markdown, Model, OneLine, TrackStepKind, written_as
from ssfh_learn.content.keys import keys_in
from ssfh_learn.content.mistakes import explain
from ssfh_learn.content.module import Reference
from ssfh_learn.content.source import Source, read_source
from ssfh_learn.content.validate import validated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

TRACKS = "trajecten"
"""The folder beside the modules in which each file is a track."""
LONGEST = 104
"""Weeks: two years."""
SCANS = 2
"""The first scan and a second one, which is needed to see what changed."""
FURTHEST = timedelta(weeks=3 * 52)
"""How far from today a day can be planned."""


_WORKS_WITH = {"scan": "self_assessment", "talk": "conversation_card", "practice": "action_plan"}
"""The kind of activity that a kind of step works with."""


class TrackStep(Model):
    """Something to do; `week` counts from the beginning of the track."""

    id: Id
    kind: TrackStepKind = written_as(dutch.KIND)
    week: Annotated[int, Field(ge=0, le=LONGEST)]
    title: OneLine = written_as("titel")
    text: Markdown = written_as("tekst")

    @property
    def works_with(self) -> str | None:
        """The kind of activity that it works with, if it works with one."""
        return _WORKS_WITH.get(self.kind)

    def day(self, start: date) -> date:
        """Return its day in a track that begins on `start`."""
        return start + timedelta(weeks=self.week)


def can_be_planned(day: date, today: date) -> bool:
    """Return whether a day is near enough to be meant."""
    return abs(day - today) <= FURTHEST


class Track(Model):
    """What a file in `trajecten` says; its id is the name of the file. `scan` is a self-assessment of the module."""

    id: Id
    kind_word: OneLine = written_as(dutch.KIND)
    title: OneLine = written_as("titel")
    promise: OneLine | None = written_as("belofte", default=None)
    intro: Markdown | None = written_as("inleiding", default=None)
    module: Id
    scan: Id = written_as("zelfscan")
    steps: Annotated[tuple[TrackStep, ...], Field(min_length=SCANS)] = written_as("stappen")
    sources: tuple[Reference, ...] = written_as("bronnen", default=())

    @property
    def scans(self) -> tuple[TrackStep, ...]:
        """The steps in which she does the self-assessment."""
        return tuple(step for step in self.steps if step.kind == "scan")

    def flaws(self) -> Iterator[Flaw]:
        """Yield ids that are used twice, steps that come before an earlier one, and that nothing shows a change."""
        yield from duplicates((step.id for step in self.steps), "steps")
        for position, (before, step) in enumerate(pairwise(self.steps), 1):
            if step.week < before.week:
                yield Flaw("track_out_of_order", ("steps", position, "week"), {"before": before.week})
        if len(self.scans) < SCANS:
            yield Flaw("track_without_second_scan", ("steps",))


def track_in(source: Source) -> Track | None:
    """Return the track that a source holds, and add what is wrong to the source."""
    if not isinstance(source.value, dict):
        return None
    return validated(Track, {**source.value, "id": source.path.stem}, source)


def read_track(path: Path) -> tuple[Track | None, Source]:
    """Return the track of a file, or None where it has problems, and the source that lists them."""
    source = read_source(path)
    track = track_in(source)
    if not source.is_usable:
        explain(source, frozenset(keys_in(Track)), track_in)
        return None, source
    return track, source


def load_track(path: Path) -> Track:
    """Return the track of a file; raises ContentFileError with all that is wrong in it."""
    track, source = read_track(path)
    if track is None:
        raise source.error()
    return track


def is_track(path: Path) -> bool:
    """Return whether a file is a track, by the folder that it is in."""
    return path.parent.name == TRACKS and path.suffix == ".yaml"
