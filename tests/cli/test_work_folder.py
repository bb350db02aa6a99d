"""The work folder: what a newer version brings, and what it must leave alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ssfh_learn.cli.work_folder import bring_up_to_date

NOTEBOOK = {"cells": [{"cell_type": "code", "source": ['activity("quiz")'], "outputs": []}], "metadata": {}}


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    _write(folder / "modules/druk/module.yaml", "id: druk")
    _write(folder / "modules/druk/druk.ipynb", json.dumps(NOTEBOOK))
    _write(folder / "assignments/README.md", "toetsen")
    return folder


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_a_new_folder_gets_the_modules_and_nothing_of_a_course(shipped: Path, work: Path) -> None:
    work.mkdir()
    update = bring_up_to_date(work, shipped)
    assert sorted(update.written) == ["modules/druk/druk.ipynb", "modules/druk/module.yaml"]
    assert (work / "modules/druk/module.yaml").read_text() == "id: druk"


def test_doing_it_again_changes_nothing(shipped: Path, work: Path) -> None:
    work.mkdir()
    bring_up_to_date(work, shipped)
    assert bring_up_to_date(work, shipped).written == []


def test_a_newer_module_comes_in_and_the_answers_stay(shipped: Path, work: Path) -> None:
    work.mkdir()
    bring_up_to_date(work, shipped)
    _write(work / "modules/druk/journal.jsonl", "an answer\n")
    _write(shipped / "modules/druk/module.yaml", "id: druk # nieuw")
    update = bring_up_to_date(work, shipped)
    assert update.written == ["modules/druk/module.yaml"]
    assert update.kept == {}
    assert (work / "modules/druk/module.yaml").read_text() == "id: druk # nieuw"
    assert (work / "modules/druk/journal.jsonl").read_text() == "an answer\n"


def test_a_journal_is_never_shipped(shipped: Path, work: Path) -> None:
    work.mkdir()
    _write(shipped / "modules/druk/journal.jsonl", "the answers of whoever built the package\n")
    bring_up_to_date(work, shipped)
    assert not (work / "modules/druk/journal.jsonl").exists()


def test_a_trainers_own_version_stays_while_nothing_newer_is_shipped(shipped: Path, work: Path) -> None:
    work.mkdir()
    bring_up_to_date(work, shipped)
    _write(work / "modules/druk/module.yaml", "id: druk # van mij")
    assert bring_up_to_date(work, shipped).written == []
    assert (work / "modules/druk/module.yaml").read_text() == "id: druk # van mij"


def test_a_trainers_own_version_is_put_aside_for_a_newer_one(shipped: Path, work: Path) -> None:
    work.mkdir()
    bring_up_to_date(work, shipped)
    _write(work / "modules/druk/module.yaml", "id: druk # van mij")
    _write(shipped / "modules/druk/module.yaml", "id: druk # nieuw")
    update = bring_up_to_date(work, shipped)
    kept = update.kept["modules/druk/module.yaml"]
    assert kept.read_text() == "id: druk # van mij"
    assert kept.is_relative_to(work / "eigen-versies")
    assert (work / "modules/druk/module.yaml").read_text() == "id: druk # nieuw"


def test_outputs_alone_do_not_make_a_notebook_somebodys_own(shipped: Path, work: Path) -> None:
    work.mkdir()
    bring_up_to_date(work, shipped)
    run = {**NOTEBOOK, "cells": [{**NOTEBOOK["cells"][0], "outputs": [{"output_type": "stream"}]}]}
    _write(work / "modules/druk/druk.ipynb", json.dumps(run))
    newer = {**NOTEBOOK, "cells": [*NOTEBOOK["cells"], {"cell_type": "markdown", "source": ["Nieuw"]}]}
    _write(shipped / "modules/druk/druk.ipynb", json.dumps(newer))
    update = bring_up_to_date(work, shipped)
    assert update.written == ["modules/druk/druk.ipynb"]
    assert update.kept == {}


def test_a_file_that_is_no_longer_shipped_goes_unless_somebody_changed_it(shipped: Path, work: Path) -> None:
    work.mkdir()
    _write(shipped / "modules/druk/oud.yaml", "oud")
    _write(shipped / "modules/druk/ouder.yaml", "ouder")
    bring_up_to_date(work, shipped)
    _write(work / "modules/druk/ouder.yaml", "van mij")
    (shipped / "modules/druk/oud.yaml").unlink()
    (shipped / "modules/druk/ouder.yaml").unlink()
    bring_up_to_date(work, shipped)
    assert not (work / "modules/druk/oud.yaml").exists()
    assert (work / "modules/druk/ouder.yaml").read_text() == "van mij"


@pytest.mark.parametrize("manifest", ["", "[]", "{", "null"])
def test_a_broken_manifest_loses_nothing(shipped: Path, work: Path, manifest: str) -> None:
    work.mkdir()
    bring_up_to_date(work, shipped)
    _write(work / "modules/druk/module.yaml", "id: druk # van mij")
    _write(work / ".ssfh-learn.json", manifest)
    update = bring_up_to_date(work, shipped)
    assert update.kept["modules/druk/module.yaml"].read_text() == "id: druk # van mij"


def test_the_repository_itself_ships_the_module_werkdruk(work: Path) -> None:
    work.mkdir()
    bring_up_to_date(work)
    assert (work / "modules/werkdruk/werkdruk.ipynb").is_file()
