"""One problem in a file, as its author reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ssfh_learn.activities.flaw import FlawCode
from ssfh_learn.content.repair.mistake import MistakeCode
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ssfh_learn.activities.flaw import Weight


FileCode = Literal[
    "bad_file_name",
    "bad_id",
    "bad_notebook",
    "bad_yaml",
    "double_key",
    "empty_file",
    "empty_text",
    "file_ends_in_txt",
    "file_ends_otherwise",
    "file_is_a_document",
    "file_too_large",
    "file_unreadable",
    "goal_not_covered",
    "id_is_file_name",
    "image_missing",
    "image_without_alternative",
    "list_too_short",
    "missing_key",
    "missing_kind",
    "no_such_file",
    "not_an_activity",
    "not_keys",
    "not_list",
    "not_text",
    "not_text_file",
    "not_whole",
    "notebook_code_visible",
    "notebook_missing_activity",
    "notebook_other_code",
    "notebook_outputs",
    "notebook_widget_state",
    "nothing_to_check",
    "odd_key",
    "odd_value",
    "other_encoding",
    "reserved_name",
    "too_deep",
    "too_large",
    "too_many_names",
    "too_small",
    "unknown_activity",
    "unknown_activity_meant",
    "unknown_encoding",
    "unknown_goal",
    "unknown_key",
    "unknown_key_meant",
    "unknown_kind",
    "unknown_question_kind",
    "unknown_source",
    "unknown_step",
    "wrong_value",
]
"""What can be wrong with a file before it is an activity, or with what it says of other files."""
ProblemCode = FlawCode | FileCode | MistakeCode


@dataclass(frozen=True)
class Problem:
    """What is wrong at a line, and what to type instead; `code` is a key of the section `check` in the catalogue."""

    path: Path
    line: int
    code: ProblemCode
    details: Mapping[str, object]
    weight: Weight = "error"

    @property
    def message(self) -> str:
        """The Dutch sentence."""
        return word("check", self.code, **self.details)

    def __str__(self) -> str:
        """Return `file:line: what is wrong, what to type instead`."""
        return f"{self.path}:{self.line}: {self.message}"
