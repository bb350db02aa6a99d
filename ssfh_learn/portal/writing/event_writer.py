"""One thread plays responses and writes their events, many in one transaction; other threads read meanwhile.

A learner is told "opgeslagen" after the commit of her answer. Answers that arrive during a commit are written together
in the next one, so that many learners cost hardly more than one.
"""

from __future__ import annotations

import queue
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from ssfh_learn.activities import accept, response_id
from ssfh_learn.errors import JournalError, Refused
from ssfh_learn.journal import Event
from ssfh_learn.journal.database import is_of_all
from ssfh_learn.journal.fence import staff_writing
from ssfh_learn.portal.writing.quota import Quota
from ssfh_learn.portal.writing.states import (
    SNAPSHOT_EVERY,
    PendingStates,
    RoleSource,
    States,
    StreamState,
    code_version,
    played,
    snapshot_of,
    with_role,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from datetime import datetime

    from ssfh_learn.activities import Activity, Learner
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.sql import SqlJournal
    from ssfh_learn.journal.stream import Stream
    from ssfh_learn.journal.transaction import Writing

Found = TypeVar("Found")

MOST_TOGETHER = 200
READERS = 4
"""Threads that read at the same time; each has a connection of its own."""


@dataclass
class _Job:
    work: Callable[[Writing, PendingStates], Any]
    done: Future[Any]
    streams: tuple[Stream, ...] = ()
    """The streams that it will read."""
    adds: str | None = None
    """The id of the event that it will add to the first stream."""


class EventWriter:
    """Plays and writes in a thread of its own and reads in others; every method returns a future."""

    def __init__(self, journal: SqlJournal) -> None:
        self._journal = journal
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._states = States()
        self.quota = Quota()
        self._readers = ThreadPoolExecutor(READERS, "ssfh-reader")
        self._is_closed = False
        self.roster_changes = 0
        """How often this server may have changed the roster: what was read of it before that may be old."""
        self._counting = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="ssfh-event_writer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Write what waits and stop."""
        self._is_closed = True
        self._jobs.put(None)
        self._thread.join(timeout=30)
        self._readers.shutdown()
        self._journal.close()

    @property
    def waiting(self) -> int:
        """How many jobs wait until they are written."""
        return self._jobs.qsize()

    # Reading

    def state(
        self, stream: Stream, activity: Activity, learner: Learner, role: RoleSource | None = None
    ) -> Future[StreamState]:
        """Return the state of a stream; `role` says where this learner chose a role."""

        def work(reading: ReadTransaction) -> StreamState:
            kept = PendingStates(self._states)
            found = played(reading, kept, stream, activity, with_role(reading, kept, learner, role))
            self._states.keep(kept, only_newer=True)
            return found

        return self.read(work)

    def read(self, work: Callable[[ReadTransaction], Found]) -> Future[Found]:
        """Read the journal without waiting for the writing thread; everything that was acknowledged is there."""
        return self._submit(self._journal.reading, work)

    def read_for_staff(self, work: Callable[[ReadTransaction], Found]) -> Future[Found]:
        """Read what staff can read; the future's exception is OutOfReach for anything else, or NotFenced."""
        return self._submit(self._journal.reading_for_staff, work)

    def _submit(
        self,
        transaction: Callable[[], AbstractContextManager[ReadTransaction]],
        work: Callable[[ReadTransaction], Found],
    ) -> Future[Found]:
        def reading() -> Found:
            with transaction() as opened:
                return work(opened)

        if self._is_closed:
            return _closed()
        return self._readers.submit(reading)

    # Writing

    def respond(  # noqa: PLR0913  (what it takes to play one)
        self,
        stream: Stream,
        activity: Activity,
        learner: Learner,
        response: Mapping[str, Any],
        role: RoleSource | None = None,
        *,
        at: datetime | None = None,
        refusal: Callable[[Any], Refused | None] = lambda _state: None,
        hers: Activity | None = None,
    ) -> Future[tuple[StreamState, bool]]:
        """Play one response and write its event; the future holds the new state and whether the response was new.

        Raises Refused at once if the response has no id. `at` is when the server received it, so that waiting on this
        server makes nobody late. `hers` is the activity as this learner may do it now, if that is less than what plays
        her recorded events. The future's exception is Refused if the response is not accepted (see `accept`, also
        for `refusal`), and JournalError if it was not written.
        """

        def work(writing: Writing, kept: PendingStates) -> tuple[StreamState, bool]:
            writing.alone()
            who = with_role(writing, kept, learner, role)
            before = played(writing, kept, stream, activity, who)
            accepted = accept(
                hers or activity,
                before.state,
                response,
                before.content,
                lambda id_: _recorded(writing, stream, id_),
                refusal=refusal,
            )
            if accepted is None:
                return before, False
            is_last = response.get("kind") == "hand_in"  # what she made always goes to who grades it
            if not self.quota.allows(writing, stream) and not is_last:
                raise Refused("quota_used")
            event = Event.now(**accepted.event, at=at)
            seq = writing.add(stream, event)
            after = replace(before, state=accepted.state, seq=seq, last=event.id, since=before.since + 1)
            kept[stream] = after = _derived(writing, stream, activity, after, event.at)
            return after, True

        return self._ask(work, (stream, role.stream) if role else (stream,), response_id(response))

    def do(self, work: Callable[[Writing], Any], *, changes_roster: bool = True) -> Future[Any]:
        """Do other work that writes to the journal, such as sharing or erasing.

        Work that surely leaves the roster as it is says so: after other work, the roster is read again for everybody.
        """
        done = self._ask(lambda writing, _kept: work(writing))
        if changes_roster:
            done.add_done_callback(self._count_change)  # it is counted before anybody hears that it is done
        return done

    def do_for_staff(self, work: Callable[[Writing], Found], *, changes_roster: bool = True) -> Future[Found]:
        """Do what a page of staff writes; the future's exception is OutOfReach for anything that learners do."""

        def fenced(writing: Writing) -> Found:
            with staff_writing(writing.connection):
                return work(writing)

        return self.do(fenced, changes_roster=changes_roster)

    def _count_change(self, _done: Future[Any]) -> None:
        with self._counting:
            self.roster_changes += 1

    def forget(self, learner: str, place: str | None = None, activity: str | None = None) -> Future[None]:
        """Drop the states of a learner from memory, after erasing."""
        self.quota.forget(learner)
        return self._ask(lambda _writing, kept: kept.drop(learner, place, activity))

    def _ask(
        self, work: Callable[[Writing, PendingStates], Any], streams: tuple[Stream, ...] = (), adds: str | None = None
    ) -> Future[Any]:
        if self._is_closed:
            return _closed()
        done: Future[Any] = Future()
        self._jobs.put(_Job(work, done, streams, adds))
        return done

    # The thread

    def _run(self) -> None:
        code_version()  # before the first answer, which would wait for it
        while True:
            jobs = [self._jobs.get()]
            while len(jobs) < MOST_TOGETHER and not self._jobs.empty():
                jobs.append(self._jobs.get())
            stop = None in jobs
            # A cancelled job must not stop the thread; from here on a job can no longer be cancelled.
            if real := [job for job in jobs if job is not None and job.done.set_running_or_notify_cancel()]:
                self._together(real)
            if stop:
                return

    def _together(self, jobs: list[_Job]) -> None:
        """Do jobs in one transaction; if one of them fails, do them one by one, so that it harms no other job.

        If the database itself fails, all jobs fail at once: waiting for it once for each job would take minutes.
        """
        kept = PendingStates(self._states)
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
        self._states.keep(kept)
        for job, (result, refused) in zip(jobs, outcomes, strict=True):
            if refused is None:
                job.done.set_result(result)
            else:
                job.done.set_exception(refused)

    def _read_ahead(self, writing: Writing, jobs: list[_Job]) -> None:
        """Read for all jobs at once, because the queries take most of the time."""
        adds = [(job.streams[0], job.adds) for job in jobs if job.adds is not None]
        if not adds:
            return
        writing.alone()
        known = {stream: self._states.seen(stream) for job in jobs for stream in job.streams}
        after = {stream: one.seq - 1 if one else None for stream, one in known.items()}
        unknown = self.quota.unknown({stream.learner for stream, _ in adds})
        self.quota.keep(writing.read_ahead(after, adds, unknown))


def _recorded(writing: Writing, stream: Stream, id_: str) -> Event | None:
    """Return the event that stands under an id in a stream; raises Refused if it stands in another stream."""
    found = writing.recorded(stream, id_)
    if found is None:
        return None
    of, event = found
    if of != stream:
        raise Refused("used_id")
    return event


def _derived(writing: Writing, stream: Stream, activity: Activity, after: StreamState, at: str) -> StreamState:
    """Write what is derived from an answer: the status if it changed, and sometimes a snapshot.

    The status of a test is not derived here: it comes from the gradebook.
    """
    if not activity.is_test:
        status = activity.status(after.state)
        if status != after.projected:
            writing.project(stream, status if status == "complete" or not stream.private else None, at)
            after = replace(after, projected=status)
    if after.since >= SNAPSHOT_EVERY:
        writing.keep_snapshot(stream, snapshot_of(after))
        after = replace(after, since=0)
    return after


def _outcome(job: _Job, writing: Writing, kept: PendingStates) -> tuple[Any, Refused | None]:
    """Return the result of a job, or its refusal, which harms no other job."""
    try:
        return job.work(writing, kept), None
    except Refused as refusal:
        return None, refusal


def _closed() -> Future[Any]:
    done: Future[Any] = Future()
    done.set_exception(JournalError("not_written"))
    return done
