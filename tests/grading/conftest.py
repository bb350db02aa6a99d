"""Courses to grade: built once, because nbgrader takes seconds to load, and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from tests.grading.courses import CourseFolder, write_config, write_key
from tests.postgresql import Server, running_server


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


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run a PostgreSQL server; it is gone when the tests are done."""
    with running_server("-c", "fsync=off") as running:
        yield running


@pytest.fixture(scope="session")
def built_on_postgresql(server: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Build a course with its gradebook on PostgreSQL; folder and database are not to be changed."""
    root, database = tmp_path_factory.mktemp("postgresql") / "cursus", server.new_database()
    write_config(root, db_url=database)
    write_key(root)
    build(find_course(root), "toets")
    return root, database


@pytest.fixture
def course_on_postgresql(server: Server, built_on_postgresql: tuple[Path, str], tmp_path: Path) -> CourseFolder:
    """Return a built course with a gradebook of its own on PostgreSQL, to do with as you like."""
    root, database = built_on_postgresql
    course = CourseFolder(Path(shutil.copytree(root, tmp_path / "cursus-postgresql")))
    write_config(course.root, db_url=server.new_database(database))
    return course


@pytest.fixture(params=["course", "course_on_postgresql"], ids=["sqlite", "postgresql"])
def any_course(request: pytest.FixtureRequest) -> CourseFolder:
    """Return a built course, once with its gradebook on SQLite and once on PostgreSQL."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, CourseFolder)
    return found
