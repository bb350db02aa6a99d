"""Reading beside writing: a page waits for nobody who answers, hands in or grades, and reads each file once."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from ssfh_learn.grading import course as course_module
from ssfh_learn.portal.published.assignments import Assignments
from ssfh_learn.portal.web.pace import Busy, Turns
from ssfh_learn.words import word
from tests.grading.courses import CourseFolder, right, wrong
from tests.portal.conftest import TEST
from tests.portal.host import Site
from tests.portal.published.test_assignments import attempt
from tests.portal.published.test_library import change

QUICK = 2.0
"""Seconds: much less than the seconds that a lock is waited for."""


@pytest.fixture
def course(folder: Path) -> CourseFolder:
    """Return the course of the portal."""
    return CourseFolder(folder / "cursus", TEST)


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Hold the lock of a SQLite file, as somebody does who writes in it."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_pages_open_while_somebody_writes_in_the_gradebook(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right)
    percent = "100%"
    for path in ("", f"toets/{TEST}/"):
        assert "100" in anna.get(path).text

    with locked(course.root / "gradebook.db"):
        began = time.monotonic()
        shown = [anna.get(path) for path in ("", f"toets/{TEST}/")]
        carla = site.visitor("carla", "learner", "coordinator").get("overzicht")
        assert time.monotonic() - began < QUICK
    assert [page.status for page in (*shown, carla)] == [200] * 3
    assert percent in shown[0].text
    assert word("portal", "unreachable_result") not in shown[0].text + shown[1].text


def test_a_page_opens_while_somebody_writes_in_the_journal(site: Site, folder: Path) -> None:
    anna = site.visitor("anna")
    anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="van mij")
    anna.get("module/proef/3")

    with locked(folder / "leren.db"):
        began = time.monotonic()
        pages = [anna.get(path) for path in ("", "module/proef/3", "gegevens", "gegevens/lezen")]
        assert time.monotonic() - began < QUICK
    assert [page.status for page in pages] == [200] * 4
    assert "van mij" in pages[1].text


def test_a_step_opens_where_nothing_can_be_written(site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ssfh_learn.journal.database.PATIENCE", 1)
    anna = site.visitor("anna")
    anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="van mij")
    with closing(sqlite3.connect(folder / "leren.db")) as other:
        other.execute("CREATE TRIGGER vol BEFORE INSERT ON event BEGIN SELECT RAISE(FAIL, 'disk is full'); END")

    shown = anna.get("module/proef/3")
    assert shown.status == 200
    assert "van mij" in shown.text
    assert anna.respond("proef", "kennischeck", kind="go", question="v2").json["saved"]["state"] == "failed"


# Once for each change


def test_a_course_is_read_once_for_each_change_of_its_files(
    folder: Path, course: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    real = course_module._course  # noqa: SLF001  (what executes the configuration)
    monkeypatch.setattr(course_module, "_course", lambda root: (read.append(root), real(root))[1])
    assignments = Assignments(folder / "cursus")
    for _ in range(3):
        assert TEST in assignments.names()
        assignments.test(TEST)
        assignments.standing(TEST, "anna")
    assert len(read) == 1

    config = course.root / "nbgrader_config.py"
    change(config, config.read_text("utf-8") + "\n# anders\n")
    assignments.names()
    assignments.names()
    assert len(read) == 2


def test_a_changed_key_and_a_new_grade_are_told_at_once(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, wrong)
    assert word("standing", "score", attempt=1, percent=0) in anna.get().text
    attempt(anna, course, right)
    assert word("standing", "score", attempt=2, percent=100) in anna.get().text

    key = course.root / "keys" / f"{TEST}.yaml"
    title = key.read_text("utf-8").partition("titel: ")[2].partition("\n")[0]
    change(key, key.read_text("utf-8").replace(f"titel: {title}", "titel: Een andere naam", 1))
    assert "Een andere naam" in anna.get().text


def test_what_was_read_just_after_a_change_is_read_again(folder: Path, course: CourseFolder, site: Site) -> None:
    attempt(site.visitor("anna"), course, right)
    assignments = Assignments(folder / "cursus")
    database = course.root / "gradebook.db"
    now = time.time_ns()
    os.utime(database, ns=(now, now))

    assert assignments.standing(TEST, "anna") is not assignments.standing(TEST, "anna")
    old = now - 10**9
    os.utime(database, ns=(old, old))
    assert assignments.standing(TEST, "anna") is assignments.standing(TEST, "anna")


# One after the other


def test_one_person_takes_one_turn_at_a_time_and_keeps_nobody_else_waiting() -> None:
    async def ask() -> list[str]:
        turns, done = Turns(patience=5), []

        async def work(who: str, seconds: float) -> None:
            async with turns.of(who):
                await asyncio.sleep(seconds)
                done.append(who)

        await asyncio.gather(work("anna", 0.2), work("anna", 0), work("bram", 0))
        return done

    assert asyncio.run(ask()) == ["bram", "anna", "anna"]


def test_who_waits_too_long_for_herself_hears_that_it_is_busy_and_can_ask_again() -> None:
    async def ask() -> bool:
        turns = Turns(patience=0.05)
        async with turns.of("anna"):
            with pytest.raises(Busy):
                async with turns.of("anna"):
                    pass
        async with turns.of("anna"):
            return True

    assert asyncio.run(ask())


def test_a_fault_in_a_turn_ends_the_turn() -> None:
    async def ask() -> bool:
        turns = Turns(patience=0.5)

        async def wait() -> bool:
            async with turns.of("anna"):
                return True

        async def fail() -> None:
            async with turns.of("anna"):
                await asyncio.sleep(0.05)  # meanwhile she asks for more
                raise ZeroDivisionError

        failing, waiting = asyncio.create_task(fail()), asyncio.create_task(wait())
        with pytest.raises(ZeroDivisionError):
            await failing
        return await waiting

    assert asyncio.run(ask())


def test_a_page_that_is_asked_for_again_and_again_is_answered_with_busy_and_no_traceback(
    site: Site, monkeypatch: pytest.MonkeyPatch, faults: list[str]
) -> None:
    assert site.portal
    site.portal.turns = Turns(patience=0.1)
    slow = threading.Event()
    monkeypatch.setattr(site.portal, "standings", lambda _learner: slow.wait(3) and [])
    answers: list[int] = []
    asking = [threading.Thread(target=lambda: answers.append(site.visitor("anna").get().status)) for _ in range(4)]
    for one in asking:
        one.start()
    time.sleep(1)
    busy = site.visitor("anna").get()
    bram = site.visitor("bram").get("module/proef/1")
    slow.set()
    for one in asking:
        one.join()

    assert (busy.status, word("portal", "error_503") in busy.text) == (503, True)
    assert bram.status == 200
    assert sorted(answers) == [200, 503, 503, 503]
    assert faults == []
