"""The first page of a learner: what it costs with many others in the same course, and that it waits for nobody."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from ssfh_learn.grading.gradebook_reader import engine_of
from ssfh_learn.words import word
from tests.counted_work import Work, counted
from tests.grading.courses import CourseFolder, right, wrong
from tests.portal.conftest import REAL_TEST, TEST
from tests.portal.host import Site
from tests.portal.published.test_assignments import attempt
from tests.portal.writing.test_reading_beside import QUICK, locked

OTHERS = 500
GRADEBOOK = {
    "student": "id",
    "submitted_assignment": "id student_id",
    "submitted_notebook": "id assignment_id",
    "grade": "id notebook_id",
    "comment": "id notebook_id",
    "ssfh_attempt": "student",
    "ssfh_result": "student",
}
"""The columns of each table that make a row one of this learner."""
JOURNAL = {"event": "learner id", "step_opened": "learner", "activity_status": "learner"}
NUMBERED = {("ssfh_result", "id"), ("event", "seq")}
"""Columns that a database counts in by itself."""


@pytest.fixture
def course(folder: Path) -> CourseFolder:
    """Return the course of the portal."""
    return CourseFolder(folder / "cursus", TEST)


def add_others(database: Path, tables: dict[str, str], numbers: Iterable[int]) -> None:
    """Put others in a database: for each number a copy of everybody who is in it, under a name with that number."""
    with closing(sqlite3.connect(database)) as connection, connection:
        copies = []
        for table, marked in tables.items():
            about = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            kept = [name for name in about if (table, name) not in NUMBERED]
            changed = [f"{name} || :mark" if name in marked.split() else name for name in kept]
            copies.append(
                f"INSERT INTO {table} ({', '.join(kept)}) SELECT {', '.join(changed)} FROM {table} WHERE rowid <= :last"  # noqa: S608
            )
        last = {table: connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608
        for number in numbers:
            for table, copy in zip(tables, copies, strict=True):
                connection.execute(copy, {"mark": f"-{number}", "last": last[table] or 0})


def first_page(site: Site, course: CourseFolder) -> tuple[list[str], Work, Work]:
    """Open the first page of anna; return what it says, and what the gradebook and the journal did for it."""
    assert site.portal
    anna = site.visitor("anna")
    site.portal.admissions.forget("anna")  # it is kept for a second, which may or may not have passed
    with (
        counted(engine_of(course.course.db_url)) as gradebook,
        counted(site.portal.event_writer._journal.engine) as journal,  # noqa: SLF001  (only here)
    ):
        page = anna.get()
    assert page.status == 200
    assert word("portal", "unreachable_result") not in page.text
    return re.sub(r"<[^>]*>", " ", page.text).split(), gradebook, journal


def test_a_first_page_with_two_tests_costs_the_same_with_five_hundred_others(
    site: Site, course: CourseFolder, folder: Path
) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right)
    anna.respond(REAL_TEST, REAL_TEST, kind="begin")
    anna.respond(REAL_TEST, REAL_TEST, kind="hand_in", attempt=1)
    anna.get("module/proef/1")
    anna.respond("proef", "kennischeck", kind="answer", question="v1", answer="a")
    add_others(course.root / "gradebook.db", GRADEBOOK, [0])
    add_others(folder / "leren.db", JOURNAL, [0])
    said, gradebook, journal = first_page(site, course)

    for database, tables in ((course.root / "gradebook.db", GRADEBOOK), (folder / "leren.db", JOURNAL)):
        add_others(database, tables, range(1, OTHERS // 2 + 1))  # two people are in it: anna and the first other
    said_among_many, gradebook_of_many, journal_of_many = first_page(site, course)

    with closing(sqlite3.connect(course.root / "gradebook.db")) as connection:
        assert connection.execute("SELECT count(*) FROM ssfh_result").fetchone()[0] > 2 * OTHERS
    assert said_among_many == said
    scores = [word("standing", "score", attempt=1, percent=percent) for percent in (100, 0)]  # of both tests
    assert all(score in " ".join(said) for score in scores)
    for before, after in ((gradebook, gradebook_of_many), (journal, journal_of_many)):
        assert before.rows > 2
        assert (len(after.statements), after.rows) == (len(before.statements), before.rows)
        assert after.steps < 1.1 * before.steps  # no statement looks through a table of everybody either
    assert len(gradebook_of_many.statements) <= 5


def test_a_first_page_only_reads(site: Site, course: CourseFolder) -> None:
    attempt(site.visitor("anna"), course, right)
    add_others(course.root / "gradebook.db", GRADEBOOK, [0])

    _, gradebook, journal = first_page(site, course)

    assert {one.split()[0] for one in gradebook.statements} == {"BEGIN", "SELECT"}
    assert {one for one in gradebook.statements if one.startswith("BEGIN")} == {"BEGIN"}
    assert {one.split()[0] for one in journal.statements} <= {"BEGIN", "SELECT"}


def test_a_first_page_waits_for_nobody_who_writes(site: Site, course: CourseFolder, folder: Path) -> None:
    bram = site.visitor("bram")
    attempt(bram, course, wrong)
    add_others(course.root / "gradebook.db", GRADEBOOK, [0])  # nothing that was read before holds any more

    with locked(course.root / "gradebook.db"), locked(folder / "leren.db"):
        began = time.monotonic()
        page = bram.get()
        assert time.monotonic() - began < QUICK

    assert word("standing", "score", attempt=1, percent=0) in page.text
