"""Which tables can be shown side by side, so that no table and no difference between tables is about few people.

Tables of one number share people: a group is a part of everybody, and groups overlap. Whoever subtracts one table
from another sees the rest. So the shown tables together cut the people into pieces (somebody is in the same piece as
another where the same tables hold both), and every piece must have at least `LEAST` people. Whatever is added and
subtracted is then a sum of whole pieces. Only the number of people decides, never what they answered.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping

LEAST = 5
"""The fewest people behind a number."""
Table = TypeVar("Table", bound="Hashable")
Member = TypeVar("Member", bound="Hashable")


def shown_together(tables: Mapping[Table, Collection[Member]], least: int = LEAST) -> set[Table]:
    """Return the tables that can be shown, of the people in each.

    The widest tables are kept first; of two of the same size the one that comes first. What is left out looks the
    same as a table without people.
    """
    people: dict[Member, int] = {}
    """The piece that somebody is in; who is in no shown table yet is not here."""
    sizes: Counter[int] = Counter()
    shown: set[Table] = set()
    for table, members in sorted(tables.items(), key=lambda one: -len(one[1])):
        if len(members) < least:
            continue
        inside = Counter(people.get(one) for one in set(members))
        if not _can_cut(inside, sizes, least):
            continue
        shown.add(table)
        _cut(members, people, sizes)
    return shown


def _can_cut(inside: Mapping[int | None, int], sizes: Mapping[int, int], least: int) -> bool:
    """Say whether every piece stays large enough when a table cuts it; under None are people of no piece yet."""
    return all(
        count >= least and (piece is None or sizes[piece] == count or sizes[piece] - count >= least)
        for piece, count in inside.items()
    )


def _cut(members: Iterable[Member], people: dict[Member, int], sizes: Counter[int]) -> None:
    """Put the members in pieces of their own."""
    renamed: dict[int | None, int] = {}
    for one in set(members):
        old = people.get(one)
        new = renamed.setdefault(old, len(sizes) + 1)
        people[one] = new
        sizes[new] += 1
        if old is not None:
            sizes[old] -= 1
