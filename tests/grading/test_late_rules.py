"""`telt niet` and `met aftrek`: what late work is worth, and that nobody makes a test with its explanations in hand."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from ssfh_learn.grading.build import build
from ssfh_learn.grading.explanation import explain
from ssfh_learn.grading.grade import GradingOutcome
from ssfh_learn.results import Result
from tests.grading import rows
from tests.grading.courses import CourseFolder, right, right_first, wrong
from tests.grading.roads import give, gradebook, nbgrader, submission
from tests.grading.test_attempt_times import later_attempt, received, result, zero_when_late

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ago(past: timedelta) -> datetime:
    """Return a moment before now."""
    return datetime.now(UTC) - past


def due_at(course: CourseFolder, due: datetime) -> None:
    """Move the deadline of everybody."""
    with gradebook(course.root) as book:
        book.update_or_create_assignment("toets", duedate=due.replace(tzinfo=None))


def extended(course: CourseFolder, student: str = "anna", **by: int) -> None:
    """Give a learner more time, as docs/beheer.md says."""
    with gradebook(course.root) as book:
        book.update_or_create_student(student)
        book.update_or_create_submission("toets", student)
        book.grant_extension("toets", student, **by)


def page(course: CourseFolder, student: str = "anna") -> str:
    """Return what a learner may read about her result now."""
    return explain(course.course, course.key, student)[1]


def is_explained(course: CourseFolder, student: str = "anna") -> bool:
    """Say whether that holds the explanations."""
    return "SLEUTEL" in page(course, student)


def notes(outcome: GradingOutcome) -> set[str]:
    """Return what is noted about a submission; these tests let it come in before it was made."""
    return {note.code for note in outcome.notes} - {"times_in_future"}


# Telt niet


def test_what_comes_after_the_deadline_does_not_count_whatever_the_penalty(course: CourseFolder) -> None:
    zero_when_late(course, ago(DAY), late="telt niet")
    path = course.root / "nbgrader_config.py"
    path.write_text(path.read_text("utf-8").replace("zero", "none"), "utf-8")
    received(course.hand_in("anna", right_first(4)), ago(HOUR))

    outcome = course.grade()["anna"]

    assert outcome.result is not None
    assert (outcome.result.points, outcome.result.total, outcome.result.passed) == (4, 0, False)
    assert (outcome.result.not_counted, notes(outcome)) == ("too_late", {"late_attempt"})
    assert "Je leverde te laat in. Daarom telt deze poging niet mee." in page(course)
    assert "Je was 23 uur te laat." in page(course)


def test_points_that_a_person_gives_for_what_came_too_late_do_not_count_either(course: CourseFolder) -> None:
    zero_when_late(course, ago(DAY), late="telt niet")
    received(course.hand_in("anna", right_first(4)), ago(HOUR))
    result(course)
    give(course.root, "anna", "open-open", 2)

    with rows.connected(course) as connection:
        assert connection.execute(text("SELECT late_submission_penalty FROM submitted_notebook")).scalar() == 4
    assert explain(course.course, course.key, "anna")[0].total == 0
    assert result(course).total == 0


def test_an_open_attempt_is_handed_in_as_it_was_received_by_the_deadline(course: CourseFolder) -> None:
    zero_when_late(course, ago(DAY), late="telt niet")
    folder = course.hand_in("anna", right_first(3, None), closed=False)
    received(folder, ago(DAY + HOUR))

    outcome = course.grade()["anna"]

    assert outcome.result is not None
    assert (outcome.result.total, outcome.result.was_cut, outcome.result.seconds_late) == (3, True, 0)
    assert notes(outcome) == {"cut_attempt"}
    assert "Wat je had ingevuld, is voor je ingeleverd." in page(course)


def test_before_the_deadline_an_open_attempt_is_open(course: CourseFolder) -> None:
    zero_when_late(course, datetime.now(UTC) + HOUR, late="telt niet")
    received(course.hand_in("anna", right_first(3, None), closed=False), ago(HOUR))
    received(course.hand_in("bram", right_first(2, None)), ago(HOUR))
    course.play(course.folder("bram"), "bram", right, closed=False)

    outcomes = course.grade()

    assert (outcomes["anna"].result, notes(outcomes["anna"])) == (None, {"not_handed_in"})
    assert outcomes["bram"].result is not None
    assert (outcomes["bram"].result.total, notes(outcomes["bram"])) == (2, {"unfinished"})


def test_an_open_attempt_that_was_received_late_does_not_count(course: CourseFolder) -> None:
    zero_when_late(course, ago(DAY), late="telt niet")
    received(course.hand_in("anna", right, closed=False), ago(HOUR))

    assert course.grade()["anna"].result is None


@pytest.mark.slow
def test_by_both_roads_an_open_attempt_is_cut_and_a_late_one_does_not_count(course: CourseFolder) -> None:
    zero_when_late(course, ago(DAY), late="telt niet")
    received(course.hand_in("anna", right_first(3, None), closed=False), ago(DAY + HOUR))
    received(course.hand_in("bram", right_first(2, None)), ago(HOUR))
    other = CourseFolder(Path(shutil.copytree(course.root, course.root.with_name("ander"))))
    course.grade()

    ran = nbgrader(other.root, "autograde", "toets")

    assert ran.returncode == 0, ran.stderr
    assert {name: submission(other.root, name) for name in ("anna", "bram")} == {
        name: submission(course.root, name) for name in ("anna", "bram")
    }
    assert submission(course.root, "bram")["penalty"] == 2
    assert "anna: Poging 1 was nog open toen de tijd voorbij was." in ran.stderr


def test_with_more_time_she_goes_on_with_the_attempt_that_the_first_deadline_handed_in(course: CourseFolder) -> None:
    zero_when_late(course, ago(DAY), late="telt niet")
    folder = course.hand_in("anna", right_first(1, "Eerst."), closed=False)
    received(folder, ago(DAY + HOUR))
    assert result(course).total == 1
    give(course.root, "anna", "open-open", 2)
    extended(course, days=2)
    with (folder / "journal.jsonl").open("r+b") as journal:
        kept = journal.read()
        journal.seek(0)
        journal.truncate()
    (folder / "earlier").mkdir()
    (folder / "earlier" / f"{ago(DAY + HOUR):%Y%m%dT%H%M%S.%fZ}-eerst.jsonl").write_bytes(kept)
    course.play(folder, "anna", right_first(3, "Later."))
    received(folder, ago(HOUR))

    after = result(course)

    assert (after.total, after.was_cut, after.seconds_late, after.attempts) == (3, False, 0, 1)
    assert after.status == "awaiting_grader"  # what was given was for other words


# Met aftrek


def test_late_work_costs_what_the_course_says_until_the_last_day_and_then_does_not_count(course: CourseFolder) -> None:
    zero_when_late(course, ago(7 * DAY), late="met aftrek", late_days=3)
    path = course.root / "nbgrader_config.py"
    path.write_text(path.read_text("utf-8").replace("zero", "none"), "utf-8")
    for student, at in (("anna", 8 * DAY), ("bram", 6 * DAY), ("chris", 3 * DAY)):
        received(course.hand_in(student, right_first(3, None)), ago(at))

    outcomes = course.grade()

    found = {name: one.result and (one.result.total, one.result.not_counted) for name, one in outcomes.items()}
    assert found == {"anna": (3, ""), "bram": (3, ""), "chris": (0, "too_late")}
    assert "Dat kost je geen punten. Je was 1 dag te laat." in " ".join(page(course, "bram").split())


# Explanations


def test_explanations_wait_until_nobody_can_begin_any_more(course: CourseFolder) -> None:
    zero_when_late(course, ago(DAY), late="met aftrek", late_days=3)
    received(course.hand_in("anna", right, right), ago(2 * DAY))
    course.grade()
    assert not is_explained(course)

    due_at(course, ago(4 * DAY))
    extended(course, "bram", days=2)
    assert not is_explained(course)

    extended(course, "bram", hours=1)
    assert is_explained(course)


@pytest.mark.slow
def test_with_the_explanations_in_hand_no_attempt_earns_anything(course: CourseFolder) -> None:
    """By default this gave 18 % -> 83 % and a certificate, in a course that names no rule too."""
    zero_when_late(course, ago(DAY))
    path = course.root / "nbgrader_config.py"
    path.write_text(path.read_text("utf-8").replace("zero", "none"), "utf-8")
    received(course.hand_in("anna", right_first(1, None)), ago(2 * DAY))
    course.grade()
    assert is_explained(course)
    later_attempt(course, right, datetime.now(UTC))

    outcome = course.grade()["anna"]

    assert outcome.result is not None
    assert (outcome.result.attempt, outcome.result.total, outcome.result.passed) == (1, 1, False)
    assert notes(outcome) == {"explained_attempt"}
    assert nbgrader(course.root, "autograde", "toets", "--force").returncode == 0
    assert submission(course.root, "anna")["score"] == 1


def test_an_extra_attempt_counts_only_for_whom_the_explanations_were_not_readable(course: CourseFolder) -> None:
    for student in ("anna", "bram"):
        course.hand_in(student, wrong, right_first(1, None), at=ago(HOUR))
    course.grade()
    assert is_explained(course, "anna")
    path = course.root / "keys" / "toets.yaml"
    path.write_text(path.read_text("utf-8").replace("pogingen: 2", "pogingen: 3"), "utf-8")
    build(course.course, "toets")
    for student in ("anna", "bram"):
        course.play(course.folder(student), student, right_first(4, None))
        received(course.folder(student), datetime.now(UTC))

    outcomes = course.grade()

    assert {name: one.result and one.result.total for name, one in outcomes.items()} == {"anna": 1, "bram": 4}
    assert not is_explained(course, "bram") or outcomes["bram"].result.attempts == 3  # type: ignore[union-attr]


def test_an_extension_is_refused_once_the_explanations_were_readable(course: CourseFolder) -> None:
    zero_when_late(course, ago(DAY), late="telt niet")
    for student in ("anna", "bram"):
        received(course.hand_in(student, right_first(3, None)), ago(HOUR))
    course.grade()
    assert is_explained(course, "anna")

    for student in ("anna", "bram"):
        extended(course, student, days=2)

    assert {name: one.result and one.result.total for name, one in course.grade().items()} == {"anna": 0, "bram": 3}


def test_what_counted_before_there_were_times_of_explanations_still_counts(course: CourseFolder) -> None:
    zero_when_late(course, ago(3 * DAY))
    path = course.root / "nbgrader_config.py"
    path.write_text(path.read_text("utf-8").replace("zero", "none"), "utf-8")
    received(course.hand_in("anna", right_first(1, None)), ago(4 * DAY))
    course.grade()
    later_attempt(course, right_first(3, None), ago(DAY))
    before: Result = result(course)
    assert is_explained(course)

    assert (result(course).total, result(course).attempt) == (before.total, before.attempt) == (3, 2)


def test_explanations_that_cannot_be_remembered_are_not_told(course: CourseFolder) -> None:
    zero_when_late(course, ago(DAY))
    received(course.hand_in("anna", wrong), ago(2 * DAY))
    course.grade()
    with rows.connected(course) as connection:
        connection.execute(
            text("CREATE TRIGGER full BEFORE UPDATE ON ssfh_attempt BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
        )

    assert not is_explained(course)


# The number of attempts


def test_fewer_attempts_hold_for_whoever_claims_an_older_version_too(course: CourseFolder) -> None:
    folder = course.hand_in("anna", right_first(1, None), right_first(4, None))
    received(folder, ago(HOUR))
    path = course.root / "keys" / "toets.yaml"
    path.write_text(path.read_text("utf-8").replace("pogingen: 2", "pogingen: 1"), "utf-8")
    build(course.course, "toets")

    outcome = course.grade()["anna"]

    assert outcome.result is not None
    assert (outcome.result.attempts, outcome.result.total) == (1, 1)
    assert notes(outcome) == {"older_version", "too_many_attempts"}


def test_attempts_that_were_graded_before_there_were_fewer_still_count(course: CourseFolder) -> None:
    received(course.hand_in("anna", right_first(1, None), right_first(4, None)), ago(HOUR))
    course.grade()
    path = course.root / "keys" / "toets.yaml"
    path.write_text(path.read_text("utf-8").replace("pogingen: 2", "pogingen: 1"), "utf-8")
    build(course.course, "toets")

    assert (result(course).attempts, result(course).total) == (2, 4)


@pytest.mark.parametrize("rule", [{}, {"late": "telt niet"}, {"late": "met aftrek", "late_days": 2}])
def test_work_on_time_is_worth_the_same_under_every_rule(course: CourseFolder, rule: dict[str, str | int]) -> None:
    zero_when_late(course, datetime.now(UTC) + HOUR, **rule)
    received(course.hand_in("anna", right_first(1, None), right_first(3, None)), ago(HOUR))

    assert (result(course).total, result(course).attempt, result(course).penalty) == (3, 2, 0)
