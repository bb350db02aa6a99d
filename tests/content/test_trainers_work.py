"""One rule says what is a trainer's work: to check, to publish, to share and to ship."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ssfh_learn.cli.work_folder import bring_up_to_date
from ssfh_learn.content import check
from ssfh_learn.content.module_folder import written_files
from ssfh_learn.portal.published.publisher import Publisher
from tests.portal.places import write_module

LEFT = [".ipynb_checkpoints", ".venv", "__pycache__", "node_modules", "eigen-versies"]


@pytest.mark.parametrize("name", LEFT)
def test_what_a_program_left_among_modules_is_in_no_way_a_trainers_work(tmp_path: Path, name: str) -> None:
    modules, copy = tmp_path / "shipped" / "modules", Path(name) / "kopie"
    module = write_module(modules / "proef")
    write_module(modules / copy, "kopie")
    shutil.copytree(modules / copy, module / copy)
    for folder in (modules, module):
        (folder / copy / "module.yaml").write_text("titel: [\n", "utf-8")

    assert not any(name in problem.path.parts for problem in check([modules]))
    assert list(Publisher(modules).library().modules) == ["proef"]
    assert not any(name in path.parts for path in written_files(module))
    written = bring_up_to_date(tmp_path / "werk", tmp_path / "shipped").written
    assert "modules/proef/module.yaml" in written
    assert not any(name in path for path in written)
