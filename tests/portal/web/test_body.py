"""What somebody sends: it is read when it is known who she is, and neither much nor slow sending harms anybody."""

from __future__ import annotations

import re
import select
import shutil
import socket
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tornado.httputil import HTTPHeaders

from ssfh_learn.portal.coordinator.import_pages import MOST_FILE_BYTES
from ssfh_learn.portal.web import server
from ssfh_learn.portal.web.body import MOST_BYTES, MOST_BYTES_DROPPED, MOST_BYTES_OF_A_VISITOR, Body
from ssfh_learn.portal.web.pace import Pace
from ssfh_learn.portal.web.proxies import Proxies
from ssfh_learn.words import word
from tests.portal.host import ROOT, WHO, Site, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = "deelnemers/inlezen"


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run a portal."""
    folder = Path(shutil.copytree(built, tmp_path_factory.mktemp("bodies") / "portal"))
    with serving(folder / "modules", None, f"sqlite:///{folder / 'leren.db'}") as running:
        yield running


@contextmanager
def sending(site: Site, path: str, length: int, who: str = "", method: str = "POST") -> Iterator[socket.socket]:
    """Yield a connection over which the head of a request was sent, and nothing of its body."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as connection:
        head = [f"{method} {ROOT}{path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {length}"]
        head += [f"{WHO}: {who}"] if who else []
        connection.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
        yield connection


def status(connection: socket.socket) -> int:
    """Return the status of what comes back, or 0 if the connection was closed."""
    try:
        came = connection.recv(100_000)
    except ConnectionResetError:
        return 0
    found = re.match(rb"HTTP/1\.1 (\d+)", came)
    return int(found[1]) if found else 0


# Who sends it comes first


@pytest.mark.parametrize("path", ["api/antwoord", "gegevens/wissen", LIST])
def test_nothing_is_read_of_somebody_who_did_not_log_in(site: Site, path: str) -> None:
    with sending(site, path, MOST_BYTES) as connection:
        assert status(connection) == 403


def test_nothing_of_a_list_is_read_of_somebody_without_the_role(site: Site) -> None:
    with sending(site, LIST, MOST_FILE_BYTES, "anna|learner") as connection:
        assert status(connection) == 403


def test_a_visitor_may_send_as_much_as_the_form_that_she_can_see_and_no_more(site: Site) -> None:
    with sending(site, "controle", MOST_BYTES_OF_A_VISITOR + 1) as connection:
        connection.sendall(b"x" * (MOST_BYTES_OF_A_VISITOR + 1))
        assert status(connection) in {400, 405, 413}


def test_nothing_is_read_that_is_sent_to_a_file(site: Site) -> None:
    with sending(site, "static/portal.js", MOST_BYTES, method="PUT") as connection:
        assert status(connection) == 400


# How much


def test_who_sends_too_much_hears_so(site: Site) -> None:
    anna = site.visitor("anna")

    answer = anna.post(b"x" * (MOST_BYTES + 1))
    assert (answer.status, answer.json["message"]) == (413, word("portal", "error_413"))


def test_of_what_comes_with_another_request_than_a_post_nothing_is_kept(site: Site) -> None:
    bert = site.visitor("bert")

    assert bert.get("gegevens").status == 200
    assert bert.ask("GET", "gegevens", b"x").status == 413


def test_who_holds_many_halves_of_bodies_goes_too_fast_whatever_she_asks(built: Path, tmp_path: Path) -> None:
    place = Path(shutil.copytree(built, tmp_path / "portal"))
    with (
        serving(place / "modules", None, f"sqlite:///{place / 'leren.db'}", pace=Pace(0.001, 3)) as site,
        ExitStack() as all_,
    ):
        halves = [all_.enter_context(sending(site, "gegevens", MOST_BYTES, "anna|learner", "GET")) for _ in range(5)]
        answered, _, _ = select.select(halves, [], [], 20)  # a server may read them in another order
        assert {status(one) for one in answered} == {429}


def test_what_never_ends_is_cut_off_before_it_is_sent(site: Site) -> None:
    with sending(site, "api/antwoord", MOST_BYTES + MOST_BYTES_DROPPED + 1, "anna|learner") as connection:
        assert status(connection) == 413


def test_pieces_without_a_length_are_counted_too(site: Site) -> None:
    piece = b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n"
    head = f"POST {ROOT}api/antwoord HTTP/1.1\r\nHost: x\r\n{WHO}: anna|learner\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as connection:
        connection.sendall(head.encode() + 4 * piece + b"0\r\n\r\n")
        assert status(connection) == 413


def test_a_large_body_waits_on_disk_and_one_that_is_too_large_is_not_kept() -> None:
    body = Body(10 * MOST_BYTES)
    for _ in range(9):
        body.add(b"x" * MOST_BYTES)
    with tempfile.SpooledTemporaryFile(MOST_BYTES) as other:
        other.write(b"x" * MOST_BYTES * 2)
        assert body._file._rolled == other._rolled is True  # type: ignore[attr-defined]  # noqa: SLF001  (where it waits)
    assert len(body.content()) == 9 * MOST_BYTES

    small = Body(MOST_BYTES)
    for _ in range(100):
        small.add(b"x" * MOST_BYTES)
    assert small.is_too_large
    assert len(small.content()) <= MOST_BYTES


# How slow


def test_a_connection_that_says_nothing_or_half_a_request_is_closed(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "IDLE_SECONDS", 0.5)
    monkeypatch.setattr("ssfh_learn.portal.web.body.SECONDS", 0.5)
    with serving(built / "modules", None, f"sqlite:///{tmp_path / 'leren.db'}") as site:
        began = time.monotonic()
        with (
            socket.create_connection(("127.0.0.1", site.port), timeout=20) as silent,
            socket.create_connection(("127.0.0.1", site.port), timeout=20) as half,
            sending(site, "api/antwoord", 1000, "anna|learner") as slow,
        ):
            half.sendall(b"GET /leren/ HTTP/1.1\r\nHost: x\r\n")
            slow.sendall(b"{")
            for connection in (silent, half, slow):
                assert status(connection) == 0
        assert time.monotonic() - began < 10


# The token of a form


def test_a_form_without_its_token_changes_nothing(site: Site) -> None:
    anna = site.visitor("anna")
    anna.get("gegevens")

    assert (
        anna.ask("POST", "gegevens/wissen", b"zeker=ja", Content_Type="application/x-www-form-urlencoded").status == 403
    )
    assert anna.ask("POST", "gegevens/wissen", b"zeker=ja&_xsrf=x").status == 403
    assert anna.post(b"{}", token="").status == 403
    assert anna.post_form("gegevens/wissen", zeker="ja").status == 200


# Where it comes from

PROXY, OTHER, FORGED = "127.0.0.1", "10.1.2.3", "203.0.113.9"
ADDRESS = st.ip_addresses().map(str)


def visitor(peer: str, said: str, *named: str) -> str:
    """Return the address of a visitor, of whom headers say something."""
    headers = HTTPHeaders({"X-Forwarded-For": said, "X-Real-Ip": FORGED, "X-Forwarded-Proto": "https"})
    return Proxies(named).visitor(peer, headers)


@given(peer=ADDRESS, said=st.lists(ADDRESS).map(", ".join))
def test_without_a_named_proxy_no_header_says_where_a_request_comes_from(peer: str, said: str) -> None:
    assert visitor(peer, said) == peer


@given(forged=st.lists(st.one_of(ADDRESS, st.text(max_size=20))).map(", ".join), who=ADDRESS)
def test_behind_a_proxy_the_last_address_counts_and_not_what_a_visitor_wrote_before_it(forged: str, who: str) -> None:
    assert visitor(PROXY, f"{forged}, {who}", PROXY) == who or who == PROXY


def test_two_proxies_that_are_both_named_are_passed_and_one_that_is_not_stands_for_the_visitor() -> None:
    assert visitor(PROXY, f"{FORGED}, 198.51.100.7, {OTHER}", PROXY, "10.0.0.0/8") == "198.51.100.7"
    assert visitor(PROXY, f"{FORGED}, 198.51.100.7, {OTHER}", PROXY) == OTHER
    assert visitor(PROXY, "", PROXY) == PROXY
    assert visitor(PROXY, "onzin", PROXY) == PROXY


@pytest.mark.parametrize("name", ["", "x", "10.0.0.0/99"])
def test_what_is_no_address_cannot_be_named(name: str) -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        Proxies([name])


# The connection


def test_a_refusal_keeps_the_connection_and_an_early_answer_says_that_it_ends(
    site: Site,
) -> None:
    request = f"GET {ROOT}overzicht HTTP/1.1\r\nHost: x\r\n{WHO}: anna|learner\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as connection:
        for _ in range(3):  # a proxy uses one connection for many visitors
            connection.sendall(request)
            answer = connection.recv(100_000)
            assert answer.startswith(b"HTTP/1.1 403")
            assert b"Connection: close" not in answer
    with sending(site, "api/antwoord", MOST_BYTES) as connection:
        assert b"Connection: close" in connection.recv(100_000)
