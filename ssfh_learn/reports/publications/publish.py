"""Decides what is published: pure, with everything that was ever published as an argument."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from ssfh_learn.reports.publications.counted import counted_of
from ssfh_learn.reports.publications.coverage import Coverage
from ssfh_learn.reports.publications.members import FEWEST, MANY, Earlier, choices
from ssfh_learn.reports.publications.nesting import Nesting
from ssfh_learn.reports.publications.publication import OCCASIONS, SEPARATOR, Publication, first_of, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ssfh_learn.reports.publications.publication import CellKey, Occasion, SharedAnswer, Subject


def publish(
    answers: Iterable[SharedAnswer], groups: Mapping[str, Collection[str]], history: Sequence[Publication]
) -> list[Publication]:
    """Return what is published now: values that appear anew, and with the value None those that disappear.

    `groups` holds the first tokens of those who are in a group now, without staff. `history` is everything that was
    published before, in order. What is not in the answer stays as it was. Smaller groups go first, because a value
    of many people leaves more choice.
    """
    by_subject: defaultdict[Subject, list[SharedAnswer]] = defaultdict(list)
    for answer in answers:
        by_subject[answer.subject].append(answer)
    of_history: defaultdict[Subject, list[Publication]] = defaultdict(list)
    for one in history:
        of_history[one.subject].append(one)
    found: list[Publication] = []
    members = {group: frozenset(tokens) for group, tokens in groups.items()}
    nesting = Nesting.of(members)
    order = sorted(members, key=lambda group: (len(members[group]), group))
    for subject in {**of_history, **by_subject}:  # what is asked now, with its measure of now, goes before
        asked = next((one.subject for one in by_subject.get(subject, ())), subject)
        of_subject = _OfSubject(asked, by_subject.get(subject, ()), members, nesting, of_history.get(subject, ()))
        occasions = OCCASIONS[:1] if asked.choices else OCCASIONS  # only the first time counts of a practice
        found += [new for occasion in occasions for group in order if (new := of_subject.decided(group, occasion))]
        found += of_subject.of_gone_groups()
    return found


class _OfSubject:
    """One subject on one date: what there is to count, and what was published of it, also just now."""

    def __init__(
        self,
        subject: Subject,
        answers: Sequence[SharedAnswer],
        groups: Mapping[str, frozenset[str]],
        nesting: Nesting,
        history: Iterable[Publication],
    ) -> None:
        self._subject, self._groups, self._nesting = subject, groups, nesting
        self._counted = {occasion: counted_of(subject, answers, occasion) for occasion in OCCASIONS}
        self._member = {occasion: {first_of(one): one for one in self._counted[occasion].of} for occasion in OCCASIONS}
        self._history: list[Publication] = []
        self._with: defaultdict[str, list[int]] = defaultdict(list)
        """By first token: the places in the history of what it is in."""
        self._first: dict[int, frozenset[str]] = {}
        self._last: dict[CellKey, frozenset[str]] = {}
        """Who was in the last value of a cell, also if it is no longer shown."""
        for one in history:
            self._keep(one)
        self._shown = shown(self._history)
        self._coverage: dict[CellKey, Coverage] = {}

    def decided(self, group: str, occasion: Occasion) -> Publication | None:
        """Return what is published of a group, or None if what is shown stays as it is."""
        cell = (group, self._subject, occasion)
        member = self._member[occasion]
        pool = {member[one] for one in self._groups[group] if one in member} - self._waiting(group, occasion)
        joined = len(pool - self._last.get(cell, frozenset()))
        if joined >= FEWEST and (anew := self._new_value(cell, pool)):
            return self._published(anew)
        before = self._shown.get(cell)
        few_left = 0 < self._covered(cell).left < FEWEST if before else False  # an inner value went dark just now
        if before is None or (self._may_stay(before, pool, joined) and not few_left):
            return None
        return self._published(Publication(*cell, None))

    def of_gone_groups(self) -> list[Publication]:
        """Return that nothing is shown any more of groups that no longer exist."""
        gone = [cell for cell in self._shown if cell[0] not in self._groups]
        return [self._published(Publication(*cell, None)) for cell in gone]

    def _published(self, one: Publication) -> Publication:
        group, _, occasion = one.cell
        before = self._members_shown(one.cell)
        self._keep(one)
        self._shown[one.cell] = one
        if not one.is_shown:
            del self._shown[one.cell]
        if one.cell in self._coverage:
            self._coverage[one.cell].outer_is(one.members)
        for outer in self._nesting.around.get(group, ()):
            if coverage := self._coverage.get((outer, self._subject, occasion)):
                coverage.inner_is(one.members, before)
        return one

    def _keep(self, one: Publication) -> None:
        for member in one.members:
            self._with[first_of(member)].append(len(self._history))
        self._history.append(one)
        if one.members:
            self._last[one.cell] = one.members

    def _may_stay(self, before: Publication, pool: set[str], joined: int) -> bool:
        """Say whether a value may go on unchanged although nothing comes in its place.

        Who took back, was deleted or changed her answer counts no longer once five people joined or changed theirs,
        or once five did as she did.
        """
        stopped = sum(one not in self._counted[before.occasion].of for one in before.members)
        is_stale = stopped >= FEWEST or (stopped > 0 and joined >= FEWEST)
        return not is_stale and len(before.members & pool) >= FEWEST

    def _waiting(self, group: str, occasion: Occasion) -> set[str]:
        """Return who is not yet in what is shown of a group within this one; where nothing is shown nobody waits.

        Whoever joins comes in there first, together with others. Otherwise the larger group would have one of them
        each month, and the smaller group could not add five people at once any more.
        """
        member, waiting = self._member[occasion], set()
        for inner in self._nesting.within[group]:
            if last := self._members_shown((inner, self._subject, occasion)):
                waiting |= {member[one] for one in self._groups[inner] if one in member} - last
        return waiting

    def _new_value(self, cell: CellKey, pool: set[str]) -> Publication | None:
        """Return the value of as many people as can be, or the most shares that can be; None if there is nothing."""
        group, _, occasion = cell
        counted, last = self._counted[occasion], self._last.get(cell, frozenset())
        # tokens are secret, so nobody can work out who is left out by chance
        random = Random(SEPARATOR.join([group, occasion, *sorted(pool)]))  # noqa: S311
        best: set[str] = set()
        found: dict[str, float] = {}
        for chosen in choices(pool, self._earlier(cell, pool), random):
            is_no_better = len(found) == counted.most and len(chosen) <= len(best)
            if is_no_better or len(chosen - last) < FEWEST:
                continue
            clear = counted.clear(chosen)
            if clear and (len(clear), len(chosen)) > (len(found), len(best)):
                best, found = chosen, clear
                if len(pool) > MANY and len(found) == counted.most:
                    break
        if not best:
            return None
        new = Publication(*cell, None, frozenset(best))
        return replace(new, shares=found) if self._subject.choices else replace(new, value=found[""])

    def _earlier(self, cell: CellKey, pool: set[str]) -> list[Earlier]:
        """Return what was ever published and shares people with `pool`, and what can be worked out from it."""
        group, _, occasion = cell
        by_first = {first_of(one): one for one in pool}
        by_member = {one: one for one in pool}
        found = []
        for number in sorted({number for one in by_first for number in self._with.get(one, ())}):
            is_alike = (self._history[number].occasion == "before") == (occasion == "before")
            # if only one of the two is about the first round, people are compared by its token
            people = self._history[number].members if is_alike else self._by_first(number)
            found.append(_seen(people, by_member if is_alike or occasion == "before" else by_first))
        found.append(_seen(self._union(self._nesting.within[group], occasion), by_member))
        own = self._members_shown(cell)
        outer = [(around, self._subject, occasion) for around in sorted(self._nesting.around[group])]
        return found + [self._covered(one).rest(own, pool) for one in outer if one in self._shown]

    def _covered(self, cell: CellKey) -> Coverage:
        if cell not in self._coverage:
            group, _, occasion = cell
            inner = (self._members_shown((one, self._subject, occasion)) for one in self._nesting.within[group])
            self._coverage[cell] = Coverage(inner)
            self._coverage[cell].outer_is(self._members_shown(cell))
        return self._coverage[cell]

    def _members_shown(self, cell: CellKey) -> frozenset[str]:
        return self._shown[cell].members if cell in self._shown else frozenset()

    def _by_first(self, number: int) -> frozenset[str]:
        if number not in self._first:
            self._first[number] = frozenset(first_of(one) for one in self._history[number].members)
        return self._first[number]

    def _union(self, groups: Iterable[str], occasion: Occasion) -> frozenset[str]:
        return frozenset().union(*(self._members_shown((group, self._subject, occasion)) for group in groups))


def _seen(people: frozenset[str], pool: Mapping[str, str]) -> Earlier:
    """Return who of a pool is among these people; the pool has its members by the name that these people have."""
    common = people & pool.keys() if len(people) < len(pool) else [one for one in pool if one in people]
    return Earlier(frozenset(pool[one] for one in common), len(people) - len(common))
