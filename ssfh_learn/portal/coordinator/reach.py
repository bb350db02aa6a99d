"""Whom a coordinator reaches on the pages for running a test."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Found = TypeVar("Found")


@dataclass(frozen=True)
class Reach:
    """Whom a person reaches: names by account, and names of her groups by id; `staff` has who coordinates a group."""

    names: Mapping[str, str]
    groups: Mapping[int, str]
    is_everything: bool
    staff: Mapping[str, str] = field(default_factory=dict)

    def who(self, account: str) -> str:
        """Return what to call somebody who did something; her account where her name is not known."""
        return self.staff.get(account) or self.names.get(account, account)

    def holds(self, student: str) -> bool:
        """Return whether a learner is within reach."""
        return self.is_everything or student in self.names


def by_name(names: Mapping[str, str], found: Iterable[Found], account: Callable[[Found], str]) -> list[Found]:
    """Return what is about people in the order of `names`, by account; who has no name there comes last."""
    places = {known: place for place, known in enumerate(names)}
    return sorted(found, key=lambda one: (places.get(account(one), len(places)), account(one)))
