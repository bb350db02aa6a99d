"""What a new deadline would change, and for whom: worked out before anything is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ssfh_learn.grading.deadline import later
from ssfh_learn.grading.deadline_log import seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta

    from ssfh_learn.grading.deadline_log import DeadlineLine
    from ssfh_learn.grading.records import Explained

Effect = Literal["moves", "same", "keeps_later", "explained"]
"""What a change does for one learner: her end moves, stays, is later already, or is fixed by explanations."""
Impossible = Literal["no_end_yet", "before_end", "already_explained", "nothing_changes"]


@dataclass(frozen=True)
class LearnerDeadline:
    """What the gradebook knows of one learner on a test: her extension, and how many attempts she handed in."""

    extension: timedelta | None = None
    explained: Explained | None = None
    handed_in: int = 0
    last_handed_in: datetime | None = None
    """When she handed in last, in UTC without a zone."""


NOTHING_KNOWN = LearnerDeadline()


@dataclass(frozen=True)
class TestDeadlines:
    """Every deadline of a test, in UTC without a zone, and the log of them, oldest first."""

    due: datetime | None
    learners: Mapping[str, LearnerDeadline]
    lines: tuple[DeadlineLine, ...] = ()

    def of(self, student: str) -> datetime | None:
        """Return the end of one learner now."""
        return self.end(student, self.due)

    def end(self, student: str, due: datetime | None) -> datetime | None:
        """Return the end of one learner if this is the end of everybody."""
        known = self.learners.get(student, NOTHING_KNOWN)
        if known.explained:
            return known.explained.due
        return None if due is None else later(due, known.extension)


@dataclass(frozen=True)
class WantedDeadline:
    """The end that somebody wants, in UTC without a zone, for these learners; for everybody if `students` is None."""

    until: datetime
    students: frozenset[str] | None = None
    group: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class PlannedEnd:
    """What happens to the end of one learner."""

    student: str
    before: datetime | None
    after: datetime | None
    effect: Effect
    handed_in: int
    has_begun: bool
    extension: timedelta | None = None
    """Her extension afterwards, if she gets one."""
    may_change_result: bool = False
    """Whether she handed in after one of both ends, so that her result is worked out anew with another lateness."""


@dataclass(frozen=True)
class DeadlinePlan:
    """What a wanted deadline changes; `impossible` says why it cannot be written at all."""

    ends: tuple[PlannedEnd, ...]
    version: str
    impossible: Impossible | None = None
    can_be_taken_back: bool = True
    """Whether it can be taken back as long as nobody begins."""

    def with_effect(self, *effects: Effect) -> list[PlannedEnd]:
        """Return the learners to whom this happens."""
        return [one for one in self.ends if one.effect in effects]


def plan(
    now: TestDeadlines, wanted: WantedDeadline, people: Iterable[str], begun: frozenset[str] = frozenset()
) -> DeadlinePlan:
    """Return what a wanted deadline changes.

    `people` are all who can take the test. A deadline for everybody moves extensions along. One for some learners gives
    each an extension, but nobody gets an earlier end than she has.
    """
    whom = sorted(wanted.students if wanted.students is not None else {*people, *now.learners, *begun})
    ends = tuple(_planned(now, wanted, student, begun) for student in whom)
    touched = ends if wanted.students is None else [one for one in ends if one.effect == "moves"]
    can_be_taken_back = not any(one.has_begun or one.effect == "explained" for one in touched)
    return DeadlinePlan(ends, _version(now, wanted, begun, whom), _impossible(now, wanted, ends), can_be_taken_back)


def to_take_back(now: TestDeadlines, change: str, begun: frozenset[str]) -> list[DeadlineLine]:
    """Return the lines of a change that can be taken back; nothing if that is no longer so.

    It can be as long as it is the last change of each deadline that it touched, and nobody whom it touched has begun.
    """
    lines = [one for one in now.lines if one.change == change and one.action == "set"]
    last = {one.student: one.change for one in now.lines}
    if is_begun(now, lines, begun):
        return []
    for one in lines:
        known = now.learners.get(one.student or "", NOTHING_KNOWN)
        is_now = now.due == one.due if one.student is None else seconds_of(known.extension) == one.extension
        if last[one.student] != change or not is_now:
            return []
    return lines


def is_begun(now: TestDeadlines, lines: Iterable[DeadlineLine], begun: frozenset[str]) -> bool:
    """Return whether somebody whom the lines of a change touched has begun the test."""
    has_begun = {*begun, *(student for student, one in now.learners.items() if one.handed_in or one.explained)}
    return any(one.student in has_begun if one.student else has_begun for one in lines)


def extension_until(due: datetime, until: datetime) -> timedelta:
    """Return the extension after which a deadline is at `until`.

    Whole days of an extension keep the time on the clock, so it is not always the difference. Of the hour that a day
    has more when summer time ends, there is none; then the end is less than an hour later.
    """
    extension = until - due
    for _ in range(3):
        away = until - later(due, extension)
        if not away:
            break
        extension += away
    return extension


def _planned(now: TestDeadlines, wanted: WantedDeadline, student: str, begun: frozenset[str]) -> PlannedEnd:
    known, before = now.learners.get(student, NOTHING_KNOWN), now.of(student)
    after, extension = before, None
    effect: Effect = "same"
    if known.explained:
        effect = "explained"
    elif wanted.students is None:
        after = now.end(student, wanted.until)
        effect = "same" if after == before else "moves"
    elif now.due is not None and before is not None:
        if before > wanted.until:
            effect = "keeps_later"
        elif before < wanted.until:
            extension = extension_until(now.due, wanted.until)
            after, effect = later(now.due, extension), "moves"
    has_begun = student in begun or known.handed_in > 0
    earliest = min(filter(None, (before, after)), default=None)
    is_after = known.last_handed_in is not None and earliest is not None and known.last_handed_in > earliest
    may_change = effect == "moves" and is_after
    return PlannedEnd(student, before, after, effect, known.handed_in, has_begun, extension, may_change)


def _impossible(now: TestDeadlines, wanted: WantedDeadline, ends: tuple[PlannedEnd, ...]) -> Impossible | None:
    if wanted.students is None:
        return "nothing_changes" if now.due == wanted.until else None
    if now.due is None:
        return "no_end_yet"
    if wanted.until < now.due:
        return "before_end"
    if any(one.effect == "moves" for one in ends):
        return None
    return "already_explained" if ends and all(one.effect == "explained" for one in ends) else "nothing_changes"


def _version(now: TestDeadlines, wanted: WantedDeadline, begun: frozenset[str], whom: list[str]) -> str:
    """Return a text that changes when anything changes that the plan rests on.

    While many take a test, somebody begins every minute. So a plan for everybody changes with the first who begins, and
    not with each.
    """
    known = [(one, now.learners.get(one, NOTHING_KNOWN)) for one in whom]
    if wanted.students is None:
        extended = [(one, learner.extension) for one, learner in known if learner.extension]
        seen: object = (extended, any(one in begun or learner.handed_in for one, learner in known))
    else:
        seen = [(one, learner, one in begun) for one, learner in known]
    return hashlib.sha256(repr((now.due, wanted.until, wanted.reason, seen)).encode()).hexdigest()[:16]
