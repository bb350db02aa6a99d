"""Grading again after the key was corrected: the new result counts, and the old one is kept and shown."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from ssfh_learn.grading.build import build
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.results import Result
from tests.grading.courses import CourseFolder, blank, right, right_first, write_key, wrong
from tests.grading.roads import give, grades, nbgrader, ssfh_learn

ALL = range(1, 9)


def result_of(course: CourseFolder, student: str = "anna") -> Result:
    """Grade everything and return one result."""
    result = course.grade()[student].result
    assert result is not None
    return result


def corrected(course: CourseFolder, *right_is_second: int) -> None:
    """Write the key anew, with `b` right in these questions, and build the test again."""
    write_key(course.root, right_is_second=right_is_second)
    build(course.course, "toets")


def kept(course: CourseFolder, table: str) -> list[dict[str, Any]]:
    """Return the rows of one of our own tables in the gradebook."""
    with sqlite3.connect(course.root / "gradebook.db") as book:
        book.row_factory = sqlite3.Row
        return [dict(row) for row in book.execute(f"select * from {table} order by student")]  # noqa: S608


def test_a_corrected_key_gives_a_new_result_and_keeps_the_old_one(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(4, None))
    before = result_of(course)

    corrected(course, *ALL)
    after = result_of(course)

    assert (before.total, before.previous) == (4, ())
    assert (after.total, after.previous) == (0, (4,))
    assert [row["points"] for row in kept(course, "ssfh_result")] == [4, 0]


def test_only_the_question_that_was_corrected_changes(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(4, None))
    asked = [item.question for item in result_of(course).items if item.cell.startswith("vraag")]

    corrected(course, int(asked[1].removeprefix("v")))

    assert [item.points for item in result_of(course).items] == [1, 0, 1, 1, 0]


def test_correcting_the_key_changes_its_version_and_not_that_of_the_test(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    before, test = result_of(course), course.test

    corrected(course, 1)
    after = result_of(course)

    assert after.content == before.content == course.key.content
    assert after.key != before.key
    assert after.key == course.key.version
    assert course.test == test


def test_a_key_that_is_corrected_back_gives_the_first_result_again(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(4, None))
    first = result_of(course)
    corrected(course, *ALL)
    result_of(course)
    corrected(course)

    again = result_of(course)

    assert (again.total, again.key) == (4, first.key)
    assert again.previous == (4, 0)


def test_grading_again_without_a_change_adds_no_result(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    result_of(course)
    result_of(course)

    assert len(kept(course, "ssfh_result")) == 1
    assert result_of(course).previous == ()


def test_a_correction_that_changes_no_points_shows_no_earlier_result(course: CourseFolder) -> None:
    course.hand_in("anna", blank)
    result_of(course)

    corrected(course, *ALL)

    assert (result_of(course).total, result_of(course).previous) == (0, ())
    assert len(kept(course, "ssfh_result")) == 2  # the version of the key is another one


def test_the_command_prints_what_changed(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(4, None))
    course.hand_in("bram", blank)
    ssfh_learn(course.root, "grade", "toets")
    corrected(course, *ALL)

    ran = ssfh_learn(course.root, "grade", "toets")

    assert ran.returncode == 0
    assert ran.stderr == "anna: de uitslag was 4 en is nu 0 punten.\n"
    assert "│ Uitslag veranderd                       │  1 │" in ran.stdout


@pytest.mark.slow
def test_the_stock_command_grades_again_with_the_corrected_key(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(4))
    course.grade()
    give(course.root, "anna", "open-open", 2)
    corrected(course, *ALL)

    ran = nbgrader(course.root, "autograde", "toets", "--force")

    assert ran.returncode == 0, ran.stderr
    assert [auto for auto, *_ in grades(course.root, "anna").values()] == [None, 0, 0, 0, 0]
    assert grades(course.root, "anna")["open-open"] == (None, 2, None, False)
    assert [row["points"] for row in kept(course, "ssfh_result")] == [4, 2]
    assert result_of(course).previous == (4,)


def test_a_correction_can_make_another_attempt_count(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(4, None), wrong)  # `wrong` chooses b where a is right
    assert result_of(course).attempt == 1

    corrected(course, *ALL)

    assert (result_of(course).attempt, result_of(course).total, result_of(course).previous) == (2, 4, ())


def test_of_each_attempt_is_kept_with_which_version_it_was_made(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2))
    first = course.key.content
    result_of(course)
    key = course.root / "keys" / "toets.yaml"
    key.write_text(key.read_text("utf-8").replace("Wat doe je morgen?", "Wat ga je morgen doen?"), "utf-8")
    build(course.course, "toets")
    course.play(course.folder("anna"), "anna", right)

    result = result_of(course)

    assert course.key.content != first
    assert [(row["number"], row["content"]) for row in kept(course, "ssfh_attempt")] == [
        (1, first),
        (2, course.key.content),
    ]
    assert (result.attempt, result.content) == (2, course.key.content)


def test_a_corrected_key_counts_for_submissions_of_an_older_version_too(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(4, None))
    key = write_key(course.root, right_is_second=ALL)
    key.write_text(key.read_text("utf-8").replace("Wat doe je morgen?", "Wat ga je morgen doen?"), "utf-8")
    build(course.course, "toets")
    course.hand_in("bram", right_first(4, None))

    outcomes = course.grade()

    assert {name: one.result and one.result.total for name, one in outcomes.items()} == {"anna": 0, "bram": 4}
    assert [note.code for note in outcomes["anna"].notes] == ["older_version"]


def test_a_question_that_was_reworded_keeps_the_key_that_it_was_made_with(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(4, None))
    key = write_key(course.root, right_is_second=ALL)
    text = key.read_text("utf-8")
    key.write_text(text.replace("Wat is het antwoord op vraag", "Wat is géén antwoord op vraag"), "utf-8")
    build(course.course, "toets")

    assert result_of(course).total == 4


def test_what_was_handed_in_first_is_graded_again_even_when_the_journal_is_gone(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(4, None))
    course.hand_in("bram", blank)
    result_of(course)
    course.journal("anna").unlink()
    course.play(course.folder("anna"), "anna", wrong)

    outcome = course.grade()["anna"]

    assert outcome.result is not None
    assert outcome.result.total == 4
    assert [note.code for note in outcome.notes] == ["times_in_future", "rewritten"]


# What cannot be built again once there are submissions


def release_of(course: CourseFolder) -> dict[str, bytes]:
    """Return every file that learners get."""
    release = course.root / "release" / "toets"
    return {path.name: path.read_bytes() for path in sorted(release.rglob("*")) if path.is_file()}


def test_a_question_more_in_the_bank_is_no_other_cell(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(4, None))
    result_of(course)
    write_key(course.root, questions=9)

    assert build(course.course, "toets").is_corrected
    assert result_of(course).total == 4


OTHER_CELLS = [("trekken: 4", "trekken: 5"), ("trekken: 4", "trekken: 3"), ("- id: open", "- id: andere")]


@pytest.mark.parametrize("change", OTHER_CELLS)
def test_other_grade_cells_are_refused_once_there_are_submissions(
    course: CourseFolder, change: tuple[str, str]
) -> None:
    course.hand_in("anna", right_first(4, None))
    result_of(course)
    before = release_of(course)
    key = course.root / "keys" / "toets.yaml"
    text = key.read_text("utf-8")
    key.write_text(text.replace(*change), "utf-8")

    with pytest.raises(GradingError, match="een ander aantal vragen of andere open vragen, en er is al ingeleverd"):
        build(course.course, "toets")

    assert release_of(course) == before
    assert not list((course.root / "release").glob(".*"))
    with pytest.raises(GradingError, match="Typ eerst: ssfh-learn assignment build toets"):
        course.grade()
    key.write_text(text, "utf-8")
    assert result_of(course).total == 4


@pytest.mark.slow
def test_the_command_says_in_one_sentence_that_the_cells_may_not_change(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(4, None))
    result_of(course)
    key = course.root / "keys" / "toets.yaml"
    key.write_text(key.read_text("utf-8").replace("trekken: 4", "trekken: 5"), "utf-8")

    ran = ssfh_learn(course.root, "assignment", "build", "toets")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        "Fout: De toets ‘toets’ heeft nu een ander aantal vragen of andere open vragen, en er is al ingeleverd. "
        "Zet dat terug, of maak een toets met een nieuwe naam.\n"
    )


def test_without_submissions_the_cells_may_change(course: CourseFolder) -> None:
    key = course.root / "keys" / "toets.yaml"
    key.write_text(key.read_text("utf-8").replace("trekken: 4", "trekken: 5"), "utf-8")

    assert build(course.course, "toets").points == 7
    course.hand_in("anna", right_first(5, None))
    assert result_of(course).total == 5


def test_a_refused_build_leaves_no_key_in_the_release(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    result_of(course)
    write_key(course.root).write_text("soort: quiz\ntitel: [kapot\n", "utf-8")
    before = release_of(course)

    ran = ssfh_learn(course.root, "assignment", "build", "toets")

    assert ran.returncode == 1
    assert str(Path("keys") / "toets.yaml") in ran.stderr
    assert "Traceback" not in ran.stderr
    assert release_of(course) == before


def test_the_old_result_is_in_the_json_of_the_command(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(4, None))
    course.grade()
    corrected(course, *ALL)

    said = json.loads(ssfh_learn(course.root, "grade", "toets", "--json").stdout)

    (only,) = said["submissions"]
    assert (only["result"]["total"], only["result"]["previous"], said["ungraded"]) == (0, [4], 0)
