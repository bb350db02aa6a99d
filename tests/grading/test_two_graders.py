"""Several graders at once, in real processes, on SQLite and on PostgreSQL: no row is lost and none is there twice."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import create_engine, inspect, text

from ssfh_learn.grading import tables
from ssfh_learn.grading.grade import Grading
from tests.commands import start
from tests.grading import rows
from tests.grading.courses import CourseFolder, right, write_config
from tests.grading.many import hand_in_many, names
from tests.postgresql import Server
from tests.thoroughness import night

pytestmark = pytest.mark.slow  # each test starts the command, or nbgrader

OURS = ("ssfh_learn", "grade", "toets", "--json")
STOCK = ("nbgrader", "autograde", "toets")


@pytest.mark.parametrize("graders", [night(2), 4])
def test_graders_of_the_same_submissions_lose_and_double_nothing(any_course: CourseFolder, graders: int) -> None:
    expected = hand_in_many(any_course, 60)

    done = _at_once(any_course, *[OURS] * graders)

    assert [(one.returncode, one.stderr) for one in done] == [(0, "")] * graders
    for one in done:
        said = json.loads(one.stdout)["submissions"]
        assert {each["student"]: each["result"]["total"] for each in said} == expected
    assert rows.points(any_course) == expected
    assert rows.counts(any_course) == _rows_of(60)
    assert _shown(any_course) == names(60)


def test_grading_beside_nbgraders_own_command_loses_and_doubles_nothing(any_course: CourseFolder) -> None:
    expected = hand_in_many(any_course, 20, notebooks=True)

    stock = start(*STOCK, folder=any_course.root)
    ours = []
    while stock.goes_on:
        ours += _at_once(any_course, OURS)
    log = stock.wait().stderr
    healed = _at_once(any_course, STOCK)[0]

    assert [(one.returncode, one.stderr) for one in ours] == [(0, "")] * len(ours), log
    assert len(ours) >= 2
    assert healed.returncode == 0, healed.stderr
    assert rows.points(any_course) == expected
    assert rows.counts(any_course) == _rows_of(20)
    assert _shown(any_course) == names(20)
    assert any_course.points("leerling-0002") == 1


def test_a_gradebook_in_which_nobody_graded_yet_is_opened_by_many_at_once(any_course: CourseFolder) -> None:
    any_course.hand_in("anna", right)

    for _ in range(5):
        with rows.connected(any_course) as connection:
            for table in ("ssfh_attempt", "ssfh_result"):
                connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
        _together(8, lambda: _open(any_course))

    assert any_course.points("anna") == 4


def test_our_tables_are_made_once_by_whoever_is_first(server: Server, tmp_path: Path) -> None:
    for url in (server.new_database(), f"sqlite:///{tmp_path}/gradebook.db"):
        engines = [create_engine(url) for _ in range(8)]
        left = list(engines)
        _together(8, lambda left=left: tables.make_tables(left.pop()))  # type: ignore[misc]
        inspector = inspect(engines[0])
        kept = ("attempt", "deadline_log", "extra_attempt", "given", "result")
        assert sorted(inspector.get_table_names()) == [f"ssfh_{one}" for one in kept]
        assert [index["name"] for index in inspector.get_indexes("ssfh_result")] == ["ssfh_result_of_student"]
        for engine in engines:
            engine.dispose()


@pytest.mark.parametrize("on", ["sqlite", "postgresql"])
def test_an_empty_gradebook_opened_by_four_at_once_is_not_built_and_not_broken(
    course: CourseFolder, server: Server, on: str
) -> None:
    course.hand_in("anna", right)
    write_config(
        course.root, db_url=server.new_database() if on == "postgresql" else f"sqlite:///{course.root}/nieuw.db"
    )

    done = _at_once(course, *[OURS] * 4)

    assert {(one.returncode, one.stdout) for one in done} == {(1, "")}
    assert len({one.stderr for one in done}) == 1
    assert "assignment build toets" in done[0].stderr


def _rows_of(learners: int) -> dict[str, int]:
    """Return the rows of learners with one attempt each at a test of five cells, one of them a person's."""
    each = {"grade": 5}
    return {table: learners * each.get(table, 1) for table in rows.TABLES}


def _shown(course: CourseFolder) -> list[str]:
    """Return the learners whose notebook formgrader can show."""
    return sorted(path.parts[-3] for path in (course.root / "autograded").glob("*/toets/toets.ipynb"))


def _at_once(course: CourseFolder, *commands: Sequence[str]) -> list[subprocess.CompletedProcess[str]]:
    running = [start(*command, folder=course.root) for command in commands]
    return [one.wait() for one in running]


def _open(course: CourseFolder) -> None:
    with Grading(course.course, course.name):
        pass


def _together(count: int, act: Callable[[], object]) -> None:
    """Do something in so many threads at the same moment; raises what any of them raises."""
    start = Barrier(count)

    def wait_and_act(_: int) -> None:
        start.wait()
        act()

    with ThreadPoolExecutor(count) as threads:
        list(threads.map(wait_and_act, range(count)))
