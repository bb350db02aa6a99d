"""`ssfh-learn build`, as a trainer types it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ssfh_learn.words import word
from tests.commands import typed
from tests.portal.places import code, markdown, write_module, write_notebook

pytestmark = pytest.mark.slow  # runs every notebook of the modules


def built(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command for the modules in a folder."""
    return typed("build", "modules", folder=folder, XDG_DATA_HOME=str(folder / "gegevens"))


def test_each_notebook_is_run_once_and_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    write_module(tmp_path / "modules" / "goed")
    stops = write_module(tmp_path / "modules" / "stopt", "stopt")
    write_notebook(stops / "stopt.ipynb", markdown("## Een"), code("1 / 0"))

    ran = built(tmp_path)

    assert ran.returncode == 1
    assert ran.stdout == "Proefmodule: 3 stappen.\n"
    (said,) = ran.stderr.splitlines()
    assert said.startswith(f"{Path('modules') / 'stopt'}: In cel 2 van het notebook stopt.ipynb staat code die stopt")
    (kept,) = (tmp_path / "gegevens").rglob("paginas/*.json")
    assert "Welkom bij deze module" in kept.read_text("utf-8")


def test_without_modules_it_says_where_it_looked(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()

    ran = built(tmp_path)

    assert ran.returncode == 1
    assert "modules" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_module_without_a_notebook_is_named(tmp_path: Path) -> None:
    folder = write_module(tmp_path / "modules" / "kaal")
    (folder / "proef.ipynb").unlink()

    ran = built(tmp_path)

    assert (ran.returncode, ran.stdout) == (1, "")
    where = Path("modules") / "kaal"
    assert ran.stderr == f"{where}: {word('portal', 'no_notebook', folder='kaal')}\n"
