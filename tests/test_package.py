"""The wheel alone: it carries modules and front end, holds no key, and runs without Node, npm or network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.slow  # builds and installs the wheel

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the sources."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--installer=pip", f"--outdir={folder}", str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a folder of its own, beside the libraries that it needs."""
    folder = tmp_path_factory.mktemp("installed")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        f"--target={folder}",
        wheel,
    ]
    subprocess.run([str(word) for word in command], check=True, capture_output=True)
    return folder


def _run(installed: Path, *words: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run with the installed package first, no Node on the path, and a home of its own."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(installed),
        "HOME": str(home),
        "PATH": str(Path(sys.executable).parent),
    }
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_carries_modules_front_end_and_extension(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    assert {
        "ssfh_learn/static/ssfh.js",
        "ssfh_learn/static/ssfh.css",
        "ssfh_learn/static/practice_his.js",
        "ssfh_learn/static/practice_his.css",
        "ssfh_learn/static/scenario.js",
        "ssfh_learn/static/scenario.css",
        "ssfh_learn/static/skills_gap.js",
        "ssfh_learn/static/skills_gap.css",
        "ssfh_learn/words/frontend.json",
        "ssfh_learn/shipped/modules/werkdruk/werkdruk.ipynb",
        "ssfh_learn/shipped/modules/werkdruk/activiteiten/kennischeck.yaml",
    } <= names
    assert any(name.endswith("share/jupyter/labextensions/ssfh_learn/static/remoteEntry.js") for name in names)


def test_the_wheel_carries_no_test_key_no_journal_and_no_sources_of_the_front_end(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    unwanted = ("keys/", "toets", "nbgrader_config", "journal.jsonl", "/frontend/")
    assert [name for name in names if any(part in name for part in unwanted)] == []


def test_the_installed_wheel_checks_its_own_modules(installed: Path, tmp_path: Path) -> None:
    where = _run(installed, "-c", "import ssfh_learn; print(ssfh_learn.__file__)", home=tmp_path).stdout.strip()
    assert Path(where).is_relative_to(installed)
    result = _run(installed, "-m", "ssfh_learn", "check", str(installed / "ssfh_learn/shipped"), home=tmp_path)
    assert (result.returncode, result.stdout.split(":")[0], result.stderr) == (0, "Alles klopt", "")


def test_the_installed_wheel_fills_a_work_folder(installed: Path, tmp_path: Path) -> None:
    script = "from pathlib import Path; from ssfh_learn.cli.work_folder import bring_up_to_date as f; f(Path.cwd())"
    result = _run(installed, "-c", script, home=tmp_path)
    assert result.stderr == ""
    assert (tmp_path / "modules/werkdruk/werkdruk.ipynb").is_file()
    assert not (tmp_path / "assignments").exists()
