"""Which group lies within which: everybody in a practice is in its region too."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True)
class Nesting:
    """By group: the groups that hold all its people, and the groups of which it holds all people."""

    around: Mapping[str, frozenset[str]]
    within: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, groups: Mapping[str, Collection[str]]) -> Nesting:
        """Find out which group lies within which, as their people are now."""
        groups_of: defaultdict[str, set[str]] = defaultdict(set)
        for group, people in groups.items():
            for one in people:
                groups_of[one].add(group)
        around: dict[str, frozenset[str]] = {}
        within: defaultdict[str, set[str]] = defaultdict(set)
        for group, people in groups.items():
            common = set.intersection(*(groups_of[one] for one in people)) if people else {group}
            around[group] = frozenset(outer for outer in common if _is_after(outer, group, groups))
            for outer in around[group]:
                within[outer].add(group)
        return cls(around, {group: frozenset(within[group]) for group in groups})


def _is_after(outer: str, group: str, groups: Mapping[str, Collection[str]]) -> bool:
    """Say whether a group that holds all people of another lies around it; of two with the same people, one does."""
    return (len(groups[outer]), outer) > (len(groups[group]), group)
