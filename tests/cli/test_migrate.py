"""`ssfh-learn migrate`, also twice at once and through a pooler."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import inspect

from ssfh_learn.journal import Event
from ssfh_learn.journal.database import METADATA, connect
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.stream import Stream
from ssfh_learn.words import word
from tests.commands import start
from tests.pgbouncer import pooled
from tests.ports import free_port
from tests.postgresql import Server, running_server

pytestmark = pytest.mark.slow  # a PostgreSQL server, a pooler and processes

AT_ONCE = 4
PEOPLE, ANSWERS = 8, 15


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture(scope="module")
def pooler(server: Server) -> Iterator[Server]:
    with pooled(server) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql", "pgbouncer"])
def url(request: pytest.FixtureRequest, server: Server, tmp_path: Path) -> str:
    """Return the address of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'leren.db'}"
    address = server.new_database()
    if request.param == "pgbouncer":
        pooler: Server = request.getfixturevalue("pooler")
        address = address.replace(f":{server.port}/", f":{pooler.port}/")
    return address


def test_several_that_start_at_once_make_the_tables_once(url: str, tmp_path: Path) -> None:
    started = [start("ssfh_learn", "migrate", "--database", url, folder=tmp_path) for _ in range(AT_ONCE)]

    done = [one.wait() for one in started]

    assert [(one.returncode, one.stdout) for one in done] == [(0, f"{word('cli', 'migrated')}\n")] * AT_ONCE, done
    engine = connect(url)
    import_module("ssfh_learn.portal.routes")  # all tables
    assert set(inspect(engine).get_table_names()) - {"alembic_version"} == set(METADATA.tables)
    engine.dispose()


def test_a_journal_behind_a_pooler_is_written_and_read_and_fenced_as_often_as_one_likes(
    pooler: Server, server: Server
) -> None:
    url = server.new_database().replace(f":{server.port}/", f":{pooler.port}/")
    with closing(SqlJournal(url)) as journal, ThreadPoolExecutor(PEOPLE) as people:
        assert journal.is_fenced
        assert list(people.map(lambda number: live(journal, f"anna{number}"), range(PEOPLE))) == [ANSWERS] * PEOPLE


def live(journal: SqlJournal, name: str) -> int:
    """Write answers and read them again, and return how many are there; psycopg would prepare after five times."""
    stream = Stream(name, "werkdruk", "kennischeck")
    for number in range(ANSWERS):
        response = {"kind": "answer", "id": str(number)}
        with journal.writing() as writing:
            writing.alone()
            writing.add(stream, Event.now(activity="kennischeck", content="", attempt=1, response=response))
        with journal.reading_for_staff() as reading:
            assert reading.connection.exec_driver_sql("SELECT count(*) FROM step_opened").scalar() == 0
    with journal.reading() as reading:
        return len(reading.events(stream))


def test_what_cannot_be_migrated_is_a_sentence_with_the_cause(tmp_path: Path) -> None:
    done = start(
        "ssfh_learn",
        "migrate",
        "--database",
        f"postgresql+psycopg://a:geheim@127.0.0.1:{free_port()}/b",
        folder=tmp_path,
    ).wait()

    assert done.returncode == 1
    assert done.stderr.startswith(f"Fout: {word('cli', 'not_migrated', said='')}")
    assert "refused" in done.stderr
    assert "geheim" not in done.stderr


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = start("ssfh_learn", "migrate", "--data", str(tmp_path / "weg"), folder=tmp_path).wait()

    assert (done.returncode, (tmp_path / "weg").exists()) == (1, False)
