"""The attempts that a learner handed in, each with its time and as it was by her deadline: pure.

A learner can write in the journal of a notebook. So its attempts have the time at which the journal was first received.
The server itself writes the journal of the portal, event by event. So each attempt there has the time of its own
`hand_in`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssfh_learn.grading.answer_times import answer_times, time_of
from ssfh_learn.grading.marking import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from ssfh_learn.grading.answer_times import Seconds
    from ssfh_learn.grading.deadline import Deadline
    from ssfh_learn.grading.key import Key
    from ssfh_learn.grading.marking import MarkedAttempt, Marking
    from ssfh_learn.journal import Event


@dataclass(frozen=True)
class Received:
    """A journal as it came in; `at` is in UTC without a zone, None where nobody knows.

    `is_timed` says that the server wrote the times of its events. `marking` is the result of playing all events.
    """

    events: Sequence[Event]
    at: datetime | None
    is_timed: bool
    marking: Marking


@dataclass(frozen=True)
class TimedAttempt:
    """An attempt with the time at which it was handed in; `cut_at` is her deadline if that handed it in for her.

    `seconds` is how long she was busy with each question, as far as the times of her answers say.
    """

    attempt: MarkedAttempt
    at: datetime | None
    cut_at: datetime | None = None
    seconds: Seconds = field(default_factory=dict)

    def is_same_work(self, other: TimedAttempt) -> bool:
        """Say whether another journal holds this attempt with the same answers."""
        one, two = self.attempt, other.attempt
        return (one.content, one.by_question) == (two.content, two.by_question)


def handed_in_by(
    key: Key, student: str, received: Iterable[Received], deadline: Deadline, now: datetime
) -> list[TimedAttempt]:
    """Return each attempt that was ever received, in order: as it was at the deadline, or else as it came in first.

    A later journal can add attempts but cannot change one. If the deadline has passed and late work does not count any
    more, an open attempt is handed in as it was at the deadline.
    """
    versions: dict[int, list[TimedAttempt]] = {}
    for one in received:
        for timed in _attempts_in(key, student, one, deadline, now):
            _add(versions.setdefault(timed.attempt.number, []), timed)
    found = (_as_it_counts(versions[number], deadline) for number in sorted(versions))
    return [timed for number, timed in enumerate(found, 1) if timed.attempt.number == number]


def _add(known: list[TimedAttempt], timed: TimedAttempt) -> None:
    """Add a version of an attempt; a known version keeps the earliest time at which it was received."""
    for place, other in enumerate(known):
        if timed.cut_at == other.cut_at and timed.is_same_work(other):
            if timed.at is not None and other.at is not None and timed.at < other.at:
                known[place] = timed
            return
    known.append(timed)


def _as_it_counts(versions: Sequence[TimedAttempt], deadline: Deadline) -> TimedAttempt:
    """Return the newest version that she handed in by her deadline, or else the first one that came after it."""
    own = [one for one in versions if one.cut_at is None]
    on_time = [one for one in own if not deadline.seconds_late(one.at)]
    counted = [one for one in own if not deadline.is_over(one.at)]
    return (on_time[-1:] or counted[:1] or [one for one in versions if one.cut_at][-1:] or own[:1])[0]


def _attempts_in(key: Key, student: str, one: Received, deadline: Deadline, now: datetime) -> Iterator[TimedAttempt]:
    """Yield the attempts of one journal, and the one that her deadline found open."""
    times = answer_times(one.events)
    if not one.is_timed:
        yield from (
            TimedAttempt(attempt, one.at, seconds=times.get(attempt.number, {})) for attempt in one.marking.attempts
        )
        by_deadline = None if deadline.is_over(one.at) else one.marking
    else:
        in_time = [event for event in one.events if not deadline.is_over(time_of(event.at))]
        is_all = len(in_time) == len(one.events)
        by_deadline = one.marking if is_all else mark(key, in_time, student)
        yield from _timed(by_deadline, one, times)
        yield from () if is_all else (late for late in _timed(one.marking, one, times) if deadline.is_over(late.at))
    if by_deadline is not None and by_deadline.open is not None and deadline.is_over(now):
        open_ = by_deadline.open
        yield TimedAttempt(open_, deadline.last, deadline.last, times.get(open_.number, {}))


def _timed(marking: Marking, one: Received, times: Mapping[int, Seconds]) -> Iterator[TimedAttempt]:
    for attempt, written in zip(marking.attempts, marking.closed_at, strict=True):
        yield TimedAttempt(attempt, time_of(written) or one.at, seconds=times.get(attempt.number, {}))
