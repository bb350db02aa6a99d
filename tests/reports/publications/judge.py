"""Judges publications by linear programming: what is left open for somebody who knows this much.

It shares no line with what it judges: it takes published values as a reader does, and looks for the lowest and the
highest that each answer can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from random import Random

import highspy

from ssfh_learn.reports.publications import Publication

LOWEST, HIGHEST, HALF_STEP = 1.0, 5.0, 0.25
OPEN = {"before": (2.0, 4.0), "after": (2.0, 4.0), "change": (-2.0, 2.0)}
"""The values that stand for everything below or above."""
HAIR = 1e-5


def means_of(one: Publication) -> tuple[float, float]:
    """Return the lowest and the highest mean that a reader of a value can think of."""
    assert one.value is not None
    low, high = OPEN[one.occasion]
    least, most = (LOWEST - HIGHEST, HIGHEST - LOWEST) if one.occasion == "change" else (LOWEST, HIGHEST)
    return (
        least if one.value <= low else one.value - HALF_STEP,
        most if one.value >= high else one.value + HALF_STEP,
    )


class Judge:
    """Everything that was ever published, as one linear program over the answers.

    `truth` is what each token stands for and `who` of whom it is. The same answer of the same person under two tokens
    is one unknown: the attacker knows that she only took back and shared once more. `told` narrows each value by what
    a reader of the program knows of a value that is not withheld: its sum is this far from both edges.
    """

    def __init__(
        self, history: Iterable[Publication], truth: Mapping[str, float], who: Mapping[str, str], told: float = 0
    ) -> None:
        self.truth, self.who = truth, who
        self.values = [one for one in history if one.value is not None]
        self.answers = {token: (who[token], truth[token]) for token in truth}
        tokens = {token for one in self.values for member in one.members for token in member.split("/")}
        self.unknowns = sorted({self.answers[token] for token in tokens})
        self.place = {answer: number for number, answer in enumerate(self.unknowns)}
        self.program = highspy.Highs()
        self.program.setOptionValue("output_flag", False)  # noqa: FBT003  (the solver's own names)
        for _ in self.unknowns:
            self.program.addVar(LOWEST, HIGHEST)
        for one in self.values:
            low, high = means_of(one)
            size = len(one.members)
            least = low * size + (told if one.value > OPEN[one.occasion][0] else 0)
            most = high * size - (told if one.value < OPEN[one.occasion][1] else 0)
            columns, signs = self._row(one)
            self.program.addRow(least, most, len(columns), columns, signs)
        self.asked: int | None = None

    def _row(self, one: Publication) -> tuple[list[int], list[float]]:
        weights: dict[int, float] = {}
        for member in one.members:
            first, _, later = member.partition("/")
            if one.occasion != "after":
                place = self.place[self.answers[first]]
                weights[place] = weights.get(place, 0) + (1 if one.occasion == "before" else -1)
            if one.occasion != "before":
                place = self.place[self.answers[later]]
                weights[place] = weights.get(place, 0) + 1
        return list(weights), list(weights.values())

    def people(self) -> list[frozenset[str]]:
        """Return who is in each value that was ever published."""
        return [frozenset(self.who[member.partition("/")[0]] for member in one.members) for one in self.values]

    def interval(self, answer: tuple[str, float], known: AbstractSet[str]) -> tuple[float, float]:
        """Return between what an answer can be for somebody who knows all answers of these people."""
        for person, value in self.unknowns:
            bounds = (value, value) if person in known else (LOWEST, HIGHEST)
            self.program.changeColBounds(self.place[person, value], *bounds)
        return self._end(answer, 1), self._end(answer, -1)

    def _end(self, answer: tuple[str, float], sign: int) -> float:
        if self.asked is not None:
            self.program.changeColCost(self.asked, 0)
        self.asked = self.place[answer]
        self.program.changeColCost(self.asked, sign)
        self.program.run()
        assert self.program.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return sign * float(self.program.getInfo().objective_function_value)


def attackers(judge: Judge, target: str, random: Random) -> list[list[str]]:
    """Return whom three people after the answers of `target` know: fewer than half of each value, and no more fits.

    The first knows those who come and go with the target. The second knows those who are in one of two values, of the
    two that differ least by the target and others: what is left of the difference is the target. The third knows
    whomever.
    """
    values = judge.people()
    everybody = sorted({person for people in values for person in people} - {target})
    random.shuffle(everybody)
    apart = {person: sum((person in people) != (target in people) for people in values) for person in everybody}
    pairs = (one ^ other for place, one in enumerate(values) for other in values[:place])
    difference = min((pair for pair in pairs if target in pair), key=len, default=frozenset[str]())
    orders = [
        sorted(everybody, key=lambda person: apart[person]),
        sorted(everybody, key=lambda person: person not in difference),
        everybody,
    ]
    return [_known(values, order) for order in orders]


def _known(values: Sequence[frozenset[str]], order: Iterable[str]) -> list[str]:
    """Return as many people as can be known in this order, fewer than half of each value."""
    left = [(len(people) - 1) // 2 for people in values]
    known = []
    for person in order:
        inside = [place for place, people in enumerate(values) if person in people]
        if all(left[place] for place in inside):
            known.append(person)
            for place in inside:
                left[place] -= 1
    return known


def narrow(
    judge: Judge,
    known: AbstractSet[str],
    targets: Sequence[tuple[str, float]],
    width: float = 2,
    cuts: Sequence[float] = (),
) -> list[str]:
    """Return what somebody who knows these people can tell too well of the targets; empty is right."""
    found = []
    for person, value in targets:
        low, high = judge.interval((person, value), known)
        assert low - HAIR <= value <= high + HAIR, "the truth is always possible"
        is_in_one_band = bool(cuts) and not any(low < cut <= high + HAIR for cut in cuts)
        if high - low < width - HAIR or is_in_one_band:
            found.append(f"{person}: {low:.2f} to {high:.2f}, knowing {len(known)}")
    return found
