"""Where journals are."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from ssfh_learn.journal import public_journal

if TYPE_CHECKING:
    from pathlib import Path


def test_work_that_is_handed_in_stands_beside_the_notebook(tmp_path: Path) -> None:
    assert public_journal(tmp_path) == tmp_path / "journal.jsonl"


def test_private_work_stands_in_the_data_folder_of_the_learner_by_module(tmp_path: Path) -> None:
    code = "from ssfh_learn.journal import private_journal; print(private_journal('werkdruk'))"
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "PATH": ""}

    found = subprocess.run([sys.executable, "-c", code], env=home, capture_output=True, text=True, check=True).stdout

    assert found.strip() == str(tmp_path / "data" / "ssfh_learn" / "private" / "werkdruk.jsonl")
