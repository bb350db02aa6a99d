"""Finding a course and what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.problem import GradingError
from tests.grading.courses import CourseFolder, right, write_config, write_key


def why_not(folder: Path) -> str:
    """Return why there is no course to use in a folder."""
    with pytest.raises(GradingError) as refused:
        find_course(folder)
    return str(refused.value)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with a course and nothing else."""
    write_config(tmp_path / "cursus")
    return tmp_path / "cursus"


def test_a_course_is_found_in_its_folder_below_it_and_above_it(root: Path) -> None:
    (root / "keys" / "diep").mkdir(parents=True)
    write_config(root.parent / "project" / "assignments")

    assert find_course(root).root == root
    assert find_course(root / "keys" / "diep").root == root
    assert find_course(root.parent / "project").root == root.parent / "project" / "assignments"


def test_the_course_that_we_ship_is_found_from_the_repository(modules: Path) -> None:
    course = find_course(modules.parent)

    assert course.root == modules.parent / "assignments"
    assert {"werkdruk-toets", "agressie-toets"} <= set(course.tests)


def test_where_there_is_no_course_the_file_is_named(tmp_path: Path) -> None:
    assert "staat geen nbgrader_config.py" in why_not(tmp_path)


def test_a_configuration_with_a_fault_is_said_with_its_reason(root: Path) -> None:
    (root / "nbgrader_config.py").write_text("1 / 0\n", "utf-8")

    assert why_not(root) == f"Het bestand {root / 'nbgrader_config.py'} kan niet gebruikt worden: division by zero"


@pytest.mark.parametrize("text", ["", "c = get_config()\nc.CourseDirectory.course_id = 'x'\n", "dit is geen Python"])
def test_a_configuration_without_ours_is_refused(root: Path, text: str) -> None:
    (root / "nbgrader_config.py").write_text(text, "utf-8")

    said = why_not(root)

    assert "nbgrader_config.py" in said
    assert "Traceback" not in said


def test_tests_are_the_files_in_keys(root: Path) -> None:
    write_key(root, "b-toets")
    write_key(root, "a-toets")
    (root / "keys" / "a-toets").mkdir()
    (root / "keys" / "leesmij.txt").touch()

    assert find_course(root).tests == ["a-toets", "b-toets"]


def test_submissions_come_by_name_and_of_one_test_only(course: CourseFolder) -> None:
    for student in ("zoë", "anna", "'t hart", "de vries, j."):
        course.hand_in(student, right)
    (course.root / "submitted" / "bram" / "andere").mkdir(parents=True)
    (course.root / "submitted" / "los.txt").touch()

    found = list(course.course.submissions("toets"))

    assert [student for student, _ in found] == ["'t hart", "anna", "de vries, j.", "zoë"]
    assert found[1][1] == course.folder("anna")


def test_a_course_in_a_folder_with_strange_signs_is_graded(course: CourseFolder) -> None:
    strange = course.root.rename(course.root.with_name("cursus [1] {2} 100% é"))
    moved = CourseFolder(strange)
    moved.hand_in("anna", right)

    assert moved.points("anna") == 4


def test_folders_follow_the_courses_own_configuration(root: Path) -> None:
    with (root / "nbgrader_config.py").open("a") as file:
        file.write('c = get_config()\nc.CourseDirectory.submitted_directory = "ingeleverd"\n')

    assert find_course(root).folder("submitted", "anna", "toets") == root / "ingeleverd" / "anna" / "toets"


def test_the_address_of_the_gradebook_follows_the_course(root: Path) -> None:
    assert find_course(root).db_url == f"sqlite:///{root / 'gradebook.db'}"
    write_config(root, db_url="sqlite:////elders/cijfers.db")
    assert find_course(root).db_url == "sqlite:////elders/cijfers.db"
