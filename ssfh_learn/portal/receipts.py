"""The receipt of a test that was handed in: read from the submission itself, so that it is there after a restart."""

from __future__ import annotations

import asyncio
import logging
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ssfh_learn.errors import ContentError, SsfhLearnError
from ssfh_learn.grading.submission import RECEIVED
from ssfh_learn.journal import NO_RECEIPT, public_journal, receipt_of
from ssfh_learn.words import word

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ssfh_learn.portal.assignments import Assignments
    from ssfh_learn.portal.portal import Place
    from ssfh_learn.portal.scribe import Scribe
    from ssfh_learn.portal.states import Played


class Receipts:
    """Brings tests to the trainer's course folder, and says what became of it."""

    def __init__(self, assignments: Assignments, scribe: Scribe, slow: Executor) -> None:
        self._assignments, self._scribe, self._slow = assignments, scribe, slow
        self._failed: dict[Any, str] = {}
        """Why handing in did not work, by seat, until it does."""

    def receipt(self, found: Place, played: Played) -> dict[str, Any]:
        """Return the trait `receipt` of a test; of anything else that there is none."""
        if not found.is_test or found.activity.view(played.state)["phase"] != "closed":
            return NO_RECEIPT
        if found.seat in self._failed:
            return {**NO_RECEIPT, "state": "failed", "message": self._failed[found.seat]}
        course = self._assignments.course
        if course is None:
            return NO_RECEIPT
        folder = course.folder("submitted", found.seat.learner, found.seat.place)
        try:
            digest = sha256(public_journal(folder).read_bytes()).hexdigest()
            at = (folder / RECEIVED).read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return {**NO_RECEIPT, "state": "failed", "message": word("widgets", "deliver_failed")}
        number = receipt_of(digest)
        result = f"?{number}#uitslag"  # the same page, loaded again
        return {**NO_RECEIPT, "state": "handed_in", "number": number, "at": at, "result": result}

    def forget(self, learner: str) -> None:
        """Drop what was said to a learner."""
        self._failed = {seat: said for seat, said in self._failed.items() if seat.learner != learner}

    async def answer(self, found: Place, kind: str) -> None:
        """Bring a test that was handed in to the course; `begin` starts another attempt, without a receipt yet."""
        self._failed.pop(found.seat, None)
        if kind == "begin":
            return
        events = await asyncio.wrap_future(
            self._scribe.do(lambda writing: [event for _, event in writing.events(found.seat)])
        )
        loop = asyncio.get_running_loop()
        try:
            outcome = await loop.run_in_executor(
                self._slow, self._assignments.hand_in, found.seat.place, found.seat.learner, events
            )
        except (SsfhLearnError, OSError) as error:
            said = str(error) if isinstance(error, ContentError) else word("widgets", "deliver_failed")
            self._failed[found.seat] = said
            logging.getLogger(__name__).warning("handing in failed: %s", type(error).__name__)
            return
        if outcome.result is None:
            logging.getLogger(__name__).warning("not graded at once: %s", [note.code for note in outcome.notes])
