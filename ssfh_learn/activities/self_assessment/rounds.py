"""What a learner did in a self-assessment: every filling in, and what she can send."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from ssfh_learn.activities.activity import Response

if TYPE_CHECKING:
    from collections.abc import Mapping


class BeginAgain(Response):
    """Start a new round, to compare with the one before."""

    kind: Literal["begin_again"]


@dataclass(frozen=True)
class Round:
    """One filling in; `content` is the version that was answered to."""

    content: str = ""
    answers: Mapping[str, int | str] = field(default_factory=dict)
    finished: bool = False


@dataclass(frozen=True)
class AssessmentState:
    """Every round; the last one is the one on the screen."""

    rounds: tuple[Round, ...] = (Round(),)

    def with_latest(self, latest: Round) -> AssessmentState:
        """Replace the last round."""
        return replace(self, rounds=(*self.rounds[:-1], latest))
