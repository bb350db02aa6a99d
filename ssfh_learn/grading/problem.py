"""What a trainer or coordinator should know about a course or a submission, as a code and a Dutch sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssfh_learn.errors import SsfhLearnError
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Note:
    """One thing to know; `code` is a key of the section `grading` in the catalogue."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the Dutch sentence."""
        return word("grading", self.code, **self.details)


class GradingError(SsfhLearnError):
    """Something that stops one submission or one command; its text is a Dutch sentence with what to do."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.note = Note(code, details)
        self.code = code

    def __str__(self) -> str:
        """Return the Dutch sentence."""
        return str(self.note)
