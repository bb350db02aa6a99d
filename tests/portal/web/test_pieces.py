"""Long answers: they take the memory of a piece, one at a time of a person, and half of one never looks whole."""

from __future__ import annotations

import json
import shutil
import socket
import tracemalloc
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from ssfh_learn.journal import use
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.tables import PUBLIC
from ssfh_learn.portal.web import pieces
from ssfh_learn.words import section
from tests.portal.host import ROOT, WHO, Site, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

EVENTS, LONG = 2_500, "x" * 4_800
"""Twelve megabytes."""


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run a portal in which anna wrote as much as she may."""
    folder = Path(shutil.copytree(built, tmp_path_factory.mktemp("pieces") / "portal"))
    database = f"sqlite:///{folder / 'leren.db'}"
    journal = SqlJournal(database)
    rows = [
        {
            "learner": "anna",
            "place": "proef",
            "activity": ("verslag", "kennischeck")[number % 2],
            "id": f"e{number}",
            "at": "2026-01-05T08:00:00.000+00:00",
            "content": "x",
            "attempt": 1,
            "kind": "answer",
            "data": json.dumps({"prompt": "meenemen", "text": LONG}),
        }
        for number in range(EVENTS)
    ]
    with journal.writing() as writing:
        writing.connection.execute(insert(PUBLIC), rows)
        use.count_again(writing.connection)
    journal.close()
    with serving(folder / "modules", None, database) as running:
        yield running


@contextmanager
def asking(site: Site, path: str, who: str = "anna|learner") -> Iterator[socket.socket]:
    """Yield a connection over which a page was asked for, and nothing of it read."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 10_000)
        connection.settimeout(60)
        connection.connect(("127.0.0.1", site.port))
        connection.sendall(f"GET {ROOT}{path} HTTP/1.1\r\nHost: x\r\n{WHO}: {who}\r\n\r\n".encode())
        yield connection


def length_of(connection: socket.socket) -> int:
    """Read to the end of an answer, and return how much it was."""
    read, last = 0, b""
    while not last.endswith(b"\r\n0\r\n\r\n"):
        piece = connection.recv(1_000_000)
        assert piece
        read, last = read + len(piece), last[-10:] + piece
    return read


def test_a_long_answer_takes_the_memory_of_a_piece(site: Site) -> None:
    site.visitor("niemand").get("gegevens/download")  # what is loaded at the first of all stays
    tracemalloc.start()
    try:
        with asking(site, "gegevens/download") as connection:
            assert length_of(connection) > EVENTS * len(LONG)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 4_000_000


def test_the_page_to_read_takes_the_memory_of_a_piece_too_though_it_plays_all_that_was_done(site: Site) -> None:
    tracemalloc.start()
    try:
        page = site.visitor("anna").get("gegevens/lezen")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert len(page.text) < 40_000  # where she is now, and not every step on the way
    assert peak < 8_000_000


def test_the_download_is_whole(site: Site) -> None:
    everything = site.visitor("anna").get("gegevens/download").json

    assert list(everything)[:2] == ["learner", "events"]
    assert sorted(event["id"] for event in everything["events"]) == sorted(f"e{number}" for number in range(EVENTS))
    assert site.visitor("niemand").get("gegevens/download").json["events"] == []


def test_the_page_to_read_has_each_activity_once_with_her_last_answer(site: Site) -> None:
    page = site.visitor("anna").get("gegevens/lezen").text

    counts = [page.count(one) for one in (LONG, "<h3>", '<section class="ssfh-told">', "</section>")]
    assert counts == [1, 2, 2, 2]
    assert section("readable")["nothing"] in page  # of answers that do not fit the quiz
    assert section("portal")["data_none"] in site.visitor("niemand").get("gegevens/lezen").text


def test_one_person_has_one_long_answer_at_a_time_and_others_have_theirs(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert site.portal
    monkeypatch.setattr(site.portal.downloads, "_patience", 0.2)
    with asking(site, "gegevens/download") as waiting:
        assert waiting.recv(1000).startswith(b"HTTP/1.1 200")
        assert site.visitor("anna").get("gegevens/download").status == 503
        assert site.visitor("bert").get("gegevens/download").status == 200
        assert site.visitor("anna").get("gegevens").status == 200


def test_an_answer_that_nobody_takes_ends_and_does_not_look_whole(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "SECONDS", 0.3)
    with asking(site, "gegevens/download") as connection:
        connection.recv(1000)
        assert site.visitor("bert").get("gegevens/download").status == 200
        assert site.visitor("anna").get("gegevens/download").status == 200  # her turn again
        rest = b""
        while piece := connection.recv(1_000_000):
            rest = rest[-10:] + piece

    assert not rest.endswith(b"0\r\n\r\n")
