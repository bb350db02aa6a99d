"""Somebody who takes part, as the list knows her."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ssfh_learn.roster.name import folded

if TYPE_CHECKING:
    from ssfh_learn.roster.name import PersonName

Origin = Literal["list", "log_in"]
"""Whether a coordinator wrote somebody in the list, or she logged in without being on it."""


@dataclass(frozen=True)
class Practice:
    """Where somebody works; two practices with one name are in different regions."""

    name: str
    region: str = ""

    @property
    def key(self) -> str:
        """What makes two practices the same one: name and region, without capitals, marks and signs."""
        return f"{folded(self.name)}\N{UNIT SEPARATOR}{folded(self.region)}"

    @property
    def shown(self) -> str:
        """The practice as a page names it: with its region, if that is known."""
        return f"{self.name} ({self.region})" if self.region else self.name


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part. `id` and `version` are 0 as long as she is not in the list.

    `account` is the name with which she logs in; None as long as nobody knows it. `ended` is the first day without
    access. Both dates are ISO 8601. `groups` holds only the groups that the person who asks may see.
    """

    name: PersonName
    account: str | None = None
    email: str = ""
    function: str = ""
    register: str = ""
    number: str = ""
    started: str | None = None
    ended: str | None = None
    practices: tuple[Practice, ...] = ()
    groups: frozenset[int] = field(default=frozenset())
    origin: Origin = "list"
    id: int = 0
    version: int = 0

    def has_left(self, today: str) -> bool:
        """Return whether she has left on a day (ISO 8601)."""
        return self.ended is not None and self.ended <= today

    @property
    def shown_name(self) -> str:
        """Her name in a list; her account or address where the name is unknown."""
        return self.name.listed or self.account or self.email
