"""A line in the log of a test, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class ShownChange:
    """One change in a sentence; `take_back` is its id if it can be taken back, and `why_not` says why it cannot.

    `at` is in UTC without a zone, and `by` is the account of who did it; `back` is the address, below that of the test,
    at which it is taken back.
    """

    sentence: str
    at: datetime
    by: str
    take_back: str = ""
    why_not: str = ""
    back: str = "terug"
    after: str = ""
    """What holds since, to say right after it was done."""
    needs_time: str = ""
    """The name of the one person who cannot begin until she gets more time; empty for everybody else."""
