"""How far many learners are with tests, read for all at once: what is read of each learner alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from nbgrader.api import Gradebook

from ssfh_learn.grading import records
from ssfh_learn.grading.build import build
from ssfh_learn.grading.gradebook_reader import engine_of
from ssfh_learn.grading.own_tests import OwnTest, read_tests_of
from ssfh_learn.grading.short_results import ShortResult, read_short_results
from ssfh_learn.results import Outcome
from tests.counted_work import counted
from tests.grading import rows
from tests.grading.courses import Answer, CourseFolder, blank, right, right_first, write_config, wrong

YESTERDAY = datetime.now(UTC) - timedelta(days=1)
HANDED_IN: dict[str, tuple[Answer, datetime | None]] = {
    "anna": (right, None),
    "bram": (wrong, None),
    "chris": (blank, None),
    "daan": (right_first(3), YESTERDAY - timedelta(hours=1)),
    "eva": (right, YESTERDAY - timedelta(hours=1)),
    "fien": (wrong, None),
    "gijs": (blank, YESTERDAY - timedelta(hours=1)),
    "ivo": (right_first(0), None),
    "hans": (right_first(2, open_answer=None), YESTERDAY - timedelta(hours=2)),
}


@pytest.fixture
def graded(any_course: CourseFolder) -> CourseFolder:
    """Return a course in which people were late, waited for a person, got more time, and read explanations."""
    write_config(any_course.root, late="met aftrek", late_days=7, db_url=any_course.course.db_url)
    build(any_course.course, "toets", due=YESTERDAY)
    for student, (answer, at) in HANDED_IN.items():
        any_course.hand_in(student, answer, at=at)
    with Gradebook(any_course.course.db_url) as book:
        book.add_student("niemand")
    any_course.grade()
    with Gradebook(any_course.course.db_url) as book:
        book.grant_extension("toets", "bram", days=3)
        book.grant_extension("toets", "fien", days=3)
        grade = book.find_grade("open-open", "toets", "toets", "eva")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        book.db.commit()
    any_course.grade()
    yesterday = YESTERDAY.replace(tzinfo=None)
    with rows.connected(any_course) as connection:
        for student in ("daan", "fien"):
            records.record_explained(connection, "toets", student, records.Explained(yesterday, yesterday))
    return any_course


def short(course: CourseFolder, *students: str, with_moments: bool = True) -> dict[str, ShortResult]:
    """Return the newest results on the test of a course by learner; each of them is in one group."""
    read = read_short_results(course.course, [course.key], students, with_moments=with_moments)
    assert {one.test for one in read} <= {course.name}
    named = [student for one in read for student in one.students]
    assert len(named) == len(set(named))
    return {student: one.result for one in read for student in one.students}


def alone(course: CourseFolder, student: str) -> tuple[Outcome | None, int, bool, bool] | None:
    """Return the same of one learner, worked out from what her own page reads."""
    own = read_tests_of(course.course, [course.key], [student])[student][course.name]
    assert isinstance(own, OwnTest)
    result, lateness = own.result, own.lateness
    if result is None:
        return None
    now = datetime.now(UTC).replace(tzinfo=None)
    return (
        result.outcome,
        result.attempts,
        result.seconds_late > 0,
        lateness.explained is not None or lateness.deadline.is_over(now),
    )


def test_all_at_once_are_as_far_as_each_is_alone(graded: CourseFolder) -> None:
    read = short(graded, *HANDED_IN, "niemand", "vreemd")

    assert {name: (one.outcome, one.attempts, one.is_late, one.is_over) for name, one in read.items()} == {
        name: alone(graded, name) for name in HANDED_IN
    }
    assert {one.outcome for one in read.values()} == {"passed", "failed", "waiting"}
    assert {one.is_late for one in read.values()} == {one.is_over for one in read.values()} == {True, False}


def test_who_was_not_asked_for_is_not_read(graded: CourseFolder) -> None:
    assert set(short(graded, "anna", "daan")) == {"anna", "daan"}
    assert short(graded, "niemand") == {}


def test_without_moments_the_rest_is_the_same(graded: CourseFolder) -> None:
    dated, undated = short(graded, *HANDED_IN), short(graded, *HANDED_IN, with_moments=False)

    assert all(one.handed_in for one in dated.values())
    assert all(one.handed_in is None for one in undated.values())
    assert {name: one.outcome for name, one in dated.items()} == {name: one.outcome for name, one in undated.items()}


def test_the_moment_is_that_of_handing_in_and_not_of_grading(graded: CourseFolder) -> None:
    own = read_tests_of(graded.course, [graded.key], HANDED_IN)

    for name, one in short(graded, *HANDED_IN).items():
        hers = own[name][graded.name]
        assert isinstance(hers, OwnTest)
        assert hers.result is not None
        assert one.handed_in == hers.result.submitted_at
    assert short(graded, "eva")["eva"].handed_in == (YESTERDAY - timedelta(hours=1)).replace(tzinfo=None)


def test_many_learners_cost_no_more_statements(course: CourseFolder) -> None:
    def work(*students: str) -> int:
        with counted(engine_of(course.course.db_url)) as found:
            short(course, *students, with_moments=False)
        return len(found.statements)

    course.hand_in("anna", right)
    course.grade()
    before = work("anna")
    others = [f"ander{number}" for number in range(30)]
    for student in others:
        course.hand_in(student, right)
    course.grade()

    assert work("anna", *others) == before
