"""Who is at the other end, and what she may do: one small interface, with an implementation for each kind of host."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

LEARNER, TRAINER, COORDINATOR = "learner", "trainer", "coordinator"
ROLES = (LEARNER, TRAINER, COORDINATOR)


@dataclass(frozen=True)
class Person:
    """Somebody who is logged in: the id that her work is kept under, her name, and the roles that she has."""

    id: str
    name: str
    roles: frozenset[str] = frozenset({LEARNER})

    def may(self, *roles: str) -> bool:
        """Say whether she has one of these roles."""
        return bool(self.roles & set(roles))


class Identity(Protocol):
    """Tells who asks."""

    def person(self, user: object) -> Person | None:
        """Return the person behind what the host calls its user; None where nobody is logged in."""


class Owner:
    """The one owner of a Jupyter server: she learns, writes and coordinates on her own computer."""

    def __init__(self, account: str) -> None:
        self._account = account

    def person(self, user: object) -> Person | None:
        """Return the owner, whatever name the server gives her session."""
        return None if user is None else Person(self._account, self._account, frozenset(ROLES))


class HubGroups:
    """The users of a JupyterHub: every one learns, and groups of the Hub give the other roles."""

    def __init__(self, trainers: Iterable[str], coordinators: Iterable[str]) -> None:
        self._groups = {TRAINER: frozenset(trainers), COORDINATOR: frozenset(coordinators)}

    def person(self, user: object) -> Person | None:
        """Return who the Hub says that it is: `{"name": ..., "groups": [...]}`."""
        if not isinstance(user, dict) or not user.get("name"):
            return None
        groups = set(user.get("groups") or ())
        roles = {LEARNER} | {role for role, names in self._groups.items() if groups & names}
        return Person(str(user["name"]), str(user["name"]), frozenset(roles))
