"""Many learners who answer over connections that stay open, in a process of their own.

`python -m tests.benchmarks.crowd`: reads one JSON object from its input (`Plan`), writes one to its output.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
from dataclasses import asdict, dataclass
from itertools import count
from time import perf_counter
from typing import Any
from uuid import uuid4

TOKEN = "0123456789abcdef0123456789abcdef"  # noqa: S105  (a cookie and a header that say the same)


@dataclass(frozen=True)
class Plan:
    """Who ask what: each learner sends the requests in order, `connections` at a time go on at once.

    A request is `[place, activity, response]`, or the path of a page; without a place it goes to the peer.
    With `per_second` a request leaves at its own
    moment, whatever became of those before it, and waiting for a connection counts as waiting for the answer.
    """

    port: int
    learners: list[str]
    requests: list[Any]
    connections: int
    per_second: float | None = None
    rounds: bool = True
    """Everybody does the first request, then everybody the second; otherwise one learner after the other does all."""


async def carry_out(plan: Plan) -> dict[str, Any]:
    """Do what the plan says; return how long it took and the milliseconds of every answer that was saved."""
    every = (
        [(learner, asked) for asked in plan.requests for learner in plan.learners]
        if plan.rounds
        else [(learner, asked) for learner in plan.learners for asked in plan.requests]
    )
    ready = [(learner, _request(learner, asked), isinstance(asked, str)) for learner, asked in every]
    took = [0.0] * len(ready)
    numbers = count()
    started = perf_counter() + 0.1

    async def one_connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", plan.port)
        while (number := next(numbers)) < len(ready):
            due = started + number / plan.per_second if plan.per_second else None
            if due is not None and (early := due - perf_counter()) > 0:
                await asyncio.sleep(early)
            left = due or perf_counter()
            _learner, request, is_page = ready[number]
            writer.write(request)
            status, body = await _answer(reader)
            took[number] = (perf_counter() - left) * 1000
            if status != 200 or not (is_page or b'"state":"saved"' in body.replace(b": ", b":")):
                msg = f"{status} {body[-300:]!r} for {request[-300:]!r}"
                raise RuntimeError(msg)
        writer.close()

    await asyncio.sleep(0.1)
    began = perf_counter()
    await asyncio.gather(*(one_connection() for _ in range(plan.connections)))
    return {"seconds": perf_counter() - began, "milliseconds": took}


def _request(learner: str, asked: Any) -> bytes:
    if isinstance(asked, str):
        first, body = f"GET {asked} HTTP/1.1", b""
    else:
        place, activity, response = asked
        said = {"place": place, "activity": activity, "response": {"id": str(uuid4()), **response}}
        first = f"POST {'/leren/api/antwoord' if place else '/bare'} HTTP/1.1"
        body = json.dumps(said).encode()
    head = (
        f"{first}\r\nHost: 127.0.0.1\r\nX-Learner: {learner}\r\nCookie: _xsrf={TOKEN}\r\nX-XSRFToken: {TOKEN}\r\n"
        f"Accept-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
    body = await reader.readexactly(length)
    return int(head[9:12]), gzip.decompress(body) if b"content-encoding: gzip" in head else body


def main() -> None:
    """Read a plan, carry it out, and write what it took."""
    json.dump(asyncio.run(carry_out(Plan(**json.load(sys.stdin)))), sys.stdout)


def as_json(plan: Plan) -> str:
    """Return a plan as this program reads it."""
    return json.dumps(asdict(plan))


if __name__ == "__main__":
    main()
