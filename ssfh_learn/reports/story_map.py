"""The map of a story: its situations, and which part of the people went from one to another the first time.

A line is thick where many went; a choice that is not the best has dashes. So it is read without any colour too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from ssfh_learn.reports.figures import THEMES
from ssfh_learn.reports.first_choices import said_share
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from ssfh_learn.reports.figures import Colours, FigureTheme
    from ssfh_learn.reports.first_choices import ShownChoice, ShownPoint

_WIDTH, _ROW, _SIZE, _KEY = 3.5, 0.85, 0.15, 0.22
"""Inches across, inches for a row of situations, half the size of one, and inches for a line that explains."""
_LINES = {0.75: 4.5, 0.5: 2.4, 0.25: 1.0, None: 0.7}
"""By share how thick a line is, in points."""
_SOLID, _DASHES, _DOTS = "solid", (0, (4, 2)), (0, (1, 2.5))


@dataclass(frozen=True)
class StoryMap:
    """The situations of a story in order; the first one is where it begins."""

    points: tuple[ShownPoint, ...]

    @property
    def alternative(self) -> str:
        """The map in words: where half of the people or more went astray."""
        lines = [
            word("choices", "map_line", number=one.number, share=said_share(choice.share), choice=choice.text)
            for one in self.points
            for choice in one.choices
            if choice.is_astray
        ]
        situations = sum(bool(one.choices) for one in self.points)
        counts = {"situations": situations, "endings": len(self.points) - situations}
        name = "map_alternative" if lines else "map_alternative_fine"
        return word("choices", name, lines=" ".join(lines), **counts)

    def svg(self, theme: FigureTheme) -> bytes:
        """Return the figure for a page, with a transparent ground."""
        colours, file, rows = THEMES[theme], BytesIO(), _rows(self.points)
        legend = ("most", "half", "few", "unknown", "mistake")
        below = _KEY * len(legend) + 0.1
        total = _ROW * len(rows) + below
        places = {
            one: (_WIDTH * (column + 1) / (len(row) + 1), total - _ROW * (number + 0.45))
            for number, row in enumerate(rows)
            for column, one in enumerate(row)
        }
        with rc_context({"svg.hashsalt": "ssfh", "font.family": "DejaVu Sans"}):
            figure = Figure((_WIDTH, total))
            FigureCanvasAgg(figure)
            axes = figure.add_axes((0, 0, 1, 1))
            axes.set_xlim(0, _WIDTH)
            axes.set_ylim(0, total)
            axes.set_axis_off()
            _draw_lines(axes, self.points, places, colours)
            for one in self.points:
                _draw_point(axes, one, places[one.id], colours)
            for line, name in enumerate(legend):
                _draw_key(axes, name, below - _KEY * (line + 1), colours)
            figure.savefig(file, format="svg", transparent=True, metadata={"Date": None})
        return file.getvalue()


def _rows(points: Sequence[ShownPoint]) -> list[list[str]]:
    """Return the situations row by row: each below all that lead to it, where that can be; ways back are left out."""
    leads = {one.id: [to for choice in one.choices for to in choice.leads_to] for one in points}
    depth: dict[str, int] = {}

    def below(one: str, row: int, way: tuple[str, ...]) -> None:
        if one in way or one not in leads or row <= depth.get(one, -1):
            return
        depth[one] = row
        for to in leads[one]:
            below(to, row + 1, (*way, one))

    below(points[0].id, 0, ())
    found: defaultdict[int, list[str]] = defaultdict(list)
    for one in points:
        found[depth.get(one.id, 0)].append(one.id)
    return [_ordered(found[row], found[row - 1] if row else [], leads) for row in sorted(found)]


def _ordered(row: Sequence[str], above: Sequence[str], leads: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a row in the order of what leads to it, so that fewer lines cross."""

    def middle(one: str) -> float:
        places = [place for place, other in enumerate(above) if one in leads[other]]
        return sum(places) / len(places) if places else len(above) / 2

    return sorted(row, key=middle)


def _draw_lines(
    axes: Axes, points: Sequence[ShownPoint], places: Mapping[str, tuple[float, float]], colours: Colours
) -> None:
    between: defaultdict[tuple[str, str], list[ShownChoice]] = defaultdict(list)
    for one in points:
        for choice in one.choices:
            for to in dict.fromkeys(choice.leads_to):
                if to in places:
                    between[one.id, to].append(choice)
    for (start, end), choices in between.items():
        is_long = places[start][1] - places[end][1] > 1.5 * _ROW or places[start][1] <= places[end][1]
        for number, choice in enumerate(choices):
            bent = 0.4 * (number - (len(choices) - 1) / 2)
            if is_long:
                bent = (0.3 + 0.12 * number) * (1 if places[end][0] <= places[start][0] else -1)
            axes.add_patch(
                FancyArrowPatch(
                    places[start],
                    places[end],
                    arrowstyle="-|>",
                    mutation_scale=7,
                    shrinkA=13,
                    shrinkB=13,
                    connectionstyle=f"arc3,rad={bent}",
                    linewidth=_LINES[choice.share],
                    linestyle=_style(choice),
                    color=colours.full if choice.share else colours.text,
                )
            )


def _style(choice: ShownChoice) -> str | tuple[int, tuple[float, ...]]:
    if choice.share is None:
        return _DOTS
    return _SOLID if choice.worth == "right" else _DASHES


def _draw_point(axes: Axes, one: ShownPoint, place: tuple[float, float], colours: Colours) -> None:
    x, y = place
    look: dict[str, Any] = {"facecolor": colours.empty, "edgecolor": colours.text, "linewidth": 1.2, "zorder": 3}
    if one.choices:
        axes.add_patch(Circle(place, _SIZE, **look))
    else:
        axes.add_patch(Rectangle((x - _SIZE, y - _SIZE), 2 * _SIZE, 2 * _SIZE, **look))
    axes.text(x, y, one.number, fontsize=9.5, ha="center", va="center", color=colours.text, zorder=4)


def _draw_key(axes: Axes, name: str, bottom: float, colours: Colours) -> None:
    share = {"most": 0.75, "half": 0.5, "few": 0.25, "mistake": 0.5}.get(name)
    line = _DASHES if name == "mistake" else _DOTS if share is None else _SOLID
    colour = colours.full if share else colours.text
    axes.plot([0.05, 0.45], [bottom + 0.07] * 2, linewidth=_LINES[share], linestyle=line, color=colour)
    axes.text(0.55, bottom + 0.07, word("choices", name), fontsize=9, color=colours.text, va="center")
