"""Where one learner stands with every test: what everybody else reads too, and no work for the rows of others."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import OperationalError

from ssfh_learn.grading.build import build
from ssfh_learn.grading.explanation import explain
from ssfh_learn.grading.gradebook_reader import GradebookReader, engine_of
from ssfh_learn.grading.own_tests import OwnTest, read_own_tests, reading_engine
from ssfh_learn.grading.problem import GradingError
from tests.counted_work import counted
from tests.grading import rows
from tests.grading.courses import CourseFolder, blank, right, right_first, write_config, write_key, wrong

OTHERS = [f"ander{number}" for number in range(57)]


def own_test(course: CourseFolder, student: str) -> OwnTest:
    """Return where a learner stands with the test of a course."""
    found = read_own_tests(course.course, [course.key], student)[course.name]
    assert isinstance(found, OwnTest)
    return found


def test_where_one_learner_stands_costs_the_same_however_many_learners_there_are(course: CourseFolder) -> None:
    for student in ("anna", "bram", "chris"):
        course.hand_in(student, right, wrong)
    course.grade()
    with counted(engine_of(course.course.db_url)) as with_three:
        before = own_test(course, "anna")

    for student in OTHERS:
        course.hand_in(student, right)
    course.grade()
    with counted(engine_of(course.course.db_url)) as with_sixty:
        after = own_test(course, "anna")

    assert before.result == after.result
    assert after.result is not None
    assert (len(with_sixty.statements), with_sixty.rows) == (len(with_three.statements), with_three.rows)
    assert with_three.rows > 3
    assert with_sixty.steps < 1.1 * with_three.steps  # no statement looks through a table of everybody either


def test_two_tests_are_read_with_the_statements_of_one(course: CourseFolder) -> None:
    write_key(course.root, "tweede")
    build(course.course, "tweede")
    second = CourseFolder(course.root, "tweede")
    course.hand_in("anna", right)
    second.hand_in("anna", wrong)
    course.grade()
    second.grade()

    with counted(engine_of(course.course.db_url)) as of_one:
        read_own_tests(course.course, [course.key], "anna")
    with counted(engine_of(course.course.db_url)) as of_two:
        both = read_own_tests(course.course, [course.key, second.key], "anna")

    assert len(of_two.statements) == len(of_one.statements)
    totals = {name: own.result.total for name, own in both.items() if isinstance(own, OwnTest) and own.result}
    assert totals == {"toets": 4, "tweede": 0}


def test_a_learner_reads_the_result_that_everybody_else_reads(any_course: CourseFolder) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    write_config(any_course.root, late="met aftrek", late_days=7, db_url=any_course.course.db_url)
    build(any_course.course, "toets", due=yesterday)
    any_course.hand_in("anna", right, right_first(2))
    any_course.hand_in("bram", wrong)
    any_course.hand_in("chris", blank)
    any_course.hand_in("daan", right_first(3), at=yesterday - timedelta(hours=1))
    with Gradebook(any_course.course.db_url) as book:
        book.add_student("emma", last_name="Zonder inlevering")
        book.update_or_create_student("bram", first_name="Bram", last_name="de Wit")
    any_course.grade()
    with Gradebook(any_course.course.db_url) as book:
        book.grant_extension("toets", "bram", days=3)
        grade = book.find_grade("open-open", "toets", "toets", "anna")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.25, False
        book.db.commit()
    explain(any_course.course, any_course.key, "daan")  # from now on she could know

    with GradebookReader(any_course.course, any_course.key) as gradebook:
        everybody = {one.student: one for one in gradebook.results()}
        lateness = {name: gradebook.lateness_of(name) for name in everybody}
    alone = {name: own_test(any_course, name) for name in everybody}

    assert set(everybody) == {"anna", "bram", "chris", "daan", "emma"}
    assert {name: own.result for name, own in alone.items()} == {
        name: one if one.attempt is not None else None for name, one in everybody.items()
    }
    assert {name: (own.lateness.deadline, own.lateness.explained) for name, own in alone.items()} == {
        name: (one.deadline, one.explained) for name, one in lateness.items()
    }
    assert {name: own.handed_in for name, own in alone.items()} == {
        "anna": 2, "bram": 1, "chris": 1, "daan": 1, "emma": 0,
    }  # fmt: skip
    assert everybody["anna"].points != everybody["bram"].points
    assert own_test(any_course, "niemand").result is None


RENAMED = "UPDATE assignment SET name = 'anders' WHERE name = 'tweede'"
END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
OTHER_CELL = """
    UPDATE base_cell SET name = 'anders' FROM notebook
    WHERE notebook.id = notebook_id AND notebook.name = 'tweede' AND base_cell.name = 'open-open'
"""


@pytest.mark.parametrize(("code", "change"), [("not_built", RENAMED), ("build_again", OTHER_CELL)])
def test_what_is_wrong_with_one_test_takes_no_other_test_away(course: CourseFolder, code: str, change: str) -> None:
    write_key(course.root, "tweede")
    build(course.course, "tweede")
    course.hand_in("anna", right)
    course.grade()
    with rows.connected(course) as connection:
        connection.execute(text(change))
        connection.commit()

    read = read_own_tests(course.course, [course.key, CourseFolder(course.root, "tweede").key], "anna")

    assert isinstance(read["toets"], OwnTest)
    assert isinstance(read["tweede"], GradingError)
    assert read["tweede"].code == code


def test_what_is_written_while_a_learner_is_read_is_read_whole_or_not_at_all(any_course: CourseFolder) -> None:
    any_course.hand_in("anna", right)
    any_course.grade()
    before = own_test(any_course, "anna")
    engine, other = reading_engine(any_course.course.db_url), create_engine(any_course.course.db_url)
    if other.dialect.name == "sqlite":
        event.listen(other, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout = 0"))

    def write(*details: Any) -> None:
        if "ssfh_result" in details[2]:  # the first statement is done, this one is not
            with suppress(OperationalError), other.begin() as connection:  # locked: it would try again
                connection.execute(text("UPDATE ssfh_result SET attempts = 99"))

    event.listen(engine, "before_cursor_execute", write)
    try:
        meanwhile = own_test(any_course, "anna")
    finally:
        event.remove(engine, "before_cursor_execute", write)
        other.dispose()

    assert meanwhile.result == before.result


def test_a_gradebook_on_a_server_is_connected_to_once_and_again_where_the_server_ended_that(
    course_on_postgresql: CourseFolder,
) -> None:
    course_on_postgresql.hand_in("anna", right)
    course_on_postgresql.grade()
    connected: list[Any] = []
    engine = reading_engine(course_on_postgresql.course.db_url)
    event.listen(engine, "connect", lambda *details: connected.append(details))

    found = [own_test(course_on_postgresql, "anna").result for _ in range(3)]
    assert len(connected) == 1
    with rows.connected(course_on_postgresql) as connection:
        connection.execute(text(END_OTHERS))
    again = own_test(course_on_postgresql, "anna").result

    assert again is not None
    assert [*found, again] == [again] * 4
    assert len(connected) == 2


def test_a_gradebook_of_before_is_read(any_course: CourseFolder) -> None:
    any_course.hand_in("anna", right)
    any_course.grade()
    with rows.connected(any_course) as connection:
        for name in ("explained_at", "due_then"):
            connection.execute(text(f"ALTER TABLE ssfh_attempt DROP COLUMN {name}"))
        connection.commit()

    found = own_test(any_course, "anna")

    assert found.result is not None
    assert found.result.total == 4


@pytest.mark.parametrize("content", [b"", b"geen gradebook"])
def test_what_is_no_gradebook_is_told_and_stays_as_it_is(course: CourseFolder, content: bytes) -> None:
    path = course.root / "gradebook.db"
    path.write_bytes(content)

    with pytest.raises(GradingError):
        read_own_tests(course.course, [course.key], "anna")
    assert path.read_bytes() == content
