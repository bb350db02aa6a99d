"""A course: the folder with `nbgrader_config.py`, and where everything in it is."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traitlets.config.loader import Config, PyFileConfigLoader

from ssfh_learn.grading.deadline import LateRule
from ssfh_learn.grading.problem import GradingError

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG = "nbgrader_config.py"
KEYS = "keys"


@dataclass(frozen=True)
class Course:
    """A course folder and its configuration."""

    root: Path
    config: Config

    @property
    def id(self) -> str:
        """The name of the course."""
        return str(self.config.CourseDirectory.course_id)

    @cached_property
    def directory(self) -> Any:
        """Nbgrader's own idea of the folder: its database address and its folders."""
        from nbgrader.coursedir import CourseDirectory

        return CourseDirectory(config=Config({**self.config}), root=str(self.root))

    @property
    def db_url(self) -> str:
        """The SQLAlchemy address of the gradebook."""
        return str(self.directory.db_url)

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """Return the folder of one submission, or of one assignment (student `.`), in one of nbgrader's steps."""
        return Path(self.directory.format_path(getattr(self.directory, f"{step}_directory"), student, assignment))

    @property
    def shared_folder(self) -> str:
        """The folder in which learners hand in where there is no exchange; empty where there is."""
        return str(self.config.SsfhLearn.get("hand_in_folder", ""))

    @cached_property
    def late_rule(self) -> LateRule:
        """What this course does with late work."""
        return LateRule.of(self.config)

    @property
    def keys(self) -> Path:
        """Where the keys are: never under `source`, so that nothing of them is ever released."""
        return self.root / KEYS

    @property
    def tests(self) -> list[str]:
        """The names of the assignments that are tests of ours; raises GradingError where that is not known."""
        return [path.stem for path in sorted(self.keys.glob("*.yaml"))] if can_be_listed(self.keys) else []

    def submissions(self, assignment: str) -> Iterator[tuple[str, Path]]:
        """Yield each learner who handed something in, with the folder; raises GradingError where that is not known."""
        pattern = self.folder("submitted", "*", assignment)
        place = pattern.parts.index("*")
        base = Path(*pattern.parts[:place])
        if can_be_listed(base):
            for found in sorted(base.glob("/".join(pattern.parts[place:]))):
                yield found.parts[place], found


def can_be_listed(folder: Path) -> bool:
    """Say whether a folder is there; raises GradingError if nobody can know: that is not the same as empty.

    `Path.glob` gives nothing in either case.
    """
    try:
        with os.scandir(folder):
            return True
    except FileNotFoundError:
        return False
    except OSError as error:
        raise GradingError("folder_unreachable", folder=folder, reason=error.strerror or error) from error


def is_ours(assignment: str, root: Path) -> bool:
    """Say whether an assignment of the course in a folder is a test of ours."""
    return (root / KEYS / f"{assignment}.yaml").is_file()


def find_course(start: Path) -> Course:
    """Return the course that a folder is, holds as `assignments`, or is in.

    Raises GradingError where there is none or its configuration cannot be used.
    """
    for folder in (start, start / "assignments", *start.parents):
        if (folder / CONFIG).is_file():
            return _course(folder.resolve())
    raise GradingError("no_course", folder=start, file=CONFIG)


def _course(root: Path) -> Course:
    try:
        config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    except Exception as error:  # whatever the file's own code raises
        raise GradingError("bad_config", path=root / CONFIG, reason=error) from error
    course = Course(root, config)
    if not isinstance(config.CourseDirectory.get("course_id"), str) or "SsfhLearn" not in config:
        raise GradingError("not_configured", path=root / CONFIG)
    return course
