"""Who can read what: keys and grades are their owner's, and nothing of a key lies where things are released from."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.secrecy.conftest import TESTS, Built, files_in

pytestmark = pytest.mark.skipif("os.name == 'nt'", reason="Windows has other rights")


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_keys_can_be_read_by_their_owner_only(built: Built) -> None:
    keys = built.root / "keys"
    inside = list(keys.rglob("*"))

    assert {path.name for path in inside} >= {"secret", "versions", "toets.yaml", "werkdruk-toets.yaml"}
    assert {rights(path) for path in (keys, *inside) if path.is_dir()} == {0o700}
    assert {rights(path) for path in inside if path.is_file()} == {0o600}


def test_the_gradebook_can_be_read_by_its_owner_only(built: Built) -> None:
    assert rights(built.root / "gradebook.db") == 0o600


def test_the_gradebook_is_still_its_owners_after_grading(term: Path) -> None:
    assert rights(term / "gradebook.db") == 0o600


def test_nothing_of_the_keys_is_in_source_or_release(built: Built) -> None:
    own = {name: content for name, content in files_in(built.root / "keys").items() if content}
    given = {**files_in(built.root / "source"), **files_in(built.root / "release")}

    assert {name for name in given if Path(name).suffix == ".yaml" or Path(name).name == "secret"} == set()
    assert len(given) == 2 * len(TESTS)
    for name, content in own.items():
        assert [where for where, other in given.items() if content in other or content == other] == [], name
