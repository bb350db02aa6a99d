"""The people of a worklist: all of a filter in the order of names, and one page of them whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from ssfh_learn.roster.listing import CHUNK, conditions, in_order, participants_of
from ssfh_learn.roster.scope import is_visible, own_groups
from ssfh_learn.roster.tables import MEMBER, PARTICIPANT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.listing import ParticipantFilter
    from ssfh_learn.roster.participant import Participant
    from ssfh_learn.roster.scope import Scope


@dataclass(frozen=True)
class ListedPerson:
    """Somebody in a worklist: her id, her account if it is known, and those of her groups that the scope may see."""

    id: int
    account: str | None
    groups: frozenset[int]


def people(connection: Connection, scope: Scope, asked: ParticipantFilter) -> list[ListedPerson]:
    """Return everybody of a filter, in the order of names."""
    wanted = conditions(scope, asked)
    chosen = select(PARTICIPANT.c.id).where(*wanted)
    joined = select(MEMBER.c.participant, MEMBER.c.group_id).where(MEMBER.c.participant.in_(chosen))
    joined = joined if scope.is_everything else joined.where(MEMBER.c.group_id.in_(own_groups(scope)))
    groups: defaultdict[int, set[int]] = defaultdict(set)
    for id_, group in connection.execute(joined):
        groups[id_].add(group)
    known: dict[frozenset[int], frozenset[int]] = {}
    rows = connection.execute(in_order(select(PARTICIPANT.c.id, PARTICIPANT.c.account).where(*wanted)))
    none: frozenset[int] = frozenset()
    found = []
    for id_, account in rows:
        hers = frozenset(groups[id_]) if id_ in groups else none
        found.append(ListedPerson(id_, account, known.setdefault(hers, hers)))
    return found


def whole(connection: Connection, scope: Scope, ids: Sequence[int]) -> list[Participant]:
    """Return participants by id, in the order of `ids`; whom the scope may not see is left out."""
    found: dict[int, Participant] = {}
    for start in range(0, len(ids), CHUNK):
        chosen = PARTICIPANT.c.id.in_(ids[start : start + CHUNK])
        rows = connection.execute(select(PARTICIPANT).where(chosen, is_visible(scope))).all()
        found |= {one.id: one for one in participants_of(connection, scope, rows)}
    return [found[id_] for id_ in ids if id_ in found]
