"""People who try to slow a portal down, in a process of their own, until it is stopped.

`python -m tests.benchmarks.attackers PORT ATTACK`: the attacks are the functions in `ATTACKS`.
"""

from __future__ import annotations

import asyncio
import resource
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count

from tests.benchmarks.crowd import _request

ELSEWHERE = "127.0.0.2"
"""Where who has no account comes from: not the address of the proxy, through which others come."""
CONNECTIONS = 1_500
"""Slow connections."""
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


async def slow_connections(port: int, addresses: tuple[str, ...] = (ELSEWHERE,)) -> None:
    """Hold connections of nobody in particular that send half a request, byte by byte, or half a body.

    One that is closed is opened again at once.
    """
    head = f"POST /leren/api/antwoord HTTP/1.1\r\nHost: x\r\nContent-Length: {MOST_BYTES}\r\n\r\n".encode()

    async def one(number: int) -> None:
        local = (addresses[number % len(addresses)], 0)
        while True:
            with suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=local)
                writer.write(head + b"x" * 100_000 if number % 2 else b"GET /leren/ HTTP/1.1\r\nX-A: " + b"a" * 14_000)
                while not reader.at_eof():
                    writer.write(b"a")
                    await asyncio.wait_for(writer.drain(), 5)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(reader.read(100), 1)
                writer.close()

    await asyncio.gather(*(one(number) for number in range(CONNECTIONS)))


async def slow_from_everywhere(port: int) -> None:
    """Hold as many slow connections from so many addresses that none of them has more than it may."""
    await slow_connections(port, tuple(f"127.0.0.{number}" for number in range(2, 32)))


async def knocking(port: int) -> None:
    """Open connections, and close each as soon as it is there, as fast as one processor can."""

    async def one() -> None:
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(ELSEWHERE, 0))
                writer.close()

    await asyncio.gather(*(one() for _ in range(DOWNLOADS)))


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
    "slow_from_everywhere": slow_from_everywhere,
    "knocking": knocking,
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
