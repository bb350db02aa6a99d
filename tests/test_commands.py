"""A command that is forked from a process that loaded nbgrader says what one says that Python started."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.commands import nbgrader, started_by_python, typed
from tests.content.yaml_examples import SINGLE
from tests.grading.courses import write_config
from tests.grading.roads import BIN, run


@pytest.mark.parametrize(
    "words", [["check", "a.yaml"], ["check", "b.yaml"], ["grade"], ["assignment", "bouw"], ["--help"]], ids=" ".join
)
def test_a_forked_command_says_the_same_in_the_same_folder(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "a.yaml").write_text(SINGLE, "utf-8")
    (tmp_path / "b.yaml").write_text(SINGLE.replace("titel", "titl"), "utf-8")

    forked, plain = typed(*words, folder=tmp_path), started_by_python(*words, folder=tmp_path)

    assert (forked.returncode, forked.stdout, forked.stderr) == (plain.returncode, plain.stdout, plain.stderr)


@pytest.mark.slow  # Python loads nbgrader for each
@pytest.mark.parametrize("words", [["--version"], ["autograde", "weg"]], ids=" ".join)
def test_a_forked_command_of_nbgrader_says_the_same(tmp_path: Path, words: list[str]) -> None:
    folders = [tmp_path / "eerst", tmp_path / "later"]
    for folder in folders:
        write_config(folder)
        (folder / "source").mkdir()

    forked, plain = nbgrader(folders[0], *words), run(folders[1], str(BIN / "nbgrader"), *words)

    assert (forked.returncode, forked.stdout) == (plain.returncode, plain.stdout)
    assert forked.stderr == plain.stderr.replace(str(folders[1]), str(folders[0]))


def test_a_forked_command_leaves_our_folder_and_variables_alone(tmp_path: Path) -> None:
    before = dict(os.environ), Path.cwd()

    typed("new", "quiz", "proef", folder=tmp_path, HOME="/elders", TZ="Asia/Kolkata")

    assert (tmp_path / "proef.yaml").is_file()
    assert (dict(os.environ), Path.cwd()) == before
