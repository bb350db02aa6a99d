"""Starters for a trainer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ssfh_learn.content import check, load_module
from ssfh_learn.content.starter import KINDS, write_starter
from ssfh_learn.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["proef", "omgaan-met-drukte", "nee", "123", "x"])
def test_a_starter_passes_check_whatever_its_name(tmp_path: Path, kind: str, name: str) -> None:
    path = write_starter(kind, name, tmp_path)

    assert [str(problem) for problem in check([path])] == []


def test_a_new_module_shows_its_activity(tmp_path: Path) -> None:
    module = load_module(write_starter("module", "proef", tmp_path))

    assert module.activity("kennischeck").kind == "quiz"
    assert (tmp_path / "proef" / "proef.ipynb").is_file()


def test_an_activity_goes_into_the_module_that_the_folder_is(tmp_path: Path) -> None:
    module = write_starter("module", "proef", tmp_path)

    assert write_starter("scenario", "ochtend", module) == module / "activiteiten" / "ochtend.yaml"
    assert [problem.code for problem in check([module])] == ["activity_not_shown"], "and nothing shows it as yet"


@pytest.mark.parametrize("name", ["Proef", "een naam", "../buiten", "a/b", "", "-a", "é", "a\n"])
def test_a_name_that_cannot_be_an_id_is_not_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentError, match="kan niet als naam"):
        write_starter("quiz", name, tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["module", "quiz"])
def test_a_starter_never_overwrites(tmp_path: Path, kind: str) -> None:
    write_starter(kind, "proef", tmp_path)

    with pytest.raises(ContentError, match="bestaat al"):
        write_starter(kind, "proef", tmp_path)
