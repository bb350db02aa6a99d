"""One problem in a file, as its author reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ssfh_learn.activities.flaw import FlawCode
from ssfh_learn.content.repair.mistake import MistakeCode
from ssfh_learn.errors import ContentError
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ssfh_learn.activities.flaw import Weight


FileCode = Literal[
    "abbreviation_unexplained",
    "activity_in_raw_cell",
    "activity_in_text_cell",
    "activity_mistyped",
    "activity_not_shown",
    "activity_shown_twice",
    "bad_file_name",
    "bad_id",
    "bad_notebook",
    "bad_yaml",
    "blaming_words",
    "double_key",
    "empty_file",
    "empty_text",
    "file_ends_in_txt",
    "file_ends_otherwise",
    "file_is_a_document",
    "file_too_large",
    "file_unreadable",
    "goal_not_covered",
    "goal_not_practised",
    "goal_practised_too_early",
    "goal_without_steps",
    "heading_without_space",
    "id_is_file_name",
    "image_address_bare",
    "image_elsewhere",
    "image_kind",
    "image_missing",
    "image_named_after_file",
    "image_on_drive",
    "image_pasted",
    "image_too_large",
    "image_unreadable",
    "image_without_alternative",
    "keywords_key",
    "list_too_short",
    "missing_key",
    "missing_kind",
    "module_takes_other_time",
    "names_missing_step",
    "no_first_cell",
    "no_notebook",
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
    "points_are_a_number",
    "raw_cell",
    "reserved_name",
    "same_module_id",
    "second_notebook",
    "sentence_too_long",
    "sentences_long_on_average",
    "several_activities",
    "sound_kind",
    "sound_missing",
    "step_explains_little",
    "step_out_of_order",
    "step_takes_other_time",
    "term_not_bold",
    "term_not_explained",
    "term_not_used",
    "text_in_code_cell",
    "too_deep",
    "too_large",
    "too_many_names",
    "too_small",
    "track_of_unknown_module",
    "track_without_scan",
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
    "video_not_shown",
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

    def said_in(self, folder: Path) -> str:
        """Return the sentence for a page: the file as it is found from a folder, and the line in words."""
        path = self.path.relative_to(folder) if self.path.is_relative_to(folder) else self.path
        return word("check", "at", file=path.as_posix(), line=self.line, message=self.message)

    def __str__(self) -> str:
        """Return `file:line: what is wrong, what to type instead`."""
        return f"{self.path}:{self.line}: {self.message}"


class ContentFileError(ContentError):
    """A file that cannot be used, with each problem in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
