"""The states of activities, played from their events, and kept in memory and in snapshots as a mere speed-up."""

from __future__ import annotations

import io
import logging
import pickle
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssfh_learn import activities
from ssfh_learn.activities import Learner, play
from ssfh_learn.journal.snapshots import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities import Activity, RoleChoice
    from ssfh_learn.activities.activity import Status
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.stream import Stream

LOG = logging.getLogger(__name__)
MOST_KEPT = 5_000
"""Streams whose state stays in memory; the state of any other stream is played again from its events."""
MOST_CONTENTS = 500
"""Activities whose fingerprint is kept in memory; an activity is a value, so its fingerprint cannot change."""
SNAPSHOT_EVERY = 100
"""Events between two snapshots of a stream; to play so many events takes 2 ms."""


@dataclass(frozen=True)
class StreamState:
    """The state of a stream after an event.

    `seq` and `last` are the place and the id of that event, and `content` is the version of the content. `refused`
    counts the events that did not fit the content, and `since` counts the events after the last snapshot. `projected`
    is the status in the projection, if it is known.
    """

    state: Any
    seq: int
    content: str
    learner: Learner
    refused: int = 0
    last: str = ""
    since: int = 0
    projected: Status | None = None


@dataclass(frozen=True)
class RoleSource:
    """The stream and the activity in which a learner chooses her role."""

    stream: Stream
    activity: RoleChoice


class States:
    """The newest states, at most `MOST_KEPT` of them; any thread may use them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Stream, StreamState] = OrderedDict()
        self._lock = threading.Lock()

    def seen(self, stream: Stream) -> StreamState | None:
        """Return the newest state of a stream."""
        return self._kept.get(stream)

    def keep(self, fresh: Mapping[Stream, StreamState], *, only_newer: bool = False) -> None:
        """Keep states whose events are committed.

        A reader uses `only_newer`, because an answer may have been written after it read.
        """
        with self._lock:
            for stream, one in fresh.items():
                known = self._kept.get(stream)
                if known is None or not only_newer or one.seq >= known.seq:
                    self._kept[stream] = one
                self._kept.move_to_end(stream)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def drop(self, learner: str, place: str | None = None, activity: str | None = None) -> None:
        """Forget the states of a learner, after erasing."""
        with self._lock:
            for stream in [stream for stream in self._kept if _is_of(stream, learner, place, activity)]:
                del self._kept[stream]

    def __len__(self) -> int:
        return len(self._kept)


class PendingStates(dict["Stream", StreamState]):
    """The states that a transaction changed; it looks in the kept states for any other stream."""

    def __init__(self, below: States) -> None:
        super().__init__()
        self._below = below

    def seen(self, stream: Stream) -> StreamState | None:
        """Return the newest state of a stream."""
        return self.get(stream) or self._below.seen(stream)

    def drop(self, learner: str, place: str | None = None, activity: str | None = None) -> None:
        """Forget the states of a learner, after erasing."""
        for stream in [stream for stream in self if _is_of(stream, learner, place, activity)]:
            del self[stream]
        self._below.drop(learner, place, activity)


def _is_of(stream: Stream, learner: str, place: str | None, activity: str | None) -> bool:
    return stream.learner == learner and place in {None, stream.place} and activity in {None, stream.activity}


def with_role(transaction: ReadTransaction, kept: PendingStates, learner: Learner, role: RoleSource | None) -> Learner:
    """Return the learner with the role that she chose, if she chose one."""
    chosen = played(transaction, kept, role.stream, role.activity, learner).state.role if role else None
    return Learner(learner.id, chosen) if chosen else learner


def played(
    transaction: ReadTransaction, kept: PendingStates, stream: Stream, activity: Activity, learner: Learner
) -> StreamState:
    """Return the state of a stream, including events that other servers added."""
    content = fingerprint(activity)
    known = kept.seen(stream)
    if known is not None and (known.content != content or known.learner != learner):
        known = None
    if known is None:
        known = _from_snapshot(transaction.snapshot(stream), content, learner)
    events = transaction.events(stream, known.seq - 1 if known else 0)
    if known is not None and known.seq:
        if events and (events[0][0], events[0][1].id) == (known.seq, known.last):
            events = events[1:]
        else:  # another server erased the event, and SQLite may use its number again
            known, events = None, transaction.events(stream)
    if known is not None and not events:
        kept[stream] = known
        return known
    fresh = play(activity, [event for _, event in events], learner, known.state if known else None)
    seq, last = (events[-1][0], events[-1][1].id) if events else (0, "")
    before = known or StreamState(fresh.state, 0, content, learner)
    kept[stream] = StreamState(
        fresh.state, seq, content, learner, before.refused + fresh.refused, last, before.since + len(events)
    )
    return kept[stream]


# Fingerprints


def fingerprint(activity: Activity) -> str:
    """Return the fingerprint of an activity; it is computed once for each activity."""
    return _fingerprint(_Same(activity))


@lru_cache(maxsize=MOST_CONTENTS)
def _fingerprint(same: _Same) -> str:
    return same.activity.fingerprint()


class _Same:
    """An activity as a key that equals only itself: comparing contents takes as long as computing a fingerprint."""

    def __init__(self, activity: Activity) -> None:
        self.activity = activity

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.activity is other.activity

    def __hash__(self) -> int:
        return id(self.activity)


# Snapshots


def snapshot_of(known: StreamState) -> Snapshot:
    """Return the snapshot of a state."""
    return Snapshot(known.seq, known.last, known.content, _maker(known.learner), known.refused, as_bytes(known.state))


def _from_snapshot(kept: Snapshot | None, content: str, learner: Learner) -> StreamState | None:
    """Return the state of a snapshot, or None if other content, another role or other code made it."""
    if kept is None or kept.content != content or kept.made_by != _maker(learner):
        return None
    try:
        state = from_bytes(kept.state)
    except Exception as error:  # noqa: BLE001  (for any error the events give the same state)
        LOG.warning("a snapshot cannot be read: %s", type(error).__name__)
        return None
    return StreamState(state, kept.seq, content, learner, kept.refused, kept.event)


@cache
def code_version() -> str:
    """Return the version of the code of all activities: other code may make another state of the same events.

    It reads a hundred files the first time.
    """
    folder = Path(activities.__file__).parent
    return sha256(b"".join(path.read_bytes() for path in sorted(folder.rglob("*.py")))).hexdigest()[:32]


def _maker(learner: Learner) -> str:
    return f"{code_version()} {learner.role}"


def as_bytes(state: Any) -> bytes:
    """Return a state as bytes."""
    return pickle.dumps(state, protocol=5)


def from_bytes(kept: bytes) -> Any:
    """Return the state of these bytes; raises UnpicklingError if they hold anything but our own states."""
    return _StatesOnly(io.BytesIO(kept)).load()


class _StatesOnly(pickle.Unpickler):
    """Loads only the frozen values of our activities, whatever somebody wrote in the database."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of ours."""
        found = super().find_class(module, name) if module.startswith(f"{activities.__name__}.") else None
        if not isinstance(found, type) or not hasattr(found, "__dataclass_fields__"):
            msg = f"{module}.{name} is no state"
            raise pickle.UnpicklingError(msg)
        return found
