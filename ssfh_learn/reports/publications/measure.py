"""How answers become one published value, and how far one answer can move before that value would be another.

Values are in steps of a half. The ends are open: 4 means "4 or more" and 2 means "2 or less", because a mean near the
end of the scale would tell what everybody answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import floor, inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_HAIR = 1e-6
"""What computers lose in adding decimals is less than this."""
_BELOW = 0.01
"""This much below its start is no longer in a band."""


@dataclass(frozen=True)
class Measure:
    """A scale and how its means are published.

    `width` is the interval that must remain open for each answer. `shown` are the lowest and the highest value that
    are published. `cuts` are the starts of bands: the interval also has values in two bands.
    """

    lowest: float = 1
    highest: float = 5
    step: float = 0.5
    width: float = 2
    shown: tuple[float, float] = (2, 4)
    cuts: tuple[float, ...] = ()

    def of_change(self) -> Measure:
        """Return the measure of the change between two rounds; the ends stay open here too."""
        size = self.highest - self.lowest
        return Measure(-size, size, self.step, self.width, (-size / 2, size / 2))

    def rounded(self, mean: float) -> float:
        """Return the value that is published of a mean."""
        least, most = self.shown
        return min(max(floor(mean / self.step + 0.5) * self.step, least), most)

    def means_of(self, value: float) -> tuple[float, float]:
        """Return the lowest and the highest mean that a published value can stand for."""
        least, most = self.shown
        low = self.lowest if value <= least else value - self.step / 2
        return low, self.highest if value >= most else value + self.step / 2


SCALE = Measure()
"""The scale of self-assessments."""
SHARE = Measure(lowest=0, highest=1, step=0.25, width=1, shown=(0.25, 0.75))
"""Yes (1) or no (0): right or wrong, chosen or not; both stay possible for each person."""


@dataclass(frozen=True)
class Moves:
    """How far down and how far up an answer can be moved without a trace in any published value."""

    down: float
    up: float

    def of_change(self, before: Moves) -> Moves:
        """Return how far the change since `before` can move when either of the two answers moves."""
        return Moves(max(self.down, before.up), max(self.up, before.down))


@lru_cache(maxsize=4096)
def moves(measure: Measure, value: float) -> Moves:
    """Return the moves that every published value leaves to one answer.

    They depend on this answer only, so that they are the same in whatever it was counted. Together they are
    `measure.width` wide, the same to both sides where the scale has room, and further where they would stay in one
    band.
    """
    half = measure.width / 2
    down = min(half, value - measure.lowest)
    up = min(measure.width - down, measure.highest - value)
    down = min(measure.width - up, value - measure.lowest)
    if not measure.cuts or any(value - down < cut <= value + up for cut in measure.cuts):
        return Moves(down, up)
    further = [Moves(down, cut - value) for cut in measure.cuts if value < cut <= measure.highest]
    further += [Moves(value - cut + _BELOW, up) for cut in measure.cuts if measure.lowest < cut <= value]
    return min(further, key=lambda one: one.down + one.up, default=Moves(down, up))


def is_clear(measure: Measure, counted: Collection[tuple[float, Moves]]) -> bool:
    """Say whether the value of these answers stays the same when any one of them makes its moves.

    This is the whole of the proof: if it holds for everything that was ever published, each answer can make its
    moves while all the others stay as they are, and nothing published is different. So nobody can tell, not even
    who knows all other answers, every group, and who joined and left.
    """
    mean = sum(value for value, _ in counted) / len(counted)
    return _stays(measure, mean, len(counted), (one for _, one in counted))


def is_clear_share(measure: Measure, yes: int, people: int) -> bool:
    """Say the same of a choice that so many people made: whoever made it might not have, and the other way round.

    Whoever went another way would have made other choices too. Each of their shares stays the same as well, so her
    whole way can be another.
    """
    answers = [float(answer) for answer, times in ((1, yes), (0, people - yes)) if times]
    return _stays(measure, yes / people, people, (moves(measure, answer) for answer in answers))


def _stays(measure: Measure, mean: float, people: int, moved: Iterable[Moves]) -> bool:
    value = measure.rounded(mean)
    low, high = measure.means_of(value)
    down = inf if value <= measure.shown[0] else (mean - low) * people
    up = inf if value >= measure.shown[1] else (high - mean) * people
    return all(one.down + _HAIR <= down and one.up + _HAIR <= up for one in moved)
