"""Where the events of one activity of one learner are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.journal.tables import PRIVATE, PUBLIC

if TYPE_CHECKING:
    from sqlalchemy import Table


@dataclass(frozen=True)
class Seat:
    """Where a learner sits: one activity of one place (a module or a test); `private` says which table is hers."""

    learner: str
    place: str
    activity: str
    private: bool = False

    @property
    def table(self) -> Table:
        """The table that the events of this seat are in."""
        return PRIVATE if self.private else PUBLIC
