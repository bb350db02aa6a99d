"""The last day of a module or a test, and what is said of it: the same for a learner and for her coordinator."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ssfh_learn.dutch_time import day_of, dutch_date, dutch_moment
from ssfh_learn.grading.explanation import PART, _templates
from ssfh_learn.portal.published import standings
from ssfh_learn.portal.published.standing_line import (
    last_day_of,
    line_of_last_day,
    line_of_last_day_of_test,
    line_of_test,
    lines_of_end,
)
from ssfh_learn.portal.published.window import Window
from ssfh_learn.results import ItemResult, Result
from ssfh_learn.roster.group import AskedDay
from ssfh_learn.words import section, word

TODAY = "2027-02-01"


@pytest.mark.parametrize(
    ("asked", "own", "is_extended", "expected"),
    [
        (None, "2027-02-05", False, None),
        ("2027-02-05", None, False, "2027-02-05"),
        ("2027-02-05", "2027-03-01", False, "2027-02-05"),
        ("2027-02-05", "2027-03-01", True, "2027-03-01"),
        ("2027-03-05", "2027-02-01", False, "2027-02-01"),
        ("2027-03-05", "2027-02-08", True, "2027-02-08"),
    ],
)
def test_more_time_moves_the_last_day_and_an_earlier_end_comes_first(
    asked: str | None,
    own: str | None,
    is_extended: bool,  # noqa: FBT001
    expected: str | None,
) -> None:
    assert last_day_of(asked, own, is_extended=is_extended) == expected


@pytest.mark.parametrize(
    ("due", "is_left", "is_past"),
    [("2027-01-31", True, True), ("2027-01-31", False, False), (TODAY, True, False), ("2027-02-02", True, False)],
)
def test_a_day_is_past_the_day_after_and_only_for_who_has_something_left(
    due: str,
    is_left: bool,  # noqa: FBT001
    is_past: bool,  # noqa: FBT001
) -> None:
    said = line_of_last_day(due, TODAY, is_left=is_left)

    assert (word("standing", "overdue") in said) == is_past
    assert line_of_last_day(None, TODAY, is_left=is_left) == ""


@pytest.mark.parametrize(
    ("asked", "until", "said"),
    [
        (None, 20, ["Inleveren kan tot {until}."]),
        (20, 20, ["Inleveren kan tot {until}."]),
        (9, 20, ["Klaar uiterlijk op {asked}, en inleveren kan tot {until}."]),
        (-3, 20, ["Klaar uiterlijk op {asked}. Die dag is voorbij, maar inleveren kan nog tot {until}."]),
        (-9, -2, ["Inleveren kon tot {until}.", "Je kunt nog inleveren, maar dan ben je te laat."]),
        (None, -2, ["Inleveren kon tot {until}.", "Je kunt nog inleveren, maar dan ben je te laat."]),
        (9, None, ["Klaar uiterlijk op {asked}."]),
        (-9, None, ["Klaar uiterlijk op {asked}. Die dag is voorbij."]),
    ],
)
def test_each_moment_of_a_test_is_said_once_and_its_last_day_as_to_a_coordinator(
    asked: int | None, until: int | None, said: list[str]
) -> None:
    now = datetime.now(UTC)
    due = None if until is None else now + timedelta(days=until)
    day = None if asked is None else day_of(now) + timedelta(days=asked)
    own = standings.TestStanding("toets", "Toets", window=Window(due=due))
    duty, today = AskedDay(day and day.isoformat()), day_of(now).isoformat()
    expected = [one.format(asked=day and dutch_date(day), until=due and dutch_moment(due)) for one in said]

    found = lines_of_end(own, duty, today)

    assert found == expected
    last_day = line_of_last_day_of_test(own, duty, today)
    assert last_day == ("" if day is None or (until or 0) < 0 else found[0])
    beside = lines_of_end(own, duty, today, with_standing=True)
    is_past = until is not None and until < 0
    assert beside == (expected[1:] if is_past else expected), "beside her standing, which says that the end is past"
    over = standings.TestStanding("toets", "Toets", window=Window(due=due, last=due))
    ask = [word("standing", "ask_more_time")]
    assert not is_past or (over.is_over and lines_of_end(over, duty, today, with_standing=True) == ask)


@pytest.mark.parametrize(("points", "said"), [(3.0, "waiting"), (1.0, "not_passed_whatever")])
def test_who_waits_reads_the_pass_mark_and_that_full_marks_are_not_enough(points: float, said: str) -> None:
    items = (ItemResult("a", "a", points, 6, "graded"), ItemResult("b", "b", None, 4, "awaiting_grader"))
    result = Result(
        "toets", "anna", points=points, maximum=10, pass_mark=70, status="awaiting_grader", attempt=1, items=items
    )

    standing = standings.TestStanding("toets", "Toets", replace(result, attempts=1), allowed=2)
    line = line_of_test(standing)

    is_waiting = said == "waiting"
    after = word("standing", "pass_mark", percent=70) if is_waiting else "Er is nog 1 poging over."
    assert line.endswith(f"{word('standing', said)} {after}")
    assert (
        standings.TestStanding("toets", "Toets", replace(result, attempts=1), allowed=2).can_be_taken is not is_waiting
    )


@pytest.mark.parametrize(("points", "said"), [(3.0, False), (1.0, True)])
def test_the_page_of_a_result_says_the_same_of_full_marks_as_home(points: float, said: bool) -> None:  # noqa: FBT001
    items = (ItemResult("a", "a", points, 6, "graded"), ItemResult("b", "b", None, 4, "awaiting_grader"))
    result = Result(
        "toets", "anna", points=points, maximum=10, pass_mark=70, status="awaiting_grader", attempt=1, items=items
    )

    read = _templates().get_template(PART).render(words=section("feedback"), result=result, attempts_left=1)

    not_enough = "Ook met alle punten is dit niet genoeg om te slagen."
    home = line_of_test(standings.TestStanding("toets", "Toets", result))
    assert (not_enough in read, not_enough in home) == (said, said)
    assert (word("feedback", "awaiting_may_pass") in read) is not said
