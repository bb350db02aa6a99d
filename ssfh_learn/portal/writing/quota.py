"""How much a learner may write: far more than a diligent one ever does, and too little to harm others.

docs/beheer.md says what diligent learners really write, and why the limits are what they are.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from ssfh_learn.journal.use import Use, use_of_many

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.stream import Stream

OF_LEARNER = Use(100_000, 25_000_000)
OF_STREAM = Use(15_000, 4_500_000)
"""Less than a grader reads of a journal that is handed in."""
WARNED = 0.8
"""The part of a limit from which a learner reads that it comes nearer."""
MOST_KEPT = 10_000
READ_AGAIN, READ_AGAIN_FAR = 60.0, 3_600.0
"""Seconds after which what another server wrote counts here too; who used less than half has far to go."""
FAR = 0.5
ADDED = 100
"""Answers of a learner after which her use is read again."""


@dataclass
class _Kept:
    streams: Mapping[Stream, Use]
    whole: Use
    at: float
    is_far: bool = False
    """Whether she used less than half of every limit."""
    added: int = 0


class Quota:
    """What learners used, as far as it was read; one thread reads it, and others may look."""

    def __init__(self, of_learner: Use = OF_LEARNER, of_stream: Use = OF_STREAM) -> None:
        self.of_learner, self.of_stream = of_learner, of_stream
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, transaction: ReadTransaction, stream: Stream) -> bool:
        """Say whether one more event may be added to a stream, and count it."""
        if self._is_unknown(stream.learner):
            self.keep(use_of_many(transaction.connection, {stream.learner}))
        kept = self._kept[stream.learner]
        kept.added += 1
        return self._part(kept, stream) < 1

    def unknown(self, learners: Collection[str]) -> list[str]:
        """Return of whom it must be read what they used, before they add something."""
        return [one for one in learners if self._is_unknown(one)]

    def keep(self, used: Mapping[str, Mapping[Stream, Use]]) -> None:
        """Keep what was read of learners, for later calls of `allows`."""
        for learner, streams in used.items():
            kept = _Kept(streams, sum(streams.values(), Use()), monotonic())
            kept.is_far = all(self._part(kept, stream) < FAR for stream in streams)
            with self._lock:
                self._kept[learner] = kept
                self._kept.move_to_end(learner)
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)

    def is_nearly_used(self, stream: Stream) -> bool:
        """Say whether a limit comes near, as far as that is known."""
        kept = self._kept.get(stream.learner)
        return kept is not None and self._part(kept, stream) >= WARNED

    def forget(self, learner: str) -> None:
        """Read the use of a learner again when it is asked next: she erased something."""
        with self._lock:
            self._kept.pop(learner, None)

    def _is_unknown(self, learner: str) -> bool:
        kept = self._kept.get(learner)
        if kept is None or kept.added >= ADDED:
            return True
        return monotonic() - kept.at > (READ_AGAIN_FAR if kept.is_far else READ_AGAIN)

    def _part(self, kept: _Kept, stream: Stream) -> float:
        """Return which part of the limit that is nearest was used."""
        own = kept.streams.get(stream, Use())
        return max(
            (own.events + kept.added) / self.of_stream.events,
            own.bytes / self.of_stream.bytes,
            (kept.whole.events + kept.added) / self.of_learner.events,
            kept.whole.bytes / self.of_learner.bytes,
        )
