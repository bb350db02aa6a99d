"""What a report says in words, the same on a page and on paper."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import dutch_date
from ssfh_learn.reports.disclosure import LEAST
from ssfh_learn.reports.durations import WHOLE
from ssfh_learn.reports.first_choices import astray, said_share
from ssfh_learn.words import counted, number, section, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssfh_learn.reports.durations import PublishedDuration
    from ssfh_learn.reports.first_choices import Astray
    from ssfh_learn.reports.item_analysis import ItemFigures
    from ssfh_learn.reports.report import Beside, Report
    from ssfh_learn.reports.summary import TestSummary
    from ssfh_learn.sector_figure import SectorFigure

MOST_FIGURES = 3
"""Figures of the sector on one page."""
MOST_SCANS = 20
"""Lines about self-assessments on one page; the tables have all."""
MOST_ASTRAY = 5
"""Choices on one page that are not the best and that many made."""


def few_words() -> str:
    """Return what stands where a number is not shown: the same whatever the reason."""
    return word("report", "too_few", least=LEAST)


def withheld_words(people: int | None) -> str:
    """Return why it is not shown how people did: they are too few, or the report of others goes before theirs."""
    return few_words() if people is None else word("report", "gives_way", count=people, least=LEAST)


def tests_lines(report: Report) -> list[str]:
    """Return a sentence for each test."""
    if report.tests is None:
        return [withheld_words(report.people)]
    return [f"{one.title}: {_results(one)}" for one in report.tests]


def _results(one: TestSummary) -> str:
    """Return how many handed in, how those did, and how many did not."""
    if not one.handed_in:
        return word("report", "nobody_handed_in")
    how = word("report", "no_results")
    if one.passed is not None:
        how = word("report", "of_them", passed=one.passed, failed=one.failed, waiting=one.waiting)
    there, not_there = counted(section("report")["handed_in"], one.handed_in), one.not_handed_in
    return f"{there} {how} {word('report', 'not_handed_in_count', count=not_there)}"


def practices_line(report: Report) -> str:
    """Return of how many practices there are figures; empty where the report lists none."""
    if not report.practices:
        return ""
    shown = sum(any(test.passed is not None for test in one.tests or ()) for one in report.practices)
    there = word("report", "practices_shown", count=len(report.practices))
    return f"{there} {word('report', 'practices_with_figures', count=shown)}"


def minutes(value: float) -> str:
    """Return minutes as the Dutch write them: `2,5`."""
    return number(value, 1)


def newest_of(durations: Sequence[PublishedDuration], place: str, step: str = WHOLE) -> PublishedDuration | None:
    """Return what was published last about a step, or about a whole module."""
    found = [one for one in durations if (one.place, one.step) == (place, step)]
    return max(found, key=lambda one: one.day, default=None)


def duration_lines(beside: Beside) -> list[str]:
    """Return a sentence for each module of which it was published how long it takes, after one of whom and when."""
    lines, newest = [], ""
    for place, (title, length) in beside.lengths.items():
        one = newest_of(beside.durations, place)
        if one is not None:
            values = {name: minutes(getattr(one, name)) for name in ("low", "middle", "high")}
            lines.append(word("report", "duration", title=title, length=length, **values))
            newest = max(newest, one.day)
    return [word("report", "durations_whom", day=_dutch(newest)), *lines] if lines else [word("report", "no_durations")]


def _dutch(day: str) -> str:
    return dutch_date(date.fromisoformat(day))


def sector_of(item: ItemFigures, report: Report) -> list[SectorFigure]:
    """Return the figures of the sector that a question is about."""
    return figures_beside(item, report.beside.sector)


def figures_beside(item: ItemFigures, sector: Mapping[str, SectorFigure]) -> list[SectorFigure]:
    """Return those of some figures that a question names and is about, where it has figures of our own to put beside.

    A figure of the sector can be the answer to the question, and this is read by people who still have to answer it.
    """
    if item.right is None:
        return []
    named = (sector[code].beside(item.test, item.question.id) for code in item.question.sources if code in sector)
    return [one for one in named if one is not None]


def line_without_hardest(report: Report) -> str:
    """Return why no question went less well: all went well, or there are too few answers to say that."""
    known = [one for one in report.questions if one.right is not None]
    if not known:
        return word("report", "hardest_unknown")
    return word("report", "hardest_none" if len(known) == len(report.questions) else "hardest_known")


def sector_lines(report: Report) -> list[str]:
    """Return the figures of the sector beside the questions that went worst, each with its question and source."""
    found = ((item, one) for item in report.hardest for one in sector_of(item, report))
    return [f"{report.name_of(item)}. {sector_line(one)}" for item, one in islice(found, MOST_FIGURES)]


def sector_line(one: SectorFigure) -> str:
    """Return a figure of the sector in words, with how it may be used."""
    unknown = word("report", "unknown")
    figures, when, source = "; ".join(one.figures), one.when or unknown, one.source or unknown
    figures = figures[:1].upper() + figures[1:]
    line = word("report", "sector_line", figures=figures, who=one.who, when=when, source=source)
    return f"{line} {word('report', 'sector_caution', caution=one.caution)}" if one.caution else line


def scans_lines(report: Report) -> list[str]:
    """Return a sentence for each value of a self-assessment, as many as a page holds, after one that says what it is.

    On a page about one group its name is left out.
    """
    several = len({one.whom for one in report.scans}) > 1
    lines = []
    for one in report.scans:
        value = word("report", "scan_last", value=one.after) if one.after else one.before
        if one.change:
            value = word("report", "scan_change", value=value, change=one.change)
        about = {"scan": one.scan, "part": one.part, "value": value, "day": _dutch(one.day)}
        lines.append(
            word("report", "scan_line_of", whom=one.whom, **about) if several else word("report", "scan_line", **about)
        )
    if not lines:
        return [word("report", "not_published")]
    more = [word("report", "scans_more", count=len(lines) - MOST_SCANS)] if len(lines) > MOST_SCANS else []
    return [word("report", "scans_paper"), *lines[:MOST_SCANS], *more]


def shown_astray(report: Report) -> list[Astray]:
    """Return where most people went astray in exercises and stories: as many as a page holds."""
    return astray(report.choices or ())[:MOST_ASTRAY]


def choices_lines(report: Report) -> list[str]:
    """Return a sentence for each of them; on a page about one group without its name."""
    if not report.choices:
        return [word("choices", "of_groups" if report.choices is None else "not_published")]
    several = len({one.whom for one in report.choices}) > 1
    lines = []
    for one in shown_astray(report):
        about = {"title": one.of.title, "module": one.of.module, "place": one.place}
        said = word("choices", "astray", **about, share=said_share(one.choice.share), choice=one.choice.said)
        lines.append(f"{one.of.whom}: {said}" if several else said)
    return lines or [word("choices", "astray_none")]
