"""A group of participants: who coordinates it, and what it should do by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DutyKind = Literal["module", "test"]


@dataclass(frozen=True)
class Duty:
    """A module or a test that a group should do; `due` is the last day (ISO 8601), None without such a day."""

    kind: DutyKind
    name: str
    due: str | None = None


@dataclass(frozen=True)
class RosterGroup:
    """A group; `coordinators` are accounts. `id` and `version` are 0 as long as the group is not kept."""

    name: str
    coordinators: frozenset[str] = frozenset()
    duties: tuple[Duty, ...] = ()
    id: int = 0
    version: int = 0
