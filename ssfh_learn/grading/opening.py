"""When a test opens: until then it can be built and looked at in the course, and no learner sees a question of it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ssfh_learn.grading.problem import GradingError
from ssfh_learn.typed_moment import read_moment

if TYPE_CHECKING:
    from datetime import datetime

    from ssfh_learn.activities.quiz import Quiz

_MIDNIGHT = " 0:00"


def opens_at(quiz: Quiz) -> datetime | None:
    """Return when a test opens, in UTC; None if it is always open. Raises GradingError if its `opent` is no moment.

    A day without a time is the beginning of that day.
    """
    if not quiz.opens:
        return None
    with suppress(ValueError):
        return read_moment(quiz.opens + _MIDNIGHT)
    try:
        return read_moment(quiz.opens)
    except ValueError as error:
        raise GradingError("opens_unreadable", name=quiz.id, reason=error) from None
