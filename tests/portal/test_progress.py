"""How far a learner is in a module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.portal.progress import Progress, progress, visit


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqlJournal]:
    """Return an empty journal."""
    with closing(SqlJournal(f"sqlite:///{tmp_path / 'leren.db'}")) as opened:
        yield opened


def visited(journal: SqlJournal, *steps: int, learner: str = "anna", place: str = "proef") -> Progress:
    """Open these steps and return how far she is."""
    with journal.writing() as writing:
        for step in steps:
            visit(writing, learner, place, step)
        return progress(writing, learner, place)


def test_who_opened_nothing_has_not_begun(journal: SqlJournal) -> None:
    assert visited(journal) == Progress(frozenset(), None)


def test_one_goes_on_at_the_step_that_was_opened_last(journal: SqlJournal) -> None:
    assert visited(journal, 1, 2, 3, 2) == Progress(frozenset({1, 2, 3}), 2)


def test_opening_the_same_step_again_adds_nothing(journal: SqlJournal) -> None:
    visited(journal, 1, 1, 1)
    with journal.reading() as reading:
        assert [len(reading.events(seat)) for seat in reading.seats("anna")] == [1]


def test_another_learner_and_another_module_do_not_count(journal: SqlJournal) -> None:
    visited(journal, 1, learner="bram")
    visited(journal, 2, place="his")

    assert visited(journal, 3).seen == {3}


@pytest.mark.parametrize(
    ("seen", "steps", "percent"),
    [((), 4, 0), ((1,), 4, 25), ((1, 2, 3), 3, 100), ((1, 9), 2, 50), ((1,), 0, 0), ((1, 2, 3, 4, 5), 3, 100)],
)
def test_steps_that_are_gone_by_now_do_not_count(seen: tuple[int, ...], steps: int, percent: int) -> None:
    assert Progress(frozenset(seen), None).percent(steps) == percent
