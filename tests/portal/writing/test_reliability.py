"""What was acknowledged is there, whatever happens to the process, the disk or the database."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from ssfh_learn.words import section, word
from tests.conftest import REPOSITORY
from tests.disks import STOPS, fill, let_write_again, small_disk_at, stop_writing
from tests.grading.courses import CourseFolder
from tests.portal.conftest import TEST
from tests.portal.host import Site, Visitor, is_up, serving
from tests.portal.learner.test_passing import checked, code_of_certified, correct
from tests.portal.places import write_module
from tests.ports import free_port
from tests.postgresql import PATIENCE, Server, _as_other, _programs, running_server
from tests.thoroughness import night, rounds

pytestmark = pytest.mark.slow  # starts, kills and fills up servers

LEARNERS = 30


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with one module."""
    write_module(tmp_path / "modules" / "proef")
    return tmp_path


@contextmanager
def process(place: Path, database: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run a portal as a process of its own; it is killed at the end, if it was not before."""
    with (place / "log").open("ab") as log:
        command = [sys.executable, "-m", "tests.portal.host", str(place), database, str(port)]
        running = subprocess.Popen(command, cwd=REPOSITORY, stdout=log, stderr=log)
    try:
        end = time.monotonic() + 60
        while not is_up(port):
            assert running.poll() is None, (place / "log").read_text()
            assert time.monotonic() < end, (place / "log").read_text()
            time.sleep(0.1)
        yield running
    finally:
        running.kill()
        running.wait()


@dataclass
class Learner:
    """Somebody who writes one line after the other, and sends it again until she hears that it is saved."""

    visitor: Visitor
    acknowledged: list[str] = field(default_factory=list)
    sent: int = 0
    odd: list[str] = field(default_factory=list)
    messages: set[str] = field(default_factory=set)

    def live(self, until: threading.Event) -> None:
        """Write until it is enough; what hangs is sent once more with the same id, as a browser does."""
        token, id_ = "", None
        while not until.is_set():
            id_ = id_ or f"{self.visitor.who.partition('|')[0]}-{self.sent}"
            try:
                token = token or self.visitor.token()
                answer = self.visitor.respond(
                    "proef", "dagboek", token, id=id_, kind="answer", prompt="meenemen", text=f"tekst {id_}"
                )
                if answer.status >= 500:
                    self.messages.add(answer.json["message"])
                    until.wait(0.05)
                    continue
                said = answer.json["saved"]
            except (OSError, HTTPException, AssertionError):
                until.wait(0.05)
                continue
            if said["state"] == "saved":
                self.acknowledged.append(id_)
                self.sent, id_ = self.sent + 1, None
            elif said["state"] == "failed":
                self.messages.add(said["message"])
                until.wait(0.05)
            else:
                self.odd.append(str(said))


@contextmanager
def load(site: Site, count: int = LEARNERS) -> Iterator[list[Learner]]:
    """Let learners work until the block ends."""
    enough = threading.Event()
    learners = [Learner(site.visitor(f"lerende{number}")) for number in range(count)]
    threads = [threading.Thread(target=learner.live, args=(enough,)) for learner in learners]
    for thread in threads:
        thread.start()
    try:
        yield learners
    finally:
        enough.set()
        for thread in threads:
            thread.join(60)
    assert [learner.odd for learner in learners if learner.odd] == []


def count(learners: list[Learner]) -> int:
    return sum(len(learner.acknowledged) for learner in learners)


def wait_for_more(learners: list[Learner], more: int, patience: float = 60) -> None:
    """Wait until so many more answers are acknowledged: then it works, by itself."""
    target, end = count(learners) + more, time.monotonic() + patience
    while count(learners) < target:
        assert time.monotonic() < end, f"{count(learners)} of {target}"
        time.sleep(0.05)


def written(database: str) -> dict[str, list[str]]:
    """Return the ids in the database by learner, in order, read by somebody else."""
    query = "SELECT learner, id FROM private_event ORDER BY seq"
    connection: Any
    if database.startswith("sqlite"):
        connection = sqlite3.connect(database.removeprefix("sqlite:///"))
    else:
        connection = psycopg.connect(database.replace("+psycopg", ""))
    with closing(connection):
        found: dict[str, list[str]] = {}
        for learner, id_ in connection.execute(query).fetchall():
            found.setdefault(learner, []).append(id_)
    return found


def assert_nothing_lost(database: str, learners: list[Learner]) -> None:
    found = written(database)
    for learner in learners:
        name = learner.visitor.who.partition("|")[0]
        ids = found.get(name, [])
        assert len(ids) == len(set(ids)), f"{name} has an answer twice"
        assert set(learner.acknowledged) <= set(ids), f"{name} lost an answer"
        # at most the one that was under way can be there without her knowing
        assert len(set(ids) - set(learner.acknowledged)) <= 1
        assert ids == [f"{name}-{number}" for number in range(len(ids))], f"{name} has answers in another order"


# The process


@pytest.mark.parametrize("database", [night("sqlite"), "postgresql"], indirect=True)
def test_killing_the_server_under_load_loses_no_answer_and_doubles_none(place: Path, database: str) -> None:
    port = free_port()
    chance = random.Random()  # noqa: S311
    with load(Site(port)) as learners:
        for _ in range(rounds(1, 20)):
            with process(place, database, port) as running:
                wait_for_more(learners, 100)
                time.sleep(chance.random() / 2)
                running.send_signal(signal.SIGKILL)
                running.wait()
            assert_acknowledged_is_there(database, learners)
        with process(place, database, port):
            wait_for_more(learners, 100)
    assert_nothing_lost(database, learners)


def assert_acknowledged_is_there(database: str, learners: list[Learner]) -> None:
    acknowledged = {id_ for learner in learners for id_ in list(learner.acknowledged)}

    assert acknowledged <= {id_ for ids in written(database).values() for id_ in ids}


@pytest.mark.parametrize("database", ["sqlite", night("postgresql")], indirect=True)
def test_after_a_restart_everybody_finds_her_last_words(place: Path, database: str) -> None:
    port = free_port()
    with load(Site(port), 5) as learners, process(place, database, port) as running:
        wait_for_more(learners, 50)
        running.send_signal(signal.SIGKILL)
    with process(place, database, port):
        for learner in learners:
            shown = learner.visitor.get("api/antwoord?place=proef&activity=dagboek").json["view"]["prompts"][0][
                "answer"
            ]
            name = learner.visitor.who.partition("|")[0]
            assert shown == f"tekst {written(database)[name][-1]}"


# The disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of one megabyte."""
    with small_disk_at(tmp_path / "disk") as disk:
        yield disk


def test_a_full_disk_is_told_and_passes_when_there_is_room_again(
    place: Path, small_disk: Path, faults: list[str]
) -> None:
    database = f"sqlite:///{small_disk / 'leren.db'}"
    with serving(place / "modules", None, database) as site:
        with load(site, 5) as learners:
            wait_for_more(learners, 20)
            fill(small_disk / "ballast")
            end = time.monotonic() + 60
            while not all(learner.messages for learner in learners):
                assert time.monotonic() < end
                time.sleep(0.05)
            opened = site.visitor("bram").get("module/proef/3")

            (small_disk / "ballast").unlink()
            wait_for_more(learners, 20)
        assert_nothing_lost(database, learners)

    said = {message for learner in learners for message in learner.messages}
    assert word("journal", "disk_full") in said
    assert said <= set(section("journal").values())
    assert faults == []
    assert opened.status == 200
    assert "Traceback" not in opened.text


def assert_steps_open(site: Site, message: str) -> None:
    """Hold that every step opens for somebody who answered and for somebody new, where nothing can be written."""
    anna = site.visitor("anna")
    answered = anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="te veel " * 500).json
    assert (answered["saved"]["state"], answered["saved"]["message"]) == ("failed", word("journal", message))
    for step in (1, 2, 3):
        hers, anew = (visitor.get(f"module/proef/{step}") for visitor in (anna, site.visitor("nieuw")))
        assert (hers.status, anew.status) == (200, 200)
        assert ("van mij" in hers.text) == (step == 3)
        assert "van mij" not in anew.text
    assert site.visitor("nieuw").get().status == 200


def test_every_step_opens_where_the_disk_is_full(place: Path, small_disk: Path, faults: list[str]) -> None:
    with serving(place / "modules", None, f"sqlite:///{small_disk / 'leren.db'}") as site:
        site.visitor("anna").respond("proef", "dagboek", kind="answer", prompt="meenemen", text="van mij")
        fill(small_disk / "ballast")

        assert_steps_open(site, "disk_full")
    assert faults == []


def test_every_step_opens_where_nothing_can_be_written_any_more(place: Path, faults: list[str]) -> None:
    with serving(place / "modules", None, f"sqlite:///{place / 'leren.db'}") as site:
        site.visitor("anna").respond("proef", "dagboek", kind="answer", prompt="meenemen", text="van mij")
        assert site.portal
        engine = site.portal.event_writer._journal.engine  # noqa: SLF001  (as if its disk were read-only from now on)
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA query_only = ON"))
        engine.dispose()

        assert_steps_open(site, "read_only")
    assert faults == []


@pytest.mark.parametrize("stopped", ["killed", "closed"])
@pytest.mark.parametrize("message", STOPS)
def test_a_portal_starts_where_nothing_can_be_written_and_writes_again_by_itself(
    place: Path, small_disk: Path, faults: list[str], message: str, stopped: str
) -> None:
    database = f"sqlite:///{small_disk / 'leren.db'}"
    port = free_port()
    running = process(place, database, port) if stopped == "killed" else serving(place / "modules", None, database)
    with running as started:
        before = started if isinstance(started, Site) else Site(port)
        before.visitor("anna").respond("proef", "dagboek", id="a", kind="answer", prompt="meenemen", text="van mij")
    stop_writing(small_disk, message)

    with serving(place / "modules", None, database) as site:
        assert_steps_open(site, message)
        sent = {"id": "b", "kind": "answer", "prompt": "meenemen", "text": "te veel " * 500}
        assert site.visitor("anna").respond("proef", "dagboek", **sent).json["saved"]["state"] == "failed"

        let_write_again(small_disk)
        assert site.visitor("anna").respond("proef", "dagboek", **sent).json["saved"]["state"] == "saved"
    assert written(database) == {"anna": ["a", "b"]}
    assert faults == []


def test_older_projections_wait_for_a_start_on_a_disk_that_can_be_written(place: Path, small_disk: Path) -> None:
    database = f"sqlite:///{small_disk / 'leren.db'}"
    with serving(place / "modules", None, database) as site:
        assert site.visitor("anna").get("module/proef/1").status == 200
        assert has_begun(site)
    with closing(sqlite3.connect(small_disk / "leren.db")) as older, older:
        older.execute("DELETE FROM derived")
        older.execute("DELETE FROM step_opened")
    stop_writing(small_disk, "read_only")
    with serving(place / "modules", None, database) as site:
        assert not has_begun(site)

    let_write_again(small_disk)
    with serving(place / "modules", None, database) as site:
        assert has_begun(site)


def has_begun(site: Site) -> bool:
    """Return whether the home page of a learner says that she began with the module."""
    return word("standing", "step", number=1, total=3) in site.visitor("anna").get().text


@pytest.mark.parametrize("message", STOPS)
def test_a_receipt_and_a_withdrawn_certificate_are_shown_where_nothing_can_be_written(
    folder: Path, small_disk: Path, faults: list[str], message: str
) -> None:
    course = CourseFolder(folder / "cursus", TEST)
    places = (folder / "modules", folder / "cursus", f"sqlite:///{small_disk / 'leren.db'}")
    with serving(*places) as site:
        code = code_of_certified(site.visitor("anna"), course)
    correct(course, 0)
    stop_writing(small_disk, message)
    with serving(*places) as site:
        delivered = site.visitor("anna").respond(TEST, TEST, kind="deliver")
        assert (delivered.status, delivered.json["receipt"]["state"]) == (200, "handed_in")
        assert word("portal", "withdrawn") in checked(site, code)
    assert faults == []


# A database that is locked


def test_a_file_that_another_program_locks_is_told_and_passes(
    place: Path, faults: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssfh_learn.journal.database.PATIENCE", 1)
    database = place / "leren.db"
    with serving(place / "modules", None, f"sqlite:///{database}") as site:
        with load(site, 10) as learners:
            wait_for_more(learners, 20)
            with closing(sqlite3.connect(database, isolation_level=None, timeout=30)) as other:
                other.execute("BEGIN EXCLUSIVE")
                time.sleep(4)
                before = count(learners)
                other.execute("ROLLBACK")
            wait_for_more(learners, 20)
        assert_nothing_lost(f"sqlite:///{database}", learners)

    assert faults == []
    assert before < count(learners)
    assert all(learner.messages <= set(section("journal").values()) for learner in learners)
    assert any(learner.messages for learner in learners)


# PostgreSQL


def pg_ctl(server: Server, *words: str) -> None:
    """Stop or start a server, as its owner."""
    options = f"-p {server.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={server.folder}"
    command = [_programs() / "pg_ctl", "-D", server.folder / "data", "-w", "-o", options, "-l", server.folder / "again"]
    subprocess.run([*_as_other(), *command, *words], cwd="/", check=True, capture_output=True)


@pytest.fixture
def restarted() -> Iterator[Server]:
    """Run a server that a test stops and starts."""
    with running_server() as running:
        yield running
        with suppress(subprocess.CalledProcessError):
            pg_ctl(running, "stop", "-m", "immediate")


def test_a_database_server_that_restarts_is_told_and_passes_by_itself(
    place: Path, restarted: Server, faults: list[str]
) -> None:
    server = restarted
    database = server.new_database()
    with serving(place / "modules", None, database) as site:
        bram = site.visitor("bram")
        token = bram.token()
        with load(site, 10) as learners:
            wait_for_more(learners, 50)
            with server.connect() as connection:
                cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
                connection.execute(cut, [database.rpartition("/")[2]])
            wait_for_more(learners, 50)
            pg_ctl(server, "stop", "-m", "immediate")
            time.sleep(1)
            shown = site.visitor("bram").get("module/proef/3")
            told = site.visitor("bram").get("api/antwoord?place=proef&activity=dagboek")
            unsaved = bram.respond("proef", "dagboek", token, kind="answer", prompt="meenemen", text="weg?")
            pg_ctl(server, "start")
            wait_for_more(learners, 50, PATIENCE)
        assert_nothing_lost(database, learners)
        assert site.visitor("bram").get("module/proef/3").status == 200

    assert faults == []
    assert (shown.status, told.status) == (503, 503)
    for answer in (shown, told):
        assert word("portal", "error_500") in answer.text
        assert "Traceback" not in answer.text
    assert unsaved.json["message"] == word("journal", "not_written")  # and not that something could not be read
    said = {message for learner in learners for message in learner.messages}
    assert said <= set(section("journal").values())
    assert word("journal", "not_written") in said
