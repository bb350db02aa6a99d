"""What a learner deleted is not in the files of the database either: they are read as they are on the disk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from ssfh_learn.errors import JournalError
from ssfh_learn.journal import Event, cleaning, database_in, fault_reports
from ssfh_learn.journal.cleaning import clean, owed
from ssfh_learn.journal.fault_reports import FaultReport
from ssfh_learn.journal.full_disk import BYTES, ENDING, forget_on_full_disk, set_room_apart
from ssfh_learn.journal.learner import Held, forget, held
from ssfh_learn.journal.snapshots import Snapshot
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.stream import Stream
from tests.disks import fill, small_disk_at
from tests.journal.test_sql import upgrade
from tests.postgresql import Server
from tests.thoroughness import tries

WORDS, OTHERS = "ZEER-GEHEIME-WOORDEN-VAN-ANNA", "WOORDEN-VAN-IEMAND-ANDERS"


def write(journal: SqlJournal, count: int = 400, seed: int = 1) -> None:
    """Let anna and twenty others answer by turns, at length and shortly, so that their rows share pages."""
    chance = random.Random(seed)  # noqa: S311  (a story that can be told again)
    with journal.writing() as writing:
        for number in range(count):
            name = "anna" if chance.random() < 0.2 else f"ander{chance.randrange(20)}"
            text = (WORDS if name == "anna" else OTHERS) * chance.choice((1, 1, 3, 40, 300))
            event = Event.now(activity="een", content="", attempt=1, response={"kind": "answer", "id": f"{number}"})
            event = Event(**{**vars(event), "data": {"text": text}})
            writing.add(Stream(name, f"module{chance.randrange(3)}", "een", private=chance.random() < 0.5), event)
        writing.keep_snapshot(Stream("anna", "module1", "een"), Snapshot(1, "1", "", "", 0, WORDS.encode()))
        report = FaultReport("m", "anna", "module1", "", "een", "", "", "2027-01-31", WORDS)
        fault_reports.add(writing.connection, report)


def wipe(journal: SqlJournal) -> None:
    with journal.writing() as writing:
        forget(writing, "anna", with_certificates=False)


def files(database: str, request: pytest.FixtureRequest) -> dict[str, bytes]:
    """Return the files in which a database keeps its tables, by name."""
    if database.startswith("sqlite"):
        path = Path(database.removeprefix("sqlite:///"))
        return {one.name: one.read_bytes() for one in path.parent.iterdir() if one.name.startswith(path.name)}
    server: Server = request.getfixturevalue("server")
    with server.connect() as connection:
        connection.execute("CHECKPOINT")
        asked = "SELECT oid FROM pg_database WHERE datname = %s"
        (oid,) = connection.execute(asked, (database.rpartition("/")[2],)).fetchone() or ()
    return {one.name: one.read_bytes() for one in (server.folder / "data" / "base" / str(oid)).iterdir()}


def holding(database: str, request: pytest.FixtureRequest, words: str = WORDS) -> list[str]:
    return [name for name, content in files(database, request).items() if words.encode() in content]


def test_deleting_alone_leaves_words_in_the_files_and_cleaning_takes_them_out(
    database: str, request: pytest.FixtureRequest
) -> None:
    with closing(SqlJournal(database)) as journal:
        write(journal)
        wipe(journal)
        assert holding(database, request)

        assert clean(journal.engine) == ("nothing" if database.startswith("sqlite") else "log")

        assert holding(database, request) == []
        assert holding(database, request, OTHERS)
        assert owed(journal.engine) is None


@pytest.mark.parametrize("seed", range(tries(3)))
def test_no_page_that_was_put_in_order_keeps_a_copy(tmp_path: Path, seed: int, request: pytest.FixtureRequest) -> None:
    database = database_in(tmp_path)
    with closing(SqlJournal(database)) as journal:
        write(journal, 300, seed)
        wipe(journal)
        clean(journal.engine)

    assert holding(database, request) == []
    assert holding(database, request, '"anna"') == []


def test_a_file_of_before_that_was_deleted_from_carelessly_is_clean_too(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database = database_in(tmp_path)
    with closing(SqlJournal(database)) as journal:
        write(journal)
    careless = create_engine(database)
    with careless.begin() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = OFF")
        for table in ("private_event", "snapshot", "fault_report"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE learner = 'anna'")  # noqa: S608
    careless.dispose()
    with closing(SqlJournal(database)) as journal:
        assert holding(database, request)
        wipe(journal)
        clean(journal.engine)

    assert holding(database, request) == []


def test_what_an_earlier_release_left_in_the_files_is_cleaned_once_after_the_update(new_database: str) -> None:
    upgrade(new_database, "0010")
    engine = create_engine(new_database)
    with engine.begin() as connection:
        values = "('e', 'anna', 'm', 'een', '2026', '', 1, 'answer', '{}')"
        into = "INSERT INTO event (id, learner, place, activity, at, content, attempt, kind, data)"
        connection.exec_driver_sql(f"{into} VALUES {values}")
    engine.dispose()
    with closing(SqlJournal(new_database)) as journal:
        assert owed(journal.engine) is not None
        clean(journal.engine)
        assert owed(journal.engine) is None


def test_what_somebody_still_reads_is_said_to_be_left_and_goes_at_the_next_try(
    database: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleaning, "_WAIT", 0.5)
    with closing(SqlJournal(database)) as journal:
        write(journal)
        reader = create_engine(database, isolation_level="SERIALIZABLE").connect()
        reader.begin()
        reader.exec_driver_sql("BEGIN") if database.startswith("sqlite") else None
        reader.exec_driver_sql("SELECT count(*) FROM participant").all()
        wipe(journal)

        assert clean(journal.engine) == "pages"
        assert holding(database, request)
        assert owed(journal.engine) is not None

        reader.close()
        assert clean(journal.engine) != "pages"
        assert holding(database, request) == []


def test_what_is_owed_survives_a_restart(database: str, request: pytest.FixtureRequest) -> None:
    with closing(SqlJournal(database)) as journal:
        write(journal)
        wipe(journal)
    with closing(SqlJournal(database)) as journal:
        assert owed(journal.engine) is not None
        clean(journal.engine)

    assert holding(database, request) == []


def test_a_large_database_waits_for_the_night(
    database: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleaning, "SMALL", 0)
    with closing(SqlJournal(database)) as journal:
        write(journal)
        wipe(journal)

        assert clean(journal.engine) == "pages"
        assert clean(journal.engine, at_any_size=True) != "pages"

    assert holding(database, request) == []


def test_the_planner_of_postgresql_keeps_no_sample_of_what_people_write(server: Server) -> None:
    database = server.new_database()
    with closing(SqlJournal(database)) as journal:
        write(journal)
        with journal.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
            kept = connection.exec_driver_sql("SELECT * FROM pg_stats WHERE schemaname = 'public'").all()

    assert kept
    assert WORDS not in str(kept)


def test_nothing_is_written_anew_where_nothing_was_deleted(database: str) -> None:
    with closing(SqlJournal(database)) as journal:
        write(journal, 10)
        assert owed(journal.engine) is None
        assert clean(journal.engine) == ("nothing" if database.startswith("sqlite") else "log")


# A full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 16 MiB."""
    with small_disk_at(tmp_path / "disk", 16 * 1024) as disk:
        yield disk


@pytest.mark.parametrize("started", ["before", "after"])
def test_on_a_full_disk_everything_of_a_learner_goes_all_the_same(
    small_disk: Path, request: pytest.FixtureRequest, started: str
) -> None:
    database = database_in(small_disk)
    journal = SqlJournal(database)
    set_room_apart(journal.engine)
    write(journal, 1000)
    if started == "after":
        journal.close()
    fill(small_disk / "ballast")
    if started == "after":
        journal = SqlJournal(database)
    with pytest.raises(JournalError, match="disk_full"):
        wipe(journal)

    gone = forget_on_full_disk(journal, "anna", lambda writing: forget(writing, "anna", with_certificates=False))

    assert gone.events > 20
    with journal.reading() as reading:
        assert held(reading, "anna") == Held(0, 0, 0)
        assert reading.streams("ander1")
    assert holding(database, request) == []
    (small_disk / "ballast").unlink()
    assert clean(journal.engine) == "nothing"
    assert holding(database, request) == []
    journal.close()


def test_a_database_on_a_server_has_no_room_of_ours_and_says_that_it_is_full(server: Server) -> None:
    with closing(SqlJournal(server.new_database())) as journal, pytest.raises(JournalError, match="disk_full"):
        forget_on_full_disk(journal, "anna", lambda writing: forget(writing, "anna"))


def test_the_room_that_is_set_apart_is_its_owners_alone_and_really_on_the_disk(tmp_path: Path) -> None:
    with closing(SqlJournal(database_in(tmp_path))) as journal:
        set_room_apart(journal.engine)
    kept = (tmp_path / f"leren.db{ENDING}").stat()

    assert (kept.st_mode & 0o777, kept.st_size, kept.st_blocks * 512) == (0o600, BYTES, BYTES)
