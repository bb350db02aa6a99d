"""An ordinary code assignment beside a test of ours: nbgrader's own way for the one, ours for the other."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.grading.courses import CourseFolder, right, right_first
from tests.grading.roads import gradebook, nbgrader

pytestmark = pytest.mark.slow  # each test starts the command, or nbgrader

SOLUTION = "def som(a, b):\n    ### BEGIN SOLUTION\n    return a + b\n    ### END SOLUTION"


def marked(name: str, *, grade: bool, solution: bool, points: int = 0) -> dict[str, object]:
    """Return a cell's metadata as nbgrader writes it."""
    own = {"grade": grade, "solution": solution, "locked": not solution, "task": False, "grade_id": name}
    return {"nbgrader": {**own, "schema_version": 3, **({"points": points} if grade else {})}}


def write_code_assignment(root: Path) -> None:
    """Write the source of an ordinary assignment."""
    notebook = new_notebook(
        cells=[
            new_code_cell(SOLUTION, metadata=marked("som", grade=False, solution=True)),
            new_code_cell("assert som(1, 2) == 3", metadata=marked("test-1", grade=True, solution=False, points=2)),
            new_code_cell("assert som(5, 5) == 10", metadata=marked("test-2", grade=True, solution=False, points=3)),
            new_markdown_cell("Leg uit.", metadata=marked("uitleg", grade=True, solution=True, points=4)),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    (root / "source" / "code").mkdir(parents=True)
    nbformat.write(notebook, root / "source" / "code" / "som.ipynb")


def hand_in_code(root: Path, student: str, code: str) -> None:
    """Hand in the code assignment with this solution."""
    folder = root / "submitted" / student / "code"
    shutil.copytree(root / "release" / "code", folder)
    notebook = nbformat.read(folder / "som.ipynb", as_version=4)
    notebook.cells[0].source = code
    nbformat.write(notebook, folder / "som.ipynb")


@dataclass
class Mixed:
    """A graded course with both, and what the commands logged."""

    course: CourseFolder
    log: str


@pytest.fixture(scope="module")
def mixed(built_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Mixed:
    """Let nbgrader's own commands do everything in a course with a test of ours and an ordinary assignment."""
    course = CourseFolder(Path(shutil.copytree(built_course, tmp_path_factory.mktemp("gemengd") / "cursus")))
    write_code_assignment(course.root)
    log = []

    def run(*words: str) -> None:
        ran = nbgrader(course.root, *words)
        assert ran.returncode == 0, ran.stderr
        log.append(ran.stderr)

    run("generate_assignment", "code")
    hand_in_code(course.root, "anna", "def som(a, b):\n    return a + b")
    hand_in_code(course.root, "bram", "def som(a, b):\n    return 3")
    course.hand_in("anna", right)
    course.hand_in("bram", right_first(2, None))
    for name in ("code", "toets"):
        run("autograde", name)
        run("generate_feedback", name)
    return Mixed(course, "\n".join(log))


def scores(mixed: Mixed, assignment: str, notebook: str, student: str) -> dict[str, float | None]:
    """Return the automatic score of each cell."""
    with gradebook(mixed.course.root) as book:
        found = book.find_submission_notebook(notebook, assignment, student)
        return {grade.name: grade.auto_score for grade in found.grades}


def test_ordinary_code_is_still_run_and_gets_its_points(mixed: Mixed) -> None:
    assert scores(mixed, "code", "som", "anna") == {"test-1": 2, "test-2": 3, "uitleg": 0}
    assert scores(mixed, "code", "som", "bram") == {"test-1": 2, "test-2": 0, "uitleg": 0}


def test_ordinary_code_is_run_in_a_kernel(mixed: Mixed) -> None:
    graded = nbformat.read(mixed.course.root / "autograded" / "bram" / "code" / "som.ipynb", as_version=4)

    assert [cell.execution_count for cell in graded.cells if cell.cell_type == "code"] == [1, 2, 3]
    assert [output.ename for cell in graded.cells for output in cell.get("outputs", ())] == ["AssertionError"]
    assert graded.cells[0].source == "def som(a, b):\n    return 3"


def test_the_release_of_an_ordinary_assignment_has_its_solution_taken_out(mixed: Mixed) -> None:
    released = nbformat.read(mixed.course.root / "release" / "code" / "som.ipynb", as_version=4)

    assert "return a + b" not in released.cells[0].source
    assert "NotImplementedError" in released.cells[0].source


def test_our_test_beside_it_gets_its_own_points(mixed: Mixed) -> None:
    assert sum(point or 0 for point in scores(mixed, "toets", "toets", "anna").values()) == 4
    assert sum(point or 0 for point in scores(mixed, "toets", "toets", "bram").values()) == 2
    assert scores(mixed, "toets", "toets", "anna")["open-open"] is None


def test_no_kernel_was_started_for_our_test(mixed: Mixed) -> None:
    ours = mixed.course.root / "autograded" / "anna" / "toets" / "toets.ipynb"
    notebook = nbformat.read(ours, as_version=4)

    assert "execution" not in [key for cell in notebook.cells for key in cell.metadata]
    assert [cell.execution_count for cell in notebook.cells[1:3]] == [None, None]


def test_feedback_on_ordinary_code_is_nbgraders_own(mixed: Mixed) -> None:
    page = (mixed.course.root / "feedback" / "bram" / "code" / "som.html").read_text("utf-8")

    assert "AssertionError" in page
    assert "(Score: 2.0 / 9.0)" in page
    assert "Je uitslag" not in page


def test_feedback_on_our_test_is_ours(mixed: Mixed) -> None:
    page = (mixed.course.root / "feedback" / "bram" / "toets" / "toets.html").read_text("utf-8")

    assert "Je uitslag: Proeftoets" in page
    assert "Score:" not in page


def test_our_command_grades_only_our_test(mixed: Mixed) -> None:
    before = scores(mixed, "code", "som", "bram")

    graded = mixed.course.grade()

    assert {name: one.result and one.result.total for name, one in graded.items()} == {"anna": 4, "bram": 2}
    assert scores(mixed, "code", "som", "bram") == before
