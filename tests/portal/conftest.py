"""A portal with three modules and a course, and people with every role."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from tests.conftest import REPOSITORY
from tests.grading.courses import OPEN, write_config, write_key
from tests.portal.host import Site, serving
from tests.portal.places import write_module
from tests.postgresql import Server, running_server

TEST = "proef-toets"
"""The test of the small module; its key is that of the tests of grading."""
REAL_TEST = "werkdruk-toets"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run a PostgreSQL server; it is gone when the tests are done."""
    with running_server() as running:
        yield running


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with `modules` and `cursus`, built once because nbgrader takes seconds; not to be changed."""
    folder = tmp_path_factory.mktemp("portal")
    write_module(folder / "modules" / "proef")
    shutil.copytree(REPOSITORY / "modules" / "werkdruk", folder / "modules" / "werkdruk")
    course = folder / "cursus"
    write_config(course)
    key = write_key(course, TEST)
    key.write_text(key.read_text("utf-8").replace(OPEN, ""), "utf-8")  # what a person grades would make her wait
    shutil.copy(REPOSITORY / "assignments" / "keys" / f"{REAL_TEST}.yaml", course / "keys")
    for name in (TEST, REAL_TEST):
        build(find_course(course), name)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """Return such a folder, to do with as you like."""
    return Path(shutil.copytree(built, tmp_path / "portal"))


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    """Run a portal with a course."""
    with serving(folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}") as running:
        yield running


@dataclass
class Faults(logging.Handler):
    """Keeps what a server calls an uncaught exception."""

    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.ERROR)

    def __hash__(self) -> int:
        return id(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.found.append(self.format(record))


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """Return what the server could not handle, as it happens."""
    keeping = Faults()
    loggers = [logging.getLogger(name) for name in ("tornado.application", "asyncio")]
    for logger in loggers:
        logger.addHandler(keeping)
    yield keeping.found
    for logger in loggers:
        logger.removeHandler(keeping)
