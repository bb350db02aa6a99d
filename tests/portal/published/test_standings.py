"""Where a learner stands is never older than what was written, in whichever way it changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from nbgrader.api import Gradebook

from ssfh_learn.grading import own_tests
from ssfh_learn.grading.build import build
from ssfh_learn.grading.explanation import explain
from ssfh_learn.grading.gradebook_reader import FRESH
from ssfh_learn.portal.published.assignments import Assignments
from tests.grading.courses import CourseFolder, right, right_first, write_config, write_key
from tests.portal.conftest import TEST

if TYPE_CHECKING:
    from ssfh_learn.portal.published.standings import TestStanding

DAY = timedelta(days=1)
OLD = 2 * FRESH / 1e9
"""Seconds after which a file has not changed just now."""


@pytest.fixture
def course(folder: Path) -> CourseFolder:
    """Return a course in which anna handed in once, a day ago; it takes two attempts, and has no deadline."""
    found = CourseFolder(folder / "cursus", TEST)
    found.hand_in("anna", right_first(2), at=datetime.now(UTC) - DAY)
    found.grade()
    return found


@contextmanager
def gradebook_of(course: CourseFolder) -> Iterator[Gradebook]:
    """Open the gradebook as nbgrader does; what is changed is saved at the end."""
    with Gradebook(course.course.db_url, "proef") as book:
        yield book
        book.db.commit()


def hand_in_again(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.grade()


def set_deadline(course: CourseFolder) -> None:
    build(course.course, TEST, due=datetime.now(UTC) + DAY)


def grant_extension(course: CourseFolder) -> None:
    with gradebook_of(course) as book:
        book.grant_extension(TEST, "anna", days=3)


def take_extension_back(course: CourseFolder) -> None:
    with gradebook_of(course) as book:
        book.find_submission(TEST, "anna").extension = None


def give_points_by_hand(course: CourseFolder) -> None:
    with gradebook_of(course) as book:
        grade = next(one for one in book.find_submission_notebook(TEST, TEST, "anna").grades if one.auto_score)
        grade.manual_score = 0.5


def give_extra_credit(course: CourseFolder) -> None:
    with gradebook_of(course) as book:
        book.find_submission_notebook(TEST, TEST, "anna").grades[0].extra_credit = 0.25


def change_penalty(course: CourseFolder) -> None:
    with gradebook_of(course) as book:
        book.find_submission_notebook(TEST, TEST, "anna").late_submission_penalty = 1.0


def release_explanations(course: CourseFolder) -> None:
    explain(course.course, course.key, "anna")


def correct_key_and_grade(course: CourseFolder) -> None:
    path = write_key(course.root, TEST, right_is_second=range(1, 9))
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("  - id: open")], "utf-8")
    course.grade()


def change_key(course: CourseFolder, old: str, new: str) -> None:
    path = course.root / "keys" / f"{TEST}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def change_pass_mark(course: CourseFolder) -> None:
    change_key(course, "zakgrens: 70", "zakgrens: 30")


def change_title(course: CourseFolder) -> None:
    change_key(course, "titel: Proeftoets", "titel: Toetsproef")


def change_late_rule(course: CourseFolder) -> None:
    write_config(course.root, late="telt niet")


def remove_learner(course: CourseFolder) -> None:
    with gradebook_of(course) as book:
        book.remove_student("anna")


def take_gradebook_away(course: CourseFolder) -> None:
    (course.root / "gradebook.db").unlink()


def let_deadline_pass(course: CourseFolder) -> None:
    build(course.course, TEST, due=datetime.now(UTC) - DAY / 2)


def give_more_time(course: CourseFolder) -> None:
    set_deadline(course)
    grant_extension(course)


BEFORE = {
    grant_extension: set_deadline,
    take_extension_back: give_more_time,
    release_explanations: let_deadline_pass,
    change_late_rule: let_deadline_pass,
}
"""What happened earlier."""
CHANGES = (
    *(hand_in_again, set_deadline, grant_extension, take_extension_back, give_points_by_hand, give_extra_credit),
    *(change_penalty, release_explanations, correct_key_and_grade, change_pass_mark, change_title, change_late_rule),
    *(remove_learner, take_gradebook_away),
)


def remembering(course: CourseFolder) -> tuple[Assignments, TestStanding]:
    """Return tests that keep where anna stands, and that."""
    assignments = Assignments(course.root)
    standing = assignments.standing(TEST, "anna")
    assert assignments.standing(TEST, "anna") is standing
    assert assignments.standings("anna")[0] is standing
    return assignments, standing


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_where_she_stands_is_new_as_soon_as_it_changed(
    course: CourseFolder, change: Callable[[CourseFolder], None]
) -> None:
    if change in BEFORE:
        BEFORE[change](course)
    time.sleep(OLD)
    (asked_at_once, before), (asked_later, _) = remembering(course), remembering(course)

    change(course)
    at_once = asked_at_once.standing(TEST, "anna")
    time.sleep(OLD)
    later = asked_later.standing(TEST, "anna")

    assert at_once == later == Assignments(course.root).standing(TEST, "anna")
    assert at_once != before
    assert at_once in asked_at_once.standings("anna")
    if at_once.is_readable:
        everybody = {one.student: one for one in asked_at_once.results(TEST)}
        assert at_once.result == everybody.get("anna")


def test_a_gradebook_that_was_put_back_is_read_as_it_is_now(course: CourseFolder, tmp_path: Path) -> None:
    gradebook = course.root / "gradebook.db"
    shutil.copy2(gradebook, tmp_path / "earlier.db")
    hand_in_again(course)
    time.sleep(OLD)
    assignments, with_two = remembering(course)

    shutil.copy2(tmp_path / "earlier.db", gradebook)

    assert with_two.attempts_left == 0
    assert assignments.standing(TEST, "anna").attempts_left == 1


def test_two_changes_that_a_disk_gives_the_same_time_are_two_changes(course: CourseFolder) -> None:
    gradebook = course.root / "gradebook.db"
    whole_second = int(time.time() - 5) * 10**9
    os.utime(gradebook, ns=(whole_second, whole_second))
    assignments, before = remembering(course)
    size = gradebook.stat().st_size

    give_extra_credit(course)
    assert gradebook.stat().st_size == size
    os.utime(gradebook, ns=(whole_second, whole_second))

    after = assignments.standing(TEST, "anna")
    assert before.result
    assert after.result
    assert after.result.points - before.result.points == 0.25


def test_what_stands_in_the_file_beside_a_gradebook_is_read(course: CourseFolder) -> None:
    with closing(sqlite3.connect(course.root / "gradebook.db")) as other:
        other.execute("PRAGMA journal_mode = WAL")
        time.sleep(OLD)
        assignments, before = remembering(course)
        with other:
            other.execute("UPDATE grade SET extra_credit = 0.25")
        time.sleep(OLD)

        after = assignments.standing(TEST, "anna")

    assert before.result
    assert after.result
    assert after.result.points > before.result.points


def test_what_is_written_while_somebody_reads_is_read_the_next_time(
    course: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    time.sleep(OLD)
    assignments = Assignments(course.root)
    read = own_tests.read_own_tests

    def write_after_reading(*asked: Any) -> Any:
        found = read(*asked)
        give_extra_credit(course)
        time.sleep(OLD)
        return found

    monkeypatch.setattr(own_tests, "read_own_tests", write_after_reading)
    before = assignments.standing(TEST, "anna")
    monkeypatch.undo()
    time.sleep(OLD)

    after = assignments.standing(TEST, "anna")
    assert before.result
    assert after.result
    assert after.result.points - before.result.points == 0.25


def test_a_test_that_is_not_released_any_more_is_gone(course: CourseFolder) -> None:
    time.sleep(OLD)
    assignments, _ = remembering(course)

    shutil.rmtree(course.root / "release" / TEST)

    assert TEST not in {one.name for one in assignments.standings("anna")}
    assert not assignments.standing(TEST, "anna").is_readable
