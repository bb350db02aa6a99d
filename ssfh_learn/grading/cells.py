"""The rows of the grade cells: what the computer gave, what a person gave, and who has to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import insert, select, update

from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection, Row

    from ssfh_learn.activities import ItemScore
    from ssfh_learn.grading.marking import MarkedAttempt
    from ssfh_learn.grading.records import Manual

NOTHING: Manual = (None, None, None)


@dataclass(frozen=True)
class Cell:
    """One grade cell of one learner: the rows of its grade and, for an open question, of its comment."""

    grade: Row[Any]
    comment: Row[Any] | None

    @property
    def manual(self) -> Manual:
        """What a person gave."""
        said = self.comment.manual_comment if self.comment is not None else None
        return self.grade.manual_score, self.grade.extra_credit, said


@dataclass(frozen=True)
class Written:
    """A grade cell after saving: the points that count, without extra credit and with it; None where a person must."""

    points: float | None
    worth: float


class GradeCells:
    """The grade cells of one assignment, for every learner."""

    def __init__(self, connection: Connection, api: Any, notebook: str) -> None:
        """Take in which rows are the cells of the master notebook with this id."""
        self._grade, self._comment = api.Grade.__table__, api.Comment.__table__
        table = api.BaseCell.__table__
        rows = connection.execute(select(table.c.id, table.c.name, table.c.type).where(table.c.notebook_id == notebook))
        cells = rows.all()
        self._graded = {row.id: row.name for row in cells if row.type == "GradeCell"}
        self._commented = {row.id: row.name for row in cells if row.type == "SolutionCell"}

    @property
    def names(self) -> set[str]:
        """The names of the cells."""
        return set(self._graded.values())

    def of(self, connection: Connection, notebook: str) -> dict[str, Cell]:
        """Return the cells of a submitted notebook by name; rows that are not there yet are made."""
        grades = self._rows(connection, self._grade, self._graded, notebook, {"needs_manual_grade": True})
        comments = self._rows(connection, self._comment, self._commented, notebook, {})
        return {name: Cell(row, comments.get(name)) for name, row in grades.items()}

    def _rows(
        self, connection: Connection, table: Any, names: Mapping[str, str], notebook: str, start: Mapping[str, Any]
    ) -> dict[str, Row[Any]]:
        wanted = select(table).where(table.c.notebook_id == notebook)
        found = {row.cell_id: row for row in connection.execute(wanted)}
        missing = [id_ for id_ in names if id_ not in found]
        if missing:
            rows = [{"id": uuid4().hex, "cell_id": id_, "notebook_id": notebook, **start} for id_ in missing]
            connection.execute(insert(table), rows)
            found = {row.cell_id: row for row in connection.execute(wanted)}
        return {names[id_]: row for id_, row in found.items() if id_ in names}

    def write(
        self,
        connection: Connection,
        cells: Mapping[str, Cell],
        attempt: MarkedAttempt,
        instead: Mapping[str, Manual] | None,
    ) -> dict[str, Written]:
        """Write the automatic score of each cell and return what each is worth now.

        What a person gave stays as it is. Only where another attempt counts from now on, what was given for that one
        (`instead`) comes in its place.
        """
        return {
            name: self._write(
                connection, cells[name], score, cells[name].manual if instead is None else instead.get(name, NOTHING)
            )
            for name, score in attempt.scores.items()
        }

    def _write(self, connection: Connection, cell: Cell, score: ItemScore, given: Manual) -> Written:
        manual, extra, comment = given
        auto = None if score.points is None else float(score.points)
        is_settled = manual is not None and given == cell.manual and auto == cell.grade.auto_score
        values = {
            "auto_score": auto,
            "manual_score": manual,
            "extra_credit": extra,
            # as nbgrader does it: a person looks again where the computer changed its mind about what she overruled
            "needs_manual_grade": cell.grade.needs_manual_grade
            if is_settled
            else (auto is None) != (manual is not None),
        }
        _update(connection, self._grade, cell.grade, values)
        if cell.comment is not None:
            said = word("grading", "no_answer") if score.status == "not_attempted" else None
            _update(connection, self._comment, cell.comment, {"auto_comment": said, "manual_comment": comment})
        points = auto if manual is None else manual
        return Written(points, 0.0 if points is None else points + (extra or 0.0))


def _update(connection: Connection, table: Any, row: Row[Any], values: Mapping[str, Any]) -> None:
    if any(getattr(row, name) != value for name, value in values.items()):
        connection.execute(update(table).where(table.c.id == row.id).values(**values))
