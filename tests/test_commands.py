"""A command that is forked from a process that loaded nbgrader says what one says that Python started."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.commands import started_by_python, typed
from tests.content.yaml_examples import SINGLE


@pytest.mark.parametrize(
    "words", [["check", "a.yaml"], ["check", "b.yaml"], ["grade"], ["assignment", "bouw"], ["--help"]], ids=" ".join
)
def test_a_forked_command_says_the_same_in_the_same_folder(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "a.yaml").write_text(SINGLE, "utf-8")
    (tmp_path / "b.yaml").write_text(SINGLE.replace("titel", "titl"), "utf-8")

    forked, plain = typed(*words, folder=tmp_path), started_by_python(*words, folder=tmp_path)

    assert (forked.returncode, forked.stdout, forked.stderr) == (plain.returncode, plain.stdout, plain.stderr)


def test_a_forked_command_leaves_our_folder_and_variables_alone(tmp_path: Path) -> None:
    before = dict(os.environ), Path.cwd()

    typed("new", "quiz", "proef", folder=tmp_path, HOME="/elders", TZ="Asia/Kolkata")

    assert (tmp_path / "proef.yaml").is_file()
    assert (dict(os.environ), Path.cwd()) == before
