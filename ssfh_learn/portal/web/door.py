"""How many connections each address gets; what it opens beyond that waits, unread, until the address has room.

To close such a connection costs little, but who is refused comes back at once: 1,500 of them keep a processor busy and
others waiting. A connection that waits costs nothing, and whoever shares an address with many is served in turn.
"""

from __future__ import annotations

import resource
from collections import Counter, deque
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from time import monotonic
from typing import TYPE_CHECKING, Any

from tornado.ioloop import IOLoop

from ssfh_learn.portal.web.pace import Pace
from ssfh_learn.portal.web.proxies import Proxies

if TYPE_CHECKING:
    from collections.abc import Callable

    from tornado.iostream import IOStream

MOST_OPEN = 100
"""Connections that one address may have; some fifteen browsers behind one address of a practice need as many."""
NEW_PER_SECOND, NEW_AT_ONCE = 20.0, 100.0
"""How fast one address may open connections."""
NEW_IN_ALL, NEW_IN_ALL_AT_ONCE = 100.0, 300.0
"""How fast all addresses together may: many that each open as many as they may would keep a processor busy."""
MOST_WAITING = 2_000
"""Connections that wait, of all addresses together; one more, and the address with the most loses its oldest."""
LONGEST_WAIT = 20
"""Seconds after which a connection that waits is closed."""
EVERY = 0.05
"""Seconds between two looks whether something that waits may go on."""
OTHER_FILES = 200
"""Files that a server needs for other things than connections: its database, its pages, what learners send."""
_SUBNET = 64
"""The bits of an IPv6 address that one subscriber has in common; she can choose the others herself."""


class Door:
    """Lets connections in. Named proxies have no limit of their own: they speak for everybody.

    Where no proxy is named, this computer has none either, because then the Hub's own proxy is there without a name.
    """

    def __init__(self, proxies: Proxies, serve: Callable[[IOStream, Any], None], most: int | None = None) -> None:
        """Let `serve` serve those who come in, and at most so many at a time (see `most_connections`)."""
        self._proxies = proxies if proxies.are_named else Proxies(["127.0.0.0/8", "::1"])
        self._serve = serve
        self._most = most or most_connections()
        self._open: Counter[str] = Counter()
        self._open_in_all = 0
        self._waiting: dict[str, deque[tuple[float, IOStream, Any]]] = {}
        self._waiting_in_all = 0
        self._pace = Pace(NEW_PER_SECOND, NEW_AT_ONCE)
        self._pace_in_all = Pace(NEW_IN_ALL, NEW_IN_ALL_AT_ONCE)

    def arrives(self, stream: IOStream, address: Any) -> None:
        """Serve a new connection, let it wait, or close it where the system has no room for more."""
        whose = subscriber(address[0])
        if self._waiting_in_all and self._open_in_all + self._waiting_in_all >= self._most:
            self._send_away()
        if self._open_in_all >= self._most:
            stream.close()
        elif self._proxies.is_named(address[0]) or (whose not in self._waiting and self._has_room(whose)):
            self._let_in(whose, stream, address)
        else:
            self._let_wait(whose, stream, address)

    def leaves(self, address: Any) -> None:
        """Count a connection that was served and is closed."""
        whose = subscriber(address[0])
        self._open_in_all -= 1
        if self._open[whose] > 1:
            self._open[whose] -= 1
        else:
            del self._open[whose]

    def _has_room(self, whose: str) -> bool:
        return self._open[whose] < MOST_OPEN and self._pace.allows(whose) and self._pace_in_all.allows("")

    def _let_in(self, whose: str, stream: IOStream, address: Any) -> None:
        self._open[whose] += 1
        self._open_in_all += 1
        self._serve(stream, address)

    def _let_wait(self, whose: str, stream: IOStream, address: Any) -> None:
        if self._waiting_in_all >= MOST_WAITING:
            self._send_away()
        if not self._waiting_in_all:
            IOLoop.current().call_later(EVERY, self._look)
        self._waiting.setdefault(whose, deque()).append((monotonic(), stream, address))
        self._waiting_in_all += 1

    def _send_away(self) -> None:
        """Close the connection that waits longest, of the address with the most of them."""
        _, stream, _ = self._first_of(max(self._waiting, key=lambda whose: len(self._waiting[whose])))
        stream.close()

    def _first_of(self, whose: str) -> tuple[float, IOStream, Any]:
        first = self._waiting[whose].popleft()
        self._waiting_in_all -= 1
        if not self._waiting[whose]:
            del self._waiting[whose]
        return first

    def _look(self) -> None:
        """Let in one connection of each address that has room now, and close what waited too long."""
        now = monotonic()
        for whose in list(self._waiting):
            while whose in self._waiting and now - self._waiting[whose][0][0] > LONGEST_WAIT:
                self._first_of(whose)[1].close()
            if whose in self._waiting and self._open_in_all < self._most and self._has_room(whose):
                self._let_in(whose, *self._first_of(whose)[1:])
                if whose in self._waiting:  # the others have their turn first
                    self._waiting[whose] = self._waiting.pop(whose)
        if self._waiting_in_all:
            IOLoop.current().call_later(EVERY, self._look)


@lru_cache(4_096)
def subscriber(address: str) -> str:
    """Return what stands for whoever has an address: the address, or in IPv6 the network that is hers."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, _SUBNET), strict=False)) if isinstance(found, IPv6Address) else address


def raise_file_limit() -> None:
    """Let this process open as many files as the system allows; a connection is a file, and 1,024 are soon taken."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def most_connections() -> int:
    """Return how many connections this process can have: without a file for one more, it could accept nobody at all."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(OTHER_FILES, soft - OTHER_FILES) if soft != resource.RLIM_INFINITY else 2**20
