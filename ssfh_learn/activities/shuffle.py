"""Shuffles items in an order that differs between learners, is stable, and can be recomputed by the grader."""

from __future__ import annotations

from functools import lru_cache
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

    The written order has no influence, so the result says nothing about the key. Unlike `random.shuffle`, the order
    is the same in every version of Python. A `fixed` item stays at the end.
    """
    loose, fixed = parted(items)
    order = _order("\x1f".join(map(str, seed)), tuple([item.id for item in loose]))
    return (*map(loose.__getitem__, order), *fixed)


@lru_cache(maxsize=20_000)
def _order(start: str, ids: tuple[str, ...]) -> tuple[int, ...]:
    """Return the places of ids in the order of a hash; a page asks for the same orders after every answer."""
    hashes = [sha256(f"{start}\x1f{id_}".encode()).digest() for id_ in ids]
    return tuple(sorted(range(len(ids)), key=hashes.__getitem__))


def parted(items: Iterable[Item]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Return the items to shuffle and the items that stay at the end; most types of item cannot be fixed."""
    loose: list[Item] = []
    fixed: list[Item] = []
    for item in items:
        # not `getattr`: of a field that a model does not have, pydantic takes long to say so
        (fixed if vars(item).get("fixed") else loose).append(item)
    return tuple(loose), tuple(fixed)


def flaws_of_fixed(things: Sequence[HasId], where: str) -> Iterator[Flaw]:
    """Yield each fixed item that is not at the end, and a list with nothing left to shuffle."""
    loose, fixed = parted(things)
    for position, thing in enumerate(things):
        if thing in fixed and position < len(loose):
            yield Flaw("fixed_not_last", (where, position, "fixed"), {"id": thing.id})
    if fixed and not loose:
        yield Flaw("all_fixed", (where,))
