"""The one sentence about a learner and a module or a test: on her own first page, and in a coordinator's worklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import day_at, dutch_date
from ssfh_learn.words import counted, section, word

if TYPE_CHECKING:
    from ssfh_learn.portal.published.standings import TestStanding


def line_of_module(*, has_begun: bool, is_done: bool, next_step: int, steps: int, at: str) -> str:
    """Return how far a learner is in a module; `at` is when that was (UTC, ISO 8601), empty if nobody knows."""
    if not has_begun:
        return word("standing", "not_begun")
    said = word("standing", "done" if is_done else "step", number=next_step, total=steps)
    return (
        said if not at else word("standing", "done_on" if is_done else "step_on", said=said, day=dutch_date(day_at(at)))
    )


def line_of_test(standing: TestStanding) -> str:
    """Return how far a learner is with a test."""
    if not standing.is_readable:
        return word("standing", "unreadable")
    result = standing.result
    if result is None or result.attempt is None:
        return word("standing", "over" if standing.is_over else "not_handed_in")
    said = [word("standing", "score", attempt=result.attempt, percent=result.percent)]
    if result.seconds_late:
        said.append(word("standing", "late"))
    if result.passed:
        said.append(word("standing", "passed"))
    elif result.status == "awaiting_grader":
        said.append(word("standing", "waiting"))
    elif result.passed is False:
        said += [word("standing", "not_passed"), _left(standing)]
    return " ".join(said)


def _left(standing: TestStanding) -> str:
    if standing.is_over:
        return word("standing", "over")
    if standing.attempts_left is None:
        return word("standing", "unlimited")
    if not standing.attempts_left:
        return word("standing", "none_left")
    return counted(section("standing")["left"], standing.attempts_left)
