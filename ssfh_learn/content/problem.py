"""One problem in a file, as its author reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ssfh_learn.activities.flaw import Weight


@dataclass(frozen=True)
class Problem:
    """What is wrong at a line, and what to type instead; `code` is a key of the section `check` in the catalogue."""

    path: Path
    line: int
    code: str
    details: Mapping[str, object]
    weight: Weight = "error"

    @property
    def message(self) -> str:
        """The Dutch sentence."""
        return word("check", self.code, **self.details)

    def __str__(self) -> str:
        """Return `file:line: what is wrong, what to type instead`."""
        return f"{self.path}:{self.line}: {self.message}"
