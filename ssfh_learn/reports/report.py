"""What a report says: about everybody whom somebody may see, a group or a practice, on one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from ssfh_learn.reports.disclosure import LEAST, shown_together
from ssfh_learn.reports.item_analysis import item_analysis
from ssfh_learn.reports.summary import TestSummary, learner_totals, summary
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from ssfh_learn.reports.durations import PublishedDuration
    from ssfh_learn.reports.first_choices import FirstChoices
    from ssfh_learn.reports.item_analysis import ItemFigures
    from ssfh_learn.reports.scans import ScanLine
    from ssfh_learn.results import GivenAnswers, Outcome
    from ssfh_learn.sector_figure import SectorFigure

HARDEST = 5
"""How many questions a page names that went badly."""
EASY = 0.8
"""A question that this share has right went well."""
Whom = str
"""Of whom a table is: a name that no two tables of one viewer share."""


@dataclass(frozen=True)
class PracticeLine:
    """How the people of a practice did on each test, and how many they are; None where that is not shown."""

    id: int
    name: str
    region: str
    tests: tuple[TestSummary, ...] | None
    people: int | None = None


@dataclass(frozen=True)
class ReportHeading:
    """What a report is called, of whom it is, and its day; on paper this is all that says so."""

    title: str
    whom: str
    day: date


@dataclass(frozen=True)
class Beside:
    """What stands in every report, whoever it is about: how long modules take, and figures of the sector by code."""

    durations: Sequence[PublishedDuration] = ()
    sector: Mapping[str, SectorFigure] = field(default_factory=dict)
    lengths: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """The title and the minutes that a module says it takes, by id."""
    steps: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The title of each step, by the ids of its module and of itself."""


@dataclass(frozen=True)
class Known:
    """What was published before and stands in a report: beside everything, and about the people of this report."""

    beside: Beside
    scans: tuple[ScanLine, ...] = ()
    choices: tuple[FirstChoices, ...] | None = None
    """None of a practice: first choices are published of groups only."""


@dataclass(frozen=True)
class Report:
    """A report. `people` and `tests` are None where there are too few people, or the rest of another table is."""

    heading: ReportHeading
    people: int | None
    tests: tuple[TestSummary, ...] | None
    questions: tuple[ItemFigures, ...]
    practices: tuple[PracticeLine, ...]
    beside: Beside
    scans: tuple[ScanLine, ...] = ()
    """What was published of self-assessments."""
    choices: tuple[FirstChoices, ...] | None = None
    """What was published of first choices; None where that is never done."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The titles of the tests by name."""

    @property
    def hardest(self) -> list[ItemFigures]:
        """The questions that went worst, as far as they are shown and did not go well."""
        known = [(one.right, one) for one in self.questions if one.right is not None and one.right < EASY]
        return [one for _, one in sorted(known, key=lambda pair: pair[0])[:HARDEST]]

    @property
    def numbers(self) -> dict[tuple[str, str], int]:
        """The number of each question in its test, from 1, by the name of the test and the id of the question."""
        return {
            (one.test, one.question.id): number
            for _, listed in groupby(self.questions, lambda item: item.test)
            for number, one in enumerate(listed, 1)
        }

    def name_of(self, item: ItemFigures) -> str:
        """Return where a question is found: the title of its test and its number."""
        number = self.numbers[item.test, item.question.id]
        return word("report", "hardest_of", title=self.titles.get(item.test, item.test), number=number)


@dataclass(frozen=True)
class Counted:
    """The tables that one viewer can open, and what everybody in them answered."""

    tables: Mapping[Whom, Collection[str]]
    tests: tuple[tuple[GivenAnswers, Mapping[str, Outcome]], ...]
    """What everybody answered, and what came of it for who handed in."""
    shown: frozenset[Whom]
    """The tables that can be shown side by side of the people who take part, whatever they answered."""
    with_results: Mapping[str, frozenset[Whom]]
    """By test the tables that can be shown side by side of who handed in."""

    @classmethod
    def of(cls, tables: Mapping[Whom, Collection[str]], tests: Iterable[GivenAnswers]) -> Counted:
        """Count the answers to some tests."""
        counted = tuple(
            (given, {account: one.outcome for account, one in learner_totals(given).items()}) for given in tests
        )
        with_results = {
            given.test: frozenset(
                shown_together({whom: [one for one in people if one in outcomes] for whom, people in tables.items()})
            )
            for given, outcomes in counted
        }
        return cls(tables, counted, frozenset(shown_together(tables)), with_results)

    def people_of(self, whom: Whom) -> int | None:
        """Return how many people are in a table; None where they are too few."""
        return count if (count := len(self.tables[whom])) >= LEAST else None

    def tests_of(self, whom: Whom) -> tuple[TestSummary, ...] | None:
        """Return how the people of a table did on each test."""
        if whom not in self.shown:
            return None
        people = self.tables[whom]
        return tuple(
            summary(given, outcomes, people, with_results=whom in self.with_results[given.test])
            for given, outcomes in self.tests
        )

    def report(
        self,
        whom: Whom,
        heading: ReportHeading,
        known: Known,
        practices: Mapping[Whom, tuple[int, str, str]],
    ) -> Report:
        """Return the report of one table; `practices` has id, name and region of the tables that it lists."""
        questions = (one for given, _ in self.tests for one in item_analysis(given, self.tables, whom))
        return Report(
            heading,
            self.people_of(whom),
            self.tests_of(whom),
            tuple(questions),
            tuple(
                PracticeLine(*known, self.tests_of(table), self.people_of(table)) for table, known in practices.items()
            ),
            known.beside,
            known.scans,
            known.choices,
            {given.test: given.title for given, _ in self.tests},
        )
