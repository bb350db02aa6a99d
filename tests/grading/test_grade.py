"""Grading by the quick road: from journals to the gradebook."""

from __future__ import annotations

from tests.grading.courses import CourseFolder, blank, right, right_first, wrong


def test_what_was_answered_is_what_counts(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.hand_in("bram", wrong)
    course.hand_in("chris", right_first(3, None))

    graded = course.grade()

    assert {name: one.result and one.result.total for name, one in graded.items()} == {"anna": 4, "bram": 0, "chris": 3}
    assert {name: one.notes for name, one in graded.items()} == {"anna": (), "bram": (), "chris": ()}


def test_the_highest_attempt_counts(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(3, None), right_first(1, None))

    result = course.grade()["anna"].result

    assert result is not None
    assert (result.attempt, result.attempts, result.total) == (1, 2, 3)


def test_a_blank_test_is_graded_with_nothing(course: CourseFolder) -> None:
    course.hand_in("anna", blank)

    assert course.points("anna") == 0


def test_an_open_answer_waits_for_a_person(course: CourseFolder) -> None:
    course.hand_in("anna", right)

    result = course.grade()["anna"].result

    assert result is not None
    assert result.status == "awaiting_grader"
    assert (result.points, result.maximum) == (4, 6)
