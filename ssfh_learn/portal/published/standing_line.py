"""The one sentence about a learner and a module or a test: on her own first page, and in a coordinator's worklist."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import day_at, dutch_date, dutch_moment, last_day_before
from ssfh_learn.results import percent_of
from ssfh_learn.roster.group import counts_for
from ssfh_learn.words import counted, section, word

if TYPE_CHECKING:
    from ssfh_learn.portal.published.standings import TestStanding
    from ssfh_learn.results import Result
    from ssfh_learn.roster.group import AskedDay


def line_of_module(*, has_begun: bool, is_done: bool, next_step: int, steps: int, at: str) -> str:
    """Return how far a learner is in a module; `at` is when that was (UTC, ISO 8601), empty if nobody knows."""
    if not has_begun:
        return word("standing", "not_begun")
    said = word("standing", "done" if is_done else "step", number=next_step, total=steps)
    return (
        said if not at else word("standing", "done_on" if is_done else "step_on", said=said, day=dutch_date(day_at(at)))
    )


def last_day_of(asked: str | None, own: str | None, *, is_extended: bool) -> str | None:
    """Return the last day (ISO 8601) of a test that a group should do by the day `asked`.

    `own` is the day of her own deadline for it. That comes first if a person gave her more time, or if she cannot hand
    in any later.
    """
    if asked is None or own is None:
        return asked
    return own if is_extended or own < asked else asked


def line_of_last_day(
    due: str | None, today: str, *, is_left: bool, begin: str | None = None, end: str | None = None
) -> str:
    """Return by which day she should be done, and whether that is past, or was before she began (`begin`).

    It is empty if nobody asks it of her, or nothing is left to do (`is_left`). `end` is the last day of a test that was
    never handed in: where it was before her begin, that is said too.
    """
    if not is_left:
        return ""
    if due is None:
        is_before = end is not None and end < today and not counts_for(end, begin)
        return word("standing", "end_before_begin") if is_before else ""
    said = word("standing", "due", day=dutch_date(date.fromisoformat(due)))
    if due >= today:
        return said
    return f"{said} {word('standing', 'overdue' if counts_for(due, begin) else 'before_begin')}"


def end_of_test(standing: TestStanding) -> str | None:
    """Return the last day on which she can hand in a test (ISO 8601)."""
    due = standing.window.due
    return None if due is None else last_day_before(due).isoformat()


def day_of_test(standing: TestStanding, asked: AskedDay) -> str | None:
    """Return the last day (ISO 8601) of a test that her groups ask by a day; None if none does."""
    return last_day_of(asked.due, end_of_test(standing), is_extended=standing.window.is_extended)


def line_of_last_day_of_test(standing: TestStanding, asked: AskedDay, today: str) -> str:
    """Return by which day a learner should have passed a test that her groups ask by a day; empty if none does.

    The end of the test stands in the same sentence. Once that is past too, it is what counts, and it is said elsewhere.
    """
    due, end = day_of_test(standing, asked), standing.window.due
    if due and end and standing.is_left and counts_for(due, asked.begin):
        if standing.window.is_past_due:
            return ""
        when = dutch_moment(end)
        if due == end_of_test(standing):
            return word("portal", "deadline", when=when)
        said = "due_and_end" if due >= today else "overdue_and_end"
        return word("standing", said, day=dutch_date(date.fromisoformat(due)), when=when)
    never = end_of_test(standing) if _has_none(standing) else None
    return line_of_last_day(due, today, is_left=standing.is_left, begin=asked.begin, end=never)


def lines_of_end(
    standing: TestStanding, asked: AskedDay, today: str, *, is_brief: bool = True, with_standing: bool = False
) -> list[str]:
    """Return all that a learner reads of the end of a test, each moment once; the first is what her coordinator reads.

    `is_brief` leaves to the page of the test what happens to an open attempt. `with_standing` says that it is read
    beside her standing, which may say already that the end is past.
    """
    last_day, window = line_of_last_day_of_test(standing, asked, today), standing.window
    is_said = window.due is not None and (
        with_standing and _says_past(standing) if window.is_past_due else dutch_moment(window.due) in last_day
    )
    rest = window.sentences(dutch_moment, is_brief=is_brief, says_end=not is_said)
    is_told_to_ask = standing.is_left and _has_none(standing) and standing.is_over and not window.is_explained
    ask = [word("standing", "ask_more_time")] if is_told_to_ask else []
    return [*([last_day] if last_day else []), *rest, *ask]


def _has_none(standing: TestStanding) -> bool:
    return standing.result is None or standing.result.attempt is None


def _says_past(standing: TestStanding) -> bool:
    """Return whether her standing in a test, of which the end is past, says so."""
    return standing.is_left and (_has_none(standing) or standing.is_over)


def line_of_test(standing: TestStanding) -> str:
    """Return how far a learner is with a test."""
    if not standing.is_readable:
        return word("standing", "unreadable")
    result = standing.result
    if result is None or result.attempt is None:
        if standing.is_over:
            return _over(standing)
        said = [word("standing", "not_handed_in_in_time" if standing.window.is_past_due else "not_handed_in")]
        return " ".join([*said, _left(standing)] if standing.was_given_more else said)
    said = [word("standing", "score", attempt=result.attempt, percent=result.percent)]
    if result.seconds_late:
        said.append(_late(result))
    if result.outcome == "passed":
        said.append(word("standing", "passed"))
    elif result.outcome == "waiting":
        said.append(word("standing", "waiting_failed" if result.passed is False else "waiting"))
        if result.pass_mark is not None:
            said.append(word("standing", "pass_mark", percent=result.pass_mark))
    elif result.outcome == "failed":
        said += [word("standing", "not_passed_whatever" if result.waits else "not_passed"), _left(standing)]
    if standing.was_given_more and result.outcome != "failed":
        said.append(_left(standing))
    return " ".join(said)


def _late(result: Result) -> str:
    """Return that she was late, and what she would have had in time where that costs her points."""
    full = percent_of(result.points, result.maximum)
    if full == result.percent:
        return word("standing", "late")
    return word("standing", "late_costs", percent=result.percent, full=full)


def _left(standing: TestStanding) -> str:
    if standing.is_over:
        return _over(standing)
    if standing.attempts_left is None:
        return word("standing", "unlimited")
    if not standing.attempts_left:
        return word("standing", "none_left")
    return counted(section("standing")["left"], standing.attempts_left)


def _over(standing: TestStanding) -> str:
    """Return that nothing can be handed in: with more time it can, unless she could read the explanations."""
    return word("standing", "over" if standing.window.is_explained else "over_without_more_time")
