"""What the questions of a test do: who has them right, what is chosen instead, how well they tell learners apart.

Every number is about at least `LEAST` people, and so is every difference between the tables of one viewer.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ssfh_learn.reports.disclosure import LEAST, Table, shown_together

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ssfh_learn.results import AskedQuestion, GivenAnswers

ENOUGH = 30
"""The fewest answers of which a discrimination says anything."""
MOST_INSTEAD = 3
"""Of what was chosen instead, what was chosen most."""


@dataclass(frozen=True)
class ChosenInstead:
    """Something that is not right, and the share of the people who chose it."""

    text: str
    share: float


@dataclass(frozen=True)
class ItemFigures:
    """The figures of one question for the people of one table; all but `people` are None where they are not shown.

    `right` is the share with all points, `blank` that without an answer, `mean` the mean share of the points.
    `discrimination` is the correlation of this question with the rest of the test: between the share of its points and
    the share of all other points that the same learner got ("item-rest correlation", or corrected item-total
    correlation: Henrysson 1963, Correction of item-total correlations in item analysis, Psychometrika 28, 211-218).
    `seconds` is the median of the time that went to it. `waits` says that a person still grades some of these answers:
    what is graded so far are not the answers of them all, so no figure is shown.
    """

    test: str
    question: AskedQuestion
    people: int | None = None
    right: float | None = None
    blank: float | None = None
    mean: float | None = None
    instead: tuple[ChosenInstead, ...] = ()
    discrimination: float | None = None
    seconds: float | None = None
    waits: bool = False


def item_analysis(
    given: GivenAnswers, tables: Mapping[Table, Collection[str] | None], asked: Table
) -> list[ItemFigures]:
    """Return the figures of each question for the people of one table, in the order of the test.

    `tables` has the accounts in every table that the same viewer can open, and None where a table holds everybody: a
    number is shown only if it can stand beside the same number of all of them.
    """
    members = _Members(given, tables, asked)
    rows = _rows(given)
    rows["own"] = True if members.own is None else rows["learner"].isin(members.own)
    of_question = dict(list(rows.groupby("question")))
    return [
        _figures(given, place, of_question.get(place, rows[:0]), members)
        for place, question in enumerate(given.questions)
        if not question.is_earlier
    ]


class _Members:
    """The learners in the table that is asked for, and in the other tables that the same viewer can open."""

    def __init__(self, given: GivenAnswers, tables: Mapping[Any, Collection[str] | None], asked: object) -> None:
        self._places = {learner: place for place, learner in enumerate(given.learners)}
        self._others = [(order, accounts) for order, (table, accounts) in enumerate(tables.items()) if table != asked]
        self._others.sort(key=lambda one: -self._most(one[1]))
        self._order = list(tables).index(asked)
        self._known: dict[int, frozenset[int] | None] = {}
        self._decided: dict[frozenset[int], bool] = {}
        self.own = self._inside(self._order, tables[asked])
        """Places of learners; None is everybody."""

    def are_shown(self, rows: pd.DataFrame) -> bool:
        """Say whether a number about the own people of these rows can stand beside those of all other tables.

        A table of everybody gives way to no other.
        """
        present = frozenset(rows["learner"])
        if present not in self._decided:  # most numbers of a test are about the same people
            self._decided[present] = self._is_shown(present)
        return self._decided[present]

    def _is_shown(self, present: frozenset[int]) -> bool:
        own = present if self.own is None else present & self.own
        if self.own is None or len(own) < LEAST:
            return len(own) >= LEAST
        # smaller tables give way to wider ones, so they cannot change what is decided about this one
        as_wide = list(takewhile(lambda one: self._most(one[1]) >= len(own), self._others))
        if not as_wide:
            return True
        people = {order: self._present(present, order, accounts) for order, accounts in as_wide}
        wide = {order: there for order, there in people.items() if len(there) >= len(own)}
        if not wide:
            return True
        wide[self._order] = own
        return self._order in shown_together(dict(sorted(wide.items())))

    def _most(self, accounts: Collection[str] | None) -> int:
        return len(self._places) if accounts is None else len(accounts)

    def _present(self, present: frozenset[int], order: int, accounts: Collection[str] | None) -> frozenset[int]:
        inside = self._inside(order, accounts)
        return present if inside is None else present & inside

    def _inside(self, order: int, accounts: Collection[str] | None) -> frozenset[int] | None:
        if order not in self._known:
            places = self._places
            self._known[order] = None if accounts is None else frozenset(places[a] for a in accounts if a in places)
        return self._known[order]


def _rows(given: GivenAnswers) -> pd.DataFrame:
    """Return a row for each answer, with the share of all other points of its learner; what waits has no points."""
    rows = pd.DataFrame(
        {
            name: np.asarray(getattr(given, name))  # pandas would take an array apart, number by number
            for name in ("learner", "question", "points", "worth", "seconds", "answer")
        }
    )
    graded = rows[rows["points"].notna()]
    sums = graded.groupby("learner")[["points", "worth"]].sum().reindex(rows["learner"]).set_axis(rows.index)
    rest = sums["worth"] - rows["worth"]
    # rounded, so that what is equal stays equal: a sum of thirds is not always the same to the last bit
    rows["share"] = (rows["points"] / rows["worth"]).round(9)
    rows["rest"] = ((sums["points"] - rows["points"]) / rest).where(rest > 0).round(9)
    return rows


def _figures(given: GivenAnswers, place: int, rows: pd.DataFrame, members: _Members) -> ItemFigures:
    """Return the figures of one question, of which these are the rows of all learners."""
    question = given.questions[place]
    if not members.are_shown(rows):
        return ItemFigures(given.test, question)
    own = rows[rows["own"]]
    if own["points"].isna().any():
        return ItemFigures(given.test, question, waits=True)
    rows = rows[rows["points"].notna()]
    if not members.are_shown(rows):
        return ItemFigures(given.test, question)
    timed, rested = rows[rows["seconds"].notna()], rows[rows["rest"].notna()]
    of_rest = rested[rested["own"]]
    tells = len(of_rest) >= ENOUGH and members.are_shown(rested)
    return ItemFigures(
        given.test,
        question,
        people=len(own),
        right=float((own["share"] >= 1).mean()),
        blank=None if question.is_graded_by_person else float((own["answer"] < 0).mean()),
        mean=float(own["share"].mean()),
        instead=tuple(_instead(given, question, own)),
        discrimination=_correlation(of_rest) if tells else None,
        seconds=float(timed.loc[timed["own"], "seconds"].median()) if members.are_shown(timed) else None,
    )


def _instead(given: GivenAnswers, question: AskedQuestion, own: pd.DataFrame) -> Iterator[ChosenInstead]:
    """Yield what was chosen most of what is not right, and by enough people: a share of one person tells her answer."""
    counts: Counter[int] = Counter()
    for answer, times in own["answer"].value_counts().items():
        if isinstance(answer, int) and answer >= 0:
            for choice in given.answers[answer]:
                counts[choice] += int(times)
    wrong = [
        (times, choice) for choice, times in counts.items() if not question.choices[choice].is_right and times >= LEAST
    ]
    for times, choice in sorted(wrong, key=lambda one: (-one[0], question.choices[one[1]].text))[:MOST_INSTEAD]:
        yield ChosenInstead(question.choices[choice].text, times / len(own))


def _correlation(rows: pd.DataFrame) -> float | None:
    """Return the correlation of a question with the rest; None where everybody got the same, for one or the other."""
    if rows["share"].nunique() < 2 or rows["rest"].nunique() < 2:  # noqa: PLR2004  (nothing varies)
        return None
    return float(rows["share"].corr(rows["rest"]))
