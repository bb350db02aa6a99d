"""Invented groups who play a story, month by month, and a judge of what is published of the ways that they went.

The judge shares no line with what it judges: it knows the story, and takes published shares as a reader does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from random import Random

import highspy

from ssfh_learn.reports.publications import SHARE, Publication, SharedAnswer, Subject, publish
from tests.reports.publications.histories import QUIET, Date, History, Life, Publisher

STORY = {
    "a": {"a.1": "b", "a.2": "c", "a.3": "c"},
    "b": {"b.1": "", "b.2": "c"},
    "c": {"c.1": "d", "c.2": "", "c.3": "d"},
    "d": {"d.1": "", "d.2": ""},
}
"""By situation its choices, and where each leads; nothing is an ending."""
FORMS = {0.25: (0.0, 0.375), 0.5: (0.375, 0.625), 0.75: (0.625, 1.0)}
"""The shares that a reader of a published value can think of."""
HAIR = 1e-5


def ways_from(place: str = "a") -> list[frozenset[str]]:
    """Return every way from a situation to an ending."""
    if not place:
        return [frozenset()]
    return [frozenset({choice, *rest}) for choice, to in STORY[place].items() for rest in ways_from(to)]


WAYS = ways_from()
CHOICES = tuple(choice for choices in STORY.values() for choice in choices)
PLAYED = Subject("werkdruk", "maandagochtend", "1", "", SHARE, CHOICES)


class WayHistory(History):
    """People whose answer is the number of the way that they went first; of each practice others are usual."""

    def __init__(self, seed: int, life: Life = QUIET, publish_with: Publisher = publish) -> None:
        self.usual: dict[str, int] = {}
        super().__init__(seed, Life(life.leaves, life.takes_back, life.is_deleted, 0), publish_with)

    def answer(self, practice: str) -> float:
        """Return the way of somebody: half of the people of a practice go the usual one."""
        usual = self.usual.setdefault(practice, self.random.randrange(len(WAYS)))
        return usual if self.random.random() < 0.5 else self.random.randrange(len(WAYS))

    def look(self) -> Date:
        """Publish, and return what is there to see."""
        answers = [SharedAnswer(PLAYED, one.token, made=WAYS[int(one.value)]) for one in self.sharing()]
        groups: defaultdict[str, set[str]] = defaultdict(set)
        for one in self.people:
            groups[one.practice].add(one.token)
            groups["region"].add(one.token)
        published = self.publish(answers, groups, self.history)
        self.history += published
        return Date(answers, dict(groups), published)


class WayJudge:
    """Everything that was ever published, as one linear program over the way that each person went.

    `told` narrows each share by what a reader of the program knows of one that is not withheld: the number of people
    is this far from both edges.
    """

    def __init__(self, history: WayHistory, told: float = 0) -> None:
        self.told_more = told
        self.values = [one for one in history.history if one.shares]
        self.who = history.who
        self.truth = {history.who[token]: int(way) for token, way in history.truth.items()}
        everybody = sorted({self.who[member] for one in self.values for member in one.members})
        self.unknowns = [(person, float(self.truth[person])) for person in everybody]
        self.place = {person: number * len(WAYS) for number, person in enumerate(everybody)}
        self.program = highspy.Highs()
        self.program.setOptionValue("output_flag", False)  # noqa: FBT003  (the solver's own names)
        for person in everybody:
            for _ in WAYS:
                self.program.addVar(0, 1)
            columns = self._columns(person, WAYS)
            self.program.addRow(1, 1, len(columns), columns, [1.0] * len(columns))
        for one in self.values:
            for choice, share in one.shares.items():
                self._add(one, choice, share)
        self.asked: list[int] = []

    def _columns(self, person: str, ways: Iterable[frozenset[str]]) -> list[int]:
        return [self.place[person] + WAYS.index(way) for way in ways]

    def _add(self, one: Publication, choice: str, share: float) -> None:
        through = [way for way in WAYS if choice in way]
        columns = [column for member in one.members for column in self._columns(self.who[member], through)]
        low, high = FORMS[share]
        size = len(one.members)
        least = low * size + (self.told_more if share > min(FORMS) else 0)
        most = high * size - (self.told_more if share < max(FORMS) else 0)
        self.program.addRow(least, most, len(columns), columns, [1.0] * len(columns))

    def people(self) -> list[frozenset[str]]:
        """Return who is in each value that was ever published."""
        return [frozenset(self.who[member] for member in one.members) for one in self.values]

    def told(self, person: str, known: AbstractSet[str]) -> list[str]:
        """Return the choices of which somebody who knows these people can tell whether a person made them."""
        for other in self.place:
            for number, column in enumerate(self._columns(other, WAYS)):
                is_hers = float(number == self.truth[other])
                bounds = (is_hers, is_hers) if other in known else (0.0, 1.0)
                self.program.changeColBounds(column, *bounds)
        return [choice for choice in CHOICES if self._range(person, choice) != (0, 1)]

    def _range(self, person: str, choice: str) -> tuple[int, int]:
        columns = self._columns(person, [way for way in WAYS if choice in way])
        return self._end(columns, 1), self._end(columns, -1)

    def _end(self, columns: list[int], sign: int) -> int:
        for column in self.asked:
            self.program.changeColCost(column, 0)
        self.asked = columns
        for column in columns:
            self.program.changeColCost(column, sign)
        self.program.run()
        assert self.program.getModelStatus() == highspy.HighsModelStatus.kOptimal
        value = sign * float(self.program.getInfo().objective_function_value)
        return 0 if value < HAIR else 1 if value > 1 - HAIR else -1


def other_ways_that_show(history: WayHistory, values: Sequence[Publication]) -> list[str]:
    """Return for whom another way would have made any value different that was ever published, in whole numbers."""
    found = []
    for one in values:
        made = {member: WAYS[int(history.truth[member])] for member in one.members}
        for choice, share in one.shares.items():
            yes = sum(choice in way for way in made.values())
            low, high = FORMS[share]
            for member, way in made.items():
                after = (yes - (choice in way) + flipped for flipped in (0, 1))
                if not all(low * len(made) - HAIR <= one <= high * len(made) - (share < 0.75) * HAIR for one in after):
                    found.append(f"{history.who[member]} {choice}")
    return found


def sampled(judge: WayJudge, random: Random, count: int) -> list[str]:
    """Return some people of whom something was published."""
    people = [person for person, _ in judge.unknowns]
    return random.sample(people, min(count, len(people)))
