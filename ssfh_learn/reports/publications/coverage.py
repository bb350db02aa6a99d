"""Who is in the value of a group and in no value of the groups within it: what a reader gets by taking these off."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ssfh_learn.reports.publications.members import Earlier

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Coverage:
    """The people of one value, and how many values of inner groups each of them is in; it follows each change."""

    def __init__(self, inner: Iterable[frozenset[str]]) -> None:
        self._people: frozenset[str] = frozenset()
        self._times = Counter(person for people in inner for person in people)
        self._rest = 0

    def outer_is(self, people: frozenset[str]) -> None:
        """Take over whom the value holds now."""
        self._people = people
        self._rest = sum(not self._times[person] for person in people)

    def inner_is(self, people: frozenset[str], instead_of: frozenset[str]) -> None:
        """Take over that an inner value holds these people now, instead of others."""
        for person in people - instead_of:
            self._rest -= person in self._people and not self._times[person]
            self._times[person] += 1
        for person in instead_of - people:
            self._times[person] -= 1
            self._rest += person in self._people and not self._times[person]

    @property
    def left(self) -> int:
        """How many people are in no inner value."""
        return self._rest

    def rest(self, own: frozenset[str], pool: Collection[str]) -> Earlier:
        """Return the people in no inner value but `own`, seen from `pool`."""
        inside = [one for one in pool if one in self._people and self._times[one] == (one in own)]
        only_own = sum(one in self._people and self._times[one] == 1 for one in own)
        return Earlier(frozenset(inside), self._rest + only_own - len(inside))
