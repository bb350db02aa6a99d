"""`ssfh-learn grade`, as a coordinator types it and as a program reads it."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ssfh_learn.words import section, word
from tests.commands import typed
from tests.grading.courses import CourseFolder, blank, right, right_first, write_key, wrong


def row(table: str, name: str) -> str:
    """Return the figure in a row of the table."""
    (line,) = [line for line in table.splitlines() if word("cli", name) in line]
    return line.strip("│ \n").rsplit("│", 1)[1].strip()


def table_of(course: CourseFolder) -> tuple[int, dict[str, str], list[str]]:
    """Grade, and return the exit code, the table and the lines about problems."""
    ran = typed("grade", "toets", folder=course.root)
    names = [name for name in section("cli") if name.startswith("count_")]
    return ran.returncode, {name[6:]: row(ran.stdout, name) for name in names}, ran.stderr.splitlines()


def test_a_table_says_how_many_were_graded_passed_and_wait(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.hand_in("bram", wrong)
    course.hand_in("chris", right_first(4, None))

    code, table, problems = table_of(course)

    assert (code, problems) == (0, [])
    assert table == {"graded": "3", "passed": "0", "waiting": "1", "late": "0", "changed": "0", "ungraded": "0"}


def test_the_average_is_written_with_a_comma(course: CourseFolder) -> None:
    for student, answers in {"anna": right_first(2, None), "bram": right_first(1, None), "chris": blank}.items():
        course.hand_in(student, answers)

    ran = typed("grade", "toets", folder=course.root)

    assert row(ran.stdout, "average") == "16,3%"  # 33, 16 and 0


def test_what_cannot_be_graded_is_one_line_each_and_the_exit_code_says_so(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.hand_in("bram", right, closed=False)
    course.journal("bram").write_bytes(b"")
    course.hand_in("chris", right)
    course.journal("chris").unlink()

    code, table, problems = table_of(course)

    assert code == 1
    assert (table["graded"], table["ungraded"]) == ("1", "2")
    assert problems == [
        word("cli", "not_graded", line=f"bram: {word('grading', 'journal_empty')}"),
        word("cli", "not_graded", line=f"chris: {word('grading', 'journal_missing')}"),
    ]


def test_what_was_odd_but_graded_is_a_line_and_no_failure(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    with course.journal("anna").open("ab") as journal:
        journal.write(b"geen json\n")

    code, table, problems = table_of(course)

    assert (code, table["graded"]) == (0, "1")
    assert problems == [f"anna: {word('grading', 'unreadable_lines', count=1)}"]


def test_a_long_line_is_not_broken_in_two(course: CourseFolder) -> None:
    course.hand_in("a" * 60, right)
    course.journal("a" * 60).unlink()

    assert len(table_of(course)[2]) == 1


@pytest.mark.slow
def test_a_corrected_key_says_what_each_result_was(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    typed("grade", "toets", folder=course.root)
    write_key(course.root, right_is_second=range(1, 9))

    code, table, problems = table_of(course)

    assert (code, table["changed"]) == (0, "1")
    assert problems == [word("cli", "was", student="anna", old="4", new="0", count=0)]


def test_nothing_handed_in_is_a_table_of_noughts(course: CourseFolder) -> None:
    code, table, problems = table_of(course)

    assert (code, problems) == (0, [])
    assert set(table.values()) == {"0"}


# For a program


def test_json_holds_every_submission_with_its_result_or_the_reason(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(3, None))
    course.hand_in("bram", right)
    course.journal("bram").unlink()

    ran = typed("grade", "toets", "--json", folder=course.root)

    said = json.loads(ran.stdout)
    anna, bram = said["submissions"]
    assert (ran.returncode, ran.stderr) == (1, "")
    assert (said["assignment"], said["ungraded"]) == ("toets", 1)
    assert (anna["student"], anna["graded"], anna["notes"]) == ("anna", True, [])
    assert (anna["result"]["total"], anna["result"]["percent"], anna["result"]["passed"]) == (3, 50, False)
    assert sorted(item["points"] for item in anna["result"]["items"]) == [0, 0, 1, 1, 1]
    assert bram["result"] is None
    assert bram["notes"] == [{"code": "journal_missing", "message": word("grading", "journal_missing")}]


def test_a_time_in_json_is_dutch_and_names_its_zone(course: CourseFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    course.hand_in("anna", right, at=datetime(2026, 7, 31, 15, tzinfo=UTC))
    monkeypatch.setenv("TZ", "America/New_York")

    ran = typed("grade", "toets", "--json", folder=course.root)

    assert json.loads(ran.stdout)["submissions"][0]["result"]["submitted_at"] == "2026-07-31T17:00:00+02:00"


def test_json_about_nothing_is_json_too(course: CourseFolder) -> None:
    ran = typed("grade", "toets", "--json", folder=course.root)

    assert json.loads(ran.stdout) == {"assignment": "toets", "submissions": [], "ungraded": 0}


def test_json_keeps_a_name_with_quotes_and_accents(course: CourseFolder) -> None:
    course.hand_in('zoë "z" 😀', right)

    ran = typed("grade", "toets", "--json", folder=course.root)

    assert [one["student"] for one in json.loads(ran.stdout)["submissions"]] == ['zoë "z" 😀']


# What goes wrong


def fails(course: CourseFolder | Path, *words: str, code: int = 1) -> str:
    """Return the one sentence with which a command stops."""
    ran = typed(*words, folder=course if isinstance(course, Path) else course.root)
    assert (ran.returncode, ran.stdout) == (code, "")
    assert "Traceback" not in ran.stderr
    return ran.stderr.strip()


def test_a_folder_without_a_course_is_a_sentence(tmp_path: Path) -> None:
    said = fails(tmp_path, "grade", "toets")

    assert word("grading", "no_course", folder=tmp_path, file="nbgrader_config.py") in said


def test_a_test_that_is_not_there_names_those_that_are(course: CourseFolder) -> None:
    assert "Wel: toets." in fails(course, "grade", "tosti")


def test_a_test_that_was_not_built_says_what_to_type(course: CourseFolder) -> None:
    write_key(course.root, "nieuw")

    assert "ssfh-learn assignment build nieuw" in fails(course, "grade", "nieuw")


def test_a_key_with_a_mistake_names_file_and_line(course: CourseFolder) -> None:
    path = course.root / "keys" / "toets.yaml"
    path.write_text(path.read_text("utf-8").replace("titel:", "titl:", 1), "utf-8")

    said = fails(course, "grade", "toets")

    assert "toets.yaml:2" in said
    assert "Bedoel je `titel`?" in said


def test_a_configuration_that_python_cannot_read_is_a_sentence(course: CourseFolder) -> None:
    (course.root / "nbgrader_config.py").write_text("configure(", "utf-8")

    assert "nbgrader_config.py kan niet gebruikt worden" in fails(course, "grade", "toets")


def test_a_gradebook_that_is_no_database_is_a_sentence(course: CourseFolder) -> None:
    (course.root / "gradebook.db").write_text("geen database " * 1000)

    assert "De cijferlijst kan niet gebruikt worden" in fails(course, "grade", "toets")


def test_a_damaged_secret_is_a_sentence(course: CourseFolder) -> None:
    (course.root / "keys" / "toets" / "secret").write_text("zz")

    assert "reservekopie" in fails(course, "grade", "toets")


def test_a_gradebook_without_the_test_says_to_build_it(course: CourseFolder) -> None:
    with sqlite3.connect(course.root / "gradebook.db") as connection:
        connection.execute("delete from notebook")

    assert "ssfh-learn assignment build toets" in fails(course, "grade", "toets")


@pytest.mark.parametrize("words", [("grade",), ("grade", "toets", "--cours", "x"), ("grade", "a", "b")])
def test_a_mistyped_command_is_explained_in_dutch(tmp_path: Path, words: tuple[str, ...]) -> None:
    said = fails(tmp_path, *words, code=2)

    assert said.startswith("Gebruik: ssfh-learn grade")
    assert "Usage" not in said
    assert "Error" not in said
    assert "No such option" not in said


def test_a_course_is_found_from_a_folder_in_it_and_by_option(course: CourseFolder, tmp_path: Path) -> None:
    inside = typed("grade", "toets", "--json", folder=course.root / "keys")
    outside = typed("grade", "toets", "--json", "--course", str(course.root), folder=tmp_path)

    assert inside.stdout == outside.stdout != ""
