"""Courses to grade: built once, because nbgrader takes seconds to load, and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from tests.grading.courses import CourseFolder, write_config, write_key


@pytest.fixture(scope="session")
def built_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a course with one small test; it is not to be changed."""
    root = tmp_path_factory.mktemp("built") / "cursus"
    write_config(root)
    write_key(root)
    build(find_course(root), "toets")
    return root


@pytest.fixture
def course(built_course: Path, tmp_path: Path) -> CourseFolder:
    """Return a built course with one small test, to do with as you like."""
    return CourseFolder(Path(shutil.copytree(built_course, tmp_path / "cursus")))
