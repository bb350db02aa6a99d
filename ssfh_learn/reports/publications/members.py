"""Whose answers a new value may be made of: at least five people in every difference with what was published before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from random import Random

FEWEST = 5
"""The fewest people in any value, and in any difference between two."""
MANY = 60
"""From this many people on, the first choice that will do is as good as any."""
_TRIES = 40
_TRIES_OF_MANY = 12


@dataclass(frozen=True)
class Earlier:
    """Something published before, seen from the people of a new value: who of them is in it, and how many others."""

    inside: frozenset[str]
    outside: int

    def surplus(self, chosen: set[str]) -> set[str]:
        """Return the people who are too few to be in the new value and not in this."""
        common = len(self.inside & chosen)
        return chosen - self.inside if 0 < len(chosen) - common < FEWEST else set()

    def shortage(self, chosen: set[str]) -> int:
        """Return how many more must stay out of the new value, because those in this and not in it are too few."""
        missing = self.outside + len(self.inside - chosen)
        return FEWEST - missing if 0 < missing < FEWEST else 0


def choices(pool: Collection[str], earlier: Collection[Earlier], random: Random) -> Iterator[set[str]]:
    """Yield sets of people that have no difference of fewer than five people with anything earlier.

    The first one leaves out no more than it must; who is left out is up to chance.
    """
    ordered = sorted(pool)
    if len(ordered) < FEWEST:
        return
    relevant = [one for one in earlier if one.inside]
    seen = set()
    for start in _starts(ordered, relevant, random):
        chosen = _without_small_differences(start, relevant)
        if len(chosen) >= FEWEST and (key := frozenset(chosen)) not in seen:
            seen.add(key)
            yield chosen


def _starts(ordered: list[str], earlier: Sequence[Earlier], random: Random) -> Iterator[list[str]]:
    """Yield whom to begin with, in an order of chance: everybody, the people of something earlier, ever fewer."""
    for attempt in range(min(_TRIES, 8 * (len(ordered) - FEWEST + 1)) if len(ordered) <= MANY else _TRIES_OF_MANY):
        random.shuffle(ordered)
        yield ordered[: len(ordered) - attempt // 8]
        if attempt < min(len(earlier), _TRIES_OF_MANY):
            yield [one for one in ordered if one in earlier[-1 - attempt].inside]


def _without_small_differences(ordered: list[str], earlier: Collection[Earlier]) -> set[str]:
    """Return these people without those who must stay out; each round only takes people away, so it ends."""
    chosen, size = set(ordered), -1
    place = {name: number for number, name in enumerate(ordered)}
    while len(chosen) != size and len(chosen) >= FEWEST:
        size = len(chosen)
        for one in earlier:
            chosen -= one.surplus(chosen)
            if short := one.shortage(chosen):
                chosen.difference_update(sorted(one.inside & chosen, key=place.__getitem__)[:short])
    return chosen
