"""The receipt of a test that was handed in; it is read from the submission, so a restart does not lose it."""

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
    from ssfh_learn.portal.published.submissions import Submissions
    from ssfh_learn.portal.writing.event_writer import EventWriter
    from ssfh_learn.portal.writing.states import StreamState
    from ssfh_learn.results import Result


class Receipts:
    """Submits tests to the course folder of the trainer, and makes their receipts."""

    def __init__(
        self, assignments: Assignments, submissions: Submissions, event_writer: EventWriter, slow: Executor
    ) -> None:
        self._assignments, self._submissions = assignments, submissions
        self._event_writer, self._slow = event_writer, slow
        self._failed: dict[Any, str] = {}
        """Why a submission failed, by stream, until one succeeds."""
        self._in_time: dict[Any, tuple[int, Any]] = {}
        """The submissions that a deadline made, by stream: the last event, and the deadline."""
        self._graded: dict[Any, tuple[str, bool]] = {}
        """The number of the receipt of the work that was graded last, and whether it is fully graded, by stream."""

    def receipt(self, found: AskedActivity, played: StreamState) -> ReceiptView:
        """Return the trait `receipt` of a test; for any other activity, an empty receipt."""
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
        """Return the receipt of a submission; raises Unreachable or OSError if it cannot be read."""
        course = self._assignments.course
        if course is None:
            return NO_RECEIPT
        folder = course.folder("submitted", found.stream.learner, found.stream.place)
        digest = sha256(public_journal(folder).read_bytes()).hexdigest()
        at = (folder / RECEIVED).read_text("ascii").partition("\n")[0].strip()
        number = receipt_of(digest)
        result = f"?{number}#uitslag"  # the page was loaded again
        receipt: ReceiptView = {**NO_RECEIPT, "state": "handed_in", "number": number, "at": at, "result": result}
        return self.with_graded(found.stream, receipt)

    def with_graded(self, stream: Stream, receipt: ReceiptView) -> ReceiptView:
        """Return a receipt that also says whether all of this submission was graded, if that is known."""
        number, is_graded = self._graded.get(stream, ("", False))
        return {**receipt, "graded": is_graded if number == receipt["number"] else None}

    def graded(self, stream: Stream, result: Result) -> None:
        """Remember whether a submission is fully graded, so that its receipt promises no grading by a person."""
        self._graded[stream] = (receipt_of(result.receipt or ""), result.status == "complete")

    async def hand_in_for(self, found: AskedActivity, played: StreamState, last: datetime | None) -> None:
        """Submit a test that was open at her deadline; do so once until something changes."""
        if self._in_time.get(found.stream) == (played.seq, last):
            return
        await self.answer(found, "deliver")
        if found.stream not in self._failed:
            self._in_time[found.stream] = (played.seq, last)

    def hand_in_open_tests(self, journal: SqlJournal) -> None:
        """Submit every test that was open at the deadline of its learner, also if she does not return.

        This runs in a thread of its own. The grader decides which attempts count, so a second submission is harmless.
        """
        for name in self._assignments.names_with_end():
            with journal.reading() as reading:
                learners = reading.open_tests(name)
            for learner in learners:
                try:
                    self._hand_in_if_over(journal, Stream(learner, name, name))
                except (SsfhLearnError, OSError) as error:  # this concerns one learner; the next round tries again
                    logging.getLogger(__name__).warning("not handed in for her: %s", type(error).__name__)

    def _hand_in_if_over(self, journal: SqlJournal, stream: Stream) -> None:
        window = self._assignments.window(stream.place, stream.learner)
        if window is None or not window.is_over(datetime.now(UTC)):
            return
        with journal.reading() as reading:
            events = reading.events(stream)
        done = (events[-1][0] if events else 0, window.last)
        if events and self._in_time.get(stream) != done:
            self._submissions.hand_in(stream.place, stream.learner, [event for _, event in events])
            self._in_time[stream] = done

    def forget(self, learner: str) -> None:
        """Drop the receipts of a learner from memory."""
        self._failed = {stream: said for stream, said in self._failed.items() if stream.learner != learner}
        self._in_time = {stream: done for stream, done in self._in_time.items() if stream.learner != learner}
        self._graded = {stream: known for stream, known in self._graded.items() if stream.learner != learner}

    async def answer(self, found: AskedActivity, kind: str) -> None:
        """Submit a test that was handed in; `begin` starts another attempt, which has no receipt yet."""
        self._failed.pop(found.stream, None)
        if kind == "begin":
            return
        events = await asyncio.wrap_future(
            self._event_writer.read(lambda reading: [event for _, event in reading.events(found.stream)])
        )
        loop = asyncio.get_running_loop()
        try:
            outcome = await loop.run_in_executor(
                self._slow, self._submissions.hand_in, found.stream.place, found.stream.learner, events
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
