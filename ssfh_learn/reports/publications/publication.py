"""What is published of a group, and what it is made of: answers under tokens, never a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ssfh_learn.reports.publications.measure import SCALE, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Occasion = Literal["before", "after", "change"]
"""The first round, the last one, and what changed between them."""
OCCASIONS: tuple[Occasion, ...] = ("before", "after", "change")
SEPARATOR = "/"


@dataclass(frozen=True)
class Subject:
    """What was asked: one part of one version of a scan, or all choices of a practice. `place` is its module.

    `choices` has what is yes or no for each person; it is empty where an answer is a number.
    """

    place: str
    activity: str
    version: str
    part: str
    measure: Measure = field(default=SCALE, compare=False)
    choices: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class SharedAnswer:
    """What one person shared of a subject: her mean in the first round and, if there is one, in the last.

    Of a subject with choices she shared which of them she made; she made no other. A token is drawn at random when an
    answer is shared and again when it changes. It stands for this answer and nothing else; one person has one answer
    to a subject.
    """

    subject: Subject
    token: str
    value: float = 0
    later_token: str = ""
    later: float | None = None
    made: frozenset[str] = frozenset()


CellKey = tuple[str, Subject, Occasion]
"""What a value is about: group, subject and occasion."""


@dataclass(frozen=True)
class Publication:
    """One value of one group, as it was published once, or the shares of its people who made each choice.

    Without any value or share it says that from then on nothing is shown. `members` are the tokens of the answers in
    it, the same for all its shares: never shown, and kept to compare later publications with.
    """

    group: str
    subject: Subject
    occasion: Occasion
    value: float | None
    members: frozenset[str] = frozenset()
    shares: Mapping[str, float] = field(default_factory=dict)

    @property
    def cell(self) -> CellKey:
        """What it is about."""
        return self.group, self.subject, self.occasion

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to see."""
        return self.value is not None or bool(self.shares)


def first_of(member: str) -> str:
    """Return the token of the first round of a member, who is named by both rounds in what is `after` or `change`."""
    return member.partition(SEPARATOR)[0]


def shown(history: Iterable[Publication]) -> dict[CellKey, Publication]:
    """Return what is shown now, by group, subject and occasion; `history` is in the order in which it was published."""
    last = {one.cell: one for one in history}
    return {cell: one for cell, one in last.items() if one.is_shown}
