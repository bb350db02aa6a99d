"""The HTTP server of the portal, with limits that keep one visitor from slowing others.

A connection that sends nothing, or half a request, is closed. What a page takes of a body is for `Page` to say, which
first wants to know who sends it; the limits here hold for everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tornado.httpserver import HTTPServer

from ssfh_learn.portal.web.body import MOST_BYTES_OF_A_VISITOR, SECONDS

if TYPE_CHECKING:
    from tornado.httputil import HTTPServerConnectionDelegate

IDLE_SECONDS = 20
"""How long a connection may say nothing, and how long the head of a request may take: one limit in tornado."""
MOST_HEAD_BYTES = 32_000
MOST_BUFFERED = 1_000_000
"""Bytes of one connection that wait to be read."""


def http_server(pages: HTTPServerConnectionDelegate) -> HTTPServer:
    """Return a server of these pages; headers of a proxy are believed by the pages, not here (see `proxies`)."""
    return HTTPServer(
        pages,
        xheaders=False,
        idle_connection_timeout=IDLE_SECONDS,
        body_timeout=SECONDS,
        max_header_size=MOST_HEAD_BYTES,
        max_body_size=MOST_BYTES_OF_A_VISITOR,
        max_buffer_size=MOST_BUFFERED,
    )
