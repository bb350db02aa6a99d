"""The figures of a report: bars that are read in grey too, each with its own text.

They are narrow, with the names above the bars, so that they are readable on a phone and two stand beside each other on
paper. matplotlib is used without its global state, because several threads draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ssfh_learn.words import number, word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

    from ssfh_learn.reports.report import Report
    from ssfh_learn.reports.summary import TestSummary

FigureTheme = Literal["light", "dark", "paper"]
Kind = Literal["svg", "png"]
WIDTH, _ROW, LETTERS = 3.5, 0.6, 38
"""Inches across, inches for a bar with its name, and letters of a name on one line."""
_LINE, _KEY = 0.17, 0.22
_NARROW = 5
"""The most letters of what stands beside a bar on one line, as `wacht`."""
"""Inches for each further line of a name, and for each line that says what a part of a bar means."""


@dataclass(frozen=True)
class Colours:
    """The colours of a figure on one ground."""

    text: str
    full: str
    empty: str
    edge: str


THEMES: dict[FigureTheme, Colours] = {
    "light": Colours("#23292d", "#0b5c68", "#ffffff", "#0b5c68"),
    "dark": Colours("#ece9e3", "#7fcbd4", "#1b2023", "#7fcbd4"),
    "paper": Colours("#000000", "#0b5c68", "#ffffff", "#0b5c68"),
}


@dataclass(frozen=True)
class ShareBar:
    """A name, and the parts of its bar from left to right, which are shares of the whole."""

    name: str
    parts: tuple[float, ...]
    said: str


@dataclass(frozen=True)
class Chart:
    """Bars, what each part of them means, and all of it in words."""

    bars: tuple[ShareBar, ...]
    legend: tuple[str, ...]
    """A part that no bar has is empty here."""
    alternative: str

    def svg(self, theme: FigureTheme) -> bytes:
        """Return the figure for a page, with a transparent ground."""
        return self._drawn(theme, "svg")

    def png(self) -> bytes:
        """Return the figure for paper."""
        return self._drawn("paper", "png")

    def _drawn(self, theme: FigureTheme, kind: Kind) -> bytes:
        colours = THEMES[theme]
        names = [wrap(bar.name, LETTERS) or [""] for bar in self.bars]
        heights = [_ROW + _LINE * (len(lines) - 1) for lines in names]
        legend = _KEY * sum(map(bool, self.legend)) + 0.05
        total = sum(heights) + legend

        def draw(axes: Axes) -> None:
            top = total
            for bar, lines, height in zip(self.bars, names, heights, strict=True):
                _draw(axes, bar, lines, (top, height), colours)
                top -= height
            if self.legend:
                _draw_legend(axes, self.legend, colours)

        return drawn(total, kind, draw)


def drawn(height: float, kind: Kind, draw: Callable[[Axes], None]) -> bytes:
    """Return a figure of so many inches high, drawn on axes that count in inches."""
    file = BytesIO()
    with rc_context({"svg.hashsalt": "ssfh", "font.family": "DejaVu Sans", "hatch.linewidth": 0.8}):
        figure = Figure((WIDTH, height))
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(0, height)
        axes.set_axis_off()
        draw(axes)
        options: dict[str, Any] = {"metadata": {"Date": None}} if kind == "svg" else {"dpi": 220}
        figure.savefig(file, format=kind, transparent=True, **options)
    return file.getvalue()


def _styles(colours: Colours) -> tuple[dict[str, Any], ...]:
    """Return how the parts look: full, dotted, striped, crossed, empty; without any colour they differ too."""
    edge = {"edgecolor": colours.edge}
    return (
        {"facecolor": colours.full, **edge},
        {"facecolor": colours.empty, "hatch": "....", **edge},
        {"facecolor": colours.empty, "hatch": "////", **edge},
        {"facecolor": colours.empty, "hatch": "xxxx", **edge},
        {"facecolor": colours.empty, **edge},
    )


def _draw(axes: Axes, bar: ShareBar, lines: Sequence[str], place: tuple[float, float], colours: Colours) -> None:
    top, height = place
    axes.text(0.02, top - 0.04, "\n".join(lines), fontsize=9.5, linespacing=1.25, color=colours.text, va="top")
    room = WIDTH - 0.74
    bottom = top - height + 0.12
    left = 0.02
    for share, style in zip(bar.parts, _styles(colours), strict=False):
        if share > 0:
            axes.barh(bottom, room * share, 0.2, left, align="edge", linewidth=0.9, **style)
        left += room * share
    said: dict[str, Any] = {"fontweight": "bold", "color": colours.text, "va": "center"}
    if len(bar.said) <= _NARROW:
        axes.text(room + 0.12, bottom + 0.1, bar.said, fontsize=10, **said)
    else:
        axes.text(room + 0.12, bottom + 0.1, bar.said.replace(" ", "\n"), fontsize=8.5, linespacing=1, **said)


def _draw_legend(axes: Axes, legend: Sequence[str], colours: Colours) -> None:
    shown = [(text, style) for text, style in zip(legend, _styles(colours), strict=True) if text]
    for line, (text, style) in enumerate(shown):
        bottom = _KEY * (len(shown) - 1 - line) + 0.05
        axes.barh(bottom, 0.2, 0.14, 0.02, align="edge", linewidth=0.9, **style)
        axes.text(0.3, bottom + 0.07, text, fontsize=9, color=colours.text, va="center")


def percent(share: float) -> str:
    """Return `72%`."""
    return f"{number(100 * share, 0)}%"


def chart_of_tests(tests: Sequence[TestSummary]) -> Chart:
    """Return of every test how many passed, wait for a grader, did not pass, and did not hand in.

    Where it is not shown how those did who handed in, they are one part. Where nobody passed yet and somebody waits,
    no percentage stands beside the bar: it would read as a result.
    """
    bars = tuple(ShareBar(one.title, _parts(one), _beside(one)) for one in tests)
    said = [_said(bar, one) for bar, one in zip(bars, tests, strict=True)]
    names = ("passed", "waits_for_grader", "not_passed_yet", "handed_in_only", "not_handed_in")
    legend = tuple(
        word("report", name) if any(bar.parts[part] for bar in bars) else "" for part, name in enumerate(names)
    )
    return Chart(bars, legend, " ".join([word("report", "tests_chart"), *said]))


def _parts(one: TestSummary) -> tuple[float, ...]:
    if one.passed is None or one.waiting is None:
        counts = (0, 0, 0, one.handed_in, one.not_handed_in)
    else:
        counts = (one.passed, one.waiting, one.handed_in - one.passed - one.waiting, 0, one.not_handed_in)
    return tuple(count / one.people for count in counts)


def _beside(one: TestSummary) -> str:
    if one.passed is None:
        return word("report", "too_few_short" if one.handed_in else "nothing_short")
    if one.waiting and not one.passed:
        return word("report", "waits")
    return word("report", "passed_share", share=percent(one.passed / one.people))


def _said(bar: ShareBar, one: TestSummary) -> str:
    """Return in words what a bar shows."""
    names = ("passed", "waiting", "other", "handed_in", "none")
    shares = {name: percent(part) for name, part in zip(names, bar.parts, strict=True)}
    if one.passed is None:
        said = "test_hidden"
    else:
        said = "test_alternative" if one.passed or not one.waiting else "test_waits"
    return word("report", said, title=bar.name, people=one.people, **shares)


def chart_of_questions(report: Report) -> Chart:
    """Return the share that has each question right, of those that went worst, each with where it is found."""
    bars = tuple(
        ShareBar(
            word("report", "question_asked", text=one.question.text, place=report.name_of(one), count=one.people),
            (one.right, 0.0, 0.0, 0.0, 1 - one.right),
            word("report", "right_share", share=percent(one.right)),
        )
        for one in report.hardest
        if one.right is not None
    )
    said = [word("report", "question_alternative", question=bar.name, right=bar.said) for bar in bars]
    return Chart(bars, (), " ".join([word("report", "questions_chart"), *said]))
