"""What a learner sends of statements that she places on a scale, whatever they are about."""

from __future__ import annotations

from typing import Literal

from ssfh_learn.activities.activity import Response


class Answer(Response):
    """A point of the scale, "na" for not applicable, or None to take an answer back."""

    kind: Literal["answer"]
    item: str
    value: int | Literal["na"] | None


class Finish(Response):
    """Ask for the result."""

    kind: Literal["finish"]


class Reopen(Response):
    """Change what was answered."""

    kind: Literal["reopen"]
