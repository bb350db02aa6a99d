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
    from ssfh_learn.journal.seat import Seat
    from ssfh_learn.journal.transaction import ReadTransaction

LOG = logging.getLogger(__name__)
MOST_KEPT = 5_000
"""Seats whose state is kept in memory; any other is played again from its events."""
MOST_CONTENTS = 500
"""Activities whose fingerprint is kept; they are values, so that it cannot change."""
SNAPSHOT_EVERY = 200
"""Events after which a state is kept in the database: to play so many takes 3 ms."""


@dataclass(frozen=True)
class Played:
    """The state of a seat: after which event (its place and id), of which content, and how many events did not fit.

    `since` counts the events after the last snapshot; `projected` is the status that the projection holds, where that
    is known.
    """

    state: Any
    seq: int
    content: str
    learner: Learner
    refused: int = 0
    last: str = ""
    since: int = 0
    projected: str | None = None


@dataclass(frozen=True)
class Chosen:
    """Where a learner chooses her role, and with what."""

    seat: Seat
    activity: RoleChoice


class States:
    """The newest states, up to a number; any thread may ask and keep."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Seat, Played] = OrderedDict()
        self._lock = threading.Lock()

    def seen(self, seat: Seat) -> Played | None:
        """Return the newest state of a seat."""
        return self._kept.get(seat)

    def keep(self, fresh: Mapping[Seat, Played], *, only_newer: bool = False) -> None:
        """Keep states that stand in the journal by now.

        Who only read does so with `only_newer`: an answer may have been written since.
        """
        with self._lock:
            for seat, one in fresh.items():
                known = self._kept.get(seat)
                if known is None or not only_newer or one.seq >= known.seq:
                    self._kept[seat] = one
                self._kept.move_to_end(seat)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def drop(self, learner: str, place: str | None = None, activity: str | None = None) -> None:
        """Forget the states of a learner, after erasing."""
        with self._lock:
            for seat in [seat for seat in self._kept if _is_of(seat, learner, place, activity)]:
                del self._kept[seat]

    def __len__(self) -> int:
        return len(self._kept)


class Overlay(dict["Seat", Played]):
    """What changes during a transaction, over what was kept before it."""

    def __init__(self, below: States) -> None:
        super().__init__()
        self._below = below

    def seen(self, seat: Seat) -> Played | None:
        """Return the newest state of a seat."""
        return self.get(seat) or self._below.seen(seat)

    def drop(self, learner: str, place: str | None = None, activity: str | None = None) -> None:
        """Forget the states of a learner, after erasing."""
        for seat in [seat for seat in self if _is_of(seat, learner, place, activity)]:
            del self[seat]
        self._below.drop(learner, place, activity)


def _is_of(seat: Seat, learner: str, place: str | None, activity: str | None) -> bool:
    return seat.learner == learner and place in {None, seat.place} and activity in {None, seat.activity}


def with_role(transaction: ReadTransaction, kept: Overlay, learner: Learner, role: Chosen | None) -> Learner:
    """Return the learner with the role that she chose, where there is one to choose."""
    chosen = played(transaction, kept, role.seat, role.activity, learner).state.role if role else None
    return Learner(learner.id, chosen) if chosen else learner


def played(transaction: ReadTransaction, kept: Overlay, seat: Seat, activity: Activity, learner: Learner) -> Played:
    """Return the state of a seat, with what other servers may have added."""
    content = fingerprint(activity)
    known = kept.seen(seat)
    if known is not None and (known.content != content or known.learner != learner):
        known = None
    if known is None:
        known = _from_snapshot(transaction.snapshot(seat), content, learner)
    events = transaction.events(seat, known.seq - 1 if known else 0)
    if known is not None and known.seq:
        if events and (events[0][0], events[0][1].id) == (known.seq, known.last):
            events = events[1:]
        else:  # another server erased it; SQLite gives its number away again
            known, events = None, transaction.events(seat)
    if known is not None and not events:
        kept[seat] = known
        return known
    fresh = play(activity, [event for _, event in events], learner, known.state if known else None)
    seq, last = (events[-1][0], events[-1][1].id) if events else (0, "")
    before = known or Played(fresh.state, 0, content, learner)
    kept[seat] = Played(
        fresh.state, seq, content, learner, before.refused + fresh.refused, last, before.since + len(events)
    )
    return kept[seat]


# Fingerprints


def fingerprint(activity: Activity) -> str:
    """Return the version of the content of an activity, worked out once for each."""
    return _fingerprint(_Same(activity))


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


# Snapshots


def snapshot_of(known: Played) -> Snapshot:
    """Return a state as it can be kept."""
    return Snapshot(known.seq, known.last, known.content, _maker(known.learner), known.refused, as_bytes(known.state))


def _from_snapshot(kept: Snapshot | None, content: str, learner: Learner) -> Played | None:
    """Return the state of a snapshot; None where other content, another role or other code made it."""
    if kept is None or kept.content != content or kept.made_by != _maker(learner):
        return None
    try:
        state = from_bytes(kept.state)
    except Exception as error:  # noqa: BLE001  (whatever is wrong with it, the events say the same)
        LOG.warning("a snapshot cannot be read: %s", type(error).__name__)
        return None
    return Played(state, kept.seq, content, learner, kept.refused, kept.event)


@cache
def _code() -> str:
    """Return the version of all that plays: other code may make another state of the same events."""
    folder = Path(activities.__file__).parent
    return sha256(b"".join(path.read_bytes() for path in sorted(folder.rglob("*.py")))).hexdigest()[:32]


def _maker(learner: Learner) -> str:
    return f"{_code()} {learner.role}"


def as_bytes(state: Any) -> bytes:
    """Return a state as bytes."""
    return pickle.dumps(state, protocol=5)


def from_bytes(kept: bytes) -> Any:
    """Return the state again; raises UnpicklingError where anything but our own states is in it."""
    return _StatesOnly(io.BytesIO(kept)).load()


class _StatesOnly(pickle.Unpickler):
    """Makes the frozen values of our activities and nothing else, whatever somebody wrote in the database."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of ours."""
        found = super().find_class(module, name) if module.startswith(f"{activities.__name__}.") else None
        if not isinstance(found, type) or not hasattr(found, "__dataclass_fields__"):
            msg = f"{module}.{name} is no state"
            raise pickle.UnpicklingError(msg)
        return found
