"""A learner's record of one activity: the state in memory and the journal on disk, kept together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssfh_learn.activities import accept, play
from ssfh_learn.errors import JournalError
from ssfh_learn.journal import Event
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.activities import Activity, Learner
    from ssfh_learn.journal import JsonLinesJournal


class Record:
    """Plays responses and writes their events.

    Another tab or kernel may add to the same journal, so new events are read before each response. An event that
    cannot be written stays in memory and is written with the next response; the learner can always go on.
    """

    def __init__(self, activity: Activity, journal: JsonLinesJournal, learner: Learner) -> None:
        self.activity = activity
        self.journal = journal
        self.learner = learner
        self.fingerprint = activity.fingerprint()
        self._forget()

    def _forget(self) -> None:
        self.state = self.activity.start(self.learner)
        self.unsaved: list[Event] = []
        self._seen: dict[str, Event] = {}
        self._end = self._unreadable = self._refused = 0
        self._is_torn = False
        self._unreadable_journal = False

    def read(self) -> None:
        """Read and play new events in the journal."""
        try:
            reading = self.journal.read(self.activity.id, self._end)
        except JournalError:
            self._unreadable_journal = True
            return
        self._unreadable_journal = False
        fresh = [event for event in reading.events if event.id not in self._seen]
        self._see(fresh)
        self._end = reading.end
        self._unreadable += reading.unreadable
        self._is_torn = reading.is_torn
        played = play(self.activity, fresh, self.learner, self.state)
        self.state, self._refused = played.state, self._refused + played.refused

    def respond(self, response: Mapping[str, Any]) -> None:
        """Play one response and write it to the journal.

        Raises Refused if the activity does not accept it (then nothing changes) and JournalError if it could not be
        written (then the state has changed, and the event waits in memory).
        """
        self.read()
        if response.get("kind") == "erase" and self.activity.is_private:
            self.erase()
            return
        accepted = accept(self.activity, self.state, response, self.fingerprint, self._seen.get)
        if accepted is not None:
            event = Event.now(**accepted.event)
            self.state = accepted.state
            self._see([event])
            self.unsaved.append(event)
        self.save()  # also earlier events, whose writing may have failed

    def become(self, learner: Learner) -> None:
        """Play all events again for a learner with another role; unwritten events keep waiting."""
        waiting = self.unsaved
        self.learner = learner
        self._forget()
        self.read()
        self.state = play(self.activity, waiting, learner, self.state).state
        self._see(waiting)
        self.unsaved = waiting

    def _see(self, events: Iterable[Event]) -> None:
        self._seen.update((event.id, event) for event in events)

    def save(self) -> None:
        """Write the waiting events; raises JournalError if that fails."""
        if self.unsaved:
            self.journal.append(*self.unsaved)
            self.unsaved = []

    def erase(self) -> None:
        """Erase all answers, on disk too; raises JournalError if that fails."""
        self.journal.erase(self.activity.id)
        self._forget()
        self.read()

    def notices(self) -> list[str]:
        """Return notices about her answers for the learner, as Dutch sentences."""
        found = [
            ("unreadable", int(self._unreadable_journal)),
            ("unreadable_lines", self._unreadable + self._is_torn),
            ("content_changed", self._refused),
            ("unsaved", len(self.unsaved)),
        ]
        return [word("journal", key, count=count) for key, count in found if count]
