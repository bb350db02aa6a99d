"""The people of a worklist: all of a filter in the order of names, and one page of them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Text, cast, func, select

from ssfh_learn.roster.begin import begin_of, joined_days
from ssfh_learn.roster.listing import CHUNK, conditions, in_order, participants_of
from ssfh_learn.roster.participant import Practice
from ssfh_learn.roster.scope import is_visible, own_groups
from ssfh_learn.roster.tables import MEMBER, PARTICIPANT, PRACTICE, WORKS_AT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.listing import ParticipantFilter, SortedBy
    from ssfh_learn.roster.participant import Participant
    from ssfh_learn.roster.scope import Scope


class Membership(NamedTuple):
    """Groups that people are in, and their first days in these, by group."""

    groups: frozenset[int]
    begins: tuple[tuple[int, str], ...] = ()


class ListedPerson(NamedTuple):
    """Somebody in a worklist: her id, her account if it is known, and those of her groups that the scope may see.

    `begins` are her first days (ISO 8601) in these groups, by group, as far as they are known.
    """

    id: int
    account: str | None
    groups: frozenset[int]
    begins: tuple[tuple[int, str], ...] = ()


def people(
    connection: Connection, scope: Scope, asked: ParticipantFilter, sorted_by: SortedBy = "name"
) -> list[ListedPerson]:
    """Return everybody of a filter, in order."""
    joined = select(func.coalesce(_listed(connection, MEMBER.c.group_id), "")).where(
        MEMBER.c.participant == PARTICIPANT.c.id
    )
    joined = joined if scope.is_everything else joined.where(MEMBER.c.group_id.in_(own_groups(scope)))
    groups = joined.correlate(PARTICIPANT).scalar_subquery()
    chosen = select(PARTICIPANT.c.id, PARTICIPANT.c.account, PARTICIPANT.c.started, groups)
    rows = connection.execute(in_order(chosen.where(*conditions(scope, asked)), sorted_by)).all()
    known = {listed: frozenset(map(int, listed.split())) for listed in {row[3] for row in rows}}
    days = joined_days(connection, select(PARTICIPANT.c.id).where(*conditions(scope, asked)))

    def begins(id_: int, started: str | None, groups: frozenset[int]) -> tuple[tuple[int, str], ...]:
        found = ((group, begin_of(started, days.get((id_, group)))) for group in sorted(groups))
        return tuple((group, begin) for group, begin in found if begin)

    return [
        ListedPerson(id_, account, known[listed], begins(id_, started, known[listed]))
        for id_, account, started, listed in rows
    ]


def practices_of(connection: Connection, scope: Scope, asked: ParticipantFilter) -> list[tuple[Practice, int]]:
    """Return the practices of everybody of a filter, in the order of names, each with the id of who works there."""
    chosen = select(PRACTICE.c.name, PRACTICE.c.region, WORKS_AT.c.participant)
    chosen = chosen.join(WORKS_AT, WORKS_AT.c.practice == PRACTICE.c.id)
    chosen = chosen.join(PARTICIPANT, PARTICIPANT.c.id == WORKS_AT.c.participant).where(*conditions(scope, asked))
    rows = connection.execute(chosen.order_by(PRACTICE.c.key))
    return [(Practice(name, region), id_) for name, region, id_ in rows]


def _listed(connection: Connection, column: ColumnElement[int]) -> ColumnElement[str]:
    """Return the values of a column as one text with spaces."""
    if connection.dialect.name == "sqlite":
        return func.group_concat(column, " ")
    return func.string_agg(cast(column, Text), " ")


def whole(connection: Connection, scope: Scope, ids: Sequence[int]) -> list[Participant]:
    """Return participants by id, in the order of `ids`; whom the scope may not see is left out."""
    found: dict[int, Participant] = {}
    for start in range(0, len(ids), CHUNK):
        chosen = PARTICIPANT.c.id.in_(ids[start : start + CHUNK])
        rows = connection.execute(select(PARTICIPANT).where(chosen, is_visible(scope))).all()
        found |= {one.id: one for one in participants_of(connection, scope, rows)}
    return [found[id_] for id_ in ids if id_ in found]
