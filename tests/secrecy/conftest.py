"""Two courses with the same tests and other keys, and learners who do the same in both; each made once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.quiz.questions import Question
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.exchange import collect, give_feedback, release
from ssfh_learn.grading.hand_in import hand_in
from ssfh_learn.grading.key import load_key
from tests.conftest import REPOSITORY
from tests.grading.courses import Answer, CourseFolder, right, write_key
from tests.secrecy.keys import authors_quiz, copy_key, write_course, write_other_key
from tests.secrecy.scanner import Scanner

BANKS = sorted((REPOSITORY / "assignments" / "keys").glob("*.yaml"))
TESTS = [*(path.stem for path in BANKS), "toets"]
"""The five tests that we ship, and the small one of the tests of grading."""

TERM = "agressie-toets"
"""The test that is made from beginning to end: it has every kind of question."""


@dataclass(frozen=True)
class Built:
    """A course in which every test was built."""

    root: Path

    def release(self, name: str) -> Path:
        """Where a learner's copy of a test comes from."""
        return self.root / "release" / name

    def released_test(self, name: str) -> Quiz:
        """Return the test as a learner has it."""
        return Quiz.model_validate(json.loads((self.release(name) / "toets.json").read_text("utf-8"))["test"])

    def scanner(self, name: str, public: str = "") -> Scanner:
        """Return what finds the key of a test."""
        key = load_key(find_course(self.root), name).quiz
        return Scanner(key, authors_quiz(self.root / "keys" / f"{name}.yaml"), public)


@pytest.fixture(scope="session")
def small_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the content file of the small test."""
    return write_key(tmp_path_factory.mktemp("klein"))


@pytest.fixture(scope="session")
def exchange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nbgrader's exchange, one for both courses: the releases of both name it."""
    folder = tmp_path_factory.mktemp("exchange")
    folder.chmod(0o777)
    return folder


@pytest.fixture(scope="session")
def built(small_key: Path, exchange: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the course with our own keys; not to be changed."""
    return _built(tmp_path_factory.mktemp("secrecy") / "cursus", small_key, exchange, copy_key)


@pytest.fixture(scope="session")
def other(small_key: Path, exchange: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the same course with other keys; not to be changed."""
    return _built(tmp_path_factory.mktemp("secrecy") / "cursus", small_key, exchange, write_other_key)


def _built(root: Path, small_key: Path, exchange: Path, write: Callable[[Path, Path], None]) -> Built:
    write_course(root, exchange)
    for path in (*BANKS, small_key):
        write(path, root)
        build(find_course(root), path.stem)
    return Built(root)


@pytest.fixture(scope="session")
def scanners(built: Built) -> Mapping[str, Scanner]:
    """Return what finds the key of each test."""
    return {name: built.scanner(name) for name in TESTS}


@pytest.fixture(scope="session")
def term(built: Built, exchange: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release one test, make it, hand it in, collect it, grade it and give it back; return the course.

    Anna can still make an attempt; Bram has none left.
    """
    root = Path(shutil.copytree(built.root, tmp_path_factory.mktemp("term") / "cursus"))
    course = find_course(root)
    outbound = release(course, TERM)
    for student, attempts in (("anna", 1), ("bram", 2)):
        folder = Path(shutil.copytree(outbound, tmp_path_factory.mktemp(student) / TERM))
        CourseFolder(root, TERM).play(folder, student, *[_some_right()] * attempts)
        hand_in(folder, student)
    assert [taken.refused for taken in collect(course, TERM)] == [None, None]
    assert all(outcome.result for outcome in CourseFolder(root, TERM).grade().values())
    assert len(give_feedback(course, TERM, released=True).released) == 2
    assert (exchange / "proef" / "feedback").is_dir()
    return root


def _some_right() -> Answer:
    """Answer every third question wrong, so that a result says something."""
    count = [0]

    def answer(question: Question) -> Any:
        count[0] += 1
        return None if count[0] % 3 == 0 else right(question) or "Samen met een collega naar de huisarts."

    return answer


@pytest.fixture
def course(built: Built, tmp_path: Path) -> Path:
    """Copy the course, to plant a leak in."""
    return Path(shutil.copytree(built.root, tmp_path / "cursus"))


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
