"""What the questions of a test do: who has them right, what is chosen instead, how well they tell learners apart.

Every number is about at least `LEAST` people, and so is every difference between the tables of one viewer.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    `seconds` is the median of the time that went to it.
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


def item_analysis(
    given: GivenAnswers, tables: Mapping[Table, Collection[str] | None], asked: Table
) -> list[ItemFigures]:
    """Return the figures of each question for the people of one table, in the order of the test.

    `tables` has the accounts in every table that the same viewer can open, and None where a table holds everybody: a
    number is shown only if it can stand beside the same number of all of them.
    """
    rows = _rows(given)
    places = {learner: place for place, learner in enumerate(given.learners)}
    known: dict[Table, frozenset[int] | None] = {
        table: None if accounts is None else frozenset(places[one] for one in accounts if one in places)
        for table, accounts in tables.items()
    }
    members = dict(sorted(known.items(), key=lambda one: -len(places if one[1] is None else one[1])))
    return [
        _figures(given, place, rows[rows["question"] == place], members, asked)
        for place, question in enumerate(given.questions)
        if not question.is_earlier
    ]


def _rows(given: GivenAnswers) -> pd.DataFrame:
    """Return a row for each answer that has points, with the share of all other points of its learner."""
    rows = pd.DataFrame(
        {
            "learner": given.learner,
            "question": given.question,
            "points": given.points,
            "worth": given.worth,
            "seconds": given.seconds,
            "answer": given.answer,
        }
    ).dropna(subset="points")
    sums = rows.groupby("learner")[["points", "worth"]].transform("sum")
    rest = sums["worth"] - rows["worth"]
    # rounded, so that what is equal stays equal: a sum of thirds is not always the same to the last bit
    rows["share"] = (rows["points"] / rows["worth"]).round(9)
    rows["rest"] = ((sums["points"] - rows["points"]) / rest).where(rest > 0).round(9)
    return rows


def _figures(
    given: GivenAnswers,
    place: int,
    rows: pd.DataFrame,
    members: Mapping[Table, frozenset[int] | None],
    asked: Table,
) -> ItemFigures:
    """Return the figures of one question; `members` has the widest tables first."""
    question = given.questions[place]
    if not _is_shown(rows, members, asked):
        return ItemFigures(given.test, question)
    own = _of_table(rows, members[asked])
    timed, rested = rows.dropna(subset="seconds"), rows.dropna(subset="rest")
    is_timed = _is_shown(timed, members, asked)
    of_rest = _of_table(rested, members[asked])
    tells = len(of_rest) >= ENOUGH and _is_shown(rested, members, asked)
    return ItemFigures(
        given.test,
        question,
        people=len(own),
        right=float((own["share"] >= 1).mean()),
        blank=None if question.is_graded_by_person else float((own["answer"] < 0).mean()),
        mean=float(own["share"].mean()),
        instead=tuple(_instead(given, question, own)),
        discrimination=_correlation(of_rest) if tells else None,
        seconds=float(_of_table(timed, members[asked])["seconds"].median()) if is_timed else None,
    )


def _is_shown(rows: pd.DataFrame, members: Mapping[Table, frozenset[int] | None], asked: Table) -> bool:
    """Say whether a number about these rows can be shown for a table beside those for all others.

    A table of everybody gives way to no other.
    """
    inside = members[asked]
    if inside is None:
        return len(rows) >= LEAST
    present = frozenset(rows["learner"])
    own = present & inside
    if len(own) < LEAST:
        return False
    # smaller tables give way to wider ones, so they cannot change what is decided about this one
    wide = {}
    for table, others in members.items():
        if others is not None and len(others) < len(own):
            break
        people = present if others is None else present & others
        if len(people) >= len(own):
            wide[table] = people
    return len(wide) == 1 or asked in shown_together(wide)


def _of_table(rows: pd.DataFrame, inside: frozenset[int] | None) -> pd.DataFrame:
    return rows if inside is None else rows[rows["learner"].isin(inside)]


def _instead(given: GivenAnswers, question: AskedQuestion, own: pd.DataFrame) -> Iterator[ChosenInstead]:
    """Yield what was chosen most of what is not right; what somebody typed only if enough people typed the same."""
    counts: Counter[int] = Counter()
    for answer, times in own["answer"].value_counts().items():
        if isinstance(answer, int) and answer >= 0:
            for choice in given.answers[answer]:
                counts[choice] += int(times)
    wrong = [
        (times, choice)
        for choice, times in counts.items()
        if not question.choices[choice].is_right and (times >= LEAST or not question.choices[choice].is_typed)
    ]
    for times, choice in sorted(wrong, key=lambda one: (-one[0], question.choices[one[1]].text))[:MOST_INSTEAD]:
        yield ChosenInstead(question.choices[choice].text, times / len(own))


def _correlation(rows: pd.DataFrame) -> float | None:
    """Return the correlation of a question with the rest; None where everybody got the same, for one or the other."""
    if rows["share"].nunique() < 2 or rows["rest"].nunique() < 2:  # noqa: PLR2004  (nothing varies)
        return None
    return float(rows["share"].corr(rows["rest"]))
