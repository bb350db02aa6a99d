"""Leaks that somebody plants in a course: the release stops, or is made anew without them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat import from_dict
from nbgrader.apps import NbGraderAPI

from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.exchange import release
from ssfh_learn.grading.key import load_key
from ssfh_learn.grading.preprocessors import ReleaseGuard
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.release import differences, files_of

NAME = "toets"
Json = dict[str, Any]


def generate(course: Path) -> bool:
    """Do what formgrader's Generate button does; return whether it succeeded."""
    found = find_course(course)
    return bool(NbGraderAPI(coursedir=found.directory, config=found.config).generate_assignment(NAME)["success"])


def different(course: Path) -> list[str]:
    found = find_course(course)
    return differences(course / "release" / NAME, files_of(found, load_key(found, NAME)))


def extra_file(folder: Path) -> None:
    (folder / "sleutel.yaml").write_text("v1: a")


def dot_file(folder: Path) -> None:
    (folder / ".sleutel").write_text("v1: a")


def file_in_a_folder(folder: Path) -> None:
    (folder / "beelden").mkdir()
    (folder / "beelden" / "sleutel.png").write_text("v1: a")


def journal(folder: Path) -> None:
    (folder / "journal.jsonl").write_text("{}\n")


def link_to_a_key(folder: Path) -> None:
    (folder / "beeld.png").symlink_to(folder.parents[1] / "keys" / f"{NAME}.yaml")


def feedback_in_the_test(folder: Path) -> None:
    path = folder / "toets.json"
    described = json.loads(path.read_text("utf-8"))
    described["test"]["vragen"][0]["feedback"] = {"goed": "Goed!"}
    path.write_text(json.dumps(described), "utf-8")


def sorted_options(folder: Path) -> None:
    path = folder / "toets.json"
    described = json.loads(path.read_text("utf-8"))
    described["test"]["vragen"][0]["opties"].reverse()
    path.write_text(json.dumps(described), "utf-8")


FILES = [extra_file, dot_file, file_in_a_folder, journal, link_to_a_key, feedback_in_the_test, sorted_options]
named = pytest.mark.parametrize("leak", FILES, ids=lambda leak: leak.__name__)


@pytest.mark.slow
@named
def test_formgraders_generate_refuses_a_source_folder_with_a_leak(course: Path, leak: Callable[[Path], None]) -> None:
    leak(course / "source" / NAME)

    assert not generate(course)
    assert not (course / "release" / NAME).exists()


@named
def test_a_release_with_a_leak_is_not_released(course: Path, leak: Callable[[Path], None]) -> None:
    assert different(course) == []
    leak(course / "release" / NAME)

    assert len(different(course)) == 1
    with pytest.raises(GradingError) as stopped:
        release(find_course(course), NAME)
    assert stopped.value.code == "release_is_old"


def test_a_link_to_a_folder_is_a_leak_too(course: Path) -> None:
    # The exchange copies what a link leads to.
    (course / "release" / NAME / "beelden").symlink_to(course / "keys", target_is_directory=True)

    assert different(course) == ["beelden"]


def cell(notebook: Json) -> None:
    notebook["cells"].insert(1, {"cell_type": "markdown", "id": "extra", "metadata": {}, "source": "v1: a"})


def text_in_a_cell(notebook: Json) -> None:
    notebook["cells"][0]["source"] += " v1: a"


def cell_metadata(notebook: Json) -> None:
    notebook["cells"][0]["metadata"]["v1"] = "a"


def metadata_of_nbgrader(notebook: Json) -> None:
    notebook["cells"][3]["metadata"]["nbgrader"]["v1"] = "a"


def tag(notebook: Json) -> None:
    notebook["cells"][1]["metadata"]["tags"] = ["hide-input", "v1-a"]


def output(notebook: Json) -> None:
    notebook["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "v1: a"}]


def attachment(notebook: Json) -> None:
    notebook["cells"][0]["attachments"] = {"a.txt": {"text/plain": "v1: a"}}


def widget_state(notebook: Json) -> None:
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"v1": "a"}}}


def cell_id(notebook: Json) -> None:
    notebook["cells"][0]["id"] = "v1-a"


PLACES = [
    cell,
    text_in_a_cell,
    cell_metadata,
    metadata_of_nbgrader,
    tag,
    output,
    attachment,
    widget_state,
    cell_id,
]


@pytest.mark.parametrize("leak", PLACES, ids=lambda leak: leak.__name__)
def test_the_guard_stops_a_notebook_with_a_leak(
    course: Path, monkeypatch: pytest.MonkeyPatch, leak: Callable[[Json], None]
) -> None:
    monkeypatch.chdir(course)
    path = course / "release" / NAME / f"{NAME}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    guard, resources = ReleaseGuard(config=find_course(course).config), {"nbgrader": {"assignment": NAME}}
    for one in notebook["cells"]:
        one["source"] = "".join(one["source"])
    guard.preprocess(from_dict(notebook), resources)
    leak(notebook)
    path.write_text(json.dumps(notebook), "utf-8")

    with pytest.raises(GradingError) as stopped:
        guard.preprocess(from_dict(notebook), resources)
    assert stopped.value.code == "leak"
    assert different(course) == [f"{NAME}.ipynb"]


def test_a_leak_in_the_source_notebook_is_not_in_the_release(course: Path) -> None:
    before = (course / "release" / NAME / f"{NAME}.ipynb").read_bytes()
    source = course / "source" / NAME / f"{NAME}.ipynb"
    notebook = json.loads(source.read_text("utf-8"))
    text_in_a_cell(notebook)
    widget_state(notebook)
    source.write_text(json.dumps(notebook), "utf-8")

    assert generate(course)
    assert (course / "release" / NAME / f"{NAME}.ipynb").read_bytes() == before
