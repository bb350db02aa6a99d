"""What a page hears of its host besides a view and its frame: whether a response is kept, and what became of a test."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

SavedState = Literal["idle", "saved", "failed", "refused", "error"]


class SavedView(TypedDict):
    """The answer to one response; `message` is a Dutch sentence, or empty."""

    response: str
    """The id of the response."""
    state: SavedState
    message: str


NOTHING_SENT: SavedView = {"response": "", "state": "idle", "message": ""}


class ReceiptView(TypedDict):
    """How far a test that was handed in is on its way to the trainer."""

    state: Literal["none", "busy", "handed_in", "failed"]
    number: str | None
    at: str | None
    """ISO 8601, UTC."""
    message: str
    """Why it failed, in Dutch; may be empty."""
    graded: bool | None
    """Whether all of it was graded; None if the host does not hear of that."""
    result: str | None
    """The address of the result, where the host has a page for it."""


NO_RECEIPT: ReceiptView = {"state": "none", "number": None, "at": None, "message": "", "graded": None, "result": None}


class ForHost(TypedDict):
    """A response that no activity knows: forget what is private, or bring a test to the trainer once more."""

    kind: Literal["erase", "deliver"]
