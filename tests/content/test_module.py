"""Finding a module and reading its activities."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ssfh_learn.content import find_module, load_activity, load_module
from ssfh_learn.errors import ContentError
from tests.content import yaml_examples as valid

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """Return a module with one activity."""
    folder = tmp_path / "proef"
    (folder / "activiteiten").mkdir(parents=True)
    (folder / "module.yaml").write_text(valid.MODULE, "utf-8")
    (folder / "activiteiten" / "kennischeck.yaml").write_text(valid.QUIZ_WITH_GOAL, "utf-8")
    return folder


def test_a_module_is_found_from_any_folder_inside_it(module: Path) -> None:
    deep = module / "a" / "b"
    deep.mkdir(parents=True)

    assert find_module(deep).folder == module
    assert find_module(module).description.title == "Proef"


def test_outside_a_module_the_author_is_told_where_to_be(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"en daarboven staat geen `module.yaml`"):
        find_module(tmp_path)


def test_an_activity_has_the_name_of_its_file(module: Path) -> None:
    assert load_module(module).activity("kennischeck").id == "kennischeck"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("kenniscek", "Activiteit `kenniscek` bestaat niet in deze module. Bedoel je `kennischeck`?"),
        ("zzz", "Activiteit `zzz` bestaat niet in deze module. Kies een van: kennischeck."),
        ("../module", "bestaat niet in deze module."),
    ],
)
def test_a_name_that_does_not_exist_is_met_with_the_names_that_do(module: Path, name: str, said: str) -> None:
    with pytest.raises(ContentError) as error:
        load_module(module).activity(name)

    assert said in str(error.value)


def test_an_activity_with_problems_names_all_of_them_and_shows_no_traceback(module: Path) -> None:
    path = module / "activiteiten" / "kennischeck.yaml"
    path.write_text(valid.SINGLE.replace("titel:", "titl:").replace("juist: ja", "juist: yes"), "utf-8")

    with pytest.raises(ContentError) as error:
        load_activity(path)

    assert [line.removeprefix(f"{path}:")[:2] for line in str(error.value).splitlines()] == ["2:", "8:"]
    assert error.value._render_traceback_() == [str(error.value)]


def test_a_file_that_changes_is_read_again(module: Path) -> None:
    path = module / "activiteiten" / "kennischeck.yaml"
    before = load_activity(path)
    path.write_text(valid.SINGLE.replace("titel: T", "titel: Nieuw"), "utf-8")
    os.utime(path, ns=(1, 1))

    assert load_activity(path) is load_activity(path)
    assert (before.title, load_activity(path).title) == ("T", "Nieuw")
