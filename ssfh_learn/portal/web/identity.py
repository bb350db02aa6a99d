"""The person who sends a request, and her roles: one interface, with an implementation for each kind of host."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

LEARNER, TRAINER, COORDINATOR, ADMINISTRATOR = "learner", "trainer", "coordinator", "administrator"
STAFF = (TRAINER, COORDINATOR, ADMINISTRATOR)
ROLES = (LEARNER, *STAFF)


@dataclass(frozen=True)
class Person:
    """Somebody who is logged in: the id under which her work is kept, her name and her roles.

    Where names can be given to somebody else, `account` is the name of her account, and `created` is when it was made
    (ISO 8601) if the host says so; her id follows from both (`Accounts`).
    """

    id: str
    name: str
    roles: frozenset[str] = frozenset({LEARNER})
    account: str | None = None
    created: str | None = None

    def may(self, *roles: str) -> bool:
        """Return whether she has one of these roles."""
        return bool(self.roles & set(roles))


class Identity(Protocol):
    """Tells which person sends a request."""

    def person(self, user: object) -> Person | None:
        """Return the person for a user of the host; None if nobody is logged in."""


class Owner:
    """The owner of a Jupyter server on her own computer; she has every role, unless she tries out what others see."""

    def __init__(self, account: str, roles: Iterable[str] = ROLES) -> None:
        self._account, self._roles = account, frozenset(roles)

    def person(self, user: object) -> Person | None:
        """Return the owner for any user of the server."""
        return None if user is None else Person(self._account, self._account, self._roles)


class HubGroups:
    """The users of a JupyterHub: each is a learner, and groups of the Hub give the other roles.

    Who coordinates a group of the roster is a coordinator too; `Page.prepare` adds that.
    """

    def __init__(
        self, trainers: Iterable[str], coordinators: Iterable[str], administrators: Iterable[str] = ()
    ) -> None:
        self._groups = {
            TRAINER: frozenset(trainers),
            COORDINATOR: frozenset(coordinators),
            ADMINISTRATOR: frozenset(administrators),
        }

    def person(self, user: object) -> Person | None:
        """Return the person for a user model of the Hub: `{"name": ..., "groups": [...], "created": ...}`."""
        if not isinstance(user, dict) or not user.get("name"):
            return None
        groups = set(user.get("groups") or ())
        roles = {LEARNER} | {role for role, names in self._groups.items() if groups & names}
        name, created = str(user["name"]), user.get("created")
        return Person(name, name, frozenset(roles), name, str(created) if created else None)
