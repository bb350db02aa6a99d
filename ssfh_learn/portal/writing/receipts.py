"""The receipt of a test that was handed in: read from the submission itself, so that it is there after a restart."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ssfh_learn.errors import ContentError, SsfhLearnError, Unreachable
from ssfh_learn.grading.received import RECEIVED
from ssfh_learn.journal import public_journal, receipt_of
from ssfh_learn.journal.stream import Stream
from ssfh_learn.traits import NO_RECEIPT, ReceiptView
from ssfh_learn.words import word

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ssfh_learn.journal.sql import SqlJournal
    from ssfh_learn.portal.published.asked_activity import AskedActivity
    from ssfh_learn.portal.published.assignments import Assignments
    from ssfh_learn.portal.writing.event_writer import EventWriter
    from ssfh_learn.portal.writing.states import StreamState
    from ssfh_learn.results import Result


class Receipts:
    """Brings tests to the trainer's course folder, and says what became of it."""

    def __init__(self, assignments: Assignments, event_writer: EventWriter, slow: Executor) -> None:
        self._assignments, self._event_writer, self._slow = assignments, event_writer, slow
        self._failed: dict[Any, str] = {}
        """Why handing in did not work, by stream, until it does."""
        self._in_time: dict[Any, tuple[int, Any]] = {}
        """What was handed in by a deadline, by stream: after which event, and which deadline."""
        self._graded: dict[Any, tuple[str, bool]] = {}
        """The number of what was graded last, and whether nothing of it waits for a person, by stream."""

    def receipt(self, found: AskedActivity, played: StreamState) -> ReceiptView:
        """Return the trait `receipt` of a test; of anything else that there is none."""
        if not found.is_test or found.activity.view(played.state)["phase"] != "closed":
            return NO_RECEIPT
        if found.stream in self._failed:
            return {**NO_RECEIPT, "state": "failed", "message": self._failed[found.stream]}
        try:
            return self._delivered(found)
        except (FileNotFoundError, UnicodeDecodeError):
            said = word("widgets", "deliver_failed")
        except (Unreachable, OSError):
            said = word("portal", "receipt_unreadable")
        return {**NO_RECEIPT, "state": "failed", "message": said}

    def _delivered(self, found: AskedActivity) -> ReceiptView:
        """Return the receipt as the submission gives it; raises Unreachable or OSError where it cannot be read."""
        course = self._assignments.course
        if course is None:
            return NO_RECEIPT
        folder = course.folder("submitted", found.stream.learner, found.stream.place)
        digest = sha256(public_journal(folder).read_bytes()).hexdigest()
        at = (folder / RECEIVED).read_text("ascii").partition("\n")[0].strip()
        number = receipt_of(digest)
        result = f"?{number}#uitslag"  # the same page, loaded again
        receipt: ReceiptView = {**NO_RECEIPT, "state": "handed_in", "number": number, "at": at, "result": result}
        return self.with_graded(found.stream, receipt)

    def with_graded(self, stream: Stream, receipt: ReceiptView) -> ReceiptView:
        """Return a receipt that says whether all was graded, where that is known of just this submission."""
        number, is_graded = self._graded.get(stream, ("", False))
        return {**receipt, "graded": is_graded if number == receipt["number"] else None}

    def graded(self, stream: Stream, result: Result) -> None:
        """Remember what became of a submission, so that nobody is told that it will be looked at."""
        self._graded[stream] = (receipt_of(result.receipt or ""), result.status == "complete")

    async def hand_in_for(self, found: AskedActivity, played: StreamState, last: datetime | None) -> None:
        """Bring a test to the course that her deadline found open; once is enough until something changes."""
        if self._in_time.get(found.stream) == (played.seq, last):
            return
        await self.answer(found, "deliver")
        if found.stream not in self._failed:
            self._in_time[found.stream] = (played.seq, last)

    def hand_in_open_tests(self, journal: SqlJournal) -> None:
        """Bring every test to the course that its learner's deadline found open, also of those who never come back.

        For a thread of its own. Which attempts these are is for the grader to say: bringing one twice changes nothing.
        """
        for name in self._assignments.names_with_end():
            with journal.reading() as reading:
                learners = reading.open_tests(name)
            for learner in learners:
                try:
                    self._hand_in_if_over(journal, Stream(learner, name, name))
                except (SsfhLearnError, OSError) as error:  # of one learner; the next look tries again
                    logging.getLogger(__name__).warning("not handed in for her: %s", type(error).__name__)

    def _hand_in_if_over(self, journal: SqlJournal, stream: Stream) -> None:
        window = self._assignments.window(stream.place, stream.learner)
        if window is None or not window.is_over(datetime.now(UTC)):
            return
        with journal.reading() as reading:
            events = reading.events(stream)
        done = (events[-1][0] if events else 0, window.last)
        if events and self._in_time.get(stream) != done:
            self._assignments.hand_in(stream.place, stream.learner, [event for _, event in events])
            self._in_time[stream] = done

    def forget(self, learner: str) -> None:
        """Drop what was said to a learner."""
        self._failed = {stream: said for stream, said in self._failed.items() if stream.learner != learner}
        self._in_time = {stream: done for stream, done in self._in_time.items() if stream.learner != learner}
        self._graded = {stream: known for stream, known in self._graded.items() if stream.learner != learner}

    async def answer(self, found: AskedActivity, kind: str) -> None:
        """Bring a test that was handed in to the course; `begin` starts another attempt, without a receipt yet."""
        self._failed.pop(found.stream, None)
        if kind == "begin":
            return
        events = await asyncio.wrap_future(
            self._event_writer.do(lambda writing: [event for _, event in writing.events(found.stream)])
        )
        loop = asyncio.get_running_loop()
        try:
            outcome = await loop.run_in_executor(
                self._slow, self._assignments.hand_in, found.stream.place, found.stream.learner, events
            )
        except (SsfhLearnError, OSError) as error:
            said = str(error) if isinstance(error, ContentError) else word("widgets", "deliver_failed")
            self._failed[found.stream] = said
            logging.getLogger(__name__).warning("handing in failed: %s", type(error).__name__)
            return
        if outcome.result is None:
            logging.getLogger(__name__).warning("not graded at once: %s", [note.code for note in outcome.notes])
        else:
            self.graded(found.stream, outcome.result)
