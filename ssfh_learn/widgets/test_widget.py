"""The widget of a test: it delivers a test that was handed in to the trainer and gives the learner a receipt."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import traitlets

from ssfh_learn.errors import JournalError
from ssfh_learn.traits import NO_RECEIPT, ReceiptView, SavedState
from ssfh_learn.widgets.widget import ActivityWidget
from ssfh_learn.words import word

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Mapping
    from pathlib import Path

    from ssfh_learn.content.frame import Frame
    from ssfh_learn.widgets.record import Record

RECEIPT = "inlevering.json"
"""The file beside the notebook that keeps a receipt, so that it is shown again after a reload."""
PATIENCE = 120
"""Seconds; a network folder can be slow."""


class TestWidget(ActivityWidget):
    """A test with its receipt."""

    __test__ = False  # pytest would take it for a test of its own
    receipt = traitlets.Dict(default_value={**NO_RECEIPT}).tag(sync=True)

    def __init__(self, record: Record, folder: Path, frame: Frame) -> None:
        super().__init__(record, folder, frame)
        kept = _kept(folder, self._attempt) if self.view["phase"] == "closed" else NO_RECEIPT
        self.receipt = {**kept}
        if self.view["phase"] == "closed" and self.receipt == NO_RECEIPT:
            self._deliver()  # the kernel stopped while it was busy

    def _play(self, response: Mapping[str, Any]) -> tuple[SavedState, str]:
        """Play a response; deliver the test when it is handed in or when the learner asks again."""
        if response.get("kind") == "deliver":
            return self._deliver_again()
        state, message = super()._play(response)
        if state == "saved" and response.get("kind") == "hand_in":
            self._deliver()
        elif state == "saved" and response.get("kind") == "begin":
            _forget(self.folder)
            self.receipt = {**NO_RECEIPT}
        return state, message

    @property
    def _attempt(self) -> int:
        return self.record.activity.attempt(self.record.state)

    def _deliver_again(self) -> tuple[SavedState, str]:
        if self.view["phase"] == "closed" and self.receipt["state"] != "busy":
            try:
                self.record.save()  # the event that closed the test may not be on disk yet
            except JournalError as error:
                return "failed", word("journal", error.code)
            self._deliver()
        return "saved", ""

    def _deliver(self) -> None:
        """Hand in from another process: nbgrader takes seconds and 70 MB to load, too much for this kernel."""
        self.receipt = {**NO_RECEIPT, "state": "busy"}
        attempt = self._attempt
        command = [sys.executable, "-m", "ssfh_learn", "hand-in", str(self.folder), "--json"]
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no page waits for it
            self._delivered(attempt, _run(command))
            return
        done: Future[ReceiptView] = loop.run_in_executor(None, _run, command)
        done.add_done_callback(lambda future: self._delivered(attempt, future.result()))

    def _delivered(self, attempt: int, receipt: ReceiptView) -> None:
        if attempt != self._attempt:
            return  # she began the next attempt, and this receipt is about the previous one
        if receipt["state"] == "handed_in":
            _keep(self.folder, receipt, attempt)
        self.receipt = {**receipt}


def _run(command: list[str]) -> ReceiptView:
    """Return the receipt that the process prints, or a receipt that says what failed; never raises."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603  (our own words)
        said = json.loads(done.stdout)
        if "number" in said:
            return {**NO_RECEIPT, "state": "handed_in", "number": said["number"], "at": said["at"]}
        return {**NO_RECEIPT, "state": "failed", "message": said["message"]}
    except (OSError, ValueError, KeyError, TypeError, subprocess.TimeoutExpired):
        return {**NO_RECEIPT, "state": "failed", "message": word("widgets", "deliver_failed")}


def _kept(folder: Path, attempt: int) -> ReceiptView:
    try:
        kept = json.loads((folder / RECEIPT).read_text("utf-8"))
        if kept["attempt"] != attempt:
            return NO_RECEIPT
        return {**NO_RECEIPT, "state": "handed_in", "number": str(kept["number"]), "at": str(kept["at"])}
    except (OSError, ValueError, KeyError, TypeError):
        return NO_RECEIPT


def _keep(folder: Path, receipt: ReceiptView, attempt: int) -> None:
    kept = {"attempt": attempt, "number": receipt["number"], "at": receipt["at"]}
    try:
        (folder / RECEIPT).write_text(json.dumps(kept), "utf-8")
    except OSError:
        return  # she sees it now, and the trainer has her work


def _forget(folder: Path) -> None:
    try:
        (folder / RECEIPT).unlink(missing_ok=True)
    except OSError:
        return
