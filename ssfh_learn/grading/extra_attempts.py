"""Extra attempts at a test: whom a gift touches and what can be taken back, worked out before anything is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

ExtraEffect = Literal["given", "explained", "elsewhere"]
"""What a gift does for one learner: she gets an attempt, or not, because she could read the explanations or because the
gradebook has attempts of hers that the portal does not know, so that she cannot begin another one there."""
NotGiven = Literal["no_limit", "explained", "nobody"]


@dataclass(frozen=True)
class ExtraLine:
    """A line of the log: who gave a learner attempts, or took them back (then `attempts` is below zero).

    Lines of one press have the same `change`. Times are in UTC without a zone.
    """

    change: str
    at: datetime
    by: str
    student: str
    group: int | None
    attempts: int
    reason: str


@dataclass(frozen=True)
class LearnerAttempts:
    """What the gradebook knows of one learner: attempts that were given and handed in, and her last moment.

    `handed_in` counts an attempt that a deadline handed in, and `own` does not. `last` is in UTC without a zone.
    """

    extra: int = 0
    handed_in: int = 0
    own: int = 0
    is_explained: bool = False
    last: datetime | None = None


@dataclass(frozen=True)
class TestAttempts:
    """How many attempts a test allows everybody (None: no limit), what is known by learner, and the log, oldest first.

    `last` is the last moment of who has no deadline of her own.
    """

    allowed: int | None
    learners: Mapping[str, LearnerAttempts] = field(default_factory=dict)
    lines: tuple[ExtraLine, ...] = ()
    last: datetime | None = None

    def of(self, student: str) -> LearnerAttempts:
        """Return what is known of a learner."""
        return self.learners.get(student) or LearnerAttempts(last=self.last)

    def used(self, student: str, begun: Mapping[str, int]) -> int:
        """Return how many attempts a learner began; `begun` is what the portal saw."""
        return max(self.of(student).handed_in, begun.get(student, 0))


@dataclass(frozen=True)
class WantedExtra:
    """One attempt more for these learners, and why."""

    students: frozenset[str]
    reason: str
    group: int | None = None


@dataclass(frozen=True)
class PlannedExtra:
    """What a gift does for one learner, and how many attempts she has left before and after.

    `is_over` says that her last moment is past, so that she needs more time too.
    """

    student: str
    effect: ExtraEffect
    left_before: int
    left_after: int
    is_over: bool = False


@dataclass(frozen=True)
class ExtraPlan:
    """What a gift changes; `impossible` says why it cannot be given at all."""

    people: tuple[PlannedExtra, ...]
    version: str
    impossible: NotGiven | None = None

    def with_effect(self, effect: ExtraEffect) -> list[PlannedExtra]:
        """Return the learners for whom this holds."""
        return [one for one in self.people if one.effect == effect]


def plan_extra(now: TestAttempts, wanted: WantedExtra, begun: Mapping[str, int], at: datetime) -> ExtraPlan:
    """Return what a gift changes at a moment (UTC, without a zone)."""
    people = tuple(_planned(now, student, begun, at) for student in sorted(wanted.students))
    return ExtraPlan(people, _version(now, wanted, people), _impossible(now, people))


def extra_to_take_back(now: TestAttempts, change: str, begun: Mapping[str, int]) -> list[ExtraLine]:
    """Return the lines of a gift that can be taken back; nothing if that is no longer so.

    It can be as long as it was not taken back before, and nobody began an attempt that she would not have without it.
    """
    lines = [one for one in now.lines if one.change == change and one.attempts > 0]
    for one in lines:
        later = now.lines[now.lines.index(one) + 1 :]
        is_last = all(other.student != one.student for other in later)
        left = (now.allowed or 0) + now.of(one.student).extra - one.attempts
        if not is_last or now.allowed is None or now.used(one.student, begun) > left:
            return []
    return lines


def _planned(now: TestAttempts, student: str, begun: Mapping[str, int], at: datetime) -> PlannedExtra:
    known, used = now.of(student), now.used(student, begun)
    left, more = (max(0, (now.allowed or 0) + known.extra + given - used) for given in (0, 1))
    effect: ExtraEffect = "given"
    if known.is_explained:
        effect = "explained"
    elif known.own > begun.get(student, 0):
        effect = "elsewhere"
    is_over = known.last is not None and at > known.last
    return PlannedExtra(student, effect, left, more if effect == "given" else left, is_over)


def _impossible(now: TestAttempts, people: tuple[PlannedExtra, ...]) -> NotGiven | None:
    if now.allowed is None:
        return "no_limit"
    if any(one.effect == "given" for one in people):
        return None
    return "explained" if any(one.effect == "explained" for one in people) else "nobody"


def _version(now: TestAttempts, wanted: WantedExtra, people: Iterable[PlannedExtra]) -> str:
    """Return a text that changes when anything changes that the plan rests on."""
    seen = [(one, now.of(one.student).extra) for one in people]
    return hashlib.sha256(repr((now.allowed, wanted.reason, wanted.group, seen)).encode()).hexdigest()[:16]
