"""The front end: its types, its own tests, and that what is committed is what the sources build."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "ssfh_learn"
FRONTEND = PACKAGE / "frontend"
BUILT = ("static", "labextension")


def _npm(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [shutil.which("npm") or "npm", *words], cwd=FRONTEND, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module", autouse=True)
def _installed() -> None:
    """Install exactly what the lock file says."""
    result = _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
    assert result.returncode == 0, result.stderr


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for name in BUILT for path in sorted((folder / name).rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_building_again_gives_the_same_bytes_as_the_committed_bundle(tmp_path: Path) -> None:
    result = _npm("run", "build", "--", str(tmp_path))
    assert result.returncode == 0, result.stderr
    assert _files(tmp_path) == _files(PACKAGE)


def test_the_types_hold() -> None:
    result = _npm("run", "check")
    assert result.returncode == 0, result.stdout


def test_the_front_ends_own_tests_pass() -> None:
    result = _npm("test")
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in (FRONTEND / "package-lock.json").read_text("utf-8")


def test_no_source_sets_inner_html() -> None:
    sources = "".join(path.read_text("utf-8") for path in (FRONTEND / "src").rglob("*.ts*"))
    assert "innerhtml" not in sources.lower()
    assert "insertadjacenthtml" not in sources.lower()
