"""Whom a coordinator reaches on the pages for running a test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Reach:
    """Whom a person reaches: names by account, and names of her groups by id."""

    names: Mapping[str, str]
    groups: Mapping[int, str]
    is_everything: bool

    def holds(self, student: str) -> bool:
        """Return whether a learner is within reach."""
        return self.is_everything or student in self.names
