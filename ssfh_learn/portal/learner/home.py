"""What a learner reads first: where to go on, how far she is in each module and track, what she earned.

All of it is worked out from what the page read; nothing here reads anything itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Literal

from ssfh_learn.content.module import name_of_test
from ssfh_learn.dutch_time import day_of, dutch_date
from ssfh_learn.portal.writing.progress import progress_line
from ssfh_learn.words import counted, duration, section, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ssfh_learn.content.track import Track
    from ssfh_learn.portal.learner.refresher_page import Line
    from ssfh_learn.portal.learner.track import PlannedTrack, TrackDay
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.portal.published.standings import TestStanding
    from ssfh_learn.portal.writing.progress import Progress
    from ssfh_learn.roster.group import AskedDuties

ModuleState = Literal["new", "busy", "done", "passed"]
_ORDER: dict[ModuleState, int] = {"busy": 0, "new": 1, "done": 2, "passed": 3}
_NO_DAY = "9999-12-31"
"""After every day."""
ROUNDED_TO = 5
"""Minutes: nobody knows better how long she still needs."""


@dataclass(frozen=True)
class ModuleTile:
    """A module on the first page: how far she is in it, and where she stands with its test, if it has one."""

    module: PublishedModule
    done: Progress
    test: TestStanding | None = None

    @property
    def id(self) -> str:
        """The id of the module."""
        return self.module.id

    @property
    def title(self) -> str:
        """The title of the module."""
        return str(self.module.description.title)

    @property
    def short_title(self) -> str:
        """Its title where there is little room."""
        return self.module.short_title

    @cached_property
    def state(self) -> ModuleState:
        """How far she is, in one word."""
        if self.test and self.test.has_passed:
            return "passed"
        if self.done.is_done:
            return "done"
        return "busy" if self.done.has_begun else "new"

    @property
    def state_word(self) -> str:
        """How far she is, in one word of hers."""
        return word("home", f"state_{self.state}")

    @property
    def line(self) -> str:
        """How far she is, in the sentence that her coordinator reads too."""
        return progress_line(self.done)

    @property
    def duration(self) -> str:
        """How long the module takes."""
        return word("home", "about", duration=duration(self.module.description.duration))

    @property
    def segments(self) -> tuple[bool, ...]:
        """Of each step whether it is done."""
        return tuple(step.id in self.done.done for step in self.done.steps)

    @property
    def steps_done(self) -> str:
        """How many steps are done."""
        return counted(section("home")["steps_done"], len(self.segments), done=sum(self.segments))

    @property
    def drawing(self) -> str | None:
        """The file of its drawing, below the module; None if it has none."""
        return self.module.description.drawing

    @property
    def minutes_left(self) -> int:
        """About how many minutes the steps take that are not done."""
        left = [step for step in self.done.steps if step.id not in self.done.done]
        told = [step.minutes for step in left]
        known = [minutes for minutes in told if minutes is not None]
        whole = self.module.description.duration
        minutes = sum(known) if len(known) == len(left) else whole * len(left) / max(1, len(self.done.steps))
        return max(ROUNDED_TO, ROUNDED_TO * round(minutes / ROUNDED_TO))


@dataclass(frozen=True)
class Invitation:
    """The one thing to do now; without a button where nothing waits. `drawing` is a file below a module."""

    title: str
    lines: tuple[str, ...]
    button: str = ""
    address: str = ""
    """Below the address of the portal."""
    drawing: str | None = None
    """Below the address of the portal."""


@dataclass(frozen=True)
class EarnedCertificate:
    """A test that she passed, and so the certificate that she can fetch."""

    title: str
    text: str
    address: str
    """Below the address of the portal."""


def tiles_of(
    modules: Iterable[PublishedModule], done: Mapping[str, Progress], tests: Iterable[TestStanding]
) -> list[ModuleTile]:
    """Return the modules: where she is busy first, then what is new in the order of the trainers, then what is done."""
    standings = {one.name: one for one in tests}
    tiles = [ModuleTile(one, done[one.id], standings.get(name_of_test(one.id))) for one in modules]
    return sorted(tiles, key=lambda one: (_ORDER[one.state], one.module.description.place or inf, one.title))


def invitation(
    tiles: Sequence[ModuleTile], tests: Iterable[TestStanding], waiting: Iterable[Line], duties: AskedDuties
) -> Invitation:
    """Return the one thing to do now: go on, take a test, begin something new, or refresh.

    Of what is new, that comes first which has the first last day, and then the first in the order of the modules.
    """
    busy = max((one for one in tiles if one.state == "busy"), key=lambda one: one.done.at, default=None)
    if busy:
        return _to_go_on(busy)
    of_done = {one.test.name: one for one in tiles if one.test and one.state == "done"}
    test = next((one for one in tests if one.name in of_done and one.can_be_taken), None)
    if test:
        lines = (word("home", "test_text"),)
        drawing = _drawing(of_done[test.name])
        return Invitation(
            word("home", "test", title=test.title), lines, word("home", "test_button"), f"toets/{test.name}/", drawing
        )
    new = min(
        (one for one in tiles if one.state == "new"),
        key=lambda one: duties.day("module", one.id).due or _NO_DAY,
        default=None,
    )
    if new:
        return _to_begin(new, is_first=all(one.state == "new" for one in tiles))
    line = next(iter(waiting), None)
    if line:
        title, button = word("home", "refresh", title=line.title), word("home", "refresh_button")
        return Invitation(title, (line.text,), button, f"opfrissen/{line.place}")
    return Invitation(word("home", "all_done"), (word("home", "all_done_text"),))


def _to_go_on(tile: ModuleTile) -> Invitation:
    number, steps = tile.done.next_step, tile.done.steps
    step = steps[number - 1].title or tile.title
    return Invitation(
        word("home", "go_on", title=tile.short_title),
        (
            word("home", "go_on_step", number=number, total=len(steps), step=step),
            word("home", "minutes_left", count=tile.minutes_left),
        ),
        word("home", "go_on_button", number=number),
        f"module/{tile.id}/{number}",
        _drawing(tile),
    )


def _to_begin(tile: ModuleTile, *, is_first: bool) -> Invitation:
    promise = tile.module.description.promise
    length = duration(tile.module.description.duration)
    code = "first_text" if is_first else "next_text"
    said = counted(section("home")[code], len(tile.done.steps), duration=word("home", "about", duration=length))
    return Invitation(
        word("home", "first" if is_first else "next", title=tile.short_title),
        (*([str(promise)] if promise else []), said),
        word("home", "first_button"),
        f"module/{tile.id}/1",
        _drawing(tile),
    )


def _drawing(tile: ModuleTile) -> str | None:
    return tile.drawing and f"module/{tile.id}/{tile.drawing}"


@dataclass(frozen=True)
class TrackLine:
    """A track on the first page, and her plan of it, if she made one."""

    track: Track
    plan: PlannedTrack | None
    today: date

    @property
    def days(self) -> tuple[TrackDay, ...]:
        """Her days."""
        return self.plan.days if self.plan else ()

    @property
    def steps_past(self) -> tuple[bool, ...]:
        """Of each step whether it is done, or its day is over."""
        return tuple(one.is_done or one.day < self.today for one in self.days)

    @property
    def upcoming(self) -> TrackDay | None:
        """What comes next."""
        return self.plan.next_day(self.today) if self.plan else None

    @property
    def line(self) -> str:
        """What is said of it."""
        if self.plan is None:
            return self.track.promise or word("track", "not_planned")
        one = self.upcoming
        return (
            word("track", "next", day=one.said(self.today), step=one.step.title) if one else word("track", "finished")
        )


def tracks_of(tracks: Iterable[Track], plans: Mapping[str, PlannedTrack], today: date) -> list[TrackLine]:
    """Return the tracks, those that she planned first."""
    lines = [TrackLine(track, plans.get(track.id), today) for track in tracks]
    return sorted(lines, key=lambda one: (one.plan is None, one.track.title))


def certificates_of(tiles: Iterable[ModuleTile]) -> list[EarnedCertificate]:
    """Return the certificates that she can fetch."""
    return [
        EarnedCertificate(
            word("home", "certificate_of", title=one.short_title),
            _passed_on(one.test),
            f"toets/{one.test.name}/#certificaat",
        )
        for one in tiles
        if one.test and one.test.has_passed
    ]


def _passed_on(test: TestStanding) -> str:
    at = test.result.submitted_at if test.result else None
    if at is None:
        return word("home", "passed")
    return word("home", "passed_on", day=dutch_date(day_of(at)))
