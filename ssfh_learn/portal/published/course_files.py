"""The configuration and keys of a course, read again only after their files change."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ssfh_learn.content.source import version_of
from ssfh_learn.grading.course import Course, find_course
from ssfh_learn.grading.key import load_key, versions_of_key

if TYPE_CHECKING:
    from pathlib import Path

    from ssfh_learn.grading.key import Key

Versions = tuple[tuple[int, int], ...]


class CourseFiles:
    """The configuration and the keys of the course in a folder; safe to call from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._course: tuple[Path, Versions, Course] | None = None
        self._keys: dict[str, tuple[object, Key]] = {}

    def course(self) -> Course:
        """Return the course; raises GradingError if there is none or its configuration cannot be used."""
        with self._lock:
            known = self._course
            if known is None or known[1] != _configuration(known[0]):
                self._course = None
                course = find_course(self._folder)
                known = self._course = (course.root, _configuration(course.root), course)
            return known[2]

    def key(self, course: Course, name: str) -> Key:
        """Return the key of a test; raises GradingError or ContentError if it cannot be used."""
        versions = (course.root, versions_of_key(course, name))
        known = self._keys.get(name)
        if known is None or known[0] != versions:
            known = self._keys[name] = (versions, load_key(course, name))
        return known[1]


def _configuration(root: Path) -> Versions:
    """Return the versions of the configuration and of the Python files beside it, which it may import."""
    return tuple(version_of(path) for path in sorted(root.glob("*.py")))
