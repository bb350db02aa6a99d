"""The people of a worklist: all of a filter in the order of names, and one page of them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Text, cast, func, select

from ssfh_learn.roster.listing import CHUNK, conditions, in_order, participants_of
from ssfh_learn.roster.scope import is_visible, own_groups
from ssfh_learn.roster.tables import MEMBER, PARTICIPANT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.listing import ParticipantFilter
    from ssfh_learn.roster.participant import Participant
    from ssfh_learn.roster.scope import Scope


class ListedPerson(NamedTuple):
    """Somebody in a worklist: her id, her account if it is known, and those of her groups that the scope may see."""

    id: int
    account: str | None
    groups: frozenset[int]


def people(connection: Connection, scope: Scope, asked: ParticipantFilter) -> list[ListedPerson]:
    """Return everybody of a filter, in the order of names."""
    joined = select(func.coalesce(_listed(connection, MEMBER.c.group_id), "")).where(
        MEMBER.c.participant == PARTICIPANT.c.id
    )
    joined = joined if scope.is_everything else joined.where(MEMBER.c.group_id.in_(own_groups(scope)))
    chosen = select(PARTICIPANT.c.id, PARTICIPANT.c.account, joined.correlate(PARTICIPANT).scalar_subquery())
    rows = connection.execute(in_order(chosen.where(*conditions(scope, asked)))).all()
    known = {listed: frozenset(map(int, listed.split())) for listed in {row[2] for row in rows}}
    return [ListedPerson(id_, account, known[listed]) for id_, account, listed in rows]


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
