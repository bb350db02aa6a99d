"""What counts of each person in a value, and what can be published of a number of them together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from ssfh_learn.reports.publications.measure import Moves, is_clear, is_clear_share, moves
from ssfh_learn.reports.publications.publication import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ssfh_learn.reports.publications.measure import Measure
    from ssfh_learn.reports.publications.publication import Occasion, SharedAnswer, Subject


@dataclass(frozen=True)
class CountedNumbers:
    """By member the number that counts, and its moves; `clear` has one value, under no name."""

    measure: Measure
    of: Mapping[str, tuple[float, Moves]]
    most = 1

    def clear(self, chosen: Collection[str]) -> dict[str, float]:
        """Return what can be published of these members."""
        counted = [self.of[one] for one in chosen]
        if not is_clear(self.measure, counted):
            return {}
        return {"": self.measure.rounded(sum(value for value, _ in counted) / len(counted))}


@dataclass(frozen=True)
class CountedChoices:
    """By member the choices that she made; `clear` has a share for each choice of which one can be published."""

    measure: Measure
    of: Mapping[str, frozenset[str]]
    names: tuple[str, ...]

    @property
    def most(self) -> int:
        """How many shares there are if all of them can be published."""
        return len(self.names)

    def clear(self, chosen: Collection[str]) -> dict[str, float]:
        """Return what can be published of these members."""
        if len(chosen) < FEWEST_WITH_CHOICES:
            return {}
        counts, people = Counter(chain.from_iterable(self.of[one] for one in chosen)), len(chosen)
        return {
            name: self.measure.rounded(counts[name] / people)
            for name in self.names
            if is_clear_share(self.measure, counts[name], people)
        }


FEWEST_WITH_CHOICES = 10
"""The fewest people of whom shares are published. Of five, "a quarter or less" comes out only where nobody made the
choice, so to who knows this program it would say so of each of them; of ten it may be one or two."""
CountedSubject = CountedNumbers | CountedChoices


def counted_of(subject: Subject, answers: Iterable[SharedAnswer], occasion: Occasion) -> CountedSubject:
    """Return what counts of each person on an occasion, by member."""
    measure = subject.measure
    if subject.choices:
        is_first = occasion == "before"
        return CountedChoices(measure, {one.token: one.made for one in answers if is_first}, subject.choices)
    if occasion == "before":
        return CountedNumbers(measure, {one.token: (one.value, moves(measure, one.value)) for one in answers})
    found: dict[str, tuple[float, Moves]] = {}
    for one in answers:
        if one.later is not None:
            before, after = moves(measure, one.value), moves(measure, one.later)
            number = (one.later, after) if occasion == "after" else (one.later - one.value, after.of_change(before))
            found[SEPARATOR.join([one.token, one.later_token])] = number
    return CountedNumbers(measure.of_change() if occasion == "change" else measure, found)
