"""How published values of a self-assessment went over the months: a small figure for each part, with its own text.

Only what was published and is still shown is drawn, and a part with fewer than two days has no figure. What went dark
in between looks like a month in which nothing changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal

from ssfh_learn.dutch_time import dutch_date
from ssfh_learn.reports.figures import LETTERS, THEMES, WIDTH, Kind, Theme, drawn
from ssfh_learn.reports.scans import ENDS, said_value
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

    from ssfh_learn.reports.scans import PublishedValue, ScanLine

FEWEST = 2
"""Days that make a trend."""
_NAME, _PANEL, _DAYS = 0.2, 0.62, 0.28
"""Inches for each line of a name, for the values below it, and for the first and the last day."""
_LEFT, _RIGHT = 0.2, WIDTH - 0.25
_LETTER = 0.095
"""Inches of a letter, with room between two words."""


@dataclass(frozen=True)
class TrendChart:
    """The values of the parts of one scan of some people over time, and all of it in words."""

    whom: str
    scan: str
    parts: tuple[tuple[str, tuple[PublishedValue, ...]], ...]

    @property
    def alternative(self) -> str:
        """Everything that the figure shows."""
        said = (
            word("report", "trend_part", part=part, values="; ".join(_said(one) for one in values))
            for part, values in self.parts
        )
        return " ".join([word("report", "trend_chart", scan=self.scan), *said])

    def svg(self, theme: Theme) -> bytes:
        """Return the figure for a page."""
        return self._drawn(theme, "svg")

    def png(self) -> bytes:
        """Return the figure for paper."""
        return self._drawn("paper", "png")

    def _drawn(self, theme: Theme, kind: Kind) -> bytes:
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


def _draw(axes: Axes, values: Sequence[PublishedValue], bottom: float, theme: Theme) -> None:
    """Draw points with their values, joined in order of time, between the lowest and the highest value there can be."""
    colours, days = THEMES[theme], [date.fromisoformat(one.day).toordinal() for one in values]
    least, most = ENDS["before"]
    across = [_LEFT + (_RIGHT - _LEFT) * (day - days[0]) / (days[-1] - days[0]) for day in days]
    up = [bottom + 0.06 + (_PANEL - 0.3) * ((one.value or least) - least) / (most - least) for one in values]
    axes.plot([0.02, WIDTH - 0.05], [bottom - 0.03] * 2, color=colours.text, linewidth=0.5)
    axes.plot(across, up, color=colours.edge, linewidth=1.2, marker="o", markersize=5)
    style: dict[str, Any] = {"fontsize": 9, "color": colours.text}
    for place, align in _labels([said_value(one) for one in values], across):
        x = {"left": 0.02, "center": across[place], "right": WIDTH - 0.05}[align]
        axes.text(x, up[place] + 0.09, said_value(values[place]), ha=align, va="bottom", fontweight="bold", **style)
    axes.text(0.02, bottom - 0.07, _month(values[0].day), ha="left", va="top", **style)
    axes.text(WIDTH - 0.05, bottom - 0.07, _month(values[-1].day), ha="right", va="top", **style)


def _labels(said: Sequence[str], across: Sequence[float]) -> list[tuple[int, Literal["left", "center", "right"]]]:
    """Return which values have room for their words, and how these stand: the first and the last always have."""
    last = len(said) - 1
    taken, end = 0.02 + _LETTER * len(said[0]), WIDTH - 0.05 - _LETTER * len(said[last])
    found: list[tuple[int, Literal["left", "center", "right"]]] = [(0, "left"), (last, "right")]
    for place in range(1, last):
        half = _LETTER * len(said[place]) / 2
        if taken < across[place] - half and across[place] + half < end:
            found.append((place, "center"))
            taken = across[place] + half
    return found


def _month(day: str) -> str:
    """Return `november 2026`."""
    return dutch_date(date.fromisoformat(day)).partition(" ")[2]
