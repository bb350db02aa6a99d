"""Grades through nbgrader's own `autograde` and formgrader's buttons: the same grades, and no kernel for our tests.

Each class leaves an assignment that is not one of our tests to nbgrader's own class. nbgrader's converters work with
the course folder as current folder.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import NotebookExporter
from nbformat import from_dict
from nbgrader import utils
from nbgrader.preprocessors import AssignLatePenalties, ClearSolutions, Execute, NbGraderPreprocessor, SaveAutoGrades

from ssfh_learn.errors import JournalError
from ssfh_learn.grading.arrival import MOST_BYTES
from ssfh_learn.grading.copied_journal import must_be_her_own
from ssfh_learn.grading.course import Course, is_ours
from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.grading.key import Key, load_key
from ssfh_learn.grading.master import master
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.received import TIMESTAMP
from ssfh_learn.grading.release import differences, files_of, is_same_notebook
from ssfh_learn.grading.submission import must_be_name, read_submission
from ssfh_learn.journal import public_journal
from ssfh_learn.journal.submitted import LARGEST, read_regular_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbconvert.exporters.exporter import ResourcesDict
    from nbformat import NotebookNode

_EMPTY = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def put_master_in_place(*, assignment: str, student: str, notebooks: list[str]) -> None:  # noqa: ARG001
    """Let nbgrader find one notebook with the right name in a submission, whatever the learner did with hers."""
    if is_ours(assignment, Path()) and notebooks:
        place = Path(notebooks[0]).with_name(f"{assignment}.ipynb")
        if not place.exists():
            place.write_text(json.dumps(_EMPTY), "utf-8")
        notebooks[:] = [str(place)]
        _put_bad_time_aside(place.with_name(TIMESTAMP))


def _make_safe(folder: Path) -> None:
    """Remove from a submission what nbgrader would copy without end: links, pipes, devices and very large files.

    Of such a journal only the first bytes stay, so that grading still says that it is too large.
    """
    if folder.is_symlink() or folder.parent.is_symlink():
        return
    for place, folders, names in os.walk(folder):
        for path in (Path(place) / name for name in (*folders, *names)):
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                path.unlink()
            elif path.is_file() and path.stat().st_size > MOST_BYTES:
                if path == public_journal(folder):
                    os.truncate(path, LARGEST + 1)
                else:
                    path.unlink()


def _put_bad_time_aside(path: Path) -> None:
    """Rename a file with a time that nbgrader cannot read: nbgrader would stop there with its own error."""
    with suppress(JournalError):
        try:
            utils.parse_utc(read_regular_file(path, 1000).decode("utf-8").strip())
        except (ValueError, OverflowError):
            path.replace(path.with_name(f"{TIMESTAMP}.bad"))


def is_of(resources: Mapping[str, Any]) -> bool:
    """Say whether what is being converted is a test of ours; nbgrader does that in the folder of the course."""
    return is_ours(resources["nbgrader"]["assignment"], Path())


class Ours:
    """What a preprocessor or an exporter of ours knows about the course."""

    config: Any

    def course(self) -> Course:
        """Return the course in the current folder."""
        return Course(Path.cwd(), self.config)

    def key(self, resources: ResourcesDict) -> Key:
        """Return the key of the assignment that is being converted."""
        return load_key(self.course(), resources["nbgrader"]["assignment"])


class OwnMaster(Ours, NbGraderPreprocessor):
    """Makes the source notebook again from the key, so that formgrader's Generate button cannot release an old one."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Return our own master in place of what stands in `source`."""
        if not is_of(resources):
            return nb, resources
        return from_dict(master(self.key(resources).learners)), resources


class KeepText(ClearSolutions):
    """Leaves our notebook as it is, because it holds no solution; clears the solutions of other assignments."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook without solutions."""
        if is_of(resources):
            return nb, resources
        return super().preprocess(nb, resources)


class ReleaseGuard(Ours, NbGraderPreprocessor):
    """Stops a release that holds anything else than what was made from the test without its key."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook unchanged; raises GradingError where the notebook or a file beside it differs."""
        name = resources["nbgrader"]["assignment"]
        if is_of(resources):
            course, key = self.course(), self.key(resources)
            files = files_of(course, key)
            different = set(differences(course.folder("source", ".", name), files)) - {f"{name}.ipynb"}
            if not is_same_notebook(nb, master(key.learners)):
                different.add(f"{name}.ipynb")
            if different:
                raise GradingError("leak", files=", ".join(sorted(different)))
        return nb, resources


class MasterExporter(Ours, NotebookExporter):
    """Converts our own master in place of a submitted notebook, which is never read."""

    def __init__(self, **options: Any) -> None:
        """Make the submissions safe to copy, and let nbgrader go on with those without a notebook too."""
        super().__init__(**options)
        course = self.parent.coursedir
        if is_ours(course.assignment_id, Path(course.root)):
            pattern = course.format_path(course.submitted_directory, course.student_id, course.assignment_id)
            for found in filter(os.path.isdir, glob(pattern)):  # noqa: PTH207  (nbgrader's own whole path)
                _make_safe(Path(found))
                self.parent.assignments.setdefault(found, [str(Path(found) / f"{course.assignment_id}.ipynb")])

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the converted notebook and the resources."""
        if not resources or not is_of(resources):
            return super().from_filename(filename, resources=resources, **options)
        path = Path(filename)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        nb = from_dict(master(self.key(resources).learners))
        # a new master needs no repair and no check: only the step that grades it stays
        self._preprocessors: list[Any] = [one for one in self._preprocessors if isinstance(one, _GRADES)]
        return self.from_notebook_node(nb, resources=resources, **options)


class GradeWithoutKernel(Ours, Execute):
    """Grades one of our tests from the journal; no code runs. Other assignments are executed as nbgrader does it."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict, km: Any = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return our master, filled with the attempt that counts; raises GradingError where nothing can be graded."""
        name, student = resources["nbgrader"]["assignment"], resources["nbgrader"]["student"]
        if not is_of(resources):
            return super().preprocess(nb, resources, km)
        course, key = self.course(), self.key(resources)
        must_be_name(student)
        folder, open_counts = course.folder("submitted", student, name), bool(course.late_rule.name)
        with CourseGradebook(course, key) as gradebook:
            hers = key.allowing(*gradebook.given_attempts(student))
            handed_in, notes = read_submission(hers, student, folder, open_counts=open_counts)
            must_be_her_own(course, key, student, handed_in.first_events)
            saved = gradebook.save(handed_in)
        for note in (*notes, *saved.notes):
            self.log.warning("%s: %s", student, note)
        return from_dict(master(saved.attempt.quiz, saved.attempt)), resources


class SaveGrades(SaveAutoGrades):
    """Compares what a notebook of ours says with what the gradebook holds; saves the grades of other assignments."""

    def _add_score(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        if not is_of(resources):
            super()._add_score(cell, resources)
            return
        name = cell.metadata["nbgrader"]["grade_id"]
        shown = None if utils.is_solution(cell) else utils.determine_grade(cell, self.log)[0]
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        if shown is not None and shown != grade.auto_score:
            raise GradingError("grades_differ", cell=name)

    def _add_comment(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        if not is_of(resources):
            super()._add_comment(cell, resources)


class LatePenalties(AssignLatePenalties):
    """Leaves the penalty of a test of ours, which was saved with its grades; assigns that of other assignments.

    nbgrader's own class counts an extension in hours, and does not know attempts that came too late to count.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook unchanged."""
        if is_of(resources):
            return nb, resources
        return super().preprocess(nb, resources)


_GRADES = (GradeWithoutKernel, SaveGrades)
