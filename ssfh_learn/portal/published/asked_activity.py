"""The activity that a request names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.activities.quiz import Quiz

if TYPE_CHECKING:
    from ssfh_learn.activities import Activity
    from ssfh_learn.journal.stream import Stream
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.portal.published.window import Window


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

    def hers(self, window: Window) -> Activity:
        """Return the activity as this learner may do it now: a test with the attempts that she has.

        What was recorded is played with `activity`, which limits no attempts. So an extra attempt is shown as it was
        also where the gradebook, which knows of it, cannot be read now.
        """
        if not self.is_test or not isinstance(self.activity, Quiz):
            return self.activity
        return self.activity.allowing(window.extra, window.other)
