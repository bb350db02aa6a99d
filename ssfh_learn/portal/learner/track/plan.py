"""When a learner does the steps of a track.

What she plans and moves is events of her own, so she alone sees it and can delete it. Below it lies what her
coordinator planned for her group, if anything: the first day of all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ssfh_learn.content.track import can_be_planned
from ssfh_learn.dutch_time import dutch_day
from ssfh_learn.journal.stream import Stream
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.content.track import Track, TrackStep
    from ssfh_learn.journal import Event
    from ssfh_learn.roster.group_tracks import GroupTrack

PREFIX = "traject."
"""What the name of the stream begins with; no content file can have a dot in its name."""


def name_of_stream(track: str) -> str:
    """Return the name under which the plan of a track is kept."""
    return f"{PREFIX}{track}"


def track_of(activity: str) -> str | None:
    """Return the track whose plan is kept under a name; None if it is no plan."""
    return activity.removeprefix(PREFIX) if activity.startswith(PREFIX) else None


def stream_of(learner: str, track: Track) -> Stream:
    """Return the stream of her plan, which is private."""
    return Stream(learner, track.module, name_of_stream(track.id), private=True)


@dataclass(frozen=True)
class TrackDay:
    """A step of a track and its day."""

    step: TrackStep
    day: date
    is_moved: bool = False
    is_done: bool = False
    """Whether it is the first scan, and she finished that since the track began."""

    def said(self, today: date) -> str:
        """Return the day in words."""
        return said_day(self.day, today)


@dataclass(frozen=True)
class PlannedTrack:
    """A track that somebody planned: when it begins, and the days that she moved, by step."""

    track: Track
    start: date
    moved: Mapping[str, date] = field(default_factory=dict)
    is_of_group: bool = False
    """Whether its first day is the one of her group."""
    scanned: date | None = None
    """When she last finished the self-assessment, if she ever did."""

    @property
    def days(self) -> tuple[TrackDay, ...]:
        """Each step with its day, in the order of the track."""
        return tuple(
            TrackDay(
                step,
                self.moved.get(step.id, step.day(self.start)),
                step.id in self.moved,
                is_done=step == self.track.scans[0] and self.scanned is not None and self.scanned >= self.start,
            )
            for step in self.track.steps
        )

    def next_day(self, today: date) -> TrackDay | None:
        """Return the first step that is not done and whose day is not over."""
        left = (one for one in self.days if one.day >= today and not one.is_done)
        return min(left, key=lambda one: one.day, default=None)


def planned(track: Track, events: Iterable[Event], group: GroupTrack | None = None) -> PlannedTrack | None:
    """Return the plan that these events make; None if she planned nothing or stopped. What is no day is left out.

    The plan of her group is hers from the moment at which it was made, unless she had one then. She may stop with it.
    """
    if group is None:
        return _changed(None, track, events)
    earlier: list[Event] = []
    later: list[Event] = []
    for event in events:
        (earlier if datetime.fromisoformat(event.at) < group.since else later).append(event)
    mine = _changed(None, track, earlier) or PlannedTrack(track, group.start, is_of_group=True)
    return _changed(mine, track, later)


def _changed(plan: PlannedTrack | None, track: Track, events: Iterable[Event]) -> PlannedTrack | None:
    """Return what these events make of a plan."""
    for event in events:
        day = _day(event.data.get("day"))
        if event.kind == "stop":
            plan = None
        elif event.kind == "plan" and day:
            plan = PlannedTrack(track, day)
        elif event.kind == "move" and day and plan:
            plan = replace(plan, moved={**plan.moved, str(event.data.get("step")): day})
    return plan


def _day(written: Any) -> date | None:
    try:
        return date.fromisoformat(written)
    except (TypeError, ValueError):
        return None


def said_day(day: date, today: date) -> str:
    """Return a day of a track in words."""
    return word("track", "today") if day == today else dutch_day(day, today)


def typed_day(written: str, today: date) -> date | None:
    """Return the day that a form sent, if it is one and not too far from today."""
    day = _day(written)
    return day if day is not None and can_be_planned(day, today) else None
