"""How a function, a practice or a region is spelled: as the list has it, so that one thing does not stand there twice.

Capitals, marks and signs make no difference: "poh" is the "POH" that the list has. What only looks like something in
the list is asked about, because two practices may have names that are alike.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import func, select

from ssfh_learn.roster.name import folded
from ssfh_learn.roster.scope import is_visible
from ssfh_learn.roster.tables import PARTICIPANT, PRACTICE, WORKS_AT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import Select
    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.scope import Scope

Named = TypeVar("Named")
SHORTEST = 6
"""The signs of a text in which a typing error is suspected; "POH-S" and "POH-O" are two functions."""
MOST_WRONG = 3
"""The typing errors in a text that are looked for; a word of fewer letters may have fewer (`_may_have`)."""
FEW = 2
"""The people who may have a text that was misspelt; where more have it, it is taken to be right."""
MANY = 3
"""How many times as many people have the text that may be meant."""
MOST = 10_000
"""Spellings among which one is looked for: twice the practices of the country. Where each is compared with each, a
column that was read as another one would keep everybody waiting."""
OF_ANY_PRACTICE = frozenset(
    {
        *(
            "praktijk",
            "huisartspraktijk",
            "huisartsenpraktijk",
            "huisartsenpraktijken",
            "huisarts",
            "huisartsen",
            "hap",
        ),
        *("gezondheidscentrum", "centrum", "maatschap", "de", "het", "t", "een", "en", "van", "aan", "in", "op"),
    }
)
"""Words that say nothing of which practice it is."""
_NUMBERS = re.compile(r"\d+")


class Spellings:
    """The spellings of one kind of text; of those that compare as equal the first that was learned counts.

    Of several that may be meant, the one that most people have comes first: a misspelt text stands in a list too.
    """

    def __init__(self, texts: Iterable[str] | Mapping[str, int] = (), ignored: frozenset[str] = frozenset()) -> None:
        """Learn texts, or texts that so many people have."""
        self._ignored = ignored
        self._known: dict[str, str] = {}
        self._people: Counter[str] = Counter()
        self._common: dict[int, Spellings] = {}
        """The spellings that many more people have than so many."""
        self._bare: defaultdict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
        """The texts by what is left without the words that are ignored, and by the numbers in them."""
        for text, count in Counter(texts).most_common():
            self.learn(text)
            self._people[self.of(text)] += count

    def learn(self, text: str) -> None:
        """Add a spelling, unless it compares as equal to one that is there."""
        key = folded(text)
        if key and key not in self._known:
            self._known[key] = text
            self._bare[_numbers(key)].setdefault(self._bare_of(key), text)

    def of(self, text: str) -> str:
        """Return how a text is spelled here; a text that is not here stays as it is."""
        return self._known.get(folded(text), text)

    def meant(self, text: str) -> str | None:
        """Return what may be meant by a text that is not here; None if it is here, or nothing is like it."""
        key = folded(text)
        if not key or key in self._known or len(self._known) > MOST:
            return None
        there, own = self._bare.get(_numbers(key), {}), self._bare_of(key)
        if own in there:
            return there[own]
        found = process.extract_iter(own, list(there), scorer=OSA.distance, score_cutoff=MOST_WRONG)
        like = (
            (-self._people[there[bare]], wrong, place, there[bare])
            for bare, wrong, place in found
            if _is_like(own, bare, wrong)
        )
        best = min(like, default=None)
        return None if best is None else best[-1]

    def usual(self, text: str) -> str | None:
        """Return what may be meant by a text that is here with few people, and like one that many more have."""
        people = self._people[self.of(text)]
        if not 0 < people <= FEW:
            return None
        if people not in self._common:
            common = {one: count for one, count in self._people.items() if count >= MANY * people}
            self._common[people] = Spellings(common, self._ignored)
        return self._common[people].meant(text)

    def _bare_of(self, key: str) -> str:
        return " ".join(one for one in key.split() if one not in self._ignored) or key


def _is_like(one: str, other: str, wrong: int) -> bool:
    """Return whether two texts with so many differences may be one: more than one only if no word differs too much."""
    if wrong == 1:
        return max(len(one), len(other)) >= SHORTEST
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return False
    return all(OSA.distance(*pair) <= _may_have(max(map(len, pair))) for pair in zip(words, others, strict=True))


def _may_have(letters: int) -> int:
    """Return how many typing errors a word of so many letters may have."""
    return sum(letters >= least for least in (SHORTEST, 10, 14))


def _numbers(key: str) -> tuple[str, ...]:
    """Return the numbers in a text: with another number it is another practice."""
    return tuple(_NUMBERS.findall(key))


def _counted(connection: Connection, asked: Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(asked)}


def functions(connection: Connection, but: int = 0) -> Spellings:
    """Return the functions in the list, without that of one participant."""
    asked = select(PARTICIPANT.c.function, func.count()).where(PARTICIPANT.c.function != "", PARTICIPANT.c.id != but)
    return Spellings(_counted(connection, asked.group_by(PARTICIPANT.c.function).order_by(PARTICIPANT.c.function)))


def practices(connection: Connection, scope: Scope) -> Spellings:
    """Return the names of the practices of everybody in a scope."""
    works = select(PRACTICE.c.name, func.count()).join(WORKS_AT, WORKS_AT.c.practice == PRACTICE.c.id)
    works = works.join(PARTICIPANT, PARTICIPANT.c.id == WORKS_AT.c.participant).where(is_visible(scope))
    return Spellings(_counted(connection, works.group_by(PRACTICE.c.name).order_by(PRACTICE.c.name)), OF_ANY_PRACTICE)


def regions(connection: Connection) -> Spellings:
    """Return the regions of the practices in the list, with how many practices each has."""
    asked = select(PRACTICE.c.region, func.count()).where(PRACTICE.c.region != "")
    return Spellings(_counted(connection, asked.group_by(PRACTICE.c.region).order_by(PRACTICE.c.region)))


def doubles(
    several: Iterable[Named],
    text: Callable[[Named], str],
    ignored: frozenset[str] = frozenset(),
    there: Iterable[Named] = (),
) -> list[tuple[Named, Named]]:
    """Return each thing that may be another one, spelled otherwise, with the earlier one that it may be.

    What is `there` comes before all, and is compared with nothing itself.
    """
    spellings = Spellings(ignored=ignored)
    known: dict[str, Named] = {}
    found: list[tuple[Named, Named]] = []
    for one in there:
        spellings.learn(text(one))
        known.setdefault(spellings.of(text(one)), one)
    for one in several:
        spelled = spellings.of(text(one))
        meant = spelled if spelled in known else spellings.meant(spelled)
        if meant is not None:
            found.append((known[meant], one))
        spellings.learn(text(one))
        known.setdefault(spellings.of(text(one)), one)
    return found
