"""Orders that differ between learners, stay the same on reload, and can be recomputed by the grader."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Protocol, TypeVar

from ssfh_learn.activities.flaw import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class HasId(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id."""


Item = TypeVar("Item", bound=HasId)


def shuffled(items: Iterable[Item], *seed: object) -> tuple[Item, ...]:
    """Return the items in the order of a hash of seed and id.

    The order does not depend on the order in which they were written, so it says nothing about the key; and unlike
    `random.shuffle` it is the same in every version of Python. What is `fixed` stays at the end, as it was written.
    """
    start = "\x1f".join(str(part) for part in seed)
    loose, fixed = parted(items)
    return (*sorted(loose, key=lambda item: sha256(f"{start}\x1f{item.id}".encode()).digest()), *fixed)


def parted(items: Iterable[Item]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Return what may be shuffled, and what stays at the end; most things cannot be fixed at all."""
    loose: list[Item] = []
    fixed: list[Item] = []
    for item in items:
        (fixed if getattr(item, "fixed", False) else loose).append(item)
    return tuple(loose), tuple(fixed)


def flaws_of_fixed(things: Sequence[HasId], where: str) -> Iterator[Flaw]:
    """Yield what is to stay at the end and does not stand there, and a list in which nothing is left to shuffle."""
    loose, fixed = parted(things)
    for position, thing in enumerate(things):
        if thing in fixed and position < len(loose):
            yield Flaw("fixed_not_last", (where, position, "fixed"), {"id": thing.id})
    if fixed and not loose:
        yield Flaw("all_fixed", (where,))
