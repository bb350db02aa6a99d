"""A stream: the events of one activity of one learner, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.journal.tables import PRIVATE, PUBLIC

if TYPE_CHECKING:
    from sqlalchemy import Table


@dataclass(frozen=True)
class Stream:
    """One activity of one learner in one place (a module or a test); `private` decides which table has its events."""

    learner: str
    place: str
    activity: str
    private: bool = False

    @property
    def table(self) -> Table:
        """The table that the events of this stream are in."""
        return PRIVATE if self.private else PUBLIC
