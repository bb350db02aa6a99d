"""A module under another name, and a module as a zip file: all that its trainer wrote, and nobody's answers."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from ssfh_learn.content import check, load_module
from ssfh_learn.content.module_folder import copy_module, pack_module, written_files
from ssfh_learn.errors import ContentError
from ssfh_learn.portal.published.publisher import Publisher
from tests.conftest import REPOSITORY
from tests.portal.places import write_module

ANSWER = "antwoord-van-anna"
"""What stands in everything that may not leave a folder."""


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """Return a module in which a trainer has practised too."""
    folder = write_module(tmp_path / "modules" / "proef")
    (folder / "afbeeldingen").mkdir()
    (folder / "afbeeldingen" / "hal.svg").write_text("<svg/>", "utf-8")
    left = (
        "journal.jsonl",
        "journal.jsonl~",
        ".journal.jsonl.swp",
        ".ipynb_checkpoints/proef.ipynb",
        "__pycache__/x.pyc",
    )
    for name in left:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(ANSWER, "utf-8")
    (tmp_path / "elders.txt").write_text(ANSWER, "utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "elders.txt")
    path = folder / "proef.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["metadata"]["widgets"] = {"state": ANSWER}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.update(execution_count=3, outputs=[{"output_type": "stream", "name": "stdout", "text": ANSWER}])
    path.write_text(json.dumps(notebook), "utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_copy_has_its_own_id_and_title_and_is_whole(module: Path) -> None:
    place, title = copy_module(module, "onze-proef", module.parent, "Onze proef: de tweede")

    described = load_module(place).description
    assert (described.id, described.title, title) == ("onze-proef", "Onze proef: de tweede", "Onze proef: de tweede")
    assert {problem.code for problem in check([place])} == {problem.code for problem in check([module])} - {
        "notebook_outputs",
        "notebook_widget_state",
    }
    modules = Publisher(module.parent).library().modules
    assert list(modules) == ["onze-proef", "proef"]
    assert [step.id for step in modules["onze-proef"].steps] == [step.id for step in modules["proef"].steps]
    assert set(modules["onze-proef"].activities) == set(modules["proef"].activities)
    notebook = json.loads((place / "onze-proef.ipynb").read_text("utf-8"))
    assert notebook["metadata"]["ssfh_learn"]["module"] == "onze-proef"
    assert "".join(notebook["cells"][0]["source"]).startswith("# Onze proef: de tweede\n")


def test_without_a_title_a_copy_says_that_it_is_one(module: Path) -> None:
    assert copy_module(module, "onze-proef", module.parent)[1] == "Proefmodule (kopie)"


@pytest.mark.slow  # copies every module
def test_every_shipped_module_can_be_copied_and_keeps_its_comments(tmp_path: Path) -> None:
    for number, described in enumerate(sorted((REPOSITORY / "modules").rglob("module.yaml"))):
        place, _ = copy_module(described.parent, f"kopie-{number}", tmp_path, "Nieuw")
        before, after = (path.read_text("utf-8").splitlines() for path in (described, place / "module.yaml"))

        changed = [new for old, new in zip(before, after, strict=True) if old != new]
        assert [line.split("#")[0].rstrip() for line in changed] == [f"id: kopie-{number}", "titel: Nieuw"]
        assert [problem for problem in check([place]) if problem.weight == "error"] == []


@pytest.mark.parametrize(
    "title",
    [
        "titel: Gewoon",
        'titel: "Met: dubbele punt"  # mijn titel',
        "titel: >-\n  Over twee\n  regels",
        "titel: |\n  Los",
    ],
)
def test_a_title_is_replaced_however_it_was_written(module: Path, title: str) -> None:
    described = module / "module.yaml"
    described.write_text(described.read_text("utf-8").replace('titel: "Proefmodule"', title), "utf-8")

    place, _ = copy_module(module, "nieuw", module.parent, "# Geen kop: maar 'tekst'")
    assert load_module(place).description.title == "# Geen kop: maar 'tekst'"
    assert load_module(place).description.audience == load_module(module).description.audience


def test_nobodys_answers_go_along(module: Path, tmp_path: Path) -> None:
    place, _ = copy_module(module, "nieuw", module.parent)
    count = pack_module(module, tmp_path / "proef.zip")

    with ZipFile(tmp_path / "proef.zip") as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    assert {path.split("/", 1)[1] for path in files} == {
        path.relative_to(module).as_posix() for path in written_files(module)
    }
    assert count == len(files)
    assert "proef/afbeeldingen/hal.svg" in files
    for made in (files, contents(place)):
        assert [path for path, content in made.items() if ANSWER.encode() in content] == []


def test_what_was_packed_is_a_module_where_it_is_unpacked(module: Path, tmp_path: Path) -> None:
    pack_module(module, tmp_path / "proef.zip")
    ZipFile(tmp_path / "proef.zip").extractall(tmp_path / "bij-een-ander")

    assert list(Publisher(tmp_path / "bij-een-ander").library().modules) == ["proef"]


def test_nothing_is_overwritten(module: Path, tmp_path: Path) -> None:
    (tmp_path / "proef.zip").write_text("van mij", "utf-8")
    write_module(module.parent / "bezet", "bezet")
    before = contents(tmp_path)

    with pytest.raises(ContentError, match="bestaat al"):
        pack_module(module, tmp_path / "proef.zip")
    with pytest.raises(ContentError, match="bestaat al"):
        copy_module(module, "bezet", module.parent)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["Nieuw", "../nieuw", "een naam", "", "a" * 61])
def test_a_bad_name_makes_nothing(module: Path, name: str) -> None:
    before = contents(module.parent)

    with pytest.raises(ContentError, match="kan niet als naam"):
        copy_module(module, name, module.parent)
    assert contents(module.parent) == before


def test_a_module_is_not_copied_into_itself(module: Path) -> None:
    with pytest.raises(ContentError, match="kan niet in zichzelf"):
        copy_module(module, "nieuw", module)
    assert not (module / "nieuw").exists()


def test_a_folder_without_a_module_is_told_and_a_broken_description_too(module: Path, tmp_path: Path) -> None:
    for make in (lambda: copy_module(tmp_path, "nieuw", tmp_path), lambda: pack_module(tmp_path, tmp_path / "x.zip")):
        with pytest.raises(ContentError, match="staat geen module"):
            make()
    (module / "module.yaml").write_text("id: proef\n", "utf-8")
    with pytest.raises(ContentError, match="ontbreekt"):
        copy_module(module, "nieuw", tmp_path)
    assert not (tmp_path / "nieuw").exists()


def test_a_title_that_cannot_be_leaves_no_half_module(module: Path) -> None:
    with pytest.raises(ContentError, match="titel"):
        copy_module(module, "nieuw", module.parent, "x" * 1000)
    assert not (module.parent / "nieuw").exists()


def test_half_a_sign_in_a_title_stops_nothing(module: Path) -> None:
    assert copy_module(module, "nieuw", module.parent, "Half \ud83d teken")[1] == "Half ? teken"


def test_a_notebook_that_cannot_be_read_is_packed_as_it_is(module: Path, tmp_path: Path) -> None:
    (module / "proef.ipynb").write_bytes(b"{ \xff kapot")
    pack_module(module, tmp_path / "proef.zip")

    assert ZipFile(tmp_path / "proef.zip").read("proef/proef.ipynb") == b"{ \xff kapot"
