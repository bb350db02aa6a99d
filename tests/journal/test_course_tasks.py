"""The log of what was done with a test: one thing at a time, and lines are only added."""

from __future__ import annotations

from ssfh_learn.journal.course_tasks import TaskLine, append, begin, runs_of
from ssfh_learn.journal.sql import SqlJournal

AT, LATER, LATE = (f"2026-11-29T{time}+00:00" for time in ("12:00:00", "12:14:00", "12:15:00"))


def line(run: str, stage: str = "begun", at: str = AT, test: str = "toets", **facts: object) -> TaskLine:
    return TaskLine(test, "grade", run, stage, at, "mia", facts)  # type: ignore[arg-type]


def test_a_test_has_one_task_at_a_time(journal: SqlJournal) -> None:
    with journal.writing() as writing:
        assert begin(writing.connection, line("a"))
        assert not begin(writing.connection, line("b", at=LATER))
        assert begin(writing.connection, line("c", test="andere"))
        append(writing.connection, line("a", "done", LATER, graded=3))
        assert begin(writing.connection, line("b", at=LATER))

        runs = runs_of(writing.connection, "toets")

    assert [(run.begin.run, run.end and run.end.facts) for run in runs] == [("a", {"graded": 3}), ("b", None)]
    assert runs[1].is_busy(LATER)


def test_a_task_whose_server_stopped_holds_nobody_up_for_ever(journal: SqlJournal) -> None:
    with journal.writing() as writing:
        assert begin(writing.connection, line("a"))
        assert begin(writing.connection, line("b", at=LATE))

        runs = runs_of(writing.connection, "toets")

    assert [run.is_busy(LATE) for run in runs] == [False, True]
