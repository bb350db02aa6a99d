"""Which tests take longer than a quick run has time for: `python -m tests.longer` measures all, and writes the list.

The quick run leaves them out, as it leaves out what is marked slow by hand (see `conftest.py`). A test that is not on
the list yet is quick until it is measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).resolve().parents[1]
LISTED = ROOT / "tests" / "longer.txt"
SECONDS = 0.1
"""Of a processor, in the quick run: nine of ten tests take less, and all of these together a minute."""
INTO = "SSFH_MEASURED"


def listed() -> frozenset[str]:
    """Return the tests on the list, each as its file and its name."""
    return frozenset(LISTED.read_text("utf-8").splitlines())


def name_of(item: pytest.Item) -> str:
    """Return a test as it stands on the list: once for all its cases."""
    return f"{item.path.relative_to(ROOT / 'tests').as_posix()}::{getattr(item, 'originalname', item.name)}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Measure a test, with what it needs, where this file is a plugin."""
    before = _used()
    try:
        return (yield)
    finally:
        with (Path(os.environ[INTO]) / str(os.getpid())).open("a", encoding="utf-8") as file:
            file.write(f"{_used() - before:.3f} {name_of(item)}\n")


def _used() -> float:
    return sum(used.ru_utime + used.ru_stime for used in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def main() -> int:
    """Measure the tests that no hand marked, and write the list."""
    from tests.run import MEMORY, SIDE_BY_SIDE

    LISTED.write_text("", "utf-8")
    with TemporaryDirectory(dir=MEMORY) as folder:
        words = [*SIDE_BY_SIDE, "-q", "-p", "tests.longer", "-m", "not slow and not nightly", "--ignore=tests/browser"]
        environment = {**os.environ, INTO: folder, "SSFH_TESTS": "quick", "TMPDIR": folder}
        code = subprocess.run(
            [sys.executable, "-m", "pytest", *words], cwd=ROOT, env=environment, check=False
        ).returncode
        lines = [
            line.split(" ", 1)
            for file in Path(folder).glob("[0-9]*")
            for line in file.read_text("utf-8").split("\n")
            if line
        ]
    names = sorted({name for took, name in lines if float(took) >= SECONDS})
    LISTED.write_text("".join(f"{name}\n" for name in names), "utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
