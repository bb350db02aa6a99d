"""Handed in too late: by a time that a learner cannot set, and at the price that the course sets."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ssfh_learn.grading.build import build
from ssfh_learn.results import Result
from tests.grading.courses import CourseFolder, right_first
from tests.grading.roads import give, gradebook, nbgrader, submission

DUE = datetime(2026, 1, 31, 12, tzinfo=UTC)
ZERO = 'c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
OWN = """import sys
c = get_config()
sys.path.insert(0, {folder!r})
c.AssignLatePenalties.plugin_class = "beleid_{name}.Beleid"
"""
POLICY = """from nbgrader.plugins import BasePlugin


class Beleid(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {rule}
"""


def with_due(course: CourseFolder, due: datetime = DUE) -> None:
    """Set a deadline in the gradebook, as formgrader does."""
    with gradebook(course.root) as book:
        book.update_or_create_assignment("toets", duedate=due.replace(tzinfo=None))


def configured(course: CourseFolder, text: str) -> None:
    """Add lines to the course's configuration."""
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(text)


def with_policy(course: CourseFolder, name: str, rule: str) -> None:
    """Give the course a late policy of its own; modules keep their names in one process, so each has another."""
    (course.root / f"beleid_{name}.py").write_text(POLICY.format(rule=rule), "utf-8")
    configured(course, OWN.format(folder=str(course.root), name=name))


def graded(course: CourseFolder, student: str = "anna") -> Result:
    """Grade everything and return one result."""
    result = course.grade()[student].result
    assert result is not None
    return result


@pytest.fixture(autouse=True)
def same_path() -> object:
    """Take back what a course's configuration put on Python's path."""
    before = list(sys.path)
    yield
    sys.path[:] = before


@pytest.mark.slow
def test_without_a_deadline_nobody_is_late(course: CourseFolder) -> None:
    configured(course, ZERO)
    course.hand_in("anna", right_first(3, None), at=DUE)

    assert (graded(course).seconds_late, graded(course).total) == (0, 3)


def test_on_the_second_itself_is_in_time(course: CourseFolder) -> None:
    configured(course, ZERO)
    with_due(course)
    course.hand_in("anna", right_first(3, None), at=DUE)
    course.hand_in("bram", right_first(3, None), at=DUE + timedelta(seconds=1))

    assert (graded(course, "anna").seconds_late, graded(course, "anna").total) == (0, 3)
    assert (graded(course, "bram").seconds_late, graded(course, "bram").total) == (1, 0)


def test_late_costs_nothing_unless_the_course_says_so(course: CourseFolder) -> None:
    with_due(course)
    course.hand_in("anna", right_first(3, None), at=DUE + timedelta(days=1))

    assert (graded(course).seconds_late, graded(course).penalty, graded(course).total) == (86_400, 0, 3)
    assert submission(course.root, "anna")["penalty"] is None


def test_the_policy_zero_takes_all_points_and_keeps_them_to_be_seen(course: CourseFolder) -> None:
    configured(course, ZERO)
    with_due(course)
    course.hand_in("anna", right_first(3), at=DUE + timedelta(hours=1))
    course.grade()
    give(course.root, "anna", "open-open", 2)

    result = graded(course)

    assert (result.points, result.penalty, result.total, result.passed) == (5, 5, 0, False)
    assert submission(course.root, "anna")["penalty"] == 5


def test_when_our_intake_took_it_in_counts_before_the_time_that_a_learner_wrote(course: CourseFolder) -> None:
    configured(course, ZERO)
    with_due(course)
    folder = course.hand_in("anna", right_first(3, None), at=DUE - timedelta(hours=1))
    (folder / "received.txt").write_text("2026-01-31T13:00:00+00:00\n", "ascii")

    result = graded(course)

    assert (result.seconds_late, result.total) == (3600, 0)
    assert result.submitted_at == datetime(2026, 1, 31, 13)  # noqa: DTZ001  (nbgrader's gradebook has no zones)


def test_a_time_in_another_zone_is_read_as_such(course: CourseFolder) -> None:
    with_due(course)
    folder = course.hand_in("anna", right_first(3, None))
    (folder / "received.txt").write_text("2026-01-31T13:30:00+01:00\n", "ascii")

    assert graded(course).seconds_late == 1800


@pytest.mark.slow
def test_by_the_stock_road_too_our_intakes_time_counts(course: CourseFolder) -> None:
    configured(course, ZERO)
    with_due(course)
    folder = course.hand_in("anna", right_first(3, None), at=DUE - timedelta(hours=1))
    (folder / "received.txt").write_text("2026-01-31T13:00:00+00:00\n", "ascii")
    course.hand_in("bram", right_first(3, None), at=DUE - timedelta(hours=1))

    ran = nbgrader(course.root, "autograde", "toets")

    assert ran.returncode == 0, ran.stderr
    late, in_time = submission(course.root, "anna"), submission(course.root, "bram")
    assert (late["seconds_late"], late["penalty"]) == (3600, 3)
    assert (in_time["seconds_late"], in_time["penalty"]) == (0, None)


def test_an_extension_moves_the_deadline_of_one_learner(course: CourseFolder) -> None:
    configured(course, ZERO)
    with_due(course)
    for student in ("anna", "bram"):
        course.hand_in(student, right_first(3, None), at=DUE + timedelta(hours=2))
    course.grade()
    with gradebook(course.root) as book:
        book.grant_extension("toets", "anna", hours=3)

    assert (graded(course, "anna").penalty, graded(course, "anna").total) == (0, 3)
    assert graded(course, "bram").total == 0
    assert submission(course.root, "anna")["penalty"] is None


def test_an_extension_without_a_deadline_is_no_fault(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(3, None))
    course.grade()
    with gradebook(course.root) as book:
        book.grant_extension("toets", "anna", hours=3)

    assert (graded(course).seconds_late, graded(course).total) == (0, 3)


@pytest.mark.slow
def test_a_course_can_have_a_late_policy_of_its_own(course: CourseFolder) -> None:
    with_policy(course, "per_uur", "0.5 * total_seconds_late / 3600")
    with_due(course)
    course.hand_in("anna", right_first(3, None), at=DUE + timedelta(hours=3))

    assert (graded(course).points, graded(course).penalty, graded(course).total) == (3, 1.5, 1.5)

    ran = nbgrader(course.root, "autograde", "toets", "--force")
    assert ran.returncode == 0, ran.stderr
    assert submission(course.root, "anna")["penalty"] == 1.5


def test_a_penalty_takes_no_more_than_there_is(course: CourseFolder) -> None:
    with_policy(course, "te_veel", "1000.0")
    with_due(course)
    course.hand_in("anna", right_first(3, None), at=DUE + timedelta(hours=3))

    assert (graded(course).penalty, graded(course).total) == (3, 0)


def test_a_penalty_below_nothing_gives_no_points(course: CourseFolder) -> None:
    with_policy(course, "onder_nul", "-5.0")
    with_due(course)
    course.hand_in("anna", right_first(3, None), at=DUE + timedelta(hours=3))

    assert (graded(course).penalty, graded(course).total) == (0, 3)


def test_a_policy_that_fails_stops_no_other_learner(course: CourseFolder) -> None:
    with_policy(course, "stuk", '1 / 0 if student_id == "bram" else 1.0')
    with_due(course)
    for student in ("anna", "bram", "chris"):
        course.hand_in(student, right_first(3, None), at=DUE + timedelta(hours=1))

    outcomes = course.grade()

    assert {name: one.result and one.result.total for name, one in outcomes.items()} == {
        "anna": 2,
        "bram": None,
        "chris": 2,
    }
    assert [note.code for note in outcomes["bram"].notes if note.code == "fault"] == ["fault"]


def test_a_penalty_is_taken_back_when_the_deadline_moves(course: CourseFolder) -> None:
    configured(course, ZERO)
    with_due(course)
    course.hand_in("anna", right_first(3, None), at=DUE + timedelta(hours=1))
    assert graded(course).total == 0

    with_due(course, DUE + timedelta(days=1))

    assert (graded(course).total, graded(course).previous) == (3, (0,))
    assert submission(course.root, "anna")["penalty"] is None


def test_building_again_keeps_the_deadline(course: CourseFolder) -> None:
    build(course.course, "toets", DUE)
    build(course.course, "toets")

    with gradebook(course.root) as book:
        assert book.find_assignment("toets").duedate == DUE.replace(tzinfo=None)


def test_a_submission_without_a_time_is_graded_and_not_late(course: CourseFolder) -> None:
    configured(course, ZERO)
    with_due(course)
    (course.hand_in("anna", right_first(3, None)) / "timestamp.txt").unlink()

    assert (graded(course).submitted_at, graded(course).seconds_late, graded(course).total) == (None, 0, 3)


@pytest.mark.parametrize("written", ["gisteren", "", "31-01-2026 11:00", "9999-99-99", "2026-01-31 11:00:00 CET"])
def test_a_time_that_cannot_be_read_is_said_and_stops_nothing(course: CourseFolder, written: str) -> None:
    with_due(course)
    folder: Path = course.hand_in("anna", right_first(3, None))
    (folder / "timestamp.txt").write_text(written, "utf-8")
    course.hand_in("bram", right_first(2, None))

    outcomes = course.grade()

    assert [note.code for note in outcomes["anna"].notes] == ["bad_timestamp"]
    assert {name: one.result and one.result.total for name, one in outcomes.items()} == {"anna": 3, "bram": 2}
