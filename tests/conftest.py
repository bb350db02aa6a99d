"""Hypothesis profiles; and the folders that shipped content stands in."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.empty_journal import in_postgresql, sqlite_file
from tests.longer import listed, name_of
from tests.postgresql import Server
from tests.thoroughness import RUN, tries

settings.register_profile("local", max_examples=tries(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") and os.environ.get(RUN) != "nightly" else "local")

REPOSITORY = Path(__file__).parents[1]
LONGEST = [
    *("test_frontend.py", "portal/writing/test_reliability.py", "portal/web/test_hub.py", "cli/test_start.py"),
    *("portal/web/test_two_services.py", "portal/web/test_hub_oidc.py", "portal/test_backup.py"),
    *("secrecy/test_computer.py", "grading/test_two_graders.py", "test_nbgrader_suite.py", "test_package.py"),
    *("browser/test_accessibility.py", "browser/test_coordinator_pages.py", "browser/test_practice_his.py"),
    *("browser/test_practice_his_tasks.py", "browser/test_what_people_read.py", "browser/test_assignment.py"),
    *("browser/test_step_page.py", "browser/test_portal_hub.py", "browser/test_coming_back.py"),
]
"""Files that take longest for their number of tests, longest first."""


gc.disable()  # until all tests are collected: nothing of them is garbage


def pytest_collection_finish() -> None:
    """Keep the garbage collector from walking ten thousand collected tests again and again."""
    gc.freeze()
    gc.enable()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark as slow what was measured to be (`tests/longer.py`); the rest is marked by hand."""
    if name_of(item) in _LONGER:
        item.add_marker("slow")


_LONGER = listed()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first: of the processes that share the files, none waits long for another at the end."""
    places = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture
def modules() -> Path:
    """Return the folder of the modules that we ship."""
    return REPOSITORY / "modules"


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database without tables, once of each kind; `server` is the folder's own."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'leren.db'}"
    return _server(request).new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty journal, once in each kind of database; `server` is the folder's own."""
    if request.param == "postgresql":
        return in_postgresql(_server(request))
    file = tmp_path / "leren.db"
    file.write_bytes(sqlite_file())
    return f"sqlite:///{file}"


def _server(request: pytest.FixtureRequest) -> Server:
    found = request.getfixturevalue("server")
    assert isinstance(found, Server)
    return found
