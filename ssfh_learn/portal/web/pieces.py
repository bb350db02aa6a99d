"""An answer that is sent piece by piece: the next piece is made when the one before it was taken.

So an answer of any length takes the memory of one piece, and whoever takes it slowly keeps nobody waiting.
"""

from __future__ import annotations

import asyncio
import logging
import zlib
from time import monotonic
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
PAUSE, SHARE = 0.01, 3
"""After a piece nobody gets one for so many seconds, and for so many times as long as it took to make: that time is for
the answers of others, however many take long answers at once."""
_GZIP = 31
"""What zlib calls the format of gzip, with its largest window."""


async def send_pieces(
    page: RequestHandler, kind: str, pieces: AsyncIterator[bytes], packing: int, making: asyncio.Lock
) -> None:
    """Send pieces as one answer; if one cannot be made or is not taken, the connection ends before the answer does.

    Whoever holds `making` makes a piece.
    """
    page.set_header("Content-Type", kind)
    page.set_header("Cache-Control", "no-store")
    page.set_header("Vary", "Accept-Encoding")
    packer = zlib.compressobj(packing, wbits=_GZIP) if accepts_gzip(page.request) else None
    if packer:
        page.set_header("Content-Encoding", "gzip")
    try:
        while True:
            async with making:
                began = monotonic()
                piece = await anext(pieces, None)
                if piece is None:
                    break
                page.write(packer.compress(piece) if packer else piece)
                await asyncio.sleep(max(PAUSE, SHARE * (monotonic() - began)))
            await asyncio.wait_for(page.flush(), SECONDS)
        page.finish(packer.flush() if packer else None)
    except (JournalError, TimeoutError, StreamClosedError) as error:
        LOG.info("an answer was not sent to its end: %s", type(error).__name__)
        connection: Any = page.request.connection
        connection.close()
