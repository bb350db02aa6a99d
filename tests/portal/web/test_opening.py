"""A service whose database cannot be used says why, answers, waits, and begins by itself."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests
from psycopg.errors import DuplicateObject

from ssfh_learn.errors import JournalError
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.portal.web.unopened import why_not_opened
from ssfh_learn.words import word
from tests.docs import guide as read
from tests.portal.web.test_hub import PATIENCE, service
from tests.ports import free_port
from tests.postgresql import Server, asks_for_passwords

pytestmark = pytest.mark.slow  # a PostgreSQL server, and a service in a process of its own

PASSWORD = "niet-voor-het-logboek"  # noqa: S105  (wrong, and in no log)


@pytest.fixture(scope="module")
def of_guide(server: Server) -> Iterator[str]:
    """Make the account and the database of the guide, and return its address without a password."""
    statements = {one.mark: one.text for one in read.examples(read.COURSES.read_text("utf-8")) if "sql: " in one.mark}
    with asks_for_passwords(server, "leren"), server.connect() as connection:
        for text in statements.values():
            for statement in filter(str.strip, text.split(";")):
                with suppress(DuplicateObject):  # a role is of the whole server, on which other tests made one too
                    connection.execute(statement)  # type: ignore[arg-type]
        yield f"postgresql+psycopg://leren@127.0.0.1:{server.port}/leren"


def refused(url: str) -> str:
    with pytest.raises(JournalError) as error:
        SqlJournal(url)
    return why_not_opened(error.value, Path())


def with_password(url: str, password: str = "kies-zelf-een-wachtwoord") -> str:  # noqa: S107  (that of the guide)
    return url.replace("leren@", f"leren:{password}@")


def test_what_the_guide_tells_to_do_in_postgresql_makes_a_database_for_the_portal(of_guide: str) -> None:
    journal = SqlJournal(with_password(of_guide))

    assert journal.is_fenced
    journal.close()


@pytest.mark.parametrize("cause", ["down", "password", "name", "account"])
def test_the_cause_is_told_and_no_password(of_guide: str, server: Server, cause: str) -> None:
    right = with_password(of_guide, PASSWORD)
    url = {
        "down": right.replace(f":{server.port}/", f":{free_port()}/"),
        "password": right,
        "name": f"{server.address}/bestaat_niet",
        "account": f"postgresql+psycopg://niemand:{PASSWORD}@127.0.0.1:{server.port}/postgres",
    }[cause]

    said = refused(url)

    assert said.startswith(word("hub", f"database_{cause}", said=""))
    assert PASSWORD not in said
    assert "\n" not in said


def test_without_a_password_the_cause_is_the_password(of_guide: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSFILE", "/dev/null")

    assert refused(of_guide).startswith(word("hub", "database_password", said=""))


def test_a_service_waits_for_its_database_and_begins_by_itself(server: Server, tmp_path: Path) -> None:
    port, name = free_port(), "komt_later"
    address = f"http://127.0.0.1:{port}/services/leren/"
    shell = service(tmp_path, f"http://127.0.0.1:{port}", "--database", f"{server.address}/{name}")
    assert shell.stderr
    told = next(line for line in shell.stderr if word("hub", "tries_again") in line)
    assert word("hub", "database_name", said="") in told

    first = requests.get(address, timeout=PATIENCE, allow_redirects=False)
    answer = requests.post(f"{address}api/antwoord", timeout=PATIENCE)
    assert (first.status_code, first.headers["Location"]) == (requests.codes.found, "/services/leren/wacht")
    assert (answer.status_code, answer.json()["state"]) == (requests.codes.unavailable, "failed")

    with server.connect() as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    end = time.monotonic() + PATIENCE
    while requests.get(f"{address}controle", timeout=PATIENCE).status_code != requests.codes.ok:
        assert time.monotonic() < end
        time.sleep(0.1)
    shell.send_signal(signal.SIGTERM)
    assert [line for line in shell.stderr if word("hub", "tries_again") in line] == []


def test_a_service_that_still_waits_stops_when_it_is_told_to(tmp_path: Path) -> None:
    (tmp_path / "gegevens").write_text("no folder")
    shell = service(tmp_path, f"http://127.0.0.1:{free_port()}")
    assert shell.stderr
    next(line for line in shell.stderr if word("hub", "tries_again") in line)

    shell.send_signal(signal.SIGTERM)

    shell.communicate(timeout=PATIENCE)
