"""A test as a learner has it, in the file beside her notebook: no key, and where to hand it in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from ssfh_learn.activities.quiz import Quiz

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME = "toets.json"
VERSION = 1


@dataclass(frozen=True)
class ReleasedTest:
    """The test, its course, and the folder of nbgrader's exchange or the shared folder; empty for nbgrader's own."""

    test: Quiz
    course: str
    exchange: str = ""
    folder: str = ""


def written(test: Mapping[str, Any], *, course: str, exchange: str, folder: str) -> bytes:
    """Return the content of the file of a test; `test` is the test without its key, as plain JSON."""
    described = {"v": VERSION, "course": course, "exchange": exchange, "folder": folder, "test": test}
    return (json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_released_test(folder: Path) -> ReleasedTest | None:
    """Return the test in a folder, or None where there is none or its file is damaged."""
    try:
        described: Any = json.loads((folder / FILE_NAME).read_text("utf-8"))
        test = Quiz.model_validate(described["test"])
        places = {name: str(described.get(name, "")) for name in ("exchange", "folder")}
        return ReleasedTest(test, str(described["course"]), **places)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ValidationError, RecursionError):
        return None
