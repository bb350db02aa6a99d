"""What an import would change: compares a file with the list, without changing anything."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ssfh_learn.roster.importing.problem import ImportCode, ImportProblem
from ssfh_learn.roster.listing import ParticipantFilter, everyone, group_names
from ssfh_learn.roster.log import last_line
from ssfh_learn.roster.name import PersonName, folded
from ssfh_learn.roster.participant import Participant, Practice
from ssfh_learn.roster.spelling import OF_ANY_PRACTICE, Spellings, functions, regions
from ssfh_learn.roster.tables import MEMBER, PARTICIPANT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.importing.read import ReadList, ReadRow
    from ssfh_learn.roster.scope import Scope


KEY_COLUMNS = frozenset({"account", "number", "email"})
"""The columns that tell one person from another."""
NAME_COLUMNS = frozenset({"initials", "given", "prefix", "family", "full"})
READ_FIELDS = frozenset({"account", "email", "function", "register", "number", "started", "ended"})


@dataclass(frozen=True)
class ImportPlan:
    """Whom an import adds and changes; there is nothing to do while one problem is no notice."""

    new: tuple[Participant, ...] = ()
    changed: tuple[tuple[Participant, Participant], ...] = ()
    """As each is, and as she will be."""
    same: int = 0
    problems: tuple[ImportProblem, ...] = ()
    made_at: int = 0
    """The last line of the log when the plan was made: as long as it is the last, the plan holds."""
    names: Mapping[int, str] = field(default_factory=dict)
    """Who the rows with a problem are about, by row."""

    @property
    def is_possible(self) -> bool:
        """Whether nothing stops the import."""
        return all(one.is_notice for one in self.problems)


def plan_import(connection: Connection, scope: Scope, read: ReadList, group: int | None, today: str) -> ImportPlan:
    """Return what a file would change; who has no group in the file comes in `group`."""
    made_at = last_line(connection)
    planner = _Planner(connection, scope, group, today)
    people = _people([planner.spelled(row) for row in read.rows], planner.problems)
    planner.recognise(people)
    for row in people:
        planner.place(row)
    problems = sorted([*read.problems, *planner.problems], key=lambda one: one.row)
    about = {one.row for one in problems}
    names = {row.row: row.name.listed for row in read.rows if row.row in about and row.name.family}
    return ImportPlan(tuple(planner.new), tuple(planner.changed), planner.same, tuple(problems), made_at, names)


def _keys(account: str | None, register: str, number: str, email: str, name: PersonName) -> Iterator[tuple[str, ...]]:
    """Yield what tells one person from another; an address counts with the name, because a practice may share one."""
    if account:
        yield "account", account
    if number:
        yield "number", folded(register), folded(number)
    if email:
        yield "email", email.lower(), name.sort_key


def _keys_of(one: ReadRow | Participant) -> list[tuple[str, ...]]:
    return list(_keys(one.account, one.register, one.number, one.email, one.name))


# Within the file


def _people(rows: Iterable[ReadRow], problems: list[ImportProblem]) -> list[ReadRow]:
    """Return one row for each person: who is there twice is in two practices, or a problem."""
    people: dict[int, ReadRow] = {}
    first_with: dict[tuple[str, ...], int] = {}
    named: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        keys = _keys_of(row)
        earlier = next((first_with[key] for key in keys if key in first_with), None)
        if earlier is None:
            problems.extend(_same_name(row, [people[one] for one in named[row.name.sort_key]]))
            people[row.row] = row
            named[row.name.sort_key].append(row.row)
        elif _apart_from_places(people[earlier], row):
            problems.append(ImportProblem(row.row, "two_practices", {"first": earlier}, is_notice=True))
            people[earlier] = _together(people[earlier], row)
        else:
            problems.append(ImportProblem(row.row, "twice", {"first": earlier}))
        first_with |= {key: earlier or row.row for key in keys if key not in first_with}
    return list(people.values())


def _same_name(row: ReadRow, others: list[ReadRow]) -> Iterator[ImportProblem]:
    """Yield that a name is there before: two people, or nobody can tell."""
    for other in others if row.name.family else ():
        if (row.faulty | other.faulty) & KEY_COLUMNS:
            continue  # what would tell them apart could not be read
        if not _keys_of(row) or not _keys_of(other):
            yield ImportProblem(row.row, "ambiguous_name", {"first": other.row})
        else:
            yield ImportProblem(row.row, "same_name", {"first": other.row}, is_notice=True)
        return


def _apart_from_places(one: ReadRow, other: ReadRow) -> bool:
    """Return whether two rows differ, and only in their practice or group, or in what could not be read."""
    unread = {name: getattr(one, name) for name in one.faulty | other.faulty if name in READ_FIELDS}
    name = one.name if (one.faulty | other.faulty) & NAME_COLUMNS else other.name
    places = {"practices": one.practices, "groups": one.groups, "faulty": one.faulty}
    same = replace(other, **{**unread, **places, "row": one.row, "name": name}) == one
    return same and (one.practices, one.groups) != (other.practices, other.groups)


def _together(one: ReadRow, other: ReadRow) -> ReadRow:
    practices = tuple(dict.fromkeys((*one.practices, *other.practices)))
    return replace(one, practices=practices, groups=tuple(dict.fromkeys((*one.groups, *other.groups))))


# With the list


class _Planner:
    """Finds for each row who it is in the list."""

    def __init__(self, connection: Connection, scope: Scope, group: int | None, today: str) -> None:
        self._connection, self._scope, self._group = connection, scope, group
        self._groups = {folded(name): id_ for id_, name in group_names(connection, scope).items()}
        self._known: dict[tuple[str, ...], Participant] = {}
        self._named: defaultdict[str, list[Participant]] = defaultdict(list)
        self._practices: defaultdict[str, set[Practice]] = defaultdict(set)
        self._visible: set[int] = set()
        names: Counter[str] = Counter()
        for one in everyone(connection, scope, ParticipantFilter(today, standing="all")):
            self._visible.add(one.id)
            self._known |= dict.fromkeys(_keys_of(one), one)
            self._named[one.name.sort_key].append(one)
            for practice in one.practices:
                self._practices[folded(practice.name)].add(practice)
                names[practice.name] += 1
        self._functions, self._regions = functions(connection), regions(connection)
        self._practice_names = Spellings(names, OF_ANY_PRACTICE)
        self._elsewhere = self._taken()
        self._asked_usual: set[str] = set()
        self._used: dict[int, int] = {}
        self._recognised: set[int] = set()
        self.new: list[Participant] = []
        self.changed: list[tuple[Participant, Participant]] = []
        self.same = 0
        self.problems: list[ImportProblem] = []

    def _taken(self) -> set[str]:
        """Return the accounts of people whom the scope may not see, but for those who only logged in."""
        asked = select(PARTICIPANT.c.id, PARTICIPANT.c.account, PARTICIPANT.c.origin).where(
            PARTICIPANT.c.account.is_not(None)
        )
        in_groups = set(self._connection.execute(select(MEMBER.c.participant).distinct()).scalars())
        return {
            row.account
            for row in self._connection.execute(asked)
            if row.id not in self._visible and (row.origin != "log_in" or row.id in in_groups)
        }

    def recognise(self, rows: Iterable[ReadRow]) -> None:
        """Keep whom a row names by account, number or address: no row that has only her name is about her."""
        self._recognised = {one.id for row in rows for key in _keys_of(row) if (one := self._known.get(key))}

    def spelled(self, row: ReadRow) -> ReadRow:
        """Return a row as the list spells it, and say of this row which group or practice cannot be found."""
        for name in row.groups:
            if folded(name) not in self._groups:
                self._say(row, "group_unknown", name=name)
        function = self._spelled(row, "function_like", self._functions, row.function)
        return replace(row, function=function, practices=tuple(self._practice(row, one) for one in row.practices))

    def place(self, row: ReadRow) -> None:
        """Add a row to what is new, changed or the same, or say what is wrong with it."""
        before = len(self.problems)
        groups = self._groups_of(row)
        known = self._find(row)
        if row.account in self._elsewhere and (known is None or known.account != row.account):
            self._say(row, "account_elsewhere")
        if known is not None and known.id in self._used:
            self._say(row, "twice_in_list", first=self._used[known.id], name=known.shown_name)
        elif known is not None:
            self._used[known.id] = row.row
        has_groups = groups or row.groups or "group" in row.faulty
        if not has_groups and not (known and known.groups) and not self._scope.is_everything:
            self._say(row, "group_missing")
        if any(not one.is_notice for one in self.problems[before:]):
            return
        if known is None:
            self.new.append(_filled_in(Participant(row.name), row, row.practices, groups))
            return
        wanted = _filled_in(known, row, row.practices, known.groups | groups)
        if wanted == known:
            self.same += 1
        else:
            if not any((one := self._known.get(key)) and one.id == known.id for key in _keys_of(row)):
                self._say(row, "found_by_name", is_notice=True)
            self.changed.append((known, wanted))

    def _say(self, row: ReadRow, code: ImportCode, *, is_notice: bool = False, **fields: object) -> None:
        self.problems.append(ImportProblem(row.row, code, fields, is_notice))

    def _groups_of(self, row: ReadRow) -> frozenset[int]:
        found = {id_ for name in row.groups if (id_ := self._groups.get(folded(name))) is not None}
        return frozenset(found or ([self._group] if self._group is not None and not row.groups else []))

    def _practice(self, row: ReadRow, typed: Practice) -> Practice:
        """Return a practice as the list knows it; without a region it is the only one with its name."""
        there = self._practices[folded(typed.name)]
        known = [one for one in there if not typed.region or folded(one.region) == folded(typed.region)]
        if len(known) > 1:
            self._say(row, "practice_ambiguous", name=typed.name)
        if known:
            self._ask_usual(row, self._practice_names, known[0].name)
            return known[0]
        name = self._spelled(row, "practice_like", self._practice_names, typed.name)
        return Practice(name, self._spelled(row, "region_like", self._regions, typed.region))

    def _ask_usual(self, row: ReadRow, there: Spellings, text: str) -> None:
        """Ask once about a text that the list has already, where it is like one that many more people have."""
        spelled = there.of(text)
        if spelled not in self._asked_usual:
            self._asked_usual.add(spelled)
            if (meant := there.usual(spelled)) is not None:
                self._say(row, "is_usual", is_notice=True, value=spelled, meant=meant)

    def _spelled(self, row: ReadRow, code: ImportCode, there: Spellings, text: str) -> str:
        """Return a text as the list or an earlier row spells it; once, ask about one that is new and like another."""
        if (meant := there.meant(text)) is not None:
            self._say(row, code, is_notice=True, value=text, meant=meant)
        else:
            self._ask_usual(row, there, text)
        there.learn(text)
        return there.of(text)

    def _find(self, row: ReadRow) -> Participant | None:
        """Return who in the list a row is about; None for somebody new."""
        found = {one.id: one for key in _keys_of(row) if (one := self._known.get(key))}
        if len(found) > 1:
            names = ", ".join(sorted(one.shown_name for one in found.values()))
            self._say(row, "keys_of_two", names=names)
        if found:
            return next(iter(found.values()))
        if not row.name.family or row.faulty & KEY_COLUMNS:
            return None  # who it is can be told when what is wrong was put right
        there = [one for one in self._named.get(row.name.sort_key, ()) if one.id not in self._recognised]
        named = [one for one in there if not _contradict(row, one)]
        at_work = {folded(one.name) for one in row.practices}
        alike = [one for one in named if not at_work or at_work & {folded(p.name) for p in one.practices}]
        if len(alike) == 1:
            return alike[0]
        if len(alike) > 1:
            self._say(row, "ambiguous_in_list", count=len(alike))
        elif self._named.get(row.name.sort_key):
            self._say(row, "known_name", is_notice=True)
        return None


def _contradict(row: ReadRow, known: Participant) -> bool:
    """Return whether a row and somebody in the list have different accounts, numbers or addresses."""
    pairs = ((row.account, known.account), (row.number, known.number), (row.email.lower(), known.email.lower()))
    return any(mine and hers and mine != hers for mine, hers in pairs)


def _filled_in(
    known: Participant, row: ReadRow, practices: tuple[Practice, ...], groups: frozenset[int]
) -> Participant:
    """Return somebody with what a row says; what the row leaves empty stays."""
    old = known.name
    name = PersonName(row.name.initials or old.initials, row.name.given or old.given, row.name.prefix, row.name.family)
    said = {
        field: getattr(row, field)
        for field in ("account", "email", "function", "register", "number", "started", "ended")
        if getattr(row, field)
    }
    by_name = tuple(sorted(practices or known.practices, key=lambda one: (folded(one.name), folded(one.region))))
    return replace(known, name=name, practices=by_name, groups=groups, origin="list", **said)
