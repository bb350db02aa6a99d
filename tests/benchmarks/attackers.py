"""People who try to slow a portal down, in a process of their own, until it is stopped.

`python -m tests.benchmarks.attackers PORT ATTACK`: the attacks are the functions in `ATTACKS`.
"""

from __future__ import annotations

import asyncio
import resource
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count
from time import monotonic

from tests.benchmarks.crowd import _request

CONNECTIONS, REST, TURNS = 1_500, 10, 50
"""Slow connections, and the seconds after which one that was closed is opened again."""
DOWNLOADS = 12
MOST_BYTES = 200_000
STEPS = 14


async def _ask(port: int, request: bytes, *, slowly: bool = False) -> None:
    """Send a request, read what comes back to its end, and forget it."""
    with suppress(OSError, asyncio.IncompleteReadError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
        writer.write(request)
        while await reader.read(2**12 if slowly else 2**16):
            if slowly:
                await asyncio.sleep(0.05)
        writer.close()


def _get(path: str, learner: str) -> bytes:
    head = f"GET /leren/{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Learner: {learner}\r\n"
    return f"{head}Accept-Encoding: gzip\r\n\r\n".encode()


def _post(learner: str, number: int) -> bytes:
    response = {"kind": "answer", "prompt": "meenemen", "text": f"{number} " * 200}
    return _request(learner, ["werkdruk", "reflectie", response]).replace(b"Host:", b"Connection: close\r\nHost:", 1)


async def long_stream(port: int) -> None:
    """Answer and look as fast as is allowed, in a stream with as many events as may be."""
    for number in count():
        looks = [_ask(port, _get(f"module/werkdruk/{step % STEPS + 1}", "lang")) for step in range(number, number + 4)]
        await asyncio.gather(_ask(port, _post("lang", number)), *looks, asyncio.sleep(0.08))


async def downloads(port: int) -> None:
    """Take twelve long downloads at once, and begin again; half of them slowly."""

    async def one(number: int) -> None:
        while True:
            path = ("gegevens/download", "gegevens/lezen")[number // 2 % 2]
            await _ask(port, _get(path, f"vol{number}"), slowly=number % 2 == 0)
            await asyncio.sleep(0.05)

    await asyncio.gather(*(one(number) for number in range(DOWNLOADS)))


async def slow_connections(port: int) -> None:
    """Hold connections of nobody in particular that send half a request, byte by byte, or half a body."""
    slow = [_SlowConnection(port, number) for number in range(CONNECTIONS)]
    while True:
        for first in range(TURNS):  # they do not all send at the same moment
            for one in slow[first::TURNS]:
                one.go_on()
            await asyncio.sleep(1 / TURNS)


class _SlowConnection:
    """A connection that sends a byte each second; plain sockets, so that this process takes little of the machine."""

    def __init__(self, port: int, number: int) -> None:
        self._port, self._number = port, number
        self._socket: socket.socket | None = None
        self._opens = monotonic() + 5 * number / CONNECTIONS

    def go_on(self) -> None:
        """Send a byte; where the connection was closed, open it again after a while."""
        if self._socket is None:
            if monotonic() >= self._opens:
                self._open()
            return
        try:
            closed = not self._socket.recv(10_000)
        except BlockingIOError:
            closed = False
        except OSError:
            closed = True
        with suppress(BlockingIOError):
            try:
                self._socket.send(b"a")
            except BlockingIOError:
                raise
            except OSError:
                closed = True
        if closed:
            self._socket.close()
            self._socket, self._opens = None, monotonic() + REST * (0.5 + self._number / CONNECTIONS)

    def _open(self) -> None:
        head = f"POST /leren/api/antwoord HTTP/1.1\r\nHost: x\r\nContent-Length: {MOST_BYTES}\r\n\r\n".encode()
        with suppress(OSError):
            self._socket = socket.create_connection(("127.0.0.1", self._port), 2)
            self._socket.setblocking(False)  # noqa: FBT003  (its own name)
            self._socket.send(
                head + b"x" * 100_000 if self._number % 2 else b"GET /leren/ HTTP/1.1\r\nX-A: " + b"a" * 14_000
            )


async def large_bodies(port: int) -> None:
    """Send as much as may be dropped, and lists without the role for it."""
    body = b"x" * 1_000_000

    async def one(number: int) -> None:
        path = ("api/antwoord", "deelnemers/inlezen")[number % 2]
        head = f"POST /leren/{path} HTTP/1.1\r\nHost: x\r\nX-Learner: groot{number}\r\n"
        head += f"Content-Length: {20 * len(body)}\r\n"
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(f"{head}\r\n".encode())
                for _ in range(20):
                    writer.write(body)
                    await asyncio.wait_for(writer.drain(), 10)
                writer.close()
            await asyncio.sleep(0.3)

    await asyncio.gather(*(one(number) for number in range(DOWNLOADS)))


ATTACKS: dict[str, Callable[[int], Awaitable[None]]] = {
    "long_stream": long_stream,
    "downloads": downloads,
    "slow_connections": slow_connections,
    "large_bodies": large_bodies,
}


def main() -> None:
    """Attack until the process is stopped."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)

    async def attack() -> None:
        await ATTACKS[sys.argv[2]](int(sys.argv[1]))

    asyncio.run(attack())


if __name__ == "__main__":
    main()
