"""nbgrader as people use it: its command, its own gradebook, and what stands in them afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook

from tests.commands import nbgrader as nbgrader  # noqa: PLC0414  (the road beside ours)
from tests.commands import typed

BIN = Path(sys.executable).parent


def ssfh_learn(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run our command in a folder."""
    return typed(*words, folder=folder, **environment)


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with these variables besides the usual ones."""
    return subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def gradebook(root: Path) -> Gradebook:
    """Open the gradebook of a course as formgrader does."""
    return Gradebook(f"sqlite:///{root / 'gradebook.db'}", "proef")


def give(root: Path, student: str, cell: str, score: float | None, **more: Any) -> None:
    """Give a score, and `extra` credit and a `comment`, in a grade cell as formgrader's own PUT requests do it."""
    with gradebook(root) as book:
        grade = book.find_grade(cell, "toets", "toets", student)
        grade.manual_score, grade.extra_credit = score, more.get("extra")
        grade.needs_manual_grade = score is None and grade.auto_score is None
        if "comment" in more:
            book.find_comment(cell, "toets", "toets", student).manual_comment = more["comment"]
        book.db.commit()


def grades(root: Path, student: str) -> dict[str, tuple[float | None, float | None, float | None, bool]]:
    """Return automatic score, manual score, extra credit and whether a person must look, by grade cell."""
    with gradebook(root) as book:
        return {
            grade.name: (grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
            for grade in sorted(book.find_submission("toets", student).notebooks[0].grades, key=lambda one: one.name)
        }


def comments(root: Path, student: str) -> dict[str, tuple[str | None, str | None]]:
    """Return nbgrader's own comment and the person's comment, by grade cell."""
    with gradebook(root) as book:
        notebook = book.find_submission("toets", student).notebooks[0]
        return {comment.name: (comment.auto_comment, comment.manual_comment) for comment in notebook.comments}


def submission(root: Path, student: str) -> dict[str, Any]:
    """Return what formgrader's overview says of a submission."""
    with gradebook(root) as book:
        found = book.find_submission("toets", student)
        return {
            "score": found.score,
            "max_score": found.max_score,
            "needs_manual_grade": found.needs_manual_grade,
            "timestamp": found.timestamp,
            "seconds_late": found.total_seconds_late,
            "penalty": found.notebooks[0].late_submission_penalty,
        }


def graded_students(root: Path) -> list[str]:
    """Return the learners with a submission in the gradebook."""
    with gradebook(root) as book:
        return sorted(found.student.id for found in book.find_assignment("toets").submissions)


def cells(root: Path, student: str) -> list[dict[str, Any]]:
    """Return the cells of an autograded notebook, without the checksums and rights that nbgrader's command adds."""
    path = root / "autograded" / student / "toets" / "toets.ipynb"
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    return [_bare(cell) for cell in notebook.cells]


def _bare(cell: Any) -> dict[str, Any]:
    kept = {name: value for name, value in cell.metadata.items() if name not in {"deletable", "editable", "nbgrader"}}
    ours = {name: value for name, value in cell.metadata.get("nbgrader", {}).items() if name != "checksum"}
    return {**cell, "metadata": kept, "nbgrader": ours}
