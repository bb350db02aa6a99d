"""An answer that is sent piece by piece: the next piece is made when the one before it was taken.

So an answer of any length takes the memory of one piece, and whoever takes it slowly keeps nobody waiting.
"""

from __future__ import annotations

import asyncio
import logging
import zlib
from typing import TYPE_CHECKING, Any

from tornado.iostream import StreamClosedError

from ssfh_learn.errors import JournalError
from ssfh_learn.portal.web.assets import accepts_gzip

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tornado.web import RequestHandler

LOG = logging.getLogger(__name__)
SECONDS = 60
"""How long a piece may wait to be taken."""
PAUSE = 0.02
"""Seconds between two pieces, in which others are served."""
_GZIP = 31
"""What zlib calls the format of gzip, with its largest window."""


async def send_pieces(page: RequestHandler, kind: str, pieces: AsyncIterator[bytes], packing: int) -> None:
    """Send pieces as one answer; if one cannot be made or is not taken, the connection ends before the answer does."""
    page.set_header("Content-Type", kind)
    page.set_header("Cache-Control", "no-store")
    page.set_header("Vary", "Accept-Encoding")
    packer = zlib.compressobj(packing, wbits=_GZIP) if accepts_gzip(page.request) else None
    if packer:
        page.set_header("Content-Encoding", "gzip")
    try:
        async for piece in pieces:
            page.write(packer.compress(piece) if packer else piece)
            await asyncio.wait_for(page.flush(), SECONDS)
            await asyncio.sleep(PAUSE)
        page.finish(packer.flush() if packer else None)
    except (JournalError, TimeoutError, StreamClosedError) as error:
        LOG.info("an answer was not sent to its end: %s", type(error).__name__)
        connection: Any = page.request.connection
        connection.close()
