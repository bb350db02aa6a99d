"""Makes an nbgrader assignment from a key: the source notebook, the release without the key, the gradebook rows."""

from __future__ import annotations

import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssfh_learn.content.activity_file import read_activity
from ssfh_learn.content.released_test import read_released_test
from ssfh_learn.errors import ContentError
from ssfh_learn.grading.configure import find_own_commands
from ssfh_learn.grading.key import key_file, key_to_build, make_secret, protect
from ssfh_learn.grading.opening import opens_at
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.release import differences, files_of
from ssfh_learn.grading.slots import slots_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ssfh_learn.activities.quiz import Quiz
    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.key import Key


@dataclass(frozen=True)
class Built:
    """What was built: where the release is, and what the test holds."""

    release: Path
    questions: int
    drawn: int
    points: float
    is_corrected: bool
    """Whether there are submissions already, which should be graded again."""
    due: datetime | None
    """The deadline now, in UTC: the one that was given, or else the one that was there before."""
    opens: datetime | None = None
    """When the test opens, in UTC."""


def build(course: Course, name: str, due: datetime | None = None) -> Built:
    """Make the source notebook, the release version and the gradebook rows of a test, and return what was made.

    `due` is a deadline in UTC. Raises GradingError or ContentError (Dutch) where that cannot be done; then the earlier
    release stays.
    """
    path = key_file(course, name)
    _must_be_clear(path)
    find_own_commands()
    make_secret(course, name)
    key = key_to_build(course, name)
    opens = opens_at(key.quiz)
    if opens is not None and due is not None and opens >= due:
        raise GradingError("opens_after_end", name=name)
    key.archive(path)
    protect(course)
    release = course.folder("release", ".", name)
    _write_source(course.folder("source", ".", name), files_of(course, key))
    with _kept_on_failure(release):
        is_corrected, due = _generate(course, key, due, _turned_over(release, key.quiz))
        different = differences(release, files_of(course, key))
        if different:
            raise GradingError("leak", files=", ".join(different))
    _owner_only(course)
    points = sum(slot.points for slot in slots_of(key.quiz))
    return Built(release, len(key.quiz.questions), key.quiz.length, points, is_corrected, due, opens)


def _must_be_clear(path: Path) -> None:
    """Raise ContentError for what only an author can answer, such as a number that can mean two things, or keywords.

    What was built before is still graded.
    """
    questions = [str(problem) for problem in read_activity(path)[1].problems if problem.weight == "question"]
    if questions:
        raise ContentError("\n".join(questions))


def _write_source(source: Path, files: dict[str, bytes]) -> None:
    """Write the source folder from nothing: nbgrader would also release whatever else is in it."""
    with suppress(FileNotFoundError):
        shutil.rmtree(source)
    for name, content in files.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@contextmanager
def _kept_on_failure(folder: Path) -> Iterator[None]:
    """Put a folder back as it was when what follows fails."""
    aside = folder.with_name(f".{folder.name}.before")
    shutil.rmtree(aside, ignore_errors=True)
    if folder.exists():
        shutil.copytree(folder, aside)
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        if aside.exists():
            aside.rename(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _turned_over(release: Path, quiz: Quiz) -> list[str]:
    """Return the questions that the computer marked in the last release and that a person grades now."""
    released = read_released_test(release)
    before = {question.id for question in released.test.questions if not question.needs_grader} if released else set()
    return [question.id for question in quiz.questions if question.needs_grader and question.id in before]


def _generate(course: Course, key: Key, due: datetime | None, turned_over: list[str]) -> tuple[bool, datetime | None]:
    """Let nbgrader make the release and the rows; return whether there are submissions already, and the deadline."""
    from nbgrader.apps import NbGraderAPI

    name = key.quiz.id
    api = NbGraderAPI(coursedir=course.directory, config=course.config)
    done: dict[str, Any] = api.generate_assignment(name)
    if not done["success"]:
        said = f"{done.get('error', '')}\n{done.get('log', '')}"
        if "Cannot add or remove cells" in said:
            if turned_over:
                raise GradingError("cells_turned_over", name=name, questions=", ".join(turned_over))
            raise GradingError("cells_changed", name=name)
        raise GradingError("nbgrader_failed", reason=_last_line(said))
    with api.gradebook as gradebook:
        if due is not None:
            gradebook.update_or_create_assignment(name, duedate=due.replace(tzinfo=None))
        assignment = gradebook.find_assignment(name)
        kept = assignment.duedate.replace(tzinfo=UTC) if assignment.duedate else None
        return len(assignment.submissions) > 0, kept


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "-"


def _owner_only(course: Course) -> None:
    """Keep the gradebook from other accounts; nbgrader makes it readable for all."""
    prefix = "sqlite:///"
    if course.db_url.startswith(prefix):
        with suppress(OSError):
            Path(course.db_url.removeprefix(prefix)).chmod(0o600)
