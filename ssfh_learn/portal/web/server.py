"""The HTTP server of the portal, with limits that keep one visitor from slowing others.

A connection that sends nothing, or half a request, is closed, and what an address opens too many waits (`door`). What
a page takes of a body is for `Page` to say, which first wants to know who sends it; the limits here hold for the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer

from ssfh_learn.portal.web.body import MOST_BYTES_OF_A_VISITOR, SECONDS
from ssfh_learn.portal.web.door import Door
from ssfh_learn.portal.web.proxies import Proxies

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from tornado.httputil import HTTPServerConnectionDelegate
    from tornado.iostream import IOStream

IDLE_SECONDS = 20
"""How long a connection may say nothing, and how long the head of a request may take: one limit in tornado."""
MOST_HEAD_BYTES = 16_000
"""As many as Node takes, which the proxy of a Hub is made of."""
BACKLOG = 1_024
"""Connections that may wait to be accepted; a system may allow fewer."""
_END_OF_HEAD = b"\r\n\r\n"
MOST_BUFFERED = 1_000_000
"""Bytes of one connection that wait to be read."""


class _Server(HTTPServer):
    """An HTTP server with a door, which finds the end of the head of a request quickly, however slowly it comes.

    Tornado searches all that came with a regular expression each time that a byte comes: 0.4 ms for 14 kB, and with a
    thousand slow connections nobody else is served. Nobody but people who type their requests ends a line otherwise.
    """

    door: Door

    def handle_stream(self, stream: IOStream, address: Any) -> None:
        """Serve a connection as soon as its address has room; until then nothing of it is read."""
        self.door.arrives(stream, address)

    def serve(self, stream: IOStream, address: Any) -> None:
        """Serve a connection."""

        def read_head(_regex: bytes, max_bytes: int | None = None) -> Awaitable[bytes]:
            return stream.read_until(_END_OF_HEAD, max_bytes)

        stream.read_until_regex = read_head  # type: ignore[assignment,method-assign]
        super().handle_stream(stream, address)

    def on_close(self, server_conn: Any) -> None:
        """Forget a connection."""
        super().on_close(server_conn)
        self.door.leaves(server_conn.context.address)


def http_server(pages: HTTPServerConnectionDelegate, proxies: Proxies | None = None) -> HTTPServer:
    """Return a server of these pages; headers of a proxy are believed by the pages, not here (see `proxies`)."""
    server = _Server(
        pages,
        xheaders=False,
        idle_connection_timeout=IDLE_SECONDS,
        body_timeout=SECONDS,
        max_header_size=MOST_HEAD_BYTES,
        max_body_size=MOST_BYTES_OF_A_VISITOR,
        max_buffer_size=MOST_BUFFERED,
    )
    server.door = Door(proxies or Proxies(), server.serve)
    return server
