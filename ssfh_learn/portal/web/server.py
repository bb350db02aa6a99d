"""The HTTP server of the portal, with limits that keep one visitor from slowing others.

A connection that sends nothing, or half a request, is closed. What a page takes of a body is for `Page` to say, which
first wants to know who sends it; the limits here hold for everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer

from ssfh_learn.portal.web.body import MOST_BYTES_OF_A_VISITOR, SECONDS

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
    """An HTTP server that finds the end of the head of a request quickly, however slowly it comes.

    Tornado searches all that came with a regular expression each time that a byte comes: 0.4 ms for 14 kB, and with a
    thousand slow connections nobody else is served. Nobody but people who type their requests ends a line otherwise.
    """

    def handle_stream(self, stream: IOStream, address: Any) -> None:
        """Serve a connection."""

        def read_head(_regex: bytes, max_bytes: int | None = None) -> Awaitable[bytes]:
            return stream.read_until(_END_OF_HEAD, max_bytes)

        stream.read_until_regex = read_head  # type: ignore[assignment,method-assign]
        super().handle_stream(stream, address)


def http_server(pages: HTTPServerConnectionDelegate) -> HTTPServer:
    """Return a server of these pages; headers of a proxy are believed by the pages, not here (see `proxies`)."""
    return _Server(
        pages,
        xheaders=False,
        idle_connection_timeout=IDLE_SECONDS,
        body_timeout=SECONDS,
        max_header_size=MOST_HEAD_BYTES,
        max_body_size=MOST_BYTES_OF_A_VISITOR,
        max_buffer_size=MOST_BUFFERED,
    )
