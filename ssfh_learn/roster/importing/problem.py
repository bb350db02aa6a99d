"""What is wrong or remarkable in a list that is imported, always with its row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

ImportCode = Literal[
    "account_elsewhere",
    "ambiguous_in_list",
    "ambiguous_name",
    "column_missing",
    "column_twice",
    "column_unknown",
    "date_as_number",
    "empty_file",
    "end_before_start",
    "formula",
    "found_by_name",
    "group_missing",
    "group_unknown",
    "function_like",
    "is_usual",
    "keys_of_two",
    "known_name",
    "merged_cells",
    "name_missing",
    "name_odd",
    "no_such_day",
    "not_a_date",
    "not_an_address",
    "not_readable",
    "odd_year",
    "other_sheets",
    "practice_ambiguous",
    "practice_like",
    "protected",
    "region_like",
    "same_name",
    "sheet_error",
    "signs",
    "too_large",
    "too_long",
    "too_many_rows",
    "twice",
    "twice_in_list",
    "two_practices",
]


@dataclass(frozen=True)
class ImportProblem:
    """A problem, or a notice that stops nothing. `row` is the number that Excel shows; 0 where it is about the file.

    `code` is a key of the section `roster_import` in the catalogue, whose sentence takes the fields.
    """

    row: int
    code: ImportCode
    fields: Mapping[str, object] = field(default_factory=dict)
    is_notice: bool = False
