"""What is released of a test: read with every trick, and compared with the release of another key."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.secrecy.conftest import TESTS, Built, files_in
from tests.secrecy.scanner import Scanner

pytestmark = pytest.mark.slow  # builds the test of each module twice


@pytest.mark.parametrize("name", TESTS)
def test_nothing_in_a_release_tells_the_key(built: Built, scanners: Mapping[str, Scanner], name: str) -> None:
    released = files_in(built.release(name))

    assert set(released) == {f"{name}.ipynb", "toets.json"}
    assert scanners[name].scan(released) == []


@pytest.mark.parametrize("name", TESTS)
def test_another_key_gives_the_same_release_byte_for_byte(built: Built, other: Built, name: str) -> None:
    mine, theirs = (one.root / "keys" / f"{name}.yaml" for one in (built, other))

    assert mine.read_bytes() != theirs.read_bytes()
    assert files_in(built.release(name)) == files_in(other.release(name))
