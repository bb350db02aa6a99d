"""The body of a request: nothing of it is read until it is known who sends it, and a large one waits on disk."""

from __future__ import annotations

from abc import abstractmethod
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, TypeVar

from tornado.httputil import HTTPInputError, parse_body_arguments
from tornado.web import HTTPError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tornado.web import RequestHandler as _Host
else:
    _Host = object

Found = TypeVar("Found")
MOST_BYTES = 200_000
"""The largest request; the longest answer that an activity accepts is much shorter."""
MOST_BYTES_OF_A_VISITOR = 10_000
"""The largest request of somebody who did not log in."""
MOST_BYTES_DROPPED = 1_000_000
"""What is received too much, and dropped, so that its sender reads what is wrong; a longer request is cut off."""
SECONDS = 30
"""How long a whole body may take: at most 200 kB on a line of 60 kB a second takes 4."""
SECONDS_FOR_A_FILE = 300


class Body:
    """What came of a body so far; of one that is too large nothing is kept."""

    def __init__(self, most_bytes: int) -> None:
        self.length = 0
        self._most_bytes = most_bytes
        self._file = SpooledTemporaryFile(MOST_BYTES)  # noqa: SIM115  (`close` closes it)

    @property
    def is_too_large(self) -> bool:
        """Whether more came than is allowed."""
        return self.length > self._most_bytes

    def add(self, piece: bytes) -> None:
        """Keep a piece."""
        self.length += len(piece)
        if not self.is_too_large:
            self._file.write(piece)

    def content(self) -> bytes:
        """Return all of it."""
        self._file.seek(0)
        return self._file.read()

    def close(self) -> None:
        """Let go of it."""
        self._file.close()


class BodyReceiver(_Host):
    """The part of a handler that receives a body: `expect_body` in `prepare`, and `take_body` when all of it came."""

    most_bytes = MOST_BYTES
    waits_for_body = False
    """Whether the body comes after `prepare`, piece by piece; otherwise there is none (see `routes`)."""
    body: Body | None = None
    """What came of the body so far; None before it is known who sends it, and after it was taken."""

    @abstractmethod
    async def in_background(self, work: Callable[..., Found], *arguments: Any) -> Found:
        """Do slow work in another thread."""

    def refuse_long_body(self) -> None:
        """Answer 413 where a request says that it is too long to be received at all."""
        length = self.request.headers.get("Content-Length", "0")
        if length.isascii() and length.isdigit() and int(length) > self.most_bytes + MOST_BYTES_DROPPED:
            raise HTTPError(413)

    def expect_body(self, most_bytes: int, most_dropped: int = 0) -> None:
        """Let the body come in. Its first `most_bytes` are kept, the next `most_dropped` not; then it is cut off.

        Only of a POST is anything kept: no page takes a body with another request.
        """
        if not self.waits_for_body:
            return
        if self.request.method != "POST":
            most_bytes, most_dropped = 0, most_bytes + most_dropped
        self.body = Body(most_bytes)
        connection: Any = self.request.connection
        connection.set_max_body_size(most_bytes + most_dropped)
        connection.set_body_timeout(SECONDS if most_bytes <= MOST_BYTES else SECONDS_FOR_A_FILE)

    def data_received(self, chunk: bytes) -> None:
        """Keep a piece of the body."""
        if self.body is not None:
            self.body.add(chunk)

    def check_xsrf_cookie(self) -> None:
        """Check the token of what somebody sends when its body is there: a form has the token in it."""
        if self.request.method != "POST" or not self.waits_for_body:
            super().check_xsrf_cookie()

    def finish(self, chunk: Any = None) -> Any:
        """Answer; if there is a body that nobody read, say that the connection ends, as it does."""
        if self.waits_for_body:
            self.set_header("Connection", "close")
        return super().finish(chunk)

    async def take_body(self) -> None:
        """Read the fields and the files of the body; raises HTTPError where it is too large, forged or broken."""
        body, self.body = self.body, None
        if body is None:
            return
        try:
            if body.is_too_large:
                raise HTTPError(413)
            if body.length > MOST_BYTES:
                await self.in_background(self._read_body, body)
            else:
                self._read_body(body)
        finally:
            self.waits_for_body = False
            body.close()
        if self.request.method == "POST":
            self.check_xsrf_cookie()

    def _read_body(self, body: Body) -> None:
        request = self.request
        request.body = body.content()
        kind = request.headers.get("Content-Type", "")
        try:
            parse_body_arguments(kind, request.body, request.body_arguments, request.files, request.headers)
        except HTTPInputError:
            raise HTTPError(400) from None
        for name, values in request.body_arguments.items():
            request.arguments.setdefault(name, []).extend(values)

    def on_connection_close(self) -> None:
        """Let go of half a body."""
        super().on_connection_close()
        if self.body is not None:
            self.body.close()
