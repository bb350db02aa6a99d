"""What a learner gets: the notebook, the test without its key, its images, and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ssfh_learn.content import released_test
from ssfh_learn.content.images import images_in
from ssfh_learn.grading.master import master, written

if TYPE_CHECKING:
    from pathlib import Path

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.key import Key


def files_of(course: Course, key: Key) -> dict[str, bytes]:
    """Return every file of the release, by name, as it is made from the test without its key."""
    exchange = str(course.config.Exchange.get("root", ""))
    return {
        f"{key.quiz.id}.ipynb": written(master(key.learners)).encode(),
        released_test.FILE_NAME: released_test.written(
            key.released, course=course.id, exchange=exchange, folder=course.shared_folder
        ),
        **{name: (course.keys / name).read_bytes() for name in images_in(key.released)},
    }


def differences(folder: Path, files: dict[str, bytes]) -> list[str]:
    """Return the files of a release that differ from what was made from the test without its key.

    A list of what is allowed finds every leak; a search for what is forbidden finds only the leaks that somebody
    thought of.
    """
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())  # links would be followed
    there = {path.relative_to(folder).as_posix() for path in found}
    same = {name for name in there & set(files) if _is_same(folder / name, files[name])}
    return sorted((there | set(files)) - same)


def _is_same(path: Path, expected: bytes) -> bool:
    content = path.read_bytes()
    if path.suffix != ".ipynb":
        return content == expected
    return is_same_notebook(json.loads(content), json.loads(expected))


def is_same_notebook(one: Any, other: Any) -> bool:
    """Say whether two notebooks are the same, except for what nbgrader adds to each cell."""
    return bool(_comparable(one) == _comparable(other))


def _comparable(notebook: Any) -> Any:
    """Return a notebook without what nbgrader itself adds to each cell: its version and checksums."""
    cells = [
        {
            **cell,
            "source": "".join(cell["source"]),
            "metadata": {name: value for name, value in cell["metadata"].items() if name not in _OF_NBGRADER},
            "nbgrader": {
                name: value for name, value in cell["metadata"].get("nbgrader", {}).items() if name != "checksum"
            },
        }
        for cell in notebook["cells"]
    ]
    return {**notebook, "cells": cells}


_OF_NBGRADER = {"nbgrader", "deletable", "editable"}
