"""The journal in a database: many learners, two tables, and a schema that grows."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, select, text

from ssfh_learn.errors import JournalError
from ssfh_learn.journal import certificates, schema
from ssfh_learn.journal.database import METADATA, MIGRATIONS, UNWRITABLE
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.stream import Stream
from ssfh_learn.roster import tables as roster_tables
from ssfh_learn.words import section
from tests.disks import STOPS, fill, let_write_again, small_disk_at, stop_writing
from tests.journal.streams import ANNA, ANNAS_SCAN, BRAM, event
from tests.postgresql import Server


def add(journal: SqlJournal, stream: Stream, *ids: str) -> None:
    with journal.writing() as writing:
        for id_ in ids:
            writing.add(stream, event(id_, stream.activity, text=id_))


def ids(journal: SqlJournal, stream: Stream, after: int = 0) -> list[str]:
    with journal.reading() as reading:
        return [one.id for _, one in reading.events(stream, after)]


# Reading and adding


def test_events_come_back_as_they_were_in_the_order_in_which_they_were_added(journal: SqlJournal) -> None:
    written = [event("z", text="één 'aanhaling' \u2028"), event("a", value=[1, None, {"x": "☕"}]), event("m")]
    with journal.writing() as writing:
        places = [writing.add(ANNA, one) for one in written]

    with journal.reading() as reading:
        found = reading.events(ANNA)

    assert [one for _, one in found] == written
    assert [place for place, _ in found] == places == sorted(places)


def test_reading_goes_on_after_a_place(journal: SqlJournal) -> None:
    add(journal, ANNA, "e1", "e2", "e3")
    with journal.reading() as reading:
        first = reading.events(ANNA)[0][0]

    assert ids(journal, ANNA, first) == ["e2", "e3"]


def test_a_null_character_is_kept(journal: SqlJournal) -> None:
    with journal.writing() as writing:
        writing.add(ANNA, event("e1", text="voor\0na"))
    with journal.reading() as reading:
        assert reading.events(ANNA)[0][1].data == {"text": "voor\0na"}


@pytest.mark.parametrize(
    "other",
    [
        BRAM,
        Stream("anna", "agressie", "quiz"),
        Stream("anna", "werkdruk", "quiz2"),
        Stream("anna", "werkdruk", "quiz", private=True),
    ],
)
def test_a_seat_holds_nothing_of_another(journal: SqlJournal, other: Stream) -> None:
    add(journal, ANNA, "e1")
    add(journal, other, "x1")

    assert (ids(journal, ANNA), ids(journal, other)) == (["e1"], ["x1"])


def test_the_seats_of_a_learner_are_hers_and_say_what_is_private(journal: SqlJournal) -> None:
    for stream in (ANNA, BRAM, ANNAS_SCAN):
        add(journal, stream, "e1", "e2")
    with journal.reading() as reading:
        assert set(reading.streams("anna")) == {ANNA, ANNAS_SCAN}
        assert reading.streams("carla") == []


def test_what_is_private_stands_in_a_table_of_its_own(journal: SqlJournal) -> None:
    add(journal, ANNA, "openbaar")
    add(journal, ANNAS_SCAN, "prive")
    with journal.engine.connect() as connection:
        found = {name: connection.execute(select(METADATA.tables[name])).all() for name in ("event", "private_event")}

    assert "prive" not in str(found["event"])
    assert "openbaar" not in str(found["private_event"])


def test_an_id_is_known_once_it_is_there_and_only_for_its_learner(journal: SqlJournal) -> None:
    add(journal, ANNA, "e1")
    with journal.writing() as reading:
        assert [of and (of[0], of[1].id) for of in (reading.recorded(ANNA, "e1"),)] == [(ANNA, "e1")]
        assert reading.recorded(ANNA, "e2") is None
        assert reading.recorded(BRAM, "e1") is None


def test_the_same_id_cannot_be_added_twice_for_one_learner_and_can_for_two(journal: SqlJournal) -> None:
    add(journal, ANNA, "e1")
    add(journal, BRAM, "e1")
    with pytest.raises(JournalError, match="not_written"):
        add(journal, ANNA, "e2", "e1")

    assert (ids(journal, ANNA), ids(journal, BRAM)) == (["e1"], ["e1"])


def test_a_block_that_fails_writes_nothing(journal: SqlJournal) -> None:
    def fail() -> None:
        with journal.writing() as writing:
            writing.add(ANNA, event("e1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert ids(journal, ANNA) == []


def test_erasing_a_seat_leaves_every_other_stream(journal: SqlJournal) -> None:
    for stream in (ANNA, BRAM, ANNAS_SCAN):
        add(journal, stream, "e1")
    with journal.writing() as writing:
        writing.erase(ANNAS_SCAN)

    assert (ids(journal, ANNA), ids(journal, BRAM), ids(journal, ANNAS_SCAN)) == (["e1"], ["e1"], [])


def test_forgetting_a_learner_leaves_every_other_learner(journal: SqlJournal) -> None:
    for stream in (ANNA, BRAM, ANNAS_SCAN, Stream("annabel", "werkdruk", "quiz")):
        add(journal, stream, "e1")
    with journal.writing() as writing:
        writing.forget("anna")
    with journal.reading() as reading:
        assert [reading.streams(name) for name in ("anna", "bram", "annabel")] == [
            [],
            [BRAM],
            [Stream("annabel", "werkdruk", "quiz")],
        ]


def test_what_was_forgotten_is_not_in_the_file_either(tmp_path: Path) -> None:
    path = tmp_path / "leren.db"
    with closing(SqlJournal(f"sqlite:///{path}")) as journal:
        add(journal, ANNAS_SCAN, *(f"GEHEIM-{number}" for number in range(50)))
    assert b"GEHEIM" in path.read_bytes()
    with closing(SqlJournal(f"sqlite:///{path}")) as journal, journal.writing() as writing:
        writing.forget("anna")

    assert b"GEHEIM" not in b"".join(found.read_bytes() for found in tmp_path.iterdir())


def test_what_was_added_is_there_for_another_process_after_the_block_and_not_before(
    journal: SqlJournal, database: str
) -> None:
    with closing(SqlJournal(database)) as other:
        with journal.writing() as writing:
            writing.add(ANNA, event("e1"))
            assert ids(other, ANNA) == []

        assert ids(other, ANNA) == ["e1"]


def test_a_commit_in_a_file_waits_for_the_disk(tmp_path: Path) -> None:
    with closing(SqlJournal(f"sqlite:///{tmp_path / 'leren.db'}")) as journal, journal.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL


def test_a_new_file_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    with closing(SqlJournal(f"sqlite:///{tmp_path / 'leren.db'}")) as journal:
        add(journal, ANNA, "e1")

        assert {path.stat().st_mode & 0o077 for path in tmp_path.glob("leren.db*")} == {0}


@pytest.mark.slow
def test_two_writers_at_once_see_what_the_other_wrote_before_they_decide(journal: SqlJournal, database: str) -> None:
    """Each adds its count of the events that are there: with a look at an old state two would give the same number."""
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    writers = [context.Process(target=_count_on, args=(database, start, name)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    with journal.reading() as reading:
        counted = [one.data["count"] for _, one in reading.events(ANNA)]

    assert [writer.exitcode for writer in writers] == [0, 0]
    assert counted == list(range(40))


def _count_on(database: str, start: Barrier, name: str) -> None:
    with closing(SqlJournal(database)) as journal:
        start.wait(60)
        for number in range(20):
            with journal.writing() as writing:
                writing.alone()
                writing.add(ANNA, event(f"{name}{number}", count=len(writing.events(ANNA))))


# What goes wrong


def code_of(journal: SqlJournal) -> str:
    with pytest.raises(JournalError) as error:
        add(journal, ANNA, "e9")
    assert error.value.code in section("journal")
    return error.value.code


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 1 MiB."""
    with small_disk_at(tmp_path / "disk", 1024) as disk:
        yield disk


def test_a_full_disk_is_a_journal_error_that_leaves_what_was_saved_and_passes(small_disk: Path) -> None:
    with closing(SqlJournal(f"sqlite:///{small_disk / 'leren.db'}")) as journal:
        add(journal, ANNA, "e1")
        fill(small_disk / "ballast")

        assert code_of(journal) == "disk_full"
        assert ids(journal, ANNA) == ["e1"]

        (small_disk / "ballast").unlink()
        add(journal, ANNA, "e9")
        assert ids(journal, ANNA) == ["e1", "e9"]


@pytest.mark.parametrize("how", STOPS)
def test_a_database_opens_where_nothing_can_be_written_and_is_written_again_by_itself(
    small_disk: Path, how: str
) -> None:
    database = f"sqlite:///{small_disk / 'leren.db'}"
    with closing(SqlJournal(database)) as journal:
        add(journal, ANNA, "e1")
    stop_writing(small_disk, how)
    with closing(SqlJournal(database)) as journal:
        assert ids(journal, ANNA) == ["e1"]
        assert code_of(journal) == how

        let_write_again(small_disk)
        add(journal, ANNA, "e9")
        assert ids(journal, ANNA) == ["e1", "e9"]


def test_answers_that_wait_in_the_write_ahead_file_are_never_passed_over(small_disk: Path) -> None:
    database = f"sqlite:///{small_disk / 'leren.db'}"
    with closing(SqlJournal(database)) as journal:
        add(journal, ANNA, "e1")
        copy = small_disk / "kopie.db"
        for ending in ("", "-wal"):  # as after a crash; without the file that tells SQLite what is in the other two
            shutil.copyfile(small_disk / f"leren.db{ending}", f"{copy}{ending}")
    stop_writing(small_disk, "read_only")

    with pytest.raises(JournalError, match="not_written"):
        SqlJournal(f"sqlite:///{copy}")


@pytest.mark.parametrize("how", STOPS)
def test_an_older_schema_where_nothing_can_be_written_is_a_journal_error_that_says_so(
    small_disk: Path, how: str
) -> None:
    database = f"sqlite:///{small_disk / 'leren.db'}"
    upgrade(database, "0004")
    stop_writing(small_disk, how)
    with pytest.raises(JournalError) as error:
        SqlJournal(database)
    assert error.value.code in UNWRITABLE

    let_write_again(small_disk)
    SqlJournal(database).close()


def test_a_server_that_only_reads_opens_and_is_a_journal_error_for_who_writes(server: Server) -> None:
    database = server.new_database()
    with closing(SqlJournal(database)) as journal:
        add(journal, ANNA, "e1")
    with server.connect() as connection:
        name = database.rpartition("/")[2]
        connection.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'.encode())
    with closing(SqlJournal(database)) as journal:
        assert ids(journal, ANNA) == ["e1"]
        assert code_of(journal) == "read_only"


def test_a_file_that_is_no_database_is_a_journal_error(tmp_path: Path) -> None:
    (tmp_path / "leren.db").write_text("zomaar een tekst " * 100)
    with pytest.raises(JournalError):
        SqlJournal(f"sqlite:///{tmp_path / 'leren.db'}")


@pytest.mark.parametrize(
    "url", ["sqlite:////bestaat/niet/leren.db", "zomaar", "onbekend://x", "postgresql+psycopg://x@127.0.0.1:1/x"]
)
def test_a_database_that_is_not_there_is_a_journal_error(url: str) -> None:
    with pytest.raises(JournalError, match="not_written"):
        SqlJournal(url)


def test_a_database_of_a_later_version_of_ours_is_a_journal_error(database: str) -> None:
    with closing(SqlJournal(database)) as journal, journal.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(JournalError):
        SqlJournal(database)


def test_a_file_that_another_process_writes_in_is_waited_for(tmp_path: Path) -> None:
    from threading import Timer

    path = tmp_path / "leren.db"
    with closing(SqlJournal(f"sqlite:///{path}")) as journal:
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        Timer(0.5, lambda: other.execute("COMMIT")).start()
        add(journal, ANNA, "e1")

        assert ids(journal, ANNA) == ["e1"]
        other.close()


# The schema


def upgrade(database: str, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(database)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def test_the_migrations_from_nothing_make_what_the_code_describes(database: str) -> None:
    assert {*schema.TABLES, roster_tables.PARTICIPANT} <= set(METADATA.tables.values())
    with closing(SqlJournal(database)) as journal, journal.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_who_opens_a_journal_and_the_roster_knows_every_table() -> None:
    """A process of its own: here other tests have imported files that a command never imports."""
    opened = "import ssfh_learn.journal.sql, ssfh_learn.roster.admission"
    code = f"{opened}\nfrom ssfh_learn.journal.database import METADATA\nprint(*METADATA.tables)"

    known = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()

    assert set(known) == set(METADATA.tables)


def test_a_database_of_the_first_revision_is_brought_up_to_date_and_keeps_its_events(new_database: str) -> None:
    upgrade(new_database, "0001")
    engine = create_engine(new_database)
    assert not inspect(engine).has_table("certificate")
    with engine.begin() as connection:
        row = {"l": "anna", "p": "werkdruk", "a": "quiz", "i": "e1", "d": json.dumps({"text": "oud"})}
        connection.execute(
            text(
                "INSERT INTO event (learner, place, activity, id, at, content, attempt, kind, data) "
                "VALUES (:l, :p, :a, :i, '2026-01-01T00:00:00.000+00:00', 'abc', 1, 'answer', :d)"
            ),
            row,
        )
    engine.dispose()

    with closing(SqlJournal(new_database)) as journal:
        add(journal, ANNA, "e2")
        assert ids(journal, ANNA) == ["e1", "e2"]
        assert inspect(journal.engine).has_table("certificate")


def test_opening_again_changes_nothing(database: str) -> None:
    with closing(SqlJournal(database)) as journal:
        add(journal, ANNA, "e1")
    with closing(SqlJournal(database)) as journal:
        assert ids(journal, ANNA) == ["e1"]


@pytest.mark.slow
def test_servers_that_open_a_new_database_at_once_all_start(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    server = request.getfixturevalue("server")
    databases = [*(f"sqlite:///{tmp_path / f'leren{number}.db'}" for number in range(6)), server.new_database()]
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(3)
    openers = [context.Process(target=_open, args=(databases, start)) for _ in range(3)]
    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join(120)

    assert [opener.exitcode for opener in openers] == [0, 0, 0]


def _open(databases: list[str], start: Barrier) -> None:
    for database in databases:
        start.wait(60)
        SqlJournal(database).close()


def test_a_certificate_of_an_earlier_revision_keeps_its_code_and_has_no_time_of_passing(database: str) -> None:
    upgrade(database, "0003")
    engine = create_engine(database)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO certificate (code, learner, module, name, title, version, minutes, date) VALUES "
                "('AAAA-AAAA-AAAA', 'anna', 'werkdruk', 'Anna de Vries', 'Werkdruk', '1.0', 70, '2026-11-21')"
            )
        )
    engine.dispose()

    with closing(SqlJournal(database)) as journal, journal.reading() as reading:
        found = certificates.find(reading.connection, "AAAA-AAAA-AAAA")

    assert found is not None
    assert (found.name, found.date, found.passed_at, found.withdrawn_at) == ("Anna de Vries", "2026-11-21", None, None)
