"""How many connections one address gets, so that who opens a thousand of them does not keep others out."""

from __future__ import annotations

import asyncio
import resource
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from tornado.web import Application, RequestHandler

from ssfh_learn.portal.web import door as of_door
from ssfh_learn.portal.web.door import (
    MOST_OPEN,
    MOST_WAITING,
    NEW_AT_ONCE,
    NEW_IN_ALL,
    NEW_IN_ALL_AT_ONCE,
    OTHER_FILES,
    Door,
    most_connections,
    raise_file_limit,
    subscriber,
)
from ssfh_learn.portal.web.proxies import Proxies
from ssfh_learn.portal.web.server import http_server
from tests.ports import free_port

PROXY, STRANGER = "127.0.0.1", "127.0.0.2"
ASKED = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


@dataclass
class Knock:
    """A connection of which the door needs one thing only."""

    is_closed: bool = False

    def close(self) -> None:
        """Close it."""
        self.is_closed = True


@dataclass
class Hall:
    """A door, and who came in."""

    named: tuple[str, ...] = (PROXY,)
    most: int | None = None
    served: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the door."""
        self.door = Door(Proxies(self.named), lambda stream, _address: self.served.append(stream), self.most)

    def opens(self, address: str, count: int) -> list[Knock]:
        """Let an address open connections."""
        knocks = [Knock() for _ in range(count)]
        for one in knocks:
            self.door.arrives(one, (address, 0))  # type: ignore[arg-type]
        return knocks


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_door, "EVERY", 0.01)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an address open as many at once as it likes, so that only how many are open counts."""
    monkeypatch.setattr(of_door, "NEW_AT_ONCE", 100 * NEW_AT_ONCE)
    monkeypatch.setattr(of_door, "NEW_IN_ALL_AT_ONCE", 100 * NEW_AT_ONCE)


@pytest.mark.usefixtures("hurried")
def test_an_address_gets_so_many_connections_and_what_it_opens_beyond_them_waits_for_its_turn() -> None:
    async def story() -> None:
        hall = Hall()
        knocks = hall.opens(STRANGER, MOST_OPEN + 2)
        assert hall.served == knocks[:MOST_OPEN]
        (other,) = hall.opens("10.0.0.7", 1)
        assert hall.served[-1] is other

        hall.door.leaves((STRANGER, 0))
        assert hall.opens(STRANGER, 1)  # comes after those who wait
        await asyncio.sleep(0.05)

        assert hall.served[-1] is knocks[MOST_OPEN]
        assert len(hall.served) == MOST_OPEN + 2
        assert not any(one.is_closed for one in knocks)

    asyncio.run(story())


def test_an_address_that_opens_and_closes_without_end_gets_so_many_at_once_and_then_so_many_a_second() -> None:
    async def story() -> None:
        hall = Hall()
        for _ in range(3 * int(NEW_AT_ONCE)):
            before = len(hall.served)
            hall.opens(STRANGER, 1)
            if len(hall.served) > before:
                hall.door.leaves((STRANGER, 0))
        assert NEW_AT_ONCE <= len(hall.served) <= NEW_AT_ONCE + 10  # what comes back while the loop runs

    asyncio.run(story())


def test_many_addresses_that_each_open_what_they_may_wait_for_each_other_and_each_has_its_turn() -> None:
    async def story() -> None:
        hall = Hall()
        for number in range(2, 12):
            hall.opens(f"10.0.0.{number}", int(NEW_AT_ONCE) // 2)
        at_once = len(hall.served)
        (other,) = hall.opens("10.0.1.1", 1)
        await asyncio.sleep(0.4)

        assert NEW_IN_ALL_AT_ONCE <= at_once <= NEW_IN_ALL_AT_ONCE + 10
        assert other in hall.served
        assert len(hall.served) < at_once + 2 * NEW_IN_ALL

    asyncio.run(story())


@pytest.mark.usefixtures("hurried")
def test_a_connection_that_waits_too_long_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_door, "LONGEST_WAIT", 0.03)

    async def story() -> None:
        waiting = Hall().opens(STRANGER, MOST_OPEN + 2)[MOST_OPEN:]
        assert [one.is_closed for one in waiting] == [False] * 2
        await asyncio.sleep(0.1)
        assert [one.is_closed for one in waiting] == [True] * 2

    asyncio.run(story())


@pytest.mark.usefixtures("hurried")
def test_where_too_many_wait_the_address_with_the_most_of_them_loses_its_oldest() -> None:
    async def story() -> None:
        hall = Hall()
        (patient,) = hall.opens("10.0.0.7", MOST_OPEN + 1)[MOST_OPEN:]
        waiting = hall.opens(STRANGER, MOST_OPEN + MOST_WAITING)[MOST_OPEN:]

        assert [one.is_closed for one in waiting] == [True] + [False] * (MOST_WAITING - 1)
        assert not patient.is_closed

    asyncio.run(story())


def test_a_server_accepts_no_more_than_it_has_files_for_also_from_a_proxy() -> None:
    async def story() -> None:
        hall = Hall(most=150)
        hall.opens(STRANGER, MOST_OPEN + 20)
        of_proxy = hall.opens(PROXY, 60)

        assert [one in hall.served for one in of_proxy] == [True] * 50 + [False] * 10  # who waits makes room first
        assert [one.is_closed for one in of_proxy] == [False] * 50 + [True] * 10

    asyncio.run(story())


def test_a_server_opens_as_many_files_as_the_system_allows() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (1_000, hard))
        assert most_connections() == 1_000 - OTHER_FILES
        raise_file_limit()
        assert most_connections() == hard - OTHER_FILES
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize(
    ("named", "address", "is_free"),
    [
        ((PROXY,), PROXY, True),
        ((PROXY,), STRANGER, False),
        (("10.0.0.0/8",), PROXY, False),
        ((), PROXY, True),  # the Hub's own proxy, which nobody named
        ((), "::1", True),
        ((), "10.0.0.7", False),
    ],
)
def test_a_named_proxy_has_no_limit_and_without_one_this_computer_has_none(
    named: tuple[str, ...], address: str, *, is_free: bool
) -> None:
    async def story() -> None:
        hall = Hall(named)
        hall.opens(address, 2 * MOST_OPEN)
        assert (len(hall.served) == 2 * MOST_OPEN) is is_free

    asyncio.run(story())


def test_all_addresses_of_one_subscriber_count_as_one_in_ipv6() -> None:
    assert subscriber("2001:db8:1:2::7") == subscriber("2001:db8:1:2:a:b:c:d") != subscriber("2001:db8:1:3::7")
    assert subscriber("10.0.0.7") == "10.0.0.7"
    assert subscriber("/run/leren.sock") == "/run/leren.sock"


def test_a_door_keeps_nothing_of_who_is_gone() -> None:
    hall = Hall()
    for number in range(50):
        hall.opens(f"10.0.0.{number}", 1)
        hall.door.leaves((f"10.0.0.{number}", 0))

    assert (hall.door._open, hall.door._open_in_all) == ({}, 0)  # noqa: SLF001  (memory is what it is about)


@pytest.mark.usefixtures("hurried")
def test_while_one_address_holds_all_that_it_may_others_are_answered_and_it_is_served_later() -> None:
    class Hello(RequestHandler):
        def get(self) -> None:
            """Answer."""
            self.finish("hallo")

    async def ask(port: int, address: str) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
        with suppress(ConnectionError):
            writer.write(ASKED)
            return await asyncio.wait_for(reader.read(), 10)
        return b""

    async def story() -> None:
        port = free_port()
        running = http_server(Application([("/", Hello)]), Proxies([PROXY]))
        running.listen(port, "127.0.0.1")
        held = [await asyncio.open_connection("127.0.0.1", port, local_addr=(STRANGER, 0)) for _ in range(MOST_OPEN)]
        late = asyncio.create_task(ask(port, STRANGER))
        assert b"hallo" in await ask(port, PROXY)
        await asyncio.sleep(0.1)
        assert not late.done()
        for _, writer in held:
            writer.close()
        assert b"hallo" in await late
        running.stop()

    asyncio.run(story())
