"""The body of a request: nothing of it is read until it is known who sends it, and a large one waits on disk."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile

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
