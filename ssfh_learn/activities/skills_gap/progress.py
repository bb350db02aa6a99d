"""What a learner did in a skills gap: two functions, estimates of herself, and steps to talk about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ssfh_learn.activities.activity import Response, RoleName

if TYPE_CHECKING:
    from collections.abc import Mapping

Side = Literal["present", "wanted"]
BOTH: tuple[Side, Side] = ("present", "wanted")
Estimate = int | Literal["na"]


class ChooseFunction(Response):
    """The function of now, or the one that is wanted; it may be the same."""

    kind: Literal["choose_function"]
    side: Side
    function: str


class Pick(Response):
    """Keep a step for the talk, or take it off again."""

    kind: Literal["pick"]
    item: str
    step: str
    picked: bool


@dataclass(frozen=True)
class GapState:
    """All by id, also of what is not on the screen now: another choice of function loses no estimate."""

    role: RoleName = "employee"
    functions: Mapping[str, str] = field(default_factory=dict)
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    picked: frozenset[tuple[str, str]] = frozenset()
    finished: bool = False
    was_finished: bool = False
    on_paper: bool = False
    """Nobody can choose there, so every competence is shown."""
