"""Reads what everybody answered on a test, with the points of each answer: for the analysis of its questions.

The database makes one row of the grades of a learner, so that tens of thousands of them take seconds.
"""

from __future__ import annotations

import json
from array import array
from math import nan
from typing import TYPE_CHECKING, Any

from nbgrader import api
from pydantic_core import from_json
from sqlalchemy import Text, and_, cast, func, select
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.grading import tables
from ssfh_learn.grading.answered_question import AnsweredQuestion
from ssfh_learn.grading.gradebook_reader import make_ready, must_be_there, unusable
from ssfh_learn.grading.own_tests import reading_engine
from ssfh_learn.grading.slots import slots_of
from ssfh_learn.results import GivenAnswers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Select
    from sqlalchemy.engine import Engine, Row

    from ssfh_learn.activities.quiz import Quiz
    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.key import Key

AT_ONCE = 2_000
"""Rows that are read at once from a server."""
CACHE = 64 * 1024
"""Kilobytes of a SQLite file that are kept while it is read, so that few of its pages are read twice."""


def read_given_answers(course: Course, key: Key) -> GivenAnswers:
    """Return what everybody answered on a test; this takes no lock.

    Raises GradingError where the gradebook cannot be read.
    """
    try:
        engine = reading_engine(course.db_url)
        must_be_there(engine, key.quiz.id)
        try:
            return _read(engine, key)
        except SQLAlchemyError as error:
            if unusable(error).code != "gradebook_unusable":
                raise
            # An older gradebook lacks a table or a column of ours; or a server ended the connection meanwhile.
            make_ready(engine, key.quiz.id)
            return _read(engine, key)
    except (SQLAlchemyError, OSError, ImportError) as error:  # ImportError: a driver that is not installed
        raise unusable(error) from error


def _read(engine: Engine, key: Key) -> GivenAnswers:
    name = key.quiz.id
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE}")  # grades lie all over the file
            connection.exec_driver_sql("BEGIN")  # one state for all statements
        cells = {row.id: row.name for row in connection.execute(_cells(name))}
        grades = {row.student_id: row for row in connection.execute(_grades(engine.dialect.name, list(cells)))}
        rows = connection.execution_options(stream_results=True, yield_per=AT_ONCE).execute(_newest(name))
        return given_answers(key, cells, grades, rows)


def _cells(test: str) -> Select[Any]:
    """Return the statement that reads the grade cells of a test.

    An open question has a solution cell and a source cell of the same name too, to which no grade belongs.
    """
    assignment, notebook, cell, graded = (
        model.__table__ for model in (api.Assignment, api.Notebook, api.BaseCell, api.GradeCell)
    )
    joined = select(cell.c.id, cell.c.name).join(graded, graded.c.id == cell.c.id)
    joined = joined.join(notebook, notebook.c.id == cell.c.notebook_id)
    return joined.join(assignment, assignment.c.id == notebook.c.assignment_id).where(assignment.c.name == test)


def _grades(dialect: str, cells: list[str]) -> Select[Any]:
    """Return the statement that makes one row of the grades of a learner: the points by cell, and extra credit.

    Grades are looked up by their cells, for which nbgrader has an index: without it SQLite reads those of every test.
    """
    submission, notebook, grade = (
        model.__table__ for model in (api.SubmittedAssignment, api.SubmittedNotebook, api.Grade)
    )
    as_object = func.json_group_object if dialect == "sqlite" else func.json_object_agg
    points = func.coalesce(grade.c.manual_score, grade.c.auto_score)
    by_notebook = (
        select(
            grade.c.notebook_id,
            cast(as_object(grade.c.cell_id, points), Text).label("points"),
            func.sum(func.coalesce(grade.c.extra_credit, 0.0)).label("extra"),
        )
        .where(grade.c.cell_id.in_(cells))
        .group_by(grade.c.notebook_id)
        .subquery()
    )
    return (
        select(submission.c.student_id, by_notebook.c.points, by_notebook.c.extra)
        .select_from(by_notebook)
        .join(notebook, notebook.c.id == by_notebook.c.notebook_id)
        .join(submission, submission.c.id == notebook.c.assignment_id)
    )


def _newest(test: str) -> Select[Any]:
    """Return the statement that reads the newest result of each learner, and the attempt that counts."""
    result, attempt = tables.RESULT, tables.ATTEMPT
    newest = (
        select(func.max(result.c.id).label("id"))
        .where(result.c.assignment == test)
        .group_by(result.c.student)
        .subquery()
    )
    is_its_attempt = and_(
        attempt.c.assignment == result.c.assignment,
        attempt.c.student == result.c.student,
        attempt.c.number == result.c.attempt,
    )
    columns = (result.c.student, result.c.content, result.c["items"].label("asked"), result.c.penalty)
    return (
        select(*columns, attempt.c.answers, attempt.c.seconds)
        .select_from(newest)
        .join(result, result.c.id == newest.c.id)
        .join(attempt, is_its_attempt)
        .order_by(result.c.student)
    )


def given_answers(
    key: Key, cells: Mapping[str, str], grades: Mapping[str, Row[Any]], rows: Iterable[Row[Any]]
) -> GivenAnswers:
    """Return the rows of the gradebook as columns, with the texts of questions and answers.

    `cells` has the names of the grade cells by their ids in the gradebook, `grades` the grades by learner.
    """
    made = _Columns(key, cells)
    for row in rows:
        if (graded := grades.get(row.student)) is not None:
            made.add(row, graded)
    return made.made()


class _Columns:
    """Columns that grow by one learner at a time."""

    def __init__(self, key: Key, cells: Mapping[str, str]) -> None:
        self._key = key
        self._ids = {name: id_ for id_, name in cells.items()}
        self._worth = {slot.cell: slot.points for slot in slots_of(key.quiz)}
        self._asked: dict[str, AnsweredQuestion] = {}
        """The questions by the JSON of their written form, so that a version that says the same is the same."""
        self._versions: dict[str, dict[str, AnsweredQuestion]] = {}
        self._learners: list[str] = []
        self._extra, self._penalty = array("d"), array("d")
        self._learner, self._question, self._answer = array("l"), array("l"), array("l")
        self._points, self._worths, self._seconds = array("d"), array("d"), array("d")
        self._answers: list[tuple[int, ...]] = []

    def add(self, row: Row[Any], graded: Row[Any]) -> None:
        """Add what one learner answered."""
        who = len(self._learners)
        self._learners.append(row.student)
        self._extra.append(graded.extra)
        self._penalty.append(row.penalty)
        asked = self._versions.get(row.content) or self._version(row.content)
        points, answers = from_json(graded.points), from_json(row.answers)
        seconds = from_json(row.seconds) if row.seconds else {}
        for cell, id_, _status in from_json(row.asked):
            question = asked.get(id_)
            if question is None or cell not in self._worth:
                continue  # the test was built anew since: it asks nothing like that now
            got = points.get(self._ids.get(cell))
            answer = answers.get(id_)
            said = answer if isinstance(answer, str) else repr(answer)
            place = question.known.get(said)
            if place is None:
                place = question.known[said] = self._place(question, answer)
            self._learner.append(who)
            self._question.append(question.place)
            self._points.append(nan if got is None else got)
            self._worths.append(self._worth[cell])
            self._seconds.append(seconds.get(id_, nan))
            self._answer.append(place)

    def _version(self, content: str) -> dict[str, AnsweredQuestion]:
        """Return the questions of a released version by their ids."""
        key = self._key.quiz
        others = (question for question in key.other_questions if not question.needs_grader)
        now = {question.id: question for question in (*key.questions, *others)}
        quiz: Quiz = self._key.of_version(content) or self._key.quiz
        found: dict[str, AnsweredQuestion] = {}
        for question in quiz.questions:
            written = json.dumps(question.without_key().model_dump(mode="json"), sort_keys=True)
            if written not in self._asked:
                is_now = question.id in now and question.without_key() == now[question.id].without_key()
                current = now[question.id] if is_now else question
                self._asked[written] = AnsweredQuestion(len(self._asked), current, quiz.reading, is_earlier=not is_now)
            found[question.id] = self._asked[written]
        self._versions[content] = found
        return found

    def _place(self, question: AnsweredQuestion, answer: Any) -> int:
        """Return the place of an answer that was not seen before; -1 for none."""
        chosen = question.chosen(answer)
        if not chosen:
            return -1
        self._answers.append(chosen)
        return len(self._answers) - 1

    def made(self) -> GivenAnswers:
        """Return what was read."""
        quiz = self._key.quiz
        self._version(self._key.content)  # the questions that nobody was asked yet are in the list too
        return GivenAnswers(
            test=quiz.id,
            title=quiz.title,
            pass_mark=quiz.pass_mark,
            maximum=sum(self._worth.values()),
            questions=tuple(one.as_plain() for one in self._asked.values()),
            learners=tuple(self._learners),
            extra=self._extra,
            penalty=self._penalty,
            learner=self._learner,
            question=self._question,
            points=self._points,
            worth=self._worths,
            seconds=self._seconds,
            answer=self._answer,
            answers=tuple(self._answers),
        )
