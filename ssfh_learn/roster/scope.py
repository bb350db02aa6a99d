"""Whom a coordinator or an administrator may see: every query of a page starts here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, true

from ssfh_learn.roster.tables import COORDINATOR, GROUP, MEMBER, PARTICIPANT

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.engine import Connection


@dataclass(frozen=True)
class Scope:
    """What somebody may see and change: the people of the groups that her account coordinates, or all of them."""

    account: str
    is_everything: bool = False


def own_groups(scope: Scope) -> Select[Any]:
    """Return the query for the ids of the groups of a scope."""
    if scope.is_everything:
        return select(GROUP.c.id)
    return select(COORDINATOR.c.group_id).where(COORDINATOR.c.account == scope.account)


def is_visible(scope: Scope) -> ColumnElement[bool]:
    """Return the condition on the table of participants that a scope may see; an administrator sees everybody."""
    if scope.is_everything:
        return true()
    members = (
        select(MEMBER.c.participant)
        .join(COORDINATOR, COORDINATOR.c.group_id == MEMBER.c.group_id)
        .where(COORDINATOR.c.account == scope.account)
    )
    return PARTICIPANT.c.id.in_(members)


def accounts_in(connection: Connection, scope: Scope) -> frozenset[str]:
    """Return the accounts of everybody in a scope."""
    asked = select(PARTICIPANT.c.account).where(is_visible(scope), PARTICIPANT.c.account.is_not(None))
    return frozenset(connection.execute(asked).scalars())


def is_in_use(connection: Connection) -> bool:
    """Return whether there are groups; without any, the portal works as it does without a roster."""
    return connection.execute(select(GROUP.c.id).limit(1)).first() is not None
