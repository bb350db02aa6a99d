"""Who is in a report: the people of a scope, by group and by practice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from ssfh_learn.roster.listing import group_names
from ssfh_learn.roster.participant import Practice
from ssfh_learn.roster.scope import is_visible, own_groups
from ssfh_learn.roster.tables import COORDINATOR, MEMBER, PARTICIPANT, PRACTICE, WORKS_AT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Select
    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.scope import Scope


@dataclass(frozen=True)
class ReportedPeople:
    """Everybody who takes part now, by account; who has no account yet has a name that no account can have.

    `groups` and `practices` are in the order of their names.
    """

    everybody: frozenset[str]
    group_names: Mapping[int, str]
    groups: Mapping[int, frozenset[str]]
    practices: Mapping[int, Practice]
    at_work: Mapping[int, frozenset[str]]
    """The people of each practice, as far as the scope reaches."""


def who_counts(connection: Connection) -> frozenset[str]:
    """Return the accounts that count in what is published: of people in a group who coordinate none."""
    members = select(PARTICIPANT.c.account).join(MEMBER, MEMBER.c.participant == PARTICIPANT.c.id)
    is_learner = (PARTICIPANT.c.account.is_not(None), PARTICIPANT.c.account.not_in(select(COORDINATOR.c.account)))
    return frozenset(connection.execute(members.where(*is_learner)).scalars())


def reported_people(connection: Connection, scope: Scope, today: str) -> ReportedPeople:
    """Return the people of a scope who have not left on a day (ISO 8601): those in a group who coordinate none."""
    is_here = (
        is_visible(scope),
        or_(PARTICIPANT.c.ended.is_(None), PARTICIPANT.c.ended > today),
        PARTICIPANT.c.id.in_(select(MEMBER.c.participant)),
        or_(PARTICIPANT.c.account.is_(None), PARTICIPANT.c.account.not_in(select(COORDINATOR.c.account))),
    )
    names = {
        id_: account or f"\0{id_}"
        for id_, account in connection.execute(select(PARTICIPANT.c.id, PARTICIPANT.c.account).where(*is_here))
    }
    joined = select(MEMBER.c.group_id, MEMBER.c.participant).where(MEMBER.c.group_id.in_(own_groups(scope)))
    works = select(WORKS_AT.c.practice, WORKS_AT.c.participant)
    if not scope.is_everything:
        works = works.join(PARTICIPANT, PARTICIPANT.c.id == WORKS_AT.c.participant).where(*is_here)
    at_work = _members(connection, works, names)
    listed = select(PRACTICE.c.id, PRACTICE.c.name, PRACTICE.c.region).order_by(PRACTICE.c.key)
    practices = {id_: Practice(name, region) for id_, name, region in connection.execute(listed) if at_work.get(id_)}
    groups = _members(connection, joined, names)
    known = group_names(connection, scope)
    return ReportedPeople(
        frozenset(names.values()),
        known,
        {id_: groups.get(id_, frozenset()) for id_ in known},
        practices,
        {id_: at_work[id_] for id_ in practices},
    )


def _members(connection: Connection, query: Select[Any], names: Mapping[int, str]) -> dict[int, frozenset[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for whole, participant in connection.execute(query):
        if participant in names:
            found[whole].add(names[participant])
    return {whole: frozenset(people) for whole, people in found.items()}
