"""Within one transaction: reading ahead, and adding in one go, tell and keep the same as one at a time."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as engine_events

from ssfh_learn.errors import JournalError
from ssfh_learn.journal import Event
from ssfh_learn.journal.snapshots import Snapshot
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.stream import Stream
from ssfh_learn.journal.transaction import Writing
from tests.journal.streams import ANNA, ANNAS_SCAN, BRAM, event

SEATS = (ANNA, BRAM, ANNAS_SCAN, Stream("anna", "agressie", "quiz"))
IDS = ("a", "b", "c")


def added(journal: SqlJournal, *events: tuple[Stream, str]) -> list[int]:
    """Add events in one block, and return their places."""
    with journal.writing() as writing:
        return [writing.add(stream, event(id_, stream.activity)) for stream, id_ in events]


def read(journal: SqlJournal, stream: Stream) -> list[tuple[int, str]]:
    with journal.reading() as reading:
        return [(place, one.id) for place, one in reading.events(stream)]


# Against what should be there


class Told:
    """A journal as a plain list: what a transaction must tell."""

    def __init__(self) -> None:
        self.rows: list[tuple[Stream, int, Event]] = []
        self.kept: dict[Stream, Snapshot] = {}

    def events(self, stream: Stream, after: int) -> list[tuple[int, Event]]:
        """Return the events of a stream after a place."""
        return [(place, one) for of, place, one in self.rows if of == stream and place > after]

    def recorded(self, stream: Stream, id_: str) -> tuple[Stream, Event] | None:
        """Return what the table of a stream has under this id of its learner."""
        table = (stream.learner, stream.private)
        mine = {one.id: (of, one) for of, _, one in self.rows if (of.learner, of.private) == table}
        return mine.get(id_)

    def erase(self, stream: Stream) -> None:
        """Remove a stream."""
        self.rows = [row for row in self.rows if row[0] != stream]
        self.kept.pop(stream, None)

    def forget(self, learner: str) -> None:
        """Remove a learner."""
        self.rows = [row for row in self.rows if row[0].learner != learner]
        self.kept = {of: one for of, one in self.kept.items() if of.learner != learner}

    def place(self, number: int) -> int:
        """Return the place of one of the events, or the begin."""
        places = [0, *(place for _, place, _ in self.rows)]
        return places[number % len(places)]


def carry_out(writing: Writing, told: Told, step: tuple[str, Stream, str, int]) -> None:
    """Do one thing in both, and compare what they tell."""
    name, stream, id_, number = step
    if name in {"ahead", "cold"}:
        after = told.place(number) if name == "ahead" else None
        afters = dict.fromkeys(SEATS[: 1 + number % len(SEATS)], after)
        writing.read_ahead(afters, [(one, each) for one in afters for each in IDS[: 1 + number]])
    elif name == "add" and not told.recorded(stream, id_):
        one = event(id_, stream.activity, text="één\0'☕'", number=number)
        told.rows.append((stream, writing.add(stream, one), one))
    elif name == "events":
        after = told.place(number)
        assert writing.events(stream, after) == told.events(stream, after)
    elif name == "recorded":
        assert writing.recorded(stream, id_) == told.recorded(stream, id_)
    elif name == "keep":
        told.kept[stream] = Snapshot(told.place(number), "event", "content", "code", number, b"\x00state\xff")
        writing.keep_snapshot(stream, told.kept[stream])
    elif name == "snapshot":
        snapshot = writing.snapshot(stream)
        assert snapshot == told.kept.get(stream)
        after = snapshot.seq - 1 if snapshot else 0
        assert writing.events(stream, after) == told.events(stream, after)
    elif name == "erase":
        writing.erase(stream)
        told.erase(stream)
    elif name == "forget":
        writing.forget(stream.learner)
        told.forget(stream.learner)


NAMES = (
    "ahead",
    "cold",
    "keep",
    "snapshot",
    "snapshot",
    "add",
    "add",
    "events",
    "events",
    "recorded",
    "recorded",
    "erase",
    "forget",
)
STEPS = st.tuples(st.sampled_from(NAMES), st.sampled_from(SEATS), st.sampled_from(IDS), st.integers(0, 5))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(SEATS), st.sampled_from(IDS)), max_size=6), st.lists(STEPS, max_size=12))
@example([], [("add", ANNA, "a", 0), ("recorded", ANNA, "a", 0)])
def test_what_was_read_ahead_is_what_one_would_be_told_at_that_moment(
    journal: SqlJournal, history: list[tuple[Stream, str]], steps: list[tuple[str, Stream, str, int]]
) -> None:
    told = Told()
    with journal.engine.connect() as connection:  # without a commit: each example begins with an empty journal
        writing = Writing(connection)
        for stream, id_ in history:
            carry_out(writing, told, ("add", stream, id_, 0))
        writing.write()
        for step in [("ahead", ANNA, "", 3), *steps, *(("events", stream, "", 0) for stream in SEATS)]:
            carry_out(writing, told, step)
        assert all(
            set(writing.streams(one)) == {of for of, _, _ in told.rows if of.learner == one} for one in ("anna", "bram")
        )


# In one go


def statements(journal: SqlJournal, people: int) -> int:
    """Return how often the database is spoken to while so many learners add an event each."""
    spoken: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        spoken.append(statement)

    engine_events.listen(journal.engine, "before_cursor_execute", hear)
    streams = [Stream(f"iemand-{number}", "werkdruk", "quiz") for number in range(people)]
    ids = [(stream, f"{people}") for stream in streams]
    with journal.writing() as writing:
        writing.alone()
        writing.read_ahead(dict.fromkeys(streams), ids)
        for stream, id_ in ids:
            assert writing.snapshot(stream) is None
            writing.events(stream)
            assert writing.recorded(stream, id_) is None
            writing.add(stream, event(id_))
    engine_events.remove(journal.engine, "before_cursor_execute", hear)
    assert all(read(journal, stream) for stream in streams)
    return len(spoken)


def test_a_database_is_spoken_to_as_often_for_two_learners_as_for_two_hundred(journal: SqlJournal) -> None:
    assert statements(journal, 2) == statements(journal, 200) < 10


def test_places_go_up_from_one_block_to_the_next_also_when_more_was_expected_than_came(journal: SqlJournal) -> None:
    with journal.writing() as writing:
        writing.alone()
        writing.read_ahead({}, [(ANNA, id_) for id_ in IDS])
        first = writing.add(ANNA, event("a"))
    places = [first, *added(journal, (BRAM, "a"), (ANNA, "b")), *added(journal, (ANNA, "c"))]

    assert places == sorted(set(places))
    assert read(journal, ANNA) == [(first, "a"), (places[2], "b"), (places[3], "c")]


def test_nobody_takes_the_place_of_an_event_that_waits(
    journal: SqlJournal, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssfh_learn.journal.database.PATIENCE", 1)
    with closing(SqlJournal(database)) as other:
        with journal.writing() as writing:
            waiting = writing.add(ANNA, event("a"))
            with pytest.raises(JournalError, match="not_written"):
                added(other, (BRAM, "b"))
        later = added(other, (BRAM, "b"))

    assert (read(journal, ANNA), read(journal, BRAM)) == ([(waiting, "a")], [(later[0], "b")])
    assert later[0] > waiting
