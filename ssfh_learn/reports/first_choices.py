"""What people chose the first time in an exercise or a story: what was published of it, and where many went astray.

Nothing is counted here: every share was published, or there is none. It is never known better than in quarters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

Worth = Literal["right", "small", "serious", "critical"]
HALF = 0.5
"""Whoever went astray somewhere are many from this share on."""
_BADNESS: dict[Worth, int] = {"right": 0, "small": 1, "serious": 2, "critical": 3}


@dataclass(frozen=True)
class ShownChoice:
    """A choice, the part of all people who made it the first time (None where that is not shown), and where it leads.

    Without a text it stands for all that is right together.
    """

    text: str
    worth: Worth
    share: float | None
    leads_to: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The choice in words."""
        return self.text or word("choices", "all_right")

    @property
    def is_astray(self) -> bool:
        """Whether it is not the best and half of the people or more made it."""
        return self.worth != "right" and (self.share or 0) >= HALF


@dataclass(frozen=True)
class ShownPoint:
    """A situation or a question, with its number on the page; an ending has no choices."""

    id: str
    number: str
    text: str
    choices: tuple[ShownChoice, ...]


@dataclass(frozen=True)
class FirstChoices:
    """What is shown now of the first choices of some people in one exercise or story of a module.

    `address` is that of its page; `day` (ISO 8601) is the day on which it was published.
    """

    whom: str
    module: str
    title: str
    address: str
    day: str
    points: tuple[ShownPoint, ...]

    @property
    def is_story(self) -> bool:
        """Whether a choice leads somewhere."""
        return leads_somewhere(self.points)

    def name_of(self, point: ShownPoint) -> str:
        """Return what a point is called: `Situatie 3`, `Vraag 1`."""
        return word("choices", "situation" if self.is_story else "question", number=point.number)


@dataclass(frozen=True)
class Astray:
    """A choice that is not the best and that many made, with where it can be made."""

    of: FirstChoices
    point: ShownPoint
    choice: ShownChoice

    @property
    def place(self) -> str:
        """The situation or the question, by its number."""
        return self.of.name_of(self.point)


def leads_somewhere(points: Iterable[ShownPoint]) -> bool:
    """Say whether these points are a story, in which what comes next depends on what is chosen."""
    return any(choice.leads_to for point in points for choice in point.choices)


def said_share(share: float | None) -> str:
    """Return a share in words: it is never known better."""
    if share is None:
        return word("choices", "unknown")
    return word("choices", {0.25: "few", HALF: "half"}.get(share, "most"))


def astray(listed: Iterable[FirstChoices]) -> list[Astray]:
    """Return where many went astray: first where most did, and of these first what is worst."""
    found = (
        Astray(one, point, choice)
        for one in listed
        for point in one.points
        for choice in point.choices
        if choice.is_astray
    )
    return sorted(found, key=lambda one: (-(one.choice.share or 0), -_BADNESS[one.choice.worth]))
