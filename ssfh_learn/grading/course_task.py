"""Building, releasing, collecting and giving feedback in a process of its own.

nbgrader changes the current folder of its whole process while it works, which no server can have.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ssfh_learn.errors import ContentError
from ssfh_learn.grading.problem import GradingError, NoteCode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ssfh_learn.grading.course import Course

OwnProcess = Literal["build", "release", "collect", "feedback"]
PATIENCE = 600
"""Seconds that a task may take."""
MOST_NAMED = 50


@dataclass(frozen=True)
class CourseTaskOutcome:
    """What came of a task: facts as plain values, or the code and the Dutch sentence of what stopped it."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    code: NoteCode | Literal["content", ""] = ""
    sentence: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing stopped it."""
        return not self.code


def carry_out(root: Path, task: OwnProcess, name: str) -> CourseTaskOutcome:
    """Do a task with a test of the course in a folder, in a process of its own, and return what came of it."""
    command = [sys.executable, "-m", "ssfh_learn.grading.course_task", task, name]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, cwd=root)  # noqa: S603  (our own words)
        return CourseTaskOutcome(**json.loads(done.stdout.splitlines()[-1]))
    except (OSError, ValueError, TypeError, IndexError, subprocess.TimeoutExpired) as error:
        return _stopped(GradingError("fault", kind=type(error).__name__))


def withdraw(course: Course, name: str, has_begun: Callable[[], bool]) -> CourseTaskOutcome:
    """Take the release of a test away, so that nobody can begin it, unless somebody has begun.

    Somebody may begin while it is taken away; then it is put back.
    """
    release = course.folder("release", ".", name)
    aside = release.with_name(f".{release.name}.withdrawn")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        release.rename(aside)
        if has_begun():
            aside.rename(release)
            return CourseTaskOutcome({"is_kept": True})
    except OSError as error:
        with suppress(OSError):
            aside.rename(release)
        return _stopped(GradingError("not_written", reason=error.strerror or error))
    shutil.rmtree(aside, ignore_errors=True)
    return CourseTaskOutcome({"is_kept": False})


def _stopped(error: GradingError | ContentError) -> CourseTaskOutcome:
    return CourseTaskOutcome({}, error.code if isinstance(error, GradingError) else "content", str(error))


# In the process of its own


def _build(course: Course, name: str) -> dict[str, Any]:
    from ssfh_learn.grading.build import build

    built = build(course, name)
    return {"questions": built.questions, "drawn": built.drawn, "is_corrected": built.is_corrected}


def _release(course: Course, name: str) -> dict[str, Any]:
    from ssfh_learn.grading.exchange import release

    release(course, name)
    return {}


def _collect(course: Course, name: str) -> dict[str, Any]:
    from ssfh_learn.grading.exchange import collect

    taken = list(collect(course, name))
    refused = [one for one in taken if one.refused]
    named = [f"{one.name}: {one.refused}" for one in refused[:MOST_NAMED]]
    return {"new": sum(one.is_new for one in taken), "refused": len(refused), "named": named}


def _feedback(course: Course, name: str) -> dict[str, Any]:
    from ssfh_learn.grading.exchange import give_feedback

    given = give_feedback(course, name, released=True)
    return {
        "made": len(given.released) + len(given.ready),
        "released": len(given.released),
        "failed": list(given.failed[:MOST_NAMED]),
    }


TASKS: dict[str, Callable[[Course, str], dict[str, Any]]] = {
    "build": _build,
    "release": _release,
    "collect": _collect,
    "feedback": _feedback,
}


def _outcome(task: str, name: str) -> CourseTaskOutcome:
    from ssfh_learn.grading.course import find_course

    try:
        return CourseTaskOutcome(TASKS[task](find_course(Path.cwd()), name))
    except (GradingError, ContentError) as error:
        return _stopped(error)
    except OSError as error:
        return _stopped(GradingError("not_written", reason=error.strerror or error))


if __name__ == "__main__":
    print(json.dumps(vars(_outcome(*sys.argv[1:3]))))  # noqa: T201  (for the server, which waits for it)
