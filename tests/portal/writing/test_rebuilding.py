"""What is derived from events says the same as the events, whatever happened, and can always be made again."""

from __future__ import annotations

import pickle
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from ssfh_learn.activities import Learner
from ssfh_learn.journal import Event, projections, snapshots
from ssfh_learn.journal.learner import forget
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.published.library import PublishedModule
from ssfh_learn.portal.published.publisher import Publisher
from ssfh_learn.portal.writing import states
from ssfh_learn.portal.writing.event_writer import EventWriter
from ssfh_learn.portal.writing.progress import STEPS, progress, visit
from ssfh_learn.portal.writing.rebuilding import derive_what_is_old, drop_snapshots, rebuild
from tests.conftest import REPOSITORY
from tests.portal.places import write_module
from tests.thoroughness import tries

pytestmark = pytest.mark.slow  # histories of many answers, in two kinds of database

PATIENCE = 60
ANNA = Learner("anna")
PRIVATE = {"dagboek", "kaart"}
DID: list[tuple[str, dict[str, Any]]] = [
    ("start", {"kind": "choose", "role": "manager"}),
    ("start", {"kind": "choose", "role": "employee"}),
    ("kennischeck", {"kind": "answer", "question": "v1", "answer": "a"}),
    ("kennischeck", {"kind": "check", "question": "v1"}),
    ("kennischeck", {"kind": "answer", "question": "v2", "answer": ["een", "twee"]}),
    ("kennischeck", {"kind": "check", "question": "v2"}),
    ("kennischeck", {"kind": "start_over"}),
    ("verslag", {"kind": "answer", "prompt": "meenemen", "text": "iets"}),
    ("verslag", {"kind": "answer", "prompt": "meenemen", "text": ""}),
    ("dagboek", {"kind": "answer", "prompt": "meenemen", "text": "iets van mij"}),
    ("dagboek", {"kind": "answer", "prompt": "meenemen", "text": ""}),
    ("kaart", {"kind": "agreement", "row": 1, "what": "praten"}),
    ("kaart", {"kind": "remove_agreement", "row": 1}),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the small module."""
    made = tmp_path_factory.mktemp("derived")
    write_module(made / "modules" / "proef")
    return made


@pytest.fixture(scope="module")
def module(folder: Path) -> PublishedModule:
    """Return the small module as it is published."""
    return Publisher(folder / "modules").library().modules["proef"]


def stream(activity: str, learner: str = "anna") -> Stream:
    return Stream(learner, "proef", activity, activity in PRIVATE)


def act(
    event_writer: EventWriter, module: PublishedModule, activity: str, response: dict[str, Any], learner: str = "anna"
) -> None:
    """Do one thing; what does not fit now is refused, and then nothing happened."""
    asked = {"id": str(uuid4()), **response}
    event_writer.respond(stream(activity, learner), module.activity(activity), Learner(learner), asked).exception(
        PATIENCE
    )


def derived(journal: SqlJournal) -> dict[str, list[tuple[Any, ...]]]:
    with journal.reading() as reading:
        return projections.everything(reading.connection)


@settings(max_examples=tries(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    did=st.lists(
        st.one_of(
            st.sampled_from(DID),
            st.tuples(st.just("open"), st.integers(0, 2)),
            st.tuples(st.just("erase"), st.sampled_from(sorted(PRIVATE))),
            st.just(("restart", None)),
        ),
        max_size=30,
    )
)
def test_after_any_history_what_was_derived_is_what_is_derived_anew(
    module: PublishedModule, tmp_path_factory: pytest.TempPathFactory, did: list[tuple[str, Any]]
) -> None:
    database = f"sqlite:///{tmp_path_factory.mktemp('any') / 'leren.db'}"
    event_writer = EventWriter(SqlJournal(database))
    for what, how in did:
        if what == "open":
            step = module.step_ids[how]
            event_writer.do(lambda writing, step=step: visit(writing, "anna", "proef", step)).result(PATIENCE)
        elif what == "erase":
            event_writer.do(lambda writing, how=how: writing.erase(stream(how))).result(PATIENCE)
            event_writer.forget("anna", "proef", how).result(PATIENCE)
        elif what == "restart":
            event_writer.close()
            event_writer = EventWriter(SqlJournal(database))
        else:
            act(event_writer, module, what, how)
    event_writer.close()

    with closing(SqlJournal(database)) as journal:
        before = derived(journal)
        rebuild(journal, [module])
        assert derived(journal) == before


def test_two_learners_stay_apart_and_rebuilding_twice_changes_nothing(module: PublishedModule, database: str) -> None:
    with closing(EventWriter(SqlJournal(database))) as event_writer:
        for learner in ("anna", "bram"):
            for activity, response in DID[: 6 if learner == "anna" else 10]:
                act(event_writer, module, activity, response, learner)
        event_writer.do(lambda writing: visit(writing, "anna", "proef", module.step_ids[1])).result(PATIENCE)
    with closing(SqlJournal(database)) as journal:
        before = derived(journal)
        assert {row[0] for row in before["activity_status"]} == {"anna", "bram"}
        assert rebuild(journal, [module]) == 2
        assert derived(journal) == before
        assert rebuild(journal, [module]) == 2
        assert derived(journal) == before


def test_of_what_is_private_only_that_it_is_done_is_kept(module: PublishedModule, database: str) -> None:
    note = {"kind": "note", "theme": "werk", "text": "het is mij te druk"}
    with closing(EventWriter(SqlJournal(database))) as event_writer:
        act(event_writer, module, "kaart", note)
        act(event_writer, module, "dagboek", DID[9][1])
    with closing(SqlJournal(database)) as journal:
        rows = derived(journal)["activity_status"]

    assert [row[:4] for row in rows] == [("anna", "proef", "dagboek", "complete")]


def test_forgetting_a_learner_leaves_nothing_that_was_derived(
    module: PublishedModule, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssfh_learn.portal.writing.event_writer.SNAPSHOT_EVERY", 1)
    with closing(EventWriter(SqlJournal(database))) as event_writer:
        for learner in ("anna", "bram"):
            act(event_writer, module, "kennischeck", DID[2][1], learner)
            act(event_writer, module, "dagboek", DID[9][1], learner)
            event_writer.do(lambda writing, who=learner: visit(writing, who, "proef", module.step_ids[0])).result(
                PATIENCE
            )
        event_writer.do(lambda writing: forget(writing, "anna")).result(PATIENCE)
    with closing(SqlJournal(database)) as journal, journal.reading() as reading:
        left = projections.everything(reading.connection)
        assert {row[0] for rows in left.values() for row in rows} == {"bram"}
        assert [snapshots.count(reading.connection, who) for who in ("anna", "bram")] == [0, 2]


def test_rows_of_somebody_without_any_event_go(module: PublishedModule, database: str) -> None:
    with closing(SqlJournal(database)) as journal:
        with journal.writing() as writing:
            projections.open_steps(writing.connection, [("spook", "proef", "x", "2026", "2026")])
        rebuild(journal, [module])
        assert derived(journal)["step_opened"] == []


# Visits of before steps had an id


def old_visits(journal: SqlJournal, *numbers: int) -> None:
    """Write visits as they were written when steps were numbers, and nothing that is derived."""
    with journal.writing() as writing:
        for number in numbers:
            event = Event.now(activity=STEPS, content="", attempt=number, response={"kind": "visit"})
            writing.add(stream(STEPS), event)
        writing.write()
        writing.connection.execute(text("DELETE FROM derived"))


def test_old_visits_are_understood_once_and_then_follow_the_step_when_it_is_moved(
    tmp_path: Path, database: str
) -> None:
    folder = write_module(tmp_path / "modules" / "proef")
    publisher = Publisher(tmp_path / "modules")
    first, second, third = publisher.library().modules["proef"].step_ids
    with closing(SqlJournal(database)) as journal:
        old_visits(journal, 1, 3)
        derive_what_is_old(journal, publisher.library)
        assert [row[2] for row in derived(journal)["step_opened"]] == sorted([first, third])

        notebook = folder / "proef.ipynb"
        moved = notebook.read_text("utf-8").replace("## Stap 2. Oefenen", "tekst")
        notebook.write_text(moved, "utf-8")
        assert publisher.library().modules["proef"].step_ids == (first, third)
        rebuild(journal, publisher.library().modules.values())
        with journal.reading() as reading:
            (done,) = progress(reading, "anna", publisher.library().modules.values()).values()
        assert set(done.opened) == {first, third}
        assert second not in done.opened


def test_an_old_number_means_the_step_whose_cell_still_has_it_in_its_name(database: str) -> None:
    his = Publisher(REPOSITORY / "modules").library().modules["his"]
    assert his.step_ids[9:12] == ("stap-10-tekst", "stap-10-oefen-his-tekst", "stap-11-tekst")
    with closing(SqlJournal(database)) as journal:
        with journal.writing() as writing:
            for number in (10, 11):
                event = Event.now(activity=STEPS, content="", attempt=number, response={"kind": "visit"})
                writing.add(Stream("anna", "his", STEPS), event)
            writing.write()
            writing.connection.execute(text("DELETE FROM derived"))

        derive_what_is_old(journal, Publisher(REPOSITORY / "modules").library)

        assert [row[2] for row in derived(journal)["step_opened"]] == ["stap-10-tekst", "stap-11-tekst"]


def test_what_is_old_is_derived_once_and_a_fresh_database_has_nothing_old(
    module: PublishedModule, folder: Path, database: str
) -> None:
    asked: list[int] = []
    publisher = Publisher(folder / "modules")

    def library() -> Any:
        asked.append(1)
        return publisher.library()

    with closing(SqlJournal(database)) as journal:
        derive_what_is_old(journal, library)
        assert asked == []
        old_visits(journal, 2)
        derive_what_is_old(journal, library)
        derive_what_is_old(journal, library)
        assert asked == [1]
        assert [row[2] for row in derived(journal)["step_opened"]] == [module.step_ids[1]]


def test_a_module_that_cannot_be_read_now_is_derived_at_a_later_start(
    module: PublishedModule, folder: Path, tmp_path: Path, database: str
) -> None:
    with closing(SqlJournal(database)) as journal:
        old_visits(journal, 2)
        derive_what_is_old(journal, Publisher(tmp_path / "leeg").library)
        assert derived(journal)["step_opened"] == []
        derive_what_is_old(journal, Publisher(folder / "modules").library)
        assert [row[2] for row in derived(journal)["step_opened"]] == [module.step_ids[1]]


# Snapshots


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep a state after every third event."""
    monkeypatch.setattr("ssfh_learn.portal.writing.event_writer.SNAPSHOT_EVERY", 3)
    return


def answered(event_writer: EventWriter, module: PublishedModule) -> Any:
    """Return what a learner sees of the quiz."""
    played = event_writer.state(stream("kennischeck"), module.activity("kennischeck"), ANNA).result(PATIENCE)
    return module.activity("kennischeck").view(played.state), played.refused


def play_long(event_writer: EventWriter, module: PublishedModule) -> None:
    for number in range(11):
        act(event_writer, module, "kennischeck", {"kind": "answer", "question": "v1", "answer": "ab"[number % 2]})
    act(event_writer, module, "dagboek", DID[9][1])


@pytest.mark.usefixtures("often")
def test_after_a_restart_only_what_came_after_the_snapshot_is_played(
    module: PublishedModule, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(EventWriter(SqlJournal(database))) as event_writer:
        play_long(event_writer, module)
        before = answered(event_writer, module)
    counted: list[int] = []
    real = states.play

    def counting(activity: Any, events: Any, *rest: Any) -> Any:
        events = list(events)
        counted.append(len(events))
        return real(activity, events, *rest)

    monkeypatch.setattr(states, "play", counting)
    with closing(EventWriter(SqlJournal(database))) as event_writer:
        assert answered(event_writer, module) == before
        assert counted == [2]


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("other", ["content", "role", "code"])
def test_a_snapshot_of_other_content_another_role_or_other_code_is_passed_over(
    module: PublishedModule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    database, quiz = f"sqlite:///{tmp_path / 'leren.db'}", module.activity("kennischeck")
    with closing(EventWriter(SqlJournal(database))) as event_writer:
        play_long(event_writer, module)
    changed = quiz.model_copy(update={"title": "Anders"}) if other == "content" else quiz
    learner = replace(ANNA, role="manager") if other == "role" else ANNA
    if other == "code":
        monkeypatch.setattr(states, "code_version", lambda: "of another release")

    with closing(EventWriter(SqlJournal(database))) as event_writer:
        played = event_writer.state(stream("kennischeck"), changed, learner).result(PATIENCE)

    assert (played.since, played.state.learner) == (11, learner)


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize(
    "damage",
    [
        "state = X'8004'",
        "seq = seq + 1",
        "event = 'ander'",
        "content = 'ander'",
        "made_by = 'ander'",
        "refused = 7",
        "checksum = ''",
    ],
)
def test_a_snapshot_that_is_not_right_is_noticed_and_the_events_are_played(
    module: PublishedModule, tmp_path: Path, damage: str
) -> None:
    """Also by who writes: the snapshots of an answer are read in another way than those of a page."""
    database, untouched = tmp_path / "leren.db", tmp_path / "goed.db"
    with closing(EventWriter(SqlJournal(f"sqlite:///{database}"))) as event_writer:
        play_long(event_writer, module)
        before = answered(event_writer, module)
    shutil.copy(database, untouched)
    with closing(sqlite3.connect(database)) as other:
        assert other.execute(f"UPDATE snapshot SET {damage}").rowcount == 1  # noqa: S608  (the test's own words)
        other.commit()
    with closing(EventWriter(SqlJournal(f"sqlite:///{database}"))) as event_writer:
        assert answered(event_writer, module) == before
    after = []
    for file in (database, untouched):
        with closing(EventWriter(SqlJournal(f"sqlite:///{file}"))) as event_writer:
            act(event_writer, module, "kennischeck", DID[3][1])
            after.append(answered(event_writer, module))
    assert after[0] == after[1]
    assert after[0][0]["questions"][0]["phase"] == "checked"


@pytest.mark.usefixtures("often")
def test_snapshots_can_be_dropped_at_any_moment(module: PublishedModule, database: str) -> None:
    with closing(EventWriter(SqlJournal(database))) as event_writer:
        play_long(event_writer, module)
        before = answered(event_writer, module)
    with closing(SqlJournal(database)) as journal:
        drop_snapshots(journal)
        with journal.reading() as reading:
            assert snapshots.count(reading.connection, "anna") == 0
    with closing(EventWriter(SqlJournal(database))) as event_writer:
        assert answered(event_writer, module) == before


def test_a_kept_state_can_hold_nothing_but_our_own_values() -> None:
    class Evil:
        def __reduce__(self) -> Any:
            return print, ("ik ben binnen",)

    for kept in (pickle.dumps(Evil()), pickle.dumps(Path("x")), pickle.dumps(states.as_bytes), b"", b"\x80"):
        with pytest.raises((pickle.UnpicklingError, EOFError)):
            states.from_bytes(kept)
