"""A learner's own deadline: days of an extension are days of the Dutch clock, wherever the server is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.grading.deadline import ZONE, Deadline, LateRule, later
from ssfh_learn.grading.problem import GradingError
from tests.grading.courses import CourseFolder, right_first
from tests.grading.roads import gradebook, nbgrader, ssfh_learn, submission


def utc(written: str) -> datetime:
    """Return what the Dutch clock shows as UTC without a zone, as nbgrader keeps it."""
    return datetime.fromisoformat(written).replace(tzinfo=ZONE).astimezone(UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("due", "extension", "hers"),
    [
        ("2026-10-24 17:00", timedelta(days=3), "2026-10-27 17:00"),  # the clock goes back in between
        ("2027-03-27 17:00", timedelta(days=2), "2027-03-29 17:00"),  # and forward
        ("2026-10-24 17:00", timedelta(weeks=1), "2026-10-31 17:00"),
        ("2026-10-24 17:00", timedelta(days=1, hours=2), "2026-10-25 19:00"),
        ("2026-10-24 23:59:59", timedelta(days=1), "2026-10-25 23:59:59"),
        ("2026-10-27 17:00", timedelta(days=-3), "2026-10-24 17:00"),
        ("2026-11-02 17:00", timedelta(days=-1, hours=-2), "2026-11-01 15:00"),
        ("2026-11-02 17:00", timedelta(), "2026-11-02 17:00"),
    ],
)
def test_days_keep_the_time_on_the_clock(due: str, extension: timedelta, hers: str) -> None:
    assert later(utc(due), extension) == utc(hers)


def test_hours_are_hours_that_pass() -> None:
    assert later(utc("2026-10-25 00:00"), timedelta(hours=6)) == utc("2026-10-25 05:00")


def test_a_time_that_the_clock_shows_twice_is_the_later_of_the_two() -> None:
    assert later(utc("2026-10-24 02:30"), timedelta(days=1)) == datetime(2026, 10, 25, 1, 30)  # noqa: DTZ001


def test_a_time_that_the_clock_leaves_out_is_an_hour_later() -> None:
    assert later(utc("2027-03-27 02:30"), timedelta(days=1)) == utc("2027-03-28 03:30")


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1))  # noqa: DTZ001


@given(MOMENTS, st.integers(1, 400))
def test_any_number_of_days_gives_the_same_time_of_another_day(due: datetime, days: int) -> None:
    before, after = (
        one.replace(tzinfo=UTC).astimezone(ZONE).replace(tzinfo=None) for one in (due, later(due, timedelta(days=days)))
    )

    assert after - before in {timedelta(days=days), timedelta(days=days, hours=1)}  # an hour where the clock skips one


@given(MOMENTS, st.integers(0, 400), st.integers(0, 400))
def test_more_days_are_never_an_earlier_deadline(due: datetime, days: int, more: int) -> None:
    assert later(due, timedelta(days=days)) <= later(due, timedelta(days=days + more))


# The rule of a course


def test_without_a_rule_late_work_counts_for_ever() -> None:
    due = utc("2026-10-24 17:00")

    assert LateRule().deadline(due, timedelta(days=3)) == Deadline(utc("2026-10-27 17:00"), None)


def test_telt_niet_ends_at_her_deadline_and_met_aftrek_some_days_later() -> None:
    due, extension = utc("2026-10-20 17:00"), timedelta(days=3)

    assert LateRule("telt niet").deadline(due, extension) == Deadline(*(utc("2026-10-23 17:00"),) * 2)
    assert LateRule("met aftrek", 7).deadline(due, extension) == Deadline(
        utc("2026-10-23 17:00"), utc("2026-10-30 17:00")
    )
    assert LateRule("met aftrek", 7).deadline(None, extension) == Deadline()


@pytest.mark.parametrize(
    ("name", "days", "code"),
    [
        ("telt wel", 0, "late_rule_unknown"),
        ("Telt niet", 0, "late_rule_unknown"),
        ("met aftrek", 0, "late_days_missing"),
        ("met aftrek", -1, "late_days_missing"),
        ("met aftrek", True, "late_days_missing"),
        ("met aftrek", "14", "late_days_missing"),
        ("telt niet", 3, "late_days_unused"),
        ("", 3, "late_days_unused"),
    ],
)
def test_what_is_no_rule_is_refused_in_dutch(name: str, days: int, code: str) -> None:
    with pytest.raises(GradingError) as caught:
        LateRule(name, days)

    assert caught.value.code == code
    assert "late" in str(caught.value)


@pytest.mark.slow
def test_a_course_with_a_wrong_rule_is_told_in_one_sentence(course: CourseFolder) -> None:
    path = course.root / "nbgrader_config.py"
    path.write_text(path.read_text("utf-8").replace('course="proef"', 'course="proef", late="telt wel"'), "utf-8")

    ran = ssfh_learn(course.root, "grade", "toets")

    assert ran.returncode == 1
    assert "Bij late staat ‘telt wel’. Kies een van deze: telt niet, met aftrek." in ran.stderr
    assert "Traceback" not in ran.stderr


# To the gradebook


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata"])
def test_three_days_more_over_the_change_of_the_clock_are_three_days_by_both_roads(
    course: CourseFolder, zone: str
) -> None:
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write('c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    due = utc("2026-10-24 17:00")
    with gradebook(course.root) as book:
        book.update_or_create_assignment("toets", duedate=due)
        for student in ("anna", "bram"):
            book.add_student(student)
            book.update_or_create_submission("toets", student)
            book.grant_extension("toets", student, days=3)
    for student, at in (("anna", "2026-10-27 16:59:59"), ("bram", "2026-10-27 17:00:01")):
        course.hand_in(student, right_first(3, None), at=utc(at).replace(tzinfo=UTC))

    assert ssfh_learn(course.root, "grade", "toets", TZ=zone).returncode == 0
    ours = {student: submission(course.root, student)["penalty"] for student in ("anna", "bram")}
    assert nbgrader(course.root, "autograde", "toets", "--force", TZ=zone).returncode == 0

    assert ours == {"anna": None, "bram": 3}
    assert {student: submission(course.root, student)["penalty"] for student in ("anna", "bram")} == ours
