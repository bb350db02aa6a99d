"""The one thread that plays responses and writes them down, many in one transaction.

A learner hears "opgeslagen" after the commit that holds her answer. What waits while the disk works is written
together with the next commit, so that many learners cost hardly more than one.
"""

from __future__ import annotations

import queue
import threading
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities import Learner, play
from ssfh_learn.errors import JournalError, Refused
from ssfh_learn.journal import Event
from ssfh_learn.journal.database import is_of_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from ssfh_learn.activities import Activity, RoleChoice
    from ssfh_learn.journal.sql import Seat, SqlJournal, Writing

MOST_TOGETHER = 200
MOST_KEPT = 5_000
"""Seats whose state is kept in memory; any other is played again from its events."""
MOST_CONTENTS = 500
"""Activities whose fingerprint is kept; they are values, so that it cannot change."""


@dataclass(frozen=True)
class Played:
    """The state of a seat: after which event (its place and id), of which content, and how many events did not fit."""

    state: Any
    seq: int
    content: str
    learner: Learner
    refused: int = 0
    last: str = ""


@dataclass(frozen=True)
class Chosen:
    """Where a learner chooses her role, and with what."""

    seat: Seat
    activity: RoleChoice


@dataclass
class _Job:
    work: Callable[[Writing, _Overlay], Any]
    done: Future[Any]
    seats: tuple[Seat, ...] = ()
    """What it is going to read."""
    adds: str | None = None
    """The id of the event that it is going to add, to the first seat."""


class Scribe:
    """Plays and writes in a thread of its own; every method returns a future."""

    def __init__(self, journal: SqlJournal) -> None:
        self._journal = journal
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._kept: OrderedDict[Seat, Played] = OrderedDict()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="ssfh-scribe", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Write what waits and stop."""
        self._is_closed = True
        self._jobs.put(None)
        self._thread.join(timeout=30)
        self._journal.close()

    # What can be asked

    def state(self, seat: Seat, activity: Activity, learner: Learner, role: Chosen | None = None) -> Future[Played]:
        """Give the state of a seat; `role` says where this learner chose a role."""
        return self._ask(
            lambda writing, kept: _played(writing, kept, seat, activity, _with_role(writing, kept, learner, role)),
            (seat, role.seat) if role else (seat,),
        )

    def respond(  # noqa: PLR0913  (what it takes to play one)
        self,
        seat: Seat,
        activity: Activity,
        learner: Learner,
        response: Mapping[str, Any],
        role: Chosen | None = None,
        *,
        at: datetime | None = None,
        refusal: Refused | None = None,
    ) -> Future[tuple[Played, bool]]:
        """Play one response and write it; the future gives the new state, and whether the response was new.

        `at` is when it was received, so that a queue on this server makes nobody late. Its exception is Refused where
        the activity does not accept it, or where `refusal` says that nothing new is accepted; JournalError where it
        was not written.
        """

        def work(writing: Writing, kept: _Overlay) -> tuple[Played, bool]:
            writing.alone()
            who = _with_role(writing, kept, learner, role)
            before = _played(writing, kept, seat, activity, who)
            if writing.has(seat, str(response["id"])):
                return before, False  # the browser sent it again, because our reply got lost
            if refusal is not None:
                raise refusal
            bare = {name: value for name, value in response.items() if name != "id"}
            state = activity.respond_now(before.state, bare, before.content)
            attempt = activity.attempt(state)
            event = Event.now(activity=activity.id, content=before.content, attempt=attempt, response=response, at=at)
            seq = writing.add(seat, event)
            kept[seat] = after = Played(state, seq, before.content, who, before.refused, event.id)
            return after, True

        return self._ask(work, (seat, role.seat) if role else (seat,), str(response["id"]))

    def do(self, work: Callable[[Writing], Any]) -> Future[Any]:
        """Do something else with the journal, such as downloading or erasing."""
        return self._ask(lambda writing, _kept: work(writing))

    def forget(self, learner: str, place: str | None = None, activity: str | None = None) -> Future[None]:
        """Drop the states of a learner from memory, after erasing."""

        def work(_writing: Writing, kept: _Overlay) -> None:
            for seat in {*self._kept, *kept}:
                if seat.learner == learner and place in {None, seat.place} and activity in {None, seat.activity}:
                    self._kept.pop(seat, None)
                    kept.pop(seat, None)

        return self._ask(work)

    def _ask(
        self, work: Callable[[Writing, _Overlay], Any], seats: tuple[Seat, ...] = (), adds: str | None = None
    ) -> Future[Any]:
        done: Future[Any] = Future()
        if self._is_closed:
            done.set_exception(JournalError("not_written"))
        else:
            self._jobs.put(_Job(work, done, seats, adds))
        return done

    # The thread

    def _run(self) -> None:
        while True:
            jobs = [self._jobs.get()]
            while len(jobs) < MOST_TOGETHER and not self._jobs.empty():
                jobs.append(self._jobs.get())
            stop = None in jobs
            # Whoever does not wait any more must not stop the thread; from here on it is too late to cancel.
            if real := [job for job in jobs if job is not None and job.done.set_running_or_notify_cancel()]:
                self._together(real)
            if stop:
                return

    def _together(self, jobs: list[_Job]) -> None:
        """Do jobs in one transaction; where one of them spoils it, one by one, so that a bad job harms no other.

        Where the database itself fails it fails for all at once: to wait for it again for each would take minutes.
        """
        kept = _Overlay(self._kept)
        try:
            with self._journal.writing() as writing:
                self._read_ahead(writing, jobs)
                outcomes = [_outcome(job, writing, kept) for job in jobs]
        except Exception as error:  # noqa: BLE001  (given to whoever asked)
            if len(jobs) > 1 and not is_of_all(error):
                for job in jobs:
                    self._together([job])
                return
            for job in jobs:
                job.done.set_exception(error)
            return
        self._keep(kept)
        for job, (result, refused) in zip(jobs, outcomes, strict=True):
            if refused is None:
                job.done.set_result(result)
            else:
                job.done.set_exception(refused)

    def _read_ahead(self, writing: Writing, jobs: list[_Job]) -> None:
        """Read for all jobs at once: asking the database for each learner alone takes most of the time."""
        adds = [(job.seats[0], job.adds) for job in jobs if job.adds is not None]
        if len(adds) > 1:
            writing.alone()
            known = {seat: self._kept.get(seat) for job in jobs for seat in job.seats}
            writing.read_ahead({seat: one.seq - 1 if one else 0 for seat, one in known.items()}, adds)

    def _keep(self, fresh: _Overlay) -> None:
        """Keep the newest states, up to a number."""
        for seat, played in fresh.items():
            self._kept[seat] = played
            self._kept.move_to_end(seat)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def _outcome(job: _Job, writing: Writing, kept: _Overlay) -> tuple[Any, Refused | None]:
    """Return what a job gives, or that an activity refused it: that is an answer, and harms no other job."""
    try:
        return job.work(writing, kept), None
    except Refused as refusal:
        return None, refusal


class _Overlay(dict["Seat", Played]):
    """What changes during a transaction, over what was kept before it."""

    def __init__(self, below: Mapping[Seat, Played]) -> None:
        super().__init__()
        self._below = below

    def seen(self, seat: Seat) -> Played | None:
        """Return the newest state of a seat."""
        return self.get(seat) or self._below.get(seat)


def _with_role(writing: Writing, kept: _Overlay, learner: Learner, role: Chosen | None) -> Learner:
    """Return the learner with the role that she chose, where there is one to choose."""
    chosen = _played(writing, kept, role.seat, role.activity, learner).state.role if role else None
    return Learner(learner.id, chosen) if chosen else learner


@lru_cache(maxsize=MOST_CONTENTS)
def _fingerprint(same: _Same) -> str:
    return same.activity.fingerprint()


class _Same:
    """An activity that equals only itself: to compare contents costs as much as to take a fingerprint."""

    def __init__(self, activity: Activity) -> None:
        self.activity = activity

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.activity is other.activity

    def __hash__(self) -> int:
        return id(self.activity)


def _played(writing: Writing, kept: _Overlay, seat: Seat, activity: Activity, learner: Learner) -> Played:
    """Return the state of a seat, with what other servers may have added."""
    content = _fingerprint(_Same(activity))
    known = kept.seen(seat)
    if known is not None and (known.content != content or known.learner != learner):
        known = None
    events = writing.events(seat, known.seq - 1 if known else 0)
    if known is not None and known.seq:
        if events and (events[0][0], events[0][1].id) == (known.seq, known.last):
            events = events[1:]
        else:  # another server erased it; SQLite gives its number away again
            known, events = None, writing.events(seat)
    if known is not None and not events:
        return known
    played = play(activity, [event for _, event in events], learner, known.state if known else None)
    seq, last = (events[-1][0], events[-1][1].id) if events else (0, "")
    refused = (known.refused if known else 0) + played.refused
    kept[seat] = Played(played.state, seq, content, learner, refused, last)
    return kept[seat]
