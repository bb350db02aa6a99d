"""A submitted notebook decides nothing: whatever was done to it, both roads give the grades of the journal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ssfh_learn.grading.results import results_of
from tests.commands import start
from tests.grading.courses import CourseFolder, blank, right, right_first

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow  # many submissions in whole courses

Notebook = dict[str, Any]
MARK = "hier was ik"
RUN = f"from pathlib import Path\nPath('{{marker}}').write_text('{MARK}')\n"


def graded_cells(notebook: Notebook) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]


# What learners do to their notebook


def delete_every_cell(notebook: Notebook) -> None:
    notebook["cells"] = []


def delete_the_graded_cells(notebook: Notebook) -> None:
    graded = graded_cells(notebook)
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in graded]


def rename_the_graded_cells(notebook: Notebook) -> None:
    for number, cell in enumerate(graded_cells(notebook)):
        cell["metadata"]["nbgrader"]["grade_id"] = f"andere-{number}"


def swap_the_names_of_cells(notebook: Notebook) -> None:
    first, second, *_ = graded_cells(notebook)
    first["metadata"]["nbgrader"]["grade_id"], second["metadata"]["nbgrader"]["grade_id"] = "vraag-02", "vraag-01"


def duplicate_a_cell(notebook: Notebook) -> None:
    notebook["cells"] += [dict(cell) for cell in graded_cells(notebook)]


def retype_the_cells(notebook: Notebook) -> None:
    for cell in graded_cells(notebook):
        is_code = cell["cell_type"] == "code"
        cell["cell_type"] = "markdown" if is_code else "code"
        for name in ("outputs", "execution_count"):
            cell.pop(name, None)
        if not is_code:
            cell.update(outputs=[], execution_count=None)


def set_points_to(value: object) -> Callable[[Notebook], None]:
    def change(notebook: Notebook) -> None:
        for cell in graded_cells(notebook):
            cell["metadata"]["nbgrader"]["points"] = value

    return change


def set_the_schema_to(version: object) -> Callable[[Notebook], None]:
    def change(notebook: Notebook) -> None:
        for cell in graded_cells(notebook):
            cell["metadata"]["nbgrader"]["schema_version"] = version

    return change


def add_hostile_metadata(notebook: Notebook) -> None:
    notebook["metadata"] = {"kernelspec": {"name": "../../kwaad", "language": 7}, "ssfh_learn": {"assignment": "../x"}}
    for cell in notebook["cells"]:
        cell["metadata"] = {
            "nbgrader": {"grade_id": "../../x", "points": "abc", "extra": [[]], "grade": "ja"},
            "x": None,
        }


def make_metadata_a_list(notebook: Notebook) -> None:
    notebook["metadata"] = []
    for cell in notebook["cells"]:
        cell["metadata"] = "tekst"


def write_outputs_of_full_points(notebook: Notebook) -> None:
    for cell in graded_cells(notebook):
        if cell["cell_type"] == "code":
            result = {"output_type": "execute_result", "data": {"text/plain": "100.0"}, "metadata": {}}
            cell["outputs"] = [{**result, "execution_count": 1}]


def redefine_grade(notebook: Notebook) -> None:
    notebook["cells"].insert(2, code("grade = lambda cell: 100.0\nassignment = lambda name: None"))
    for cell in graded_cells(notebook):
        if cell["cell_type"] == "code":
            cell["source"] = "100.0"


def add_code(notebook: Notebook) -> None:
    notebook["cells"].insert(0, code(RUN))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = RUN


def add_a_huge_cell(notebook: Notebook) -> None:
    notebook["cells"].append({**code("x = '" + "x" * 8_000_000 + "'"), "id": "reus"})


def add_script_to_the_answer(notebook: Notebook) -> None:
    for cell in graded_cells(notebook):
        cell["source"] = "<script>document.title='gehackt'</script>"


def claim_another_format(notebook: Notebook) -> None:
    notebook["nbformat"], notebook["nbformat_minor"] = 99, -1


def code(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "extra",
        "metadata": {},
        "outputs": [],
        "source": source,
    }


CHANGES: dict[str, Callable[[Notebook], None]] = {
    "alles-weg": delete_every_cell,
    "cellen-weg": delete_the_graded_cells,
    "hernoemd": rename_the_graded_cells,
    "verwisseld": swap_the_names_of_cells,
    "dubbel": duplicate_a_cell,
    "ander-soort": retype_the_cells,
    "punten-100": set_points_to(100),
    "punten-abc": set_points_to("abc"),
    "punten-min": set_points_to(-5),
    "punten-oneindig": set_points_to(float("inf")),
    "schema-99": set_the_schema_to(99),
    "schema-0": set_the_schema_to(0),
    "schema-tekst": set_the_schema_to("drie"),
    "metadata": add_hostile_metadata,
    "metadata-lijst": make_metadata_a_list,
    "uitvoer": write_outputs_of_full_points,
    "grade": redefine_grade,
    "code": add_code,
    "reus": add_a_huge_cell,
    "script": add_script_to_the_answer,
    "formaat": claim_another_format,
}
TEXTS = {
    "leeg": b"",
    "kapot": b'{"cells": [',
    "bytes": b"\xff\xfe\x00",
    "diep": b"[" * 300_000,
    "lijst": b"[]",
    "tekst": b'"een tekst"',
    "ander-json": b'{"naam": "anna", "score": 100}',
    "cellen-getal": b'{"cells": 7, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
}


def remove(path: Path) -> None:
    path.unlink()


def rename(path: Path) -> None:
    path.rename(path.with_name("mijn toets.ipynb"))


def add_another(path: Path) -> None:
    shutil.copy(path, path.with_name("extra.ipynb"))


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parents[3] / "gemaakt.txt")


def link_to_the_gradebook(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parents[3] / "gradebook.db")


def add_modules(path: Path) -> None:
    for name in ("ssfh_learn", "nbgrader", "sitecustomize", "nbgrader_config", "jupyter_config", "conftest"):
        path.with_name(f"{name}.py").write_text(RUN.format(marker=path.parents[3] / "gemaakt.txt"), "utf-8")


def link_to_the_key(path: Path) -> None:
    path.with_name("gegevens.csv").symlink_to(path.parents[3] / "keys" / "toets.yaml")
    path.with_name("map").symlink_to(path.parents[3] / "keys")


def add_pipes(path: Path) -> None:
    path.with_name("timestamp.txt").unlink()
    os.mkfifo(path.with_name("timestamp.txt"))
    os.mkfifo(path.with_name("gegevens.csv"))


FILES: dict[str, Callable[[Path], None]] = {
    "ontbreekt": remove,
    "andere-naam": rename,
    "extra": add_another,
    "map": make_a_folder,
    "pijp": make_a_pipe,
    "link-naar-niets": link_to_nothing,
    "link-naar-cijfers": link_to_the_gradebook,
    "modules": add_modules,
    "links": link_to_the_key,
    "pijpen": add_pipes,
}
HOSTILE = (*CHANGES, *TEXTS, *FILES)
CELLS = ["open-open", "vraag-01", "vraag-02", "vraag-03", "vraag-04"]


@pytest.fixture(scope="module")
def handed_in(built_course: Path, tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    """Return a course with every hostile notebook, each with three questions right, and three honest ones."""
    course = CourseFolder(Path(shutil.copytree(built_course, tmp_path_factory.mktemp("hostile") / "cursus")))
    for name in HOSTILE:
        notebook = course.hand_in(name, right_first(3, None)) / "toets.ipynb"
        if name in CHANGES:
            content = json.loads(notebook.read_text("utf-8"))
            CHANGES[name](content)
            marker = json.dumps(str(course.root / "gemaakt.txt"))[1:-1]
            notebook.write_text(json.dumps(content).replace("{marker}", marker), "utf-8")
        elif name in TEXTS:
            notebook.write_bytes(TEXTS[name])
        else:
            FILES[name](notebook)
    course.hand_in("anna", right)
    course.hand_in("bram", right_first(2, None))
    course.hand_in("chris", blank)
    return course


class Road:
    """A course that was graded by one road, and what the command said."""

    def __init__(self, course: CourseFolder, *command: str) -> None:
        self.course = course
        self.done = start(*command, "toets", folder=course.root).wait()
        self.results = {one.student: one for one in results_of(course.course, "toets")}


@pytest.fixture(scope="module", params=["ssfh_learn grade", "nbgrader autograde"])
def road(request: pytest.FixtureRequest, handed_in: CourseFolder, tmp_path_factory: pytest.TempPathFactory) -> Road:
    """Return that course, graded by each road."""
    copy = tmp_path_factory.mktemp("graded") / "cursus"
    subprocess.run(["cp", "-a", str(handed_in.root), str(copy)], check=True)
    return Road(CourseFolder(copy), *request.param.split())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_notebook_changes_no_score(road: Road, name: str) -> None:
    result = road.results[name]

    assert (result.total, result.maximum, result.status) == (3, 6, "complete")
    assert sorted(item.cell for item in result.items) == CELLS
    assert sum(item.points or 0 for item in result.items) == 3


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_grader_sees_is_our_own_notebook(road: Road, name: str) -> None:
    shown = road.course.root / "autograded" / name / "toets" / "toets.ipynb"
    notebook = json.loads(shown.read_text("utf-8"))

    assert not shown.is_symlink()
    assert shown.stat().st_size < 50_000
    assert sorted(cell["metadata"]["nbgrader"]["grade_id"] for cell in graded_cells(notebook)) == CELLS
    assert {cell["metadata"]["nbgrader"]["points"] for cell in graded_cells(notebook)} == {1, 2}
    assert MARK not in shown.read_text("utf-8")
    assert "gehackt" not in shown.read_text("utf-8")


def test_the_honest_ones_beside_them_come_out_right(road: Road) -> None:
    assert {name: road.results[name].total for name in ("anna", "bram", "chris")} == {"anna": 4, "bram": 2, "chris": 0}
    assert set(road.results) == {*HOSTILE, "anna", "bram", "chris"}


def test_no_code_of_a_learner_runs_and_nothing_is_written_where_she_points(road: Road, handed_in: CourseFolder) -> None:
    assert not (road.course.root / "gemaakt.txt").exists()
    assert not (handed_in.root / "gemaakt.txt").exists()
    assert MARK in (road.course.folder("code") / "toets.ipynb").read_text("utf-8")


def test_nothing_that_a_learner_points_at_is_copied(road: Road) -> None:
    copied = [path for path in (road.course.root / "autograded").rglob("*") if path.is_file()]

    assert not [path for path in copied if b"SLEUTEL" in path.read_bytes() and path.name != "toets.ipynb"]
    assert not [path for path in copied if path.is_symlink()]


def test_hostile_notebooks_are_no_failure(road: Road) -> None:
    assert road.done.returncode == 0, road.done.stderr[-2000:]
    assert "Traceback" not in road.done.stderr
    assert "NIET NAGEKEKEN" not in road.done.stderr
