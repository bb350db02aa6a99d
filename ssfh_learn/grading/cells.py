"""The rows of the grade cells: what the computer gave, what a person gave, and whether a person must look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import bindparam, insert, select, update

from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection, Row

    from ssfh_learn.activities import ItemScore
    from ssfh_learn.grading.learner_rows import SubmissionPlace
    from ssfh_learn.grading.marking import MarkedAttempt
    from ssfh_learn.grading.records import Manual

NOTHING: Manual = (None, None, None)


@dataclass(frozen=True)
class GradedCell:
    """One grade cell of one learner: the rows of its grade and, for an open question, its comment, if there are any."""

    grade: Row[Any] | None
    comment: Row[Any] | None

    @property
    def manual(self) -> Manual:
        """What a person gave."""
        said = self.comment.manual_comment if self.comment is not None else None
        return (
            (self.grade.manual_score, self.grade.extra_credit, said) if self.grade is not None else (None, None, said)
        )


@dataclass(frozen=True)
class Written:
    """A grade cell after saving: the points that count, without extra credit and with it; None where a person must."""

    points: float | None
    worth: float


class GradeCells:
    """The grade cells of one assignment, for every learner."""

    def __init__(self, connection: Connection, api: Any, notebook: str) -> None:
        """Find the rows that are the cells of the master notebook with this id."""
        table = api.BaseCell.__table__
        rows = connection.execute(select(table.c.id, table.c.name, table.c.type).where(table.c.notebook_id == notebook))
        cells = rows.all()
        self._grades = _Rows(api.Grade.__table__, {row.name: row.id for row in cells if row.type == "GradeCell"})
        self._comments = _Rows(api.Comment.__table__, {row.name: row.id for row in cells if row.type == "SolutionCell"})

    @property
    def names(self) -> set[str]:
        """The names of the cells."""
        return set(self._grades.cells)

    def of(self, connection: Connection, place: SubmissionPlace) -> dict[str, GradedCell]:
        """Return the cells of a submitted notebook by name."""
        grades, comments = self._grades.of(connection, place), self._comments.of(connection, place)
        return {name: GradedCell(grades.get(name), comments.get(name)) for name in self._grades.cells}

    def write(
        self,
        connection: Connection,
        place: SubmissionPlace,
        cells: Mapping[str, GradedCell],
        attempt: MarkedAttempt,
        instead: Mapping[str, Manual] | None,
    ) -> dict[str, Written]:
        """Write the automatic score of each cell and return what each is worth now.

        What a person gave stays as it is. Only if another attempt counts from now on, it is replaced by what she gave
        for that attempt (`instead`).
        """
        given = {name: cells[name].manual if instead is None else instead.get(name, NOTHING) for name in attempt.scores}
        grades = {name: _grade(cells[name], score, given[name]) for name, score in attempt.scores.items()}
        comments = {name: _comment(score, given[name]) for name, score in attempt.scores.items()}
        self._grades.write(connection, place, {name: cell.grade for name, cell in cells.items()}, grades)
        self._comments.write(connection, place, {name: cell.comment for name, cell in cells.items()}, comments)
        return {name: _written(grade) for name, grade in grades.items()}

    def write_manual(self, connection: Connection, place: SubmissionPlace, name: str, given: Manual) -> None:
        """Write what a person gives in one cell; the automatic score stays as it is.

        As in formgrader, nobody has to look again afterwards, unless she took her points back where the computer gives
        none.
        """
        cell = self.of(connection, place)[name]
        points, extra, said = given
        needs_person = points is None and (cell.grade is None or cell.grade.auto_score is None)
        grade = {"manual_score": points, "extra_credit": extra, "needs_manual_grade": needs_person}
        self._grades.write(connection, place, {name: cell.grade}, {name: grade})
        if name in self._comments.cells:
            self._comments.write(connection, place, {name: cell.comment}, {name: {"manual_comment": said}})


def _grade(cell: GradedCell, score: ItemScore, given: Manual) -> dict[str, Any]:
    manual, extra, _ = given
    auto = None if score.points is None else float(score.points)
    needs_person = (auto is None) != (manual is not None)
    if cell.grade is not None and manual is not None and given == cell.manual and auto == cell.grade.auto_score:
        needs_person = cell.grade.needs_manual_grade
    return {
        "auto_score": auto,
        "manual_score": manual,
        "extra_credit": extra,
        # as nbgrader does: a person looks again if the automatic score changed after she overruled it
        "needs_manual_grade": needs_person,
    }


def _comment(score: ItemScore, given: Manual) -> dict[str, Any]:
    said = word("grading", "no_answer") if score.status == "not_attempted" else None
    return {"auto_comment": said, "manual_comment": given[2]}


def _written(grade: Mapping[str, Any]) -> Written:
    points = grade["auto_score"] if grade["manual_score"] is None else grade["manual_score"]
    return Written(points, 0.0 if points is None else points + (grade["extra_credit"] or 0.0))


class _Rows:
    """The rows of one table, one for each of these cells (id by name) of every submitted notebook."""

    def __init__(self, table: Any, cells: Mapping[str, str]) -> None:
        self.cells = cells
        self._table = table
        self._name_of = {id_: name for name, id_ in cells.items()}
        self._of_notebook = select(table).where(table.c.notebook_id == bindparam("notebook"))
        self._one = update(table).where(table.c.id == bindparam("row"))

    def of(self, connection: Connection, place: SubmissionPlace) -> dict[str, Row[Any]]:
        """Return the rows of a submitted notebook by the names of their cells."""
        if place.is_new or not self.cells:
            return {}
        rows = connection.execute(self._of_notebook, {"notebook": place.notebook})
        return {self._name_of[row.cell_id]: row for row in rows if row.cell_id in self._name_of}

    def write(
        self,
        connection: Connection,
        place: SubmissionPlace,
        before: Mapping[str, Row[Any] | None],
        now: Mapping[str, Any],
    ) -> None:
        """Write what changed: values by column, by the name of the cell."""
        missing, changed = [], []
        for name in filter(now.__contains__, self.cells):  # in their own order: the sum of floats depends on it
            row, values = before[name], now[name]
            if row is None:
                missing.append(
                    {"id": uuid4().hex, "cell_id": self.cells[name], "notebook_id": place.notebook, **values}
                )
            elif any(getattr(row, column) != value for column, value in values.items()):
                changed.append({"row": row.id, **values})
        if missing:
            connection.execute(insert(self._table), missing)
        if changed:
            connection.execute(self._one, changed)
