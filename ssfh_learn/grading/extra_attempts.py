"""Extra attempts at a test: whom a gift touches and what can be taken back, worked out before anything is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ssfh_learn.results import attempts_left

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from datetime import datetime

ExtraEffect = Literal["given", "other", "explained", "had_other", "no_limit", "elsewhere"]
"""What a gift does for one learner: she gets an attempt, with other questions if she could read the explanations.

Or she gets none: because she could read the explanations and there are no other questions, because she had these too,
because she has as many attempts as she likes, or because the gradebook has attempts of hers that the portal does not
know, so that she cannot begin another one there.
"""
GIVEN: tuple[ExtraEffect, ...] = ("given", "other")
NotGiven = Literal["no_limit", "explained", "had_other", "nobody"]


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
    other: bool = False
    """Whether these attempts have other questions."""


@dataclass(frozen=True)
class LearnerAttempts:
    """What the gradebook knows of one learner: attempts that were given and handed in, and her last moment.

    `handed_in` counts an attempt that a deadline handed in, and `own` does not. `last` is in UTC without a zone.
    `other` is how many attempts were given with other questions, and `other_handed_in` how many of them came in.
    """

    extra: int = 0
    handed_in: int = 0
    own: int = 0
    is_explained: bool = False
    last: datetime | None = None
    other: int = 0
    other_handed_in: int = 0


@dataclass(frozen=True)
class TestAttempts:
    """How many attempts a test allows everybody (None: no limit), what is known by learner, and the log, oldest first.

    `last` is the last moment of who has no deadline of her own. `has_other` says that the test has other questions,
    which were built.
    """

    allowed: int | None
    learners: Mapping[str, LearnerAttempts] = field(default_factory=dict)
    lines: tuple[ExtraLine, ...] = ()
    last: datetime | None = None
    has_other: bool = False

    def of(self, student: str) -> LearnerAttempts:
        """Return what is known of a learner."""
        return self.learners.get(student) or LearnerAttempts(last=self.last)

    def used(self, student: str, begun: Mapping[str, int]) -> int:
        """Return how many attempts a learner began; `begun` is what the portal saw."""
        return max(self.of(student).handed_in, begun.get(student, 0))

    def left(self, student: str, at: datetime) -> int | None:
        """Return how many attempts a learner can still hand in at a moment (UTC, without a zone); None: no limit."""
        known = self.of(student)
        if known.is_explained:  # no other attempt counts
            return max(0, known.other - known.other_handed_in)
        allowed = None if self.allowed is None else self.allowed + known.extra
        return attempts_left(allowed, known.handed_in, is_over=known.last is not None and at > known.last)


@dataclass(frozen=True)
class WantedExtra:
    """One attempt more for these learners, and why."""

    students: frozenset[str]
    reason: str
    group: int | None = None


@dataclass(frozen=True)
class PlannedExtra:
    """What a gift does for one learner, and how many attempts she can still hand in before and after (None: no limit).

    `is_over` says that her last moment is past, so that nothing is left before; after is what more time would leave.
    `is_busy` says that she began an attempt and did not hand it in.
    """

    student: str
    effect: ExtraEffect
    left_before: int | None
    left_after: int | None
    is_over: bool = False
    is_busy: bool = False


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


def extra_to_take_back(
    now: TestAttempts, change: str, begun: Mapping[str, int], began_other: Container[str] = ()
) -> list[ExtraLine]:
    """Return the lines of a gift that can be taken back; nothing if that is no longer so.

    It can be as long as it was not taken back before, and nobody began an attempt that she would not have without it.
    `began_other` holds who began an attempt with other questions.
    """

    def can_be(one: ExtraLine) -> bool:
        known = now.of(one.student)
        if one.other:
            return one.student not in began_other and not known.other_handed_in
        left = (now.allowed or 0) + known.extra - one.attempts
        return now.allowed is not None and now.used(one.student, begun) <= left

    lines = [one for one in now.lines if one.change == change and one.attempts > 0]
    for one in lines:
        later = now.lines[now.lines.index(one) + 1 :]
        if any(other.student == one.student for other in later) or not can_be(one):
            return []
    return lines


def _planned(now: TestAttempts, student: str, begun: Mapping[str, int], at: datetime) -> PlannedExtra:
    known, effect = now.of(student), _effect(now, now.of(student), begun.get(student, 0))
    is_busy = begun.get(student, 0) > known.handed_in
    before = now.left(student, at)
    if known.is_explained and before is not None:
        return PlannedExtra(student, effect, before, before + (effect == "other"), is_busy=is_busy)
    is_over = known.last is not None and at > known.last
    allowed = None if now.allowed is None else now.allowed + known.extra
    if effect != "given" or allowed is None:
        return PlannedExtra(student, effect, before, before, is_over, is_busy)
    return PlannedExtra(
        student, effect, before, attempts_left(allowed + 1, known.handed_in, is_over=False), is_over, is_busy
    )


def _effect(now: TestAttempts, known: LearnerAttempts, begun: int) -> ExtraEffect:
    if known.is_explained and known.other:
        return "had_other"
    if known.is_explained and not now.has_other:
        return "explained"
    if known.own > begun:
        return "elsewhere"
    if known.is_explained:
        return "other"
    return "no_limit" if now.allowed is None else "given"


def _impossible(now: TestAttempts, people: tuple[PlannedExtra, ...]) -> NotGiven | None:
    effects = {one.effect for one in people}
    if effects & set(GIVEN):
        return None
    if now.allowed is None:
        return "no_limit"
    reasons: tuple[NotGiven, ...] = ("explained", "had_other")
    return next((one for one in reasons if one in effects), "nobody")


def _version(now: TestAttempts, wanted: WantedExtra, people: Iterable[PlannedExtra]) -> str:
    """Return a text that changes when anything changes that the plan rests on."""
    seen = [(one, now.of(one.student).extra) for one in people]
    return hashlib.sha256(repr((now.allowed, wanted.reason, wanted.group, seen)).encode()).hexdigest()[:16]
