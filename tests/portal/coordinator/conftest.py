"""The course of a portal, and a portal with a roster."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.grading.courses import CourseFolder
from tests.portal.conftest import TEST
from tests.portal.coordinator.rosters import Listed, listed
from tests.portal.host import Site


@pytest.fixture
def course(folder: Path) -> CourseFolder:
    """Return the course of the portal."""
    return CourseFolder(folder / "cursus", TEST)


@pytest.fixture
def roster(site: Site) -> Listed:
    """Put a roster in a portal with a course of two tests."""
    return listed(site)
