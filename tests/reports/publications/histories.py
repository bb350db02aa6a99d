"""Invented groups over two years: people join, leave, move, fill in again, take back and are deleted."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from ssfh_learn.reports.publications import SCALE, Publication, SharedAnswer, Subject, publish

DATES = 24
SUBJECT = Subject("werkdruk", "zelfscan", "1", "tempo", SCALE)


Publisher = Callable[[Iterable[SharedAnswer], Mapping[str, Collection[str]], Sequence[Publication]], list[Publication]]


@dataclass
class Person:
    """Somebody in a practice, and what she shares now."""

    name: str
    practice: str
    value: float
    token: str
    later: float | None = None
    later_token: str = ""
    is_sharing: bool = True


@dataclass(frozen=True)
class Date:
    """What somebody can look at on one date, and the truth behind it."""

    answers: Sequence[SharedAnswer]
    groups: dict[str, set[str]]
    published: Sequence[Publication]


@dataclass(frozen=True)
class Life:
    """How often something happens to a person in a month."""

    leaves: float = 0.03
    takes_back: float = 0.002
    is_deleted: float = 0.002
    again: float = 0.01
    """Fills in another round."""


QUIET = Life()
WILD = Life(leaves=0.05, takes_back=0.05, is_deleted=0.03, again=0.05)
ROUNDS = Life(leaves=0.01, again=0.15)
"""Many fill in a second round and a third, so that there are changes to publish."""


class History:
    """A region with practices of 5 to 40 people, month by month; `truth` is what each token stands for."""

    def __init__(self, seed: int, life: Life = QUIET, publish_with: Publisher = publish) -> None:
        self.random, self.life, self.publish = Random(seed), life, publish_with
        self.tokens = Random(-seed - 1)
        self.numbers = itertools.count()
        self.people: list[Person] = []
        self.elsewhere: list[Person] = []
        """Who left the region and still shares: leaving takes nothing back."""
        self.history: list[Publication] = []
        self.truth: dict[str, float] = {}
        self.who: dict[str, str] = {}
        self.means: dict[str, float] = {}
        for number in range(self.random.randint(2, 5)):
            practice = f"p{number}"
            self.means[practice] = self.random.uniform(2.0, 4.2)
            for _ in range(self.random.randint(5, 40)):
                self.join(practice)

    def token(self, person: str, value: float) -> str:
        """Return a new token for an answer."""
        drawn = f"{self.tokens.getrandbits(64):016x}"
        self.truth[drawn], self.who[drawn] = value, person
        return drawn

    def answer(self, practice: str) -> float:
        """Return what somebody in this practice fills in."""
        return round(min(max(self.random.gauss(self.means[practice], 0.7), 1), 5), 1)

    def join(self, practice: str, value: float | None = None) -> Person:
        """Let somebody come, and share."""
        name = f"n{next(self.numbers)}"
        value = self.answer(practice) if value is None else value
        person = Person(name, practice, value, self.token(name, value))
        self.people.append(person)
        return person

    def live(self) -> None:
        """Let a month pass."""
        for person in list(self.people):
            happens = {name: self.random.random() < chance for name, chance in vars(self.life).items()}
            if happens["leaves"]:
                self.people.remove(person)
                self.elsewhere.append(person)
                self.join(person.practice)
            elif happens["is_deleted"]:
                self.people.remove(person)
            elif happens["takes_back"]:
                person.is_sharing = not person.is_sharing
                person.token = self.token(person.name, person.value)
                if person.later is not None:
                    person.later_token = self.token(person.name, person.later)
            elif happens["again"]:
                person.later = self.answer(person.practice)
                person.later_token = self.token(person.name, person.later)

        self.elsewhere = [one for one in self.elsewhere if self.random.random() >= self.life.is_deleted]

    def sharing(self) -> list[Person]:
        """Return who shares, also of those who left."""
        return [one for one in (*self.people, *self.elsewhere) if one.is_sharing]

    def look(self) -> Date:
        """Publish, and return what is there to see."""
        answers = [SharedAnswer(SUBJECT, one.token, one.value, one.later_token, one.later) for one in self.sharing()]
        groups: defaultdict[str, set[str]] = defaultdict(set)
        for one in self.people:
            groups[one.practice].add(one.token)
            groups["region"].add(one.token)
        for number in range(len(self.means)):
            groups.setdefault(f"p{number}", set())
        published = self.publish(answers, groups, self.history)
        self.history += published
        return Date(answers, dict(groups), published)

    def dates(self, count: int = DATES) -> Iterator[Date]:
        """Yield each date, with a month between two."""
        for number in range(count):
            if number:
                self.live()
            yield self.look()
