"""One mistake in a line, and how its author meant it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

MistakeCode = Literal[
    "bracket_at_start",
    "colon_in_text",
    "colon_missing",
    "continued_line",
    "control_sign",
    "curly_quotes",
    "dash_missing",
    "dash_too_many",
    "dash_without_space",
    "double_line",
    "flow_text",
    "hard_space",
    "hash_in_text",
    "indent_wrong",
    "invisible_sign",
    "key_meant",
    "list_expected",
    "number_written",
    "quote_in_text",
    "quote_missing",
    "sign_at_start",
    "soft_return",
    "space_after_colon",
    "tab_in_line",
    "text_in_quotes",
    "word_bullet",
    "word_minus",
    "word_meant",
]
"""What can be wrong with a line; the section `check` in the catalogue of interface words has a sentence for each."""
MISTAKES: tuple[MistakeCode, ...] = get_args(MistakeCode)


@dataclass(frozen=True)
class Mistake:
    """A mistake in the line `number` (from 1); `is_certain` says that there is only one way to mean it."""

    number: int
    code: MistakeCode
    written: str
    corrected: str
    details: Mapping[str, object] = field(default_factory=dict)
    is_certain: bool = False
