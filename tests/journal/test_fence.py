"""What pages of staff cannot read: each way to a hidden row is tried, in both kinds of database."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import SQLAlchemyError

from ssfh_learn.errors import JournalError, NotFenced, OutOfReach
from ssfh_learn.journal import (
    Event,
    accounts,
    administration,
    certificates,
    course_tasks,
    durations,
    fault_reports,
    first_tries,
    projections,
    publications,
    retention,
    shared,
    told,
)
from ssfh_learn.journal.database import METADATA
from ssfh_learn.journal.fence import HIDDEN, ROLE, fenced, staff_writing
from ssfh_learn.journal.snapshots import Snapshot
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.statements import asked_rows
from ssfh_learn.journal.stream import Stream
from ssfh_learn.roster import tables as roster_tables
from tests.conftest import REPOSITORY
from tests.postgresql import Server, running_server

SECRET = "geheim van anna"  # noqa: S105  (an answer, no password)
PRIVATE = Stream("anna", "proef", "dagboek", private=True)
PUBLIC = Stream("anna", "proef", "verslag")
AT = "2026-11-29T12:00:00+00:00"
FOR_STAFF = {
    *(
        "account",
        "activity_status",
        "administration",
        "certificate",
        "correction",
        "course_task",
        "derived",
        "duty",
        "fault_report",
        "group_coordinator",
    ),
    *("publication", "publication_date"),
    *(
        "group_member",
        "group_track",
        "old_step",
        "participant",
        "pending_import",
        "practice",
        "practice_rule",
        "published_duration",
        "roster_group",
        "roster_log",
    ),
    *("owed_cleaning", "retention", "step_opened", "told", "works_at"),
}
FORMS = [
    "SELECT (SELECT max(data) FROM private_event) FROM derived",
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM private_event WHERE data > 'a')",
    "SELECT place FROM derived UNION ALL SELECT data FROM private_event",
    "WITH found AS (SELECT data FROM private_event) SELECT * FROM found",
    "SELECT place FROM derived ORDER BY (SELECT data FROM private_event LIMIT 1)",
    'SELECT * FROM "private_event"',
    "SELECT * FROM Private_Event",
]
REFUSED = (
    r"prohibited|not authorized|authorization denied|no such table: (?:sqlite_db|dbstat)|constructor failed: dbstat"
)
"""What SQLite says; the last two of tables that show the pages of a file, with which not every SQLite is made."""
JOINS = [
    "SELECT status FROM activity_status JOIN private_event USING (learner)",
    "SELECT status FROM activity_status NATURAL JOIN private_event",
    "SELECT learner FROM activity_status FULL JOIN private_event USING (learner)",
]


@pytest.fixture
def filled(journal: SqlJournal) -> SqlJournal:
    """Return a journal in which each hidden table has a row of Anna."""
    with journal.writing() as writing:
        for stream in (PRIVATE, PUBLIC):
            writing.add(stream, Event(1, stream.activity, AT, stream.activity, "c", 1, "answer", {"text": SECRET}))
            writing.keep_snapshot(stream, Snapshot(1, stream.activity, "c", "v", 0, SECRET.encode()))
        writing.project(PRIVATE, "complete", AT)
        shared.share(writing.connection, PRIVATE, shared.SharedOutcome("c", {"werkdruk": 4.5}))
        first_tries.say_yes(writing.connection, "anna", AT)
        first_tries.keep(writing.connection, PUBLIC, "1", frozenset({SECRET}))
        value = publications.PublishedRow(AT, "all", "proef", "scan", "1", "werkdruk", "before", 3.0, frozenset({"a"}))
        publications.add(writing.connection, "2026-11-01", [value], after="")
    return journal


def read(journal: SqlJournal, *statements: str) -> list[object]:
    """Read over the connection of staff what the last of these statements finds."""
    with journal.reading_for_staff() as reading:
        for statement in statements:
            found = reading.connection.exec_driver_sql(statement)
        return [tuple(row) for row in found] if found.returns_rows else []


def refuses(journal: SqlJournal, *statements: str) -> None:
    with pytest.raises(OutOfReach) as refused:
        read(journal, *statements)
    assert SECRET not in str(refused.value) + str(refused.value.__cause__)


def test_a_table_is_for_staff_or_hidden_and_somebody_decided_which() -> None:
    of_rooms = (accounts, administration, course_tasks, durations, retention, told)  # a table is known once imported
    assert {roster_tables.PARTICIPANT.name, *(room.TABLE.name for room in of_rooms)} <= set(METADATA.tables)
    assert set(METADATA.tables) == FOR_STAFF | HIDDEN


def test_staff_read_the_roster_projections_certificates_and_reports(filled: SqlJournal) -> None:
    with filled.reading_for_staff() as reading:
        for name in FOR_STAFF:
            reading.connection.execute(select(METADATA.tables[name])).all()
        assert projections.statuses_of(reading.connection, "anna")["proef"]["dagboek"].status == "complete"
        assert certificates.of(reading.connection, "anna") == []
        assert fault_reports.open_reports(reading.connection) == []


def test_staff_ask_for_many_people_with_one_statement_also_after_a_change_of_the_schema(filled: SqlJournal) -> None:
    for change in ("CREATE TABLE one (id integer)", "DROP TABLE one"):
        with filled.writing() as writing:
            writing.connection.exec_driver_sql(change)
        with filled.reading_for_staff() as reading:
            listed, (account,) = asked_rows(reading.connection.dialect.name, 1)
            statement = f"SELECT status FROM {listed} CROSS JOIN activity_status AS one WHERE one.learner = {account}"  # noqa: S608
            found = reading.connection.execute(text(statement), {"asked": '[["anna"], ["bert"]]'}).scalars().all()
        assert found == ["complete"]


def test_the_hidden_rows_are_there_for_who_reads_without_the_fence(filled: SqlJournal) -> None:
    with filled.reading() as reading:
        for name in HIDDEN:
            assert reading.connection.execute(select(METADATA.tables[name])).all(), name


@pytest.mark.parametrize("name", sorted(HIDDEN))
def test_each_hidden_table_is_refused(filled: SqlJournal, name: str) -> None:
    refuses(filled, f"SELECT * FROM {name}")  # noqa: S608  (our own names, here and below)
    refuses(filled, f"SELECT count(*) FROM {name}")  # noqa: S608
    columns = METADATA.tables[name].columns.keys()
    column = "learner" if "learner" in columns else columns[0]
    refuses(filled, f"SELECT {column} FROM {name} LIMIT 0")  # noqa: S608


@pytest.mark.parametrize(
    "statement",
    [*FORMS, *JOINS],
)
def test_no_form_of_query_reaches_a_hidden_row(filled: SqlJournal, statement: str) -> None:
    refuses(filled, statement)


def test_the_objects_that_pages_use_do_not_reach_it_either(filled: SqlJournal) -> None:
    for stream in (PRIVATE, PUBLIC):
        with pytest.raises(OutOfReach), filled.reading_for_staff() as reading:
            reading.events(stream)
        with pytest.raises(OutOfReach), filled.reading_for_staff() as reading:
            reading.snapshot(stream)
    with pytest.raises(OutOfReach), filled.reading_for_staff() as reading:
        reading.streams("anna")
    with pytest.raises(OutOfReach), filled.reading_for_staff() as reading:
        shared.rows_of(reading.connection, "anna")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO derived (place) SELECT data FROM private_event",
        "INSERT INTO derived (place) VALUES ('x')",
        "UPDATE activity_status SET status = 'x'",
        "DELETE FROM private_event",
        "DROP TABLE private_event",
        "ALTER TABLE private_event RENAME TO visible",
        "CREATE VIEW seen AS SELECT * FROM private_event",
        "CREATE TEMPORARY VIEW seen AS SELECT * FROM private_event",
        "CREATE TEMPORARY TABLE copied AS SELECT * FROM private_event",
        "CREATE INDEX more ON private_event (data)",
    ],
)
def test_staff_change_nothing_over_it(filled: SqlJournal, statement: str) -> None:
    refuses(filled, statement)


def staff_write(journal: SqlJournal, *statements: str) -> None:
    """Carry out statements as a page of staff does, in a transaction of the writer."""
    with journal.writing() as writing, staff_writing(writing.connection):
        for statement in statements:
            writing.connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "statement",
    [
        *(f"DELETE FROM {name}" for name in sorted(HIDDEN)),  # noqa: S608  (our own names, here and below)
        *(f"SELECT * FROM {name}" for name in sorted(HIDDEN)),  # noqa: S608
        "INSERT INTO practice (name, region, key) SELECT data, '', '' FROM private_event",
        "UPDATE practice SET name = (SELECT max(data) FROM private_event)",
        *JOINS,
    ],
)
def test_what_staff_write_reaches_nothing_that_learners_do(filled: SqlJournal, statement: str) -> None:
    with pytest.raises(OutOfReach):
        staff_write(filled, statement)


def test_what_staff_may_write_is_written_and_the_writer_goes_on_without_a_fence(filled: SqlJournal) -> None:
    staff_write(filled, "INSERT INTO practice (name, region, key) VALUES ('De Eik', '', 'de eik')")
    with pytest.raises(OutOfReach):
        staff_write(filled, "INSERT INTO practice (name, region, key) VALUES ('De Es', '', 'x')", "DELETE FROM event")

    with filled.writing() as writing:
        assert len(writing.events(PRIVATE)) == 1
        assert writing.connection.exec_driver_sql("SELECT name FROM practice").scalars().all() == ["De Eik"]


@pytest.mark.parametrize(
    "change",
    ["DROP TABLE event", "UPDATE activity_status SET status = 'x'", "DELETE FROM told", "DELETE FROM administration"],
)
def test_sqlite_itself_refuses_staff_what_is_not_theirs(tmp_path: Path, change: str) -> None:
    with closing(SqlJournal(f"sqlite:///{tmp_path}/leren.db")) as journal, pytest.raises(OutOfReach):
        staff_write(journal, change)


def test_a_view_that_somebody_made_shows_nothing(filled: SqlJournal) -> None:
    with filled.writing() as writing:
        writing.connection.exec_driver_sql("CREATE VIEW seen AS SELECT * FROM private_event")

    refuses(filled, "SELECT * FROM seen")


def test_after_a_refusal_staff_and_learners_go_on(filled: SqlJournal) -> None:
    for _ in range(7):  # more often than a pool has connections
        refuses(filled, "SELECT * FROM private_event")

    assert read(filled, "SELECT learner, status FROM activity_status") == [("anna", "complete")]
    with filled.writing() as writing:
        assert len(writing.events(PRIVATE)) == 1


@pytest.mark.parametrize("end", ["rollback", "commit"])
def test_a_page_that_ends_its_transaction_is_still_fenced(filled: SqlJournal, end: str) -> None:
    with filled.reading_for_staff() as reading:
        getattr(reading.connection, end)()
        with pytest.raises((OutOfReach, SQLAlchemyError), match=r"^$|permission denied"):
            reading.connection.exec_driver_sql("SELECT * FROM private_event")


def test_a_fault_of_the_database_is_no_refusal(filled: SqlJournal) -> None:
    with pytest.raises(JournalError):
        read(filled, "SELECT nonsense FROM derived")


@pytest.fixture
def of_sqlite(tmp_path: Path) -> Iterator[SqlJournal]:
    """Return a journal in a file, with an answer of Anna."""
    with closing(SqlJournal(f"sqlite:///{tmp_path / 'leren.db'}")) as opened:
        with opened.writing() as writing:
            writing.add(PRIVATE, Event(1, "e", AT, "dagboek", "c", 1, "answer", {"text": SECRET}))
        yield opened


@pytest.mark.parametrize(
    "statements",
    [
        ("ATTACH DATABASE '{file}' AS other",),
        ("PRAGMA writable_schema = ON",),
        ("PRAGMA query_only = OFF",),
        ("PRAGMA table_info(private_event)",),
        ("SELECT * FROM pragma_table_info('private_event')",),
        ("SELECT * FROM sqlite_schema",),
        ("SELECT * FROM sqlite_dbpage",),
        ("SELECT * FROM dbstat",),
        ("SELECT * FROM main.private_event",),
        ("SELECT rowid FROM private_event",),
        ("VACUUM INTO '{file}.copy'",),
        ("SELECT load_extension('x')",),
        ("SAVEPOINT one",),
        ("BEGIN", "COMMIT", "SELECT * FROM private_event"),
        *((one,) for one in FORMS),
    ],
)
def test_sqlite_has_no_way_around_it(of_sqlite: SqlJournal, tmp_path: Path, statements: tuple[str, ...]) -> None:
    """Try it without our own look at the words of a statement, so that SQLite itself refuses."""
    file = tmp_path / "leren.db"
    with of_sqlite.reading_for_staff() as reading:
        cursor = reading.connection.connection.cursor()
        *before, last = (statement.format(file=file) for statement in statements)
        for statement in before:
            cursor.execute(statement)
        with pytest.raises(sqlite3.DatabaseError, match=REFUSED):
            cursor.execute(last)

    assert not file.with_name("leren.db.copy").exists()


@pytest.fixture
def of_postgresql(server: Server) -> Iterator[SqlJournal]:
    """Return a journal on a server, with an answer of Anna."""
    with closing(SqlJournal(server.new_database())) as opened:
        with opened.writing() as writing:
            writing.add(PRIVATE, Event(1, "e", AT, "dagboek", "c", 1, "answer", {"text": SECRET}))
        yield opened


@pytest.mark.parametrize(
    "statement",
    [
        "RESET ROLE",
        "SET ROLE NONE",
        "SET LOCAL ROLE NONE",
        "SET SESSION AUTHORIZATION DEFAULT",
        "SELECT set_config('role', 'none', true)",
        "SELECT 1; RESET ROLE; SELECT data FROM private_event",
        "COPY private_event TO STDOUT",
        "TABLE private_event",
        "DO $$ BEGIN PERFORM 1; END $$",
        "SELECT query_to_xml('SELECT * FROM private_event', true, true, '')",
        "SELECT table_to_xml('private_event', true, true, '')",
        "SELECT most_common_vals FROM pg_stats, private_event",
        "SELECT pg_read_file('postgresql.conf')",
        "SELECT nextval(pg_get_serial_sequence('private_event', 'seq'))",
        "SELECT * FROM private_event FOR UPDATE",
        "GRANT SELECT ON private_event TO ssfh_staff",
    ],
)
def test_postgresql_has_no_way_around_it(of_postgresql: SqlJournal, statement: str) -> None:
    refuses(of_postgresql, statement)


def test_a_role_that_can_read_too_much_is_not_used(server: Server) -> None:
    database = server.new_database()
    SqlJournal(database).close()
    engine = create_engine(database)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"GRANT SELECT (learner) ON private_event TO {ROLE}")
    engine.dispose()

    with closing(SqlJournal(database)) as journal:
        assert not journal.is_fenced
        with pytest.raises(NotFenced), journal.reading_for_staff():
            pass


@pytest.fixture(scope="module")
def without_role() -> Iterator[Server]:
    """Run a server of its own: a role is of a whole server."""
    with running_server("-c", "fsync=off") as running:
        yield running


def test_a_service_that_may_make_no_roles_works_after_the_statement_in_the_guide(without_role: Server) -> None:
    name = without_role.new_database().rpartition("/")[2]
    with without_role.connect() as connection:
        connection.execute("CREATE ROLE leren LOGIN")
        connection.execute(f"ALTER DATABASE {name} OWNER TO leren")  # type: ignore[arg-type]  # a name of ours
    database = f"postgresql+psycopg://leren@127.0.0.1:{without_role.port}/{name}"
    with closing(SqlJournal(database)) as journal:
        assert not journal.is_fenced
        with journal.writing() as writing:  # learners do not notice
            writing.add(PRIVATE, Event(1, "e", AT, "dagboek", "c", 1, "answer", {"text": SECRET}))

    guide = (REPOSITORY / "docs" / "beheer.md").read_text("utf-8")
    (statements,) = re.findall(r"```sql\n(CREATE ROLE ssfh_staff.*?)```", guide, re.DOTALL)
    with without_role.connect() as connection:
        connection.execute(statements)

    with closing(SqlJournal(database)) as journal:
        assert journal.is_fenced
        assert read(journal, "SELECT place FROM derived") == [("*",)]
        refuses(journal, "SELECT * FROM private_event")


def test_a_server_that_is_gone_is_told_as_that(without_role: Server) -> None:
    engine = fenced(f"postgresql+psycopg://grader@127.0.0.1:1/{without_role.folder.name}")

    with pytest.raises(SQLAlchemyError), engine.connect():
        pass
