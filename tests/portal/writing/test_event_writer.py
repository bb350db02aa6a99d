"""The one thread that plays and writes: what it says is saved is saved, and nobody suffers from another."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event as engine_events

from ssfh_learn.activities import Activity, Learner
from ssfh_learn.content import load_module
from ssfh_learn.errors import JournalError, OutOfReach, Refused
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.stream import Stream
from ssfh_learn.journal.transaction import Writing
from ssfh_learn.portal.writing import states
from ssfh_learn.portal.writing.event_writer import EventWriter
from tests.portal.places import QUIZ, write_module
from tests.postgresql import Server

ANNA, BRAM = Learner("anna"), Learner("bram")
PATIENCE = 60


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """Write the small module."""
    return write_module(tmp_path / "proef")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return where the journal is."""
    return tmp_path / "leren.db"


@pytest.fixture
def event_writer(database: Path) -> Iterator[EventWriter]:
    """Return a event_writer with an empty journal."""
    with closing(EventWriter(SqlJournal(f"sqlite:///{database}"))) as opened:
        yield opened


@pytest.fixture
def diary(module: Path) -> Activity:
    """Return an activity in which one writes."""
    return load_module(module).activity("dagboek")


@pytest.fixture
def quiz(module: Path) -> Activity:
    """Return a quiz to practise."""
    return load_module(module).activity("kennischeck")


def stream(learner: Learner = ANNA, activity: str = "dagboek") -> Stream:
    return Stream(learner.id, "proef", activity, private=activity == "dagboek")


def write(text: str, id_: str) -> dict[str, Any]:
    return {"id": id_, "kind": "answer", "prompt": "meenemen", "text": text}


def texts(path: Path, learner: str = "anna") -> list[str]:
    """Return the ids of what is on disk, read by somebody else than the event_writer."""
    with closing(sqlite3.connect(path)) as other:
        rows = other.execute("SELECT id FROM private_event WHERE learner = ? ORDER BY seq", (learner,))
        return [id_ for (id_,) in rows]


def shown(event_writer: EventWriter, activity: Activity, learner: Learner = ANNA, where: Stream | None = None) -> Any:
    played = event_writer.state(where or stream(learner, activity.id), activity, learner).result(PATIENCE)
    return activity.view(played.state)


def said(event_writer: EventWriter, diary: Activity, learner: Learner = ANNA) -> str:
    return str(shown(event_writer, diary, learner)["prompts"][0]["answer"])


def paused(event_writer: EventWriter) -> Callable[[], None]:
    """Keep the thread busy, so that what is asked meanwhile waits together; return what lets it go on."""
    go_on, busy = threading.Event(), threading.Event()
    event_writer.do(lambda _writing: (busy.set(), go_on.wait(PATIENCE)))
    assert busy.wait(PATIENCE)
    return go_on.set


# Acknowledging


def test_a_response_is_acknowledged_only_when_it_is_on_disk(
    event_writer: EventWriter, diary: Activity, database: Path
) -> None:
    there: list[list[str]] = []
    go_on = paused(event_writer)
    done = [event_writer.respond(stream(), diary, ANNA, write("een", f"e{number}")) for number in range(3)]
    for one in done:
        one.add_done_callback(lambda _done: there.append(texts(database)))
    go_on()
    for one in done:
        one.result(PATIENCE)
    event_writer.do(lambda _writing: None).result(PATIENCE)  # by now the others were told

    assert there == [["e0", "e1", "e2"]] * 3


def test_a_commit_that_fails_acknowledges_nothing(event_writer: EventWriter, diary: Activity, database: Path) -> None:
    broken = [True]

    def fail(_connection: object) -> None:
        if broken:
            raise sqlite3.OperationalError

    engine_events.listen(event_writer.do(lambda writing: writing.connection.engine).result(PATIENCE), "commit", fail)
    with pytest.raises((JournalError, sqlite3.OperationalError)):
        event_writer.respond(stream(), diary, ANNA, write("een", "e1")).result(PATIENCE)
    assert texts(database) == []

    broken.clear()
    assert said(event_writer, diary) == ""
    event_writer.respond(stream(), diary, ANNA, write("twee", "e2")).result(PATIENCE)
    assert (said(event_writer, diary), texts(database)) == ("twee", ["e2"])


def test_the_reply_is_the_state_after_the_response(event_writer: EventWriter, diary: Activity) -> None:
    played, is_new = event_writer.respond(stream(), diary, ANNA, write("mijn woorden", "e1")).result(PATIENCE)

    assert is_new
    assert diary.view(played.state)["prompts"][0]["answer"] == "mijn woorden"


@pytest.mark.parametrize(
    "response",
    [
        {"id": "e2", "kind": "onzin"},
        {"id": "e2", "kind": "answer", "prompt": "bestaat-niet", "text": "x"},
        {"id": "e2", "kind": "answer", "prompt": "meenemen", "text": "x" * 5001},
        {"id": "e2", "kind": "answer", "prompt": "meenemen", "text": "x", "score": 1},
        {"id": "e2", "kind": "answer", "prompt": "meenemen", "text": "\ud800"},
    ],
)
def test_what_is_refused_changes_nothing(
    event_writer: EventWriter, diary: Activity, database: Path, response: dict[str, Any]
) -> None:
    event_writer.respond(stream(), diary, ANNA, write("eerst", "e1")).result(PATIENCE)
    with pytest.raises(Refused):
        event_writer.respond(stream(), diary, ANNA, response).result(PATIENCE)

    assert (said(event_writer, diary), texts(database)) == ("eerst", ["e1"])


def test_work_of_staff_reaches_no_event_and_learners_go_on(event_writer: EventWriter, diary: Activity) -> None:
    stream = Stream("anna", "proef", diary.id, private=True)
    for reach in (lambda writing: writing.events(stream), lambda writing: writing.erase(stream)):
        with pytest.raises(OutOfReach):
            event_writer.do_for_staff(reach).result(30)

    assert event_writer.do(lambda writing: len(writing.events(stream))).result(30) == 0


def test_the_same_response_sent_again_gives_the_same_and_one_event(
    event_writer: EventWriter, diary: Activity, database: Path
) -> None:
    first, _ = event_writer.respond(stream(), diary, ANNA, write("een", "e1")).result(PATIENCE)
    again, is_new = event_writer.respond(stream(), diary, ANNA, write("een", "e1")).result(PATIENCE)

    assert not is_new
    assert diary.view(again.state) == diary.view(first.state)
    assert texts(database) == ["e1"]


def test_the_same_response_twice_in_one_transaction_is_one_event(
    event_writer: EventWriter, diary: Activity, database: Path
) -> None:
    go_on = paused(event_writer)
    both = [event_writer.respond(stream(), diary, ANNA, write("een", "e1")) for _ in range(2)]
    go_on()

    assert [one.result(PATIENCE)[1] for one in both] == [True, False]
    assert texts(database) == ["e1"]


@pytest.mark.parametrize("together", [False, True])
def test_another_response_under_an_id_that_was_used_is_refused_and_not_called_written(
    event_writer: EventWriter, diary: Activity, database: Path, *, together: bool
) -> None:
    go_on = paused(event_writer) if together else (lambda: None)
    first, another = (event_writer.respond(stream(), diary, ANNA, write(text, "e1")) for text in ("een", "twee"))
    go_on()

    assert first.result(PATIENCE)[1]
    with pytest.raises(Refused, match="used_id"):
        another.result(PATIENCE)
    assert (said(event_writer, diary), texts(database)) == ("een", ["e1"])


@pytest.mark.parametrize("together", [False, True])
def test_an_id_that_was_used_in_another_module_is_refused_and_not_called_written(
    event_writer: EventWriter, diary: Activity, *, together: bool
) -> None:
    elsewhere = Stream(ANNA.id, "ander", "dagboek", private=True)
    go_on = paused(event_writer) if together else (lambda: None)
    first, another = (event_writer.respond(where, diary, ANNA, write("een", "e1")) for where in (stream(), elsewhere))
    go_on()

    assert first.result(PATIENCE)[1]
    with pytest.raises(Refused, match="used_id"):
        another.result(PATIENCE)
    assert shown(event_writer, diary, where=elsewhere) == diary.view(diary.start(ANNA))


def test_responses_to_one_seat_in_one_transaction_follow_each_other(event_writer: EventWriter, quiz: Activity) -> None:
    where = stream(ANNA, "kennischeck")
    go_on = paused(event_writer)
    answer = event_writer.respond(where, quiz, ANNA, {"id": "1", "kind": "answer", "question": "v1", "answer": "a"})
    check = event_writer.respond(where, quiz, ANNA, {"id": "2", "kind": "check", "question": "v1"})
    go_on()

    answer.result(PATIENCE)
    assert "Ja." in str(quiz.view(check.result(PATIENCE)[0].state))


# Together


def test_seats_that_are_written_together_stay_apart(event_writer: EventWriter, diary: Activity, database: Path) -> None:
    go_on = paused(event_writer)
    done = [event_writer.respond(stream(who), diary, who, write(f"van {who.id}", "e1")) for who in (ANNA, BRAM)]
    go_on()
    for one in done:
        one.result(PATIENCE)

    assert [said(event_writer, diary, who) for who in (ANNA, BRAM)] == ["van anna", "van bram"]
    assert (texts(database), texts(database, "bram")) == (["e1"], ["e1"])


@pytest.mark.parametrize("bad", ["refused", "fault", "database"])
def test_a_job_that_fails_harms_no_job_beside_it(
    event_writer: EventWriter, diary: Activity, database: Path, bad: str
) -> None:
    def fault(writing: Writing) -> None:
        if bad == "fault":
            raise ZeroDivisionError
        writing.connection.exec_driver_sql("INSERT INTO event (learner) VALUES (NULL)")

    go_on = paused(event_writer)
    before = event_writer.respond(stream(), diary, ANNA, write("een", "e1"))
    if bad == "refused":
        failing: Any = event_writer.respond(stream(), diary, ANNA, {"id": "x", "kind": "onzin"})
    else:
        failing = event_writer.do(fault)
    after = event_writer.respond(stream(), diary, ANNA, write("twee", "e2"))
    go_on()

    with pytest.raises((Refused, ZeroDivisionError, JournalError)):
        failing.result(PATIENCE)
    assert [before.result(PATIENCE)[1], after.result(PATIENCE)[1]] == [True, True]
    assert (said(event_writer, diary), texts(database)) == ("twee", ["e1", "e2"])


def test_a_locked_file_keeps_everybody_waiting_once_and_not_one_after_the_other(
    diary: Activity, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssfh_learn.journal.database.PATIENCE", 1)
    event_writer = EventWriter(SqlJournal(f"sqlite:///{database}"))
    with closing(event_writer), closing(sqlite3.connect(database, isolation_level=None)) as other:
        go_on = paused(event_writer)
        other.execute("BEGIN IMMEDIATE")
        people = [Learner(f"iemand-{number}") for number in range(20)]
        done = [event_writer.respond(stream(who), diary, who, write("een", "e1")) for who in people]
        began = time.monotonic()
        go_on()
        for one in done:
            with pytest.raises(JournalError, match="not_written"):
                one.result(PATIENCE)
        assert time.monotonic() - began < 10
        other.execute("ROLLBACK")

        assert event_writer.respond(stream(), diary, ANNA, write("een", "e1")).result(PATIENCE)[1]


def test_whoever_stops_waiting_stops_nobody_else(event_writer: EventWriter, diary: Activity) -> None:
    go_on = paused(event_writer)
    left = event_writer.respond(stream(), diary, ANNA, write("een", "e1"))
    assert left.cancel()
    go_on()

    assert event_writer.respond(stream(BRAM), diary, BRAM, write("een", "e1")).result(PATIENCE)[1]


# What is kept in memory


def test_a_state_that_was_put_away_is_played_again(
    event_writer: EventWriter, diary: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(states, "MOST_KEPT", 3)
    people = [Learner(f"iemand-{number}") for number in range(10)]
    for who in people:
        event_writer.respond(stream(who), diary, who, write(f"van {who.id}", "e1")).result(PATIENCE)

    assert len(event_writer._states._kept) == 3  # noqa: SLF001  (memory has no other witness)
    assert [said(event_writer, diary, who) for who in people] == [f"van {who.id}" for who in people]


def test_what_another_process_wrote_is_taken_in(event_writer: EventWriter, diary: Activity, database: Path) -> None:
    event_writer.respond(stream(), diary, ANNA, write("hier", "e1")).result(PATIENCE)
    with closing(EventWriter(SqlJournal(f"sqlite:///{database}"))) as other:
        assert said(other, diary) == "hier"
        other.respond(stream(), diary, ANNA, write("daar", "e2")).result(PATIENCE)

        assert said(event_writer, diary) == "daar"
        played, is_new = event_writer.respond(stream(), diary, ANNA, write("daar", "e2")).result(PATIENCE)
        assert (is_new, diary.view(played.state)["prompts"][0]["answer"]) == (False, "daar")


def test_two_processes_that_answer_at_once_both_end_with_everything(
    event_writer: EventWriter, quiz: Activity, database: Path
) -> None:
    where = stream(ANNA, "kennischeck")
    with closing(EventWriter(SqlJournal(f"sqlite:///{database}"))) as other:
        for number in range(30):
            one, two = (
                one.respond(where, quiz, ANNA, {"id": f"{name}{number}", **answer})
                for one, name, answer in (
                    (event_writer, "a", {"kind": "answer", "question": "v1", "answer": "ab"[number % 2]}),
                    (
                        other,
                        "b",
                        {"kind": "answer", "question": "v2", "answer": ["een", "twee"][:: 1 - number % 2 * 2]},
                    ),
                )
            )
            one.result(PATIENCE)
            two.result(PATIENCE)
            assert shown(event_writer, quiz) == shown(other, quiz)


def test_what_another_process_erased_is_gone_here_too(
    event_writer: EventWriter, diary: Activity, database: Path
) -> None:
    event_writer.respond(stream(), diary, ANNA, write("geheim", "e1")).result(PATIENCE)
    with closing(EventWriter(SqlJournal(f"sqlite:///{database}"))) as other:
        other.do(lambda writing: writing.erase(stream())).result(PATIENCE)
        assert said(event_writer, diary) == ""

        event_writer.respond(stream(), diary, ANNA, write("hier", "e2")).result(PATIENCE)
        other.do(lambda writing: writing.erase(stream())).result(PATIENCE)
        other.respond(stream(), diary, ANNA, write("nieuw", "e3")).result(PATIENCE)  # SQLite gives it the old number
        assert said(event_writer, diary) == "nieuw"


def test_forgetting_drops_the_states_of_one_learner(event_writer: EventWriter, diary: Activity) -> None:
    for who in (ANNA, BRAM):
        event_writer.respond(stream(who), diary, who, write("x", "e1")).result(PATIENCE)
    event_writer.do(lambda writing: writing.forget("anna")).result(PATIENCE)
    event_writer.forget("anna").result(PATIENCE)

    assert [one.learner for one in event_writer._states._kept] == ["bram"]  # noqa: SLF001  (memory has no other witness)
    assert (said(event_writer, diary, ANNA), said(event_writer, diary, BRAM)) == ("", "x")


def test_changed_content_is_played_anew_and_tells_how_much_does_not_fit(
    event_writer: EventWriter, module: Path, quiz: Activity
) -> None:
    where = stream(ANNA, "kennischeck")
    for id_, question, answer in (("1", "v1", "b"), ("2", "v2", ["twee", "een"])):
        response = {"id": id_, "kind": "answer", "question": question, "answer": answer}
        event_writer.respond(where, quiz, ANNA, response).result(PATIENCE)
    changed = QUIZ.format(prompt="Wat kies je nu?").replace("id: b", "id: c")
    (module / "activiteiten" / "kennischeck.yaml").write_text(changed, "utf-8")
    newer = load_module(module).activity("kennischeck")

    played = event_writer.state(where, newer, ANNA).result(PATIENCE)
    assert (played.refused, played.content) == (1, newer.fingerprint())
    assert event_writer.state(where, newer, ANNA).result(PATIENCE).refused == 1


def test_another_role_shows_its_own_card_and_keeps_what_was_written(event_writer: EventWriter, module: Path) -> None:
    card = load_module(module).activity("kaart")
    where = Stream("anna", "proef", "kaart", private=True)
    note = {"id": "1", "kind": "note", "theme": "werk", "text": "drukte"}
    event_writer.respond(where, card, ANNA, note).result(PATIENCE)

    employee, manager = (shown(event_writer, card, Learner("anna", role), where) for role in ("employee", "manager"))
    assert "drukte" in str(employee)
    assert "drukte" in str(manager)
    assert employee != manager


def test_the_same_state_is_not_played_again(event_writer: EventWriter, diary: Activity) -> None:
    event_writer.respond(stream(), diary, ANNA, write("x", "e1")).result(PATIENCE)
    one, two = (event_writer.state(stream(), diary, ANNA).result(PATIENCE) for _ in range(2))

    assert one is two


# Closing


def test_closing_writes_what_waits(database: Path, diary: Activity) -> None:
    event_writer = EventWriter(SqlJournal(f"sqlite:///{database}"))
    go_on = paused(event_writer)
    done = [event_writer.respond(stream(), diary, ANNA, write("x", f"e{number}")) for number in range(500)]
    threading.Timer(0.2, go_on).start()
    event_writer.close()

    assert all(one.result(0)[1] for one in done)
    assert len(texts(database)) == 500


def test_a_closed_event_writer_says_so_and_keeps_nobody_waiting(database: Path, diary: Activity) -> None:
    event_writer = EventWriter(SqlJournal(f"sqlite:///{database}"))
    event_writer.close()

    with pytest.raises(JournalError):
        event_writer.respond(stream(), diary, ANNA, write("x", "e1")).result(1)


# What it costs


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def test_a_group_of_answers_takes_few_statements_however_many_learners_are_in_it(
    kind: str, server: Server, database: Path, quiz: Activity
) -> None:
    journal = SqlJournal(f"sqlite:///{database}" if kind == "SQLite" else server.new_database())
    spoken: list[str] = []
    engine_events.listen(journal.engine, "before_cursor_execute", lambda *details: spoken.append(details[2]))

    def carry_out(learners: range, id_: str) -> int:
        """Let each of these learners answer in one transaction; return how many statements that took."""
        go_on = paused(event_writer)
        spoken.clear()
        answer = {"id": id_, "kind": "answer", "question": "v1", "answer": "a"}
        done = [
            event_writer.respond(
                stream(Learner(f"learner{one}"), "kennischeck"), quiz, Learner(f"learner{one}"), answer
            )
            for one in learners
        ]
        go_on()
        assert all(one.result(PATIENCE)[1] for one in done)
        return len(spoken)

    with closing(EventWriter(journal)) as event_writer:
        # The lock; one that reads, of who is not in memory the snapshot and her use too; and one that writes, counts
        # for the quota, and sets statuses if they changed: SQLite wants a statement for each of these.
        first, later = (5, 4) if kind == "SQLite" else (3, 3)
        assert [carry_out(range(1), "a"), carry_out(range(1), "b")] == [first, later]
        assert [carry_out(range(1, 50), "a"), carry_out(range(50), "c")] == [first, later]


def test_to_read_postgresql_begins_no_transaction(server: Server) -> None:
    journal = SqlJournal(server.new_database())
    with closing(journal):
        with journal.reading() as reading:
            reading.connection.exec_driver_sql("SELECT 1")
            one = reading.connection.connection.dbapi_connection
            assert one is not None
            assert (one.autocommit, one.info.transaction_status.name) == (True, "IDLE")
        with journal.writing() as writing:  # whoever writes has one, on the same connection
            writing.alone()
            assert writing.connection.connection.dbapi_connection is one
            assert (one.autocommit, one.info.transaction_status.name) == (False, "INTRANS")


def test_the_first_answer_after_a_start_waits_for_no_file(
    event_writer: EventWriter, quiz: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssfh_learn.portal.writing.event_writer.SNAPSHOT_EVERY", 1)
    states.code_version.cache_clear()
    answer = {"id": "a", "kind": "answer", "question": "v1", "answer": "a"}
    event_writer.respond(stream(ANNA, "kennischeck"), quiz, ANNA, answer).result(PATIENCE)  # it keeps a snapshot
    states.code_version.cache_clear()
    journal = event_writer._journal  # noqa: SLF001  (only here)
    with closing(EventWriter(SqlJournal(journal.engine.url.render_as_string(hide_password=False)))) as later:
        later.do(lambda _writing: None).result(PATIENCE)
        monkeypatch.setattr(Path, "read_bytes", None)

        assert later.respond(stream(ANNA, "kennischeck"), quiz, ANNA, {**answer, "id": "b"}).result(PATIENCE)[1]
