"""The list of participants: filtered, in the Dutch order of names, and page by page."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import and_, func, select

from ssfh_learn.roster.name import PersonName, folded
from ssfh_learn.roster.participant import Participant, Practice
from ssfh_learn.roster.scope import is_visible, own_groups
from ssfh_learn.roster.tables import COORDINATOR, GROUP, LOG, MEMBER, PARTICIPANT, PRACTICE, WORKS_AT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.scope import Scope

PAGE_SIZE = 50
CHUNK = 500
"""The most ids in one query."""
WhoIsListed = Literal["active", "left", "all"]
SortedBy = Literal["name", "practice", "function", "started", "ended"]


@dataclass(frozen=True)
class ParticipantFilter:
    """Which participants are asked for; what is empty asks for nothing. `today` (ISO 8601) says who has left."""

    today: str
    text: str = ""
    region: str = ""
    practice: str = ""
    function: str = ""
    group: int | None = None
    without_group: bool = False
    standing: WhoIsListed = "active"
    imported: int | None = None
    """The line of the log of an import: who came or changed by it."""


@dataclass(frozen=True)
class ListedPage:
    """One page of a list, and how many participants the whole list has."""

    participants: tuple[Participant, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class FilterChoices:
    """What there is to filter by, among the participants of a scope."""

    regions: tuple[str, ...]
    practices: tuple[str, ...]
    functions: tuple[str, ...]


def conditions(scope: Scope, asked: ParticipantFilter) -> list[ColumnElement[bool]]:
    """Return the conditions on the table of participants: first what the scope may see, then the filter."""
    found = [is_visible(scope)]
    found += [PARTICIPANT.c.search_key.contains(one, autoescape=True) for one in folded(asked.text).split()]
    if asked.region or asked.practice:
        works = select(WORKS_AT.c.participant).join(PRACTICE, PRACTICE.c.id == WORKS_AT.c.practice)
        works = works.where(PRACTICE.c.region == asked.region) if asked.region else works
        named = Practice(asked.practice).key  # with any region
        works = works.where(PRACTICE.c.key.startswith(named, autoescape=True)) if asked.practice else works
        found.append(PARTICIPANT.c.id.in_(works))
    if asked.function:
        found.append(PARTICIPANT.c.function == asked.function)
    if asked.group is not None:
        members = select(MEMBER.c.participant).where(MEMBER.c.group_id == asked.group)
        found.append(PARTICIPANT.c.id.in_(members.where(MEMBER.c.group_id.in_(own_groups(scope)))))
    if asked.without_group:
        found.append(PARTICIPANT.c.id.not_in(select(MEMBER.c.participant)))
    if asked.imported is not None:
        done = LOG.alias()
        by_it = LOG.c.id < done.c.id, LOG.c.at == done.c.at, LOG.c.who == done.c.who
        lines = select(LOG.c.participant).join(done, and_(*by_it))
        is_done = (done.c.id == asked.imported) & (done.c.action == "imported")
        found.append(PARTICIPANT.c.id.in_(lines.where(is_done, LOG.c.participant.is_not(None))))
    has_left = PARTICIPANT.c.ended.is_not(None) & (PARTICIPANT.c.ended <= asked.today)
    if asked.standing != "all":
        found.append(has_left if asked.standing == "left" else ~has_left)
    return found


def in_order(query: Select[Any], sorted_by: SortedBy = "name", *, descending: bool = False) -> Select[Any]:
    """Return a query with an order; within equal values the order is that of names."""
    by_name = (PARTICIPANT.c.sort_key, PARTICIPANT.c.id)
    if sorted_by == "name":
        return query.order_by(*((one.desc() for one in by_name) if descending else by_name))
    column = _first_practice() if sorted_by == "practice" else PARTICIPANT.c[sorted_by]
    return query.order_by((column.desc() if descending else column.asc()).nulls_last(), *by_name)


def _first_practice() -> ColumnElement[str]:
    """Return the practice by which somebody is sorted: of several, the first in the order of names."""
    works = WORKS_AT.join(PRACTICE, PRACTICE.c.id == WORKS_AT.c.practice)
    first = select(func.min(PRACTICE.c.key)).select_from(works).where(WORKS_AT.c.participant == PARTICIPANT.c.id)
    return first.correlate(PARTICIPANT).scalar_subquery()


def listed(  # noqa: PLR0913  (what a page asks for)
    connection: Connection,
    scope: Scope,
    asked: ParticipantFilter,
    page: int = 1,
    sorted_by: SortedBy = "name",
    *,
    descending: bool = False,
) -> ListedPage:
    """Return one page of the participants of a scope; a page past the end is the last page."""
    wanted = conditions(scope, asked)
    total = connection.execute(select(func.count()).select_from(PARTICIPANT).where(*wanted)).scalar_one()
    number = min(max(page, 1), max(1, -(-total // PAGE_SIZE)))
    query = in_order(select(PARTICIPANT).where(*wanted), sorted_by, descending=descending)
    rows = connection.execute(query.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    return ListedPage(tuple(participants_of(connection, scope, rows)), total, number)


def everyone(connection: Connection, scope: Scope, asked: ParticipantFilter) -> Iterator[Participant]:
    """Yield all participants of a filter, in the order of names."""
    rows = connection.execute(in_order(select(PARTICIPANT).where(*conditions(scope, asked)))).all()
    for start in range(0, len(rows), CHUNK):
        yield from participants_of(connection, scope, rows[start : start + CHUNK])


def one_of(connection: Connection, scope: Scope, id_: int) -> Participant | None:
    """Return a participant; None also for somebody whom the scope may not see."""
    row = connection.execute(select(PARTICIPANT).where(PARTICIPANT.c.id == id_, is_visible(scope))).first()
    return next(participants_of(connection, scope, [row])) if row else None


def namesakes(connection: Connection, scope: Scope, sort_key: str) -> list[Participant]:
    """Return everybody of a scope whose name has this key, in the order in which they came."""
    asked = select(PARTICIPANT).where(PARTICIPANT.c.sort_key == sort_key, is_visible(scope)).order_by(PARTICIPANT.c.id)
    return list(participants_of(connection, scope, connection.execute(asked).all()))


def choices(connection: Connection, scope: Scope) -> FilterChoices:
    """Return what a filter can choose from."""
    functions = select(PARTICIPANT.c.function).where(is_visible(scope), PARTICIPANT.c.function != "").distinct()
    practices = _practices(connection, scope)
    return FilterChoices(
        _sorted({one.region for one in practices if one.region}),
        tuple(dict.fromkeys(one.name for one in practices)),
        _sorted(connection.execute(functions).scalars()),
    )


def _practices(connection: Connection, scope: Scope) -> list[Practice]:
    """Return the practices where people of the scope work, in the order of their names."""
    works = select(WORKS_AT.c.practice)
    if not scope.is_everything:
        works = works.join(PARTICIPANT, PARTICIPANT.c.id == WORKS_AT.c.participant).where(is_visible(scope))
    asked = select(PRACTICE.c.name, PRACTICE.c.region).where(PRACTICE.c.id.in_(works)).order_by(PRACTICE.c.key)
    return [Practice(name, region) for name, region in connection.execute(asked)]


def practices_meant(connection: Connection, scope: Scope, typed: Practice) -> list[Practice]:
    """Return which practices of the list may be meant: one that is typed without a region is any with its name."""
    named = [one for one in _practices(connection, scope) if folded(one.name) == folded(typed.name)]
    return [one for one in named if folded(one.region) == folded(typed.region)] or ([] if typed.region else named)


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(texts, key=lambda text: (folded(text), text)))


def participants_of(connection: Connection, scope: Scope, rows: Collection[Any]) -> Iterator[Participant]:
    """Yield rows of the table as participants, with their practices and the groups that the scope may see."""
    ids = [row.id for row in rows]
    practices: defaultdict[int, list[Practice]] = defaultdict(list)
    works = select(WORKS_AT.c.participant, PRACTICE.c.name, PRACTICE.c.region).join(
        PRACTICE, PRACTICE.c.id == WORKS_AT.c.practice
    )
    for id_, name, region in connection.execute(works.where(WORKS_AT.c.participant.in_(ids)).order_by(PRACTICE.c.key)):
        practices[id_].append(Practice(name, region))
    groups: defaultdict[int, set[int]] = defaultdict(set)
    joined = select(MEMBER.c.participant, MEMBER.c.group_id).where(MEMBER.c.participant.in_(ids))
    joined = joined if scope.is_everything else joined.where(MEMBER.c.group_id.in_(own_groups(scope)))
    for id_, group in connection.execute(joined):
        groups[id_].add(group)
    for row in rows:
        yield participant_of(row, tuple(practices[row.id]), frozenset(groups[row.id]))


def participant_of(row: Any, practices: tuple[Practice, ...], groups: frozenset[int]) -> Participant:
    """Return a row of the table as a participant."""
    return Participant(
        name=PersonName(row.initials, row.given, row.prefix, row.family),
        account=row.account,
        email=row.email,
        function=row.function,
        register=row.register,
        number=row.number,
        started=row.started,
        ended=row.ended,
        practices=practices,
        groups=groups,
        origin=row.origin,
        id=row.id,
        version=row.version,
    )


def names_of(connection: Connection, accounts: Collection[str]) -> dict[str, str]:
    """Return what people say to the holders of accounts, whoever may see them: who did something is named by name.

    Who has no name in the list is left out; of two with one name each has her account beside it.
    """
    asked = select(PARTICIPANT).where(PARTICIPANT.c.account.in_(sorted(accounts)), PARTICIPANT.c.family != "")
    rows = connection.execute(asked).all() if accounts else []
    return told_apart({row.account: participant_of(row, (), frozenset()).name.full for row in rows})


def names_of_coordinators(connection: Connection) -> dict[str, str]:
    """Return what people say to everybody who coordinates a group, by account, as `names_of` does."""
    return names_of(connection, set(connection.execute(select(COORDINATOR.c.account)).scalars()))


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return names by account, with the account where two people have one name."""
    count = Counter(names.values())
    return {account: name if count[name] == 1 else f"{name} ({account})" for account, name in names.items()}


def people_in_groups(connection: Connection, scope: Scope, today: str) -> dict[int, int]:
    """Return by id how many people are in each group of a scope, as the list counts them: who left does not count."""
    asked = select(MEMBER.c.group_id, func.count().label("people")).join(
        PARTICIPANT, PARTICIPANT.c.id == MEMBER.c.participant
    )
    wanted = (MEMBER.c.group_id.in_(own_groups(scope)), *conditions(scope, ParticipantFilter(today)))
    rows = connection.execute(asked.where(*wanted).group_by(MEMBER.c.group_id)).all()
    return {row.group_id: row.people for row in rows}


def group_names(connection: Connection, scope: Scope) -> dict[int, str]:
    """Return the names of the groups of a scope by id, in order."""
    asked = select(GROUP.c.id, GROUP.c.name).where(GROUP.c.id.in_(own_groups(scope))).order_by(GROUP.c.key)
    return {row.id: row.name for row in connection.execute(asked)}
