"""How published values of a self-assessment went over the months: a small figure for each part, with its own text.

Only what was published and is still shown is drawn, and a part with fewer than two days has no figure. What went dark
in between looks like a month in which nothing changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

from ssfh_learn.dutch_time import dutch_date
from ssfh_learn.reports.figures import LETTERS, THEMES, WIDTH, FigureTheme, Kind, drawn
from ssfh_learn.reports.scans import ENDS, said_value
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

    from ssfh_learn.reports.scans import PublishedValue, ScanLine

FEWEST = 2
"""Days that make a trend."""
_NAME, _PANEL, _DAYS = 0.2, 0.78, 0.28
"""Inches for each line of a name, for the values below it, and for the first and the last day."""
_LEFT, _RIGHT = 0.2, WIDTH - 0.25
_LETTER = 0.08
"""Inches of a letter, with room between two words."""


@dataclass(frozen=True)
class TrendChart:
    """The values of the parts of one scan of some people over time, and all of it in words."""

    whom: str
    scan: str
    parts: tuple[tuple[str, tuple[PublishedValue, ...]], ...]

    @property
    def title(self) -> str:
        """What is shown: which scan, which time that people filled it in, of whom, and of which months."""
        days = sorted(one.day for _, values in self.parts for one in values)
        rounds = {values[0].occasion for _, values in self.parts}
        return word(
            "report",
            "trend_title",
            scan=self.scan,
            round=word("report", f"trend_{rounds.pop()}" if len(rounds) == 1 else "trend_either"),
            whom=self.whom,
            first=_month(days[0]),
            last=_month(days[-1]),
        )

    @property
    def alternative(self) -> str:
        """Everything that the figure shows."""
        said = (
            word("report", "trend_part", part=part, values="; ".join(_said(one) for one in values))
            for part, values in self.parts
        )
        return " ".join([word("report", "trend_chart", scan=self.scan), *said])

    def svg(self, theme: FigureTheme) -> bytes:
        """Return the figure for a page."""
        return self._drawn(theme, "svg")

    def png(self) -> bytes:
        """Return the figure for paper."""
        return self._drawn("paper", "png")

    def _drawn(self, theme: FigureTheme, kind: Kind) -> bytes:
        names = [wrap(part, LETTERS) or [""] for part, _ in self.parts]
        heights = [_NAME * len(name) + _PANEL + _DAYS for name in names]

        def draw(axes: Axes) -> None:
            top = sum(heights)
            for name, height, (_, values) in zip(names, heights, self.parts, strict=True):
                axes.text(0.02, top - 0.03, "\n".join(name), fontsize=9.5, color=THEMES[theme].text, va="top")
                _draw(axes, values, top - height + _DAYS, theme)
                top -= height

        return drawn(sum(heights), kind, draw)


def trends(lines: Iterable[ScanLine]) -> list[TrendChart]:
    """Return a figure for each scan of some people of which something was published on two days or more."""
    found = []
    for (whom, scan), listed in groupby(lines, lambda one: (one.whom, one.scan)):
        parts = ((one.part, _main(one.published)) for one in listed)
        shown = tuple((part, values) for part, values in parts if len({one.day for one in values}) >= FEWEST)
        if shown:
            found.append(TrendChart(whom, scan, shown))
    return found


def _main(published: Sequence[PublishedValue]) -> tuple[PublishedValue, ...]:
    """Return the values of the first time, or of the last time where the first is not shown."""
    by_occasion = [tuple(one for one in published if one.occasion == name) for name in ("before", "after")]
    return next((values for values in by_occasion if values), ())


def _said(one: PublishedValue) -> str:
    return word("report", "trend_value", value=said_value(one), day=dutch_date(date.fromisoformat(one.day)))


def _draw(axes: Axes, values: Sequence[PublishedValue], bottom: float, theme: FigureTheme) -> None:
    """Draw points with their values, joined in order of time, between the lowest and the highest value there can be."""
    colours, days = THEMES[theme], [date.fromisoformat(one.day).toordinal() for one in values]
    least, most = ENDS["before"]
    across = [_LEFT + (_RIGHT - _LEFT) * (day - days[0]) / (days[-1] - days[0]) for day in days]
    up = [bottom + 0.22 + (_PANEL - 0.46) * ((one.value or least) - least) / (most - least) for one in values]
    axes.plot([0.02, WIDTH - 0.05], [bottom - 0.03] * 2, color=colours.text, linewidth=0.5)
    axes.plot(across, up, color=colours.edge, linewidth=1.2, marker="o", markersize=5)
    style: dict[str, Any] = {"fontsize": 9, "color": colours.text}
    for label in labels([one.value or least for one in values], [said_value(one) for one in values], across):
        away, va = (-0.08, "top") if label.is_below else (0.09, "bottom")
        height = up[label.place] + away
        axes.text(label.middle, height, label.said, ha="center", va=va, fontweight="bold", **style)
    axes.text(0.02, bottom - 0.07, _month(values[0].day), ha="left", va="top", **style)
    axes.text(WIDTH - 0.05, bottom - 0.07, _month(values[-1].day), ha="right", va="top", **style)


class Label(NamedTuple):
    """The words at one point, and where their middle stands, in inches from the left."""

    place: int
    said: str
    middle: float
    half: float
    is_below: bool
    """Whether it stands below the point, where the line goes up on both sides."""


def labels(values: Sequence[float], said: Sequence[str], across: Sequence[float]) -> list[Label]:
    """Return the words that have room: of the first and the last point, then of the highest and the lowest ones.

    Each stands above or below its point, where no line goes; at an edge it may be too wide to stand in the middle.
    """
    last, ends = len(said) - 1, {min(values), max(values)}
    found: list[Label] = []
    for place in sorted(range(len(said)), key=lambda one: (one not in {0, last}, values[one] not in ends, one)):
        half = _LETTER * len(said[place]) / 2
        middle = min(max(across[place], 0.02 + half), WIDTH - 0.05 - half)
        is_edge = place in {0, last}
        has_room = all(abs(middle - one.middle) > half + one.half for one in found)
        if is_edge or (has_room and middle == across[place]):
            found.append(Label(place, said[place], middle, half, _is_low(values, place)))
    return sorted(found)


def _is_low(values: Sequence[float], place: int) -> bool:
    """Return whether a point is lower than those beside it are on average."""
    beside = [*values[max(0, place - 1) : place], *values[place + 1 : place + 2]]
    return values[place] < sum(beside) / len(beside)


def _month(day: str) -> str:
    """Return `november 2026`."""
    return dutch_date(date.fromisoformat(day)).partition(" ")[2]
