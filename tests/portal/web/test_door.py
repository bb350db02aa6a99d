"""How many connections one address gets, so that who opens a thousand of them does not keep others out."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest
from tornado.web import Application, RequestHandler

from ssfh_learn.portal.web import server
from ssfh_learn.portal.web.proxies import Proxies
from ssfh_learn.portal.web.server import MOST_OPEN, NEW_AT_ONCE, Door, http_server
from tests.ports import free_port

PROXY, STRANGER = "127.0.0.1", "127.0.0.2"
ASKED = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def test_an_address_gets_so_many_connections_and_another_one_for_each_that_it_closes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "NEW_AT_ONCE", 10 * NEW_AT_ONCE)
    door = Door(Proxies([PROXY]))

    assert [door.lets_in(STRANGER) for _ in range(MOST_OPEN + 2)] == [True] * MOST_OPEN + [False] * 2
    assert door.lets_in("10.0.0.7")
    door.lets_out(STRANGER)
    assert [door.lets_in(STRANGER) for _ in range(2)] == [True, False]


def test_an_address_that_opens_and_closes_without_end_gets_so_many_at_once_and_then_so_many_a_second() -> None:
    door = Door(Proxies([PROXY]))
    let_in = 0
    for _ in range(3 * int(NEW_AT_ONCE)):
        if door.lets_in(STRANGER):
            let_in += 1
            door.lets_out(STRANGER)

    assert NEW_AT_ONCE <= let_in <= NEW_AT_ONCE + 10  # what comes back while the loop runs


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
    door = Door(Proxies(named))

    assert all(door.lets_in(address) for _ in range(2 * MOST_OPEN)) is is_free


def test_a_door_keeps_nothing_of_who_is_gone() -> None:
    door = Door(Proxies([PROXY]))
    for number in range(50):
        assert door.lets_in(f"10.0.0.{number}")
        door.lets_out(f"10.0.0.{number}")

    assert not door._open  # noqa: SLF001  (memory is what it is about)


def test_while_one_address_holds_all_that_it_may_others_are_answered_and_it_is_let_in_again_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "NEW_AT_ONCE", 10 * NEW_AT_ONCE)

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
        assert await ask(port, STRANGER) == b""
        assert b"hallo" in await ask(port, PROXY)
        for _, writer in held:
            writer.close()
        await asyncio.sleep(0.3)
        assert b"hallo" in await ask(port, STRANGER)
        running.stop()

    asyncio.run(story())
