"""Whose outcomes may be in the figures of which group: the accounts in groups, practices and regions now."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from ssfh_learn.roster.tables import COORDINATOR, MEMBER, PARTICIPANT, PRACTICE, WORKS_AT

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.engine import Connection

EVERYBODY = "all"


def group_key(id_: int) -> str:
    """Return the name under which figures of a group are kept."""
    return f"group:{id_}"


def is_group(key: str) -> bool:
    """Return whether a name is that of figures of a group."""
    return key.startswith("group:")


def practice_key(id_: int) -> str:
    """Return the name under which figures of a practice are kept."""
    return f"practice:{id_}"


def region_key(region: str) -> str:
    """Return the name under which figures of a region are kept."""
    return f"region:{region}"


def people_of_groups(connection: Connection, today: date) -> dict[str, set[str]]:
    """Return the accounts in each group, practice and region, and of everybody who is in one of these.

    Who coordinates a group is staff and counts nowhere; so does who has left.
    """
    is_here = or_(PARTICIPANT.c.ended.is_(None), PARTICIPANT.c.ended > today.isoformat())
    asked = select(PARTICIPANT.c.id, PARTICIPANT.c.account).where(is_here, PARTICIPANT.c.account.is_not(None))
    staff = set(connection.execute(select(COORDINATOR.c.account)).scalars())
    accounts = {row.id: row.account for row in connection.execute(asked) if row.account not in staff}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for group, participant in connection.execute(select(MEMBER.c.group_id, MEMBER.c.participant)):
        if participant in accounts:
            found[group_key(group)].add(accounts[participant])
    works = select(WORKS_AT.c.participant, PRACTICE.c.id, PRACTICE.c.region)
    for participant, practice, region in connection.execute(works.join(PRACTICE, PRACTICE.c.id == WORKS_AT.c.practice)):
        if participant in accounts:
            found[practice_key(practice)].add(accounts[participant])
            if region:
                found[region_key(region)].add(accounts[participant])
    return {**found, EVERYBODY: set().union(*found.values())}
