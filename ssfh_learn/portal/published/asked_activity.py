"""The activity that a request names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssfh_learn.activities import Activity
    from ssfh_learn.journal.stream import Stream
    from ssfh_learn.portal.published.library import PublishedModule


@dataclass(frozen=True)
class AskedActivity:
    """An activity that somebody asks for, with its stream and its module; a test has no module."""

    stream: Stream
    activity: Activity
    module: PublishedModule | None

    @property
    def is_test(self) -> bool:
        """Whether this is a test."""
        return self.module is None
