"""A journal in an append-only file with one event on a line. Erasing makes lines blank.

A line that cannot be read (cut off by a crash, or not ours) stays and is counted; it never stops a learner.
An answer counts as saved once it has been written and synced to the disk.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.errors import JournalCode, JournalError
from ssfh_learn.journal.event import LONGEST_LINE, Event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_CODES: dict[int, JournalCode] = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
}

BOM = b"\xef\xbb\xbf"
"""What some Windows programs put before the first line."""


@dataclass(frozen=True)
class Reading:
    """What was read from a position in the file: events, the number of unreadable lines, and the next position.

    `is_torn` says that the file ends in an incomplete line. It is not counted: another process may be writing it.
    """

    events: tuple[Event, ...]
    unreadable: int
    end: int
    is_torn: bool = False


class JsonLinesJournal:
    """The events of one file. Several processes may add to it. Lines never move, and only erasing changes them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None
        """The file that was read last; a backup or an earlier release may replace the file."""

    def read(self, activity: str, start: int = 0) -> Reading:
        """Return the events of one activity from byte `start`; a missing file counts as empty.

        Raises JournalError if the file exists and cannot be read.
        """
        events: dict[str, Event] = {}
        unreadable, end, is_torn = 0, start, False
        mark = _mark(activity)
        try:
            with self.path.open("rb") as file:
                status = os.fstat(file.fileno())
                if status.st_size < start or self._file not in {None, status.st_ino}:
                    end = start = 0
                self._file = status.st_ino
                file.seek(start)
                for line, length in _lines(file):
                    if not length:
                        is_torn = bool(line.strip())  # an incomplete line that was erased is blank
                        break
                    end += length
                    event = Event.from_line(line) if mark in line else None
                    if event is not None and event.activity == activity:
                        events.setdefault(event.id, event)
                    elif event is None and line.strip() and (mark in line or not _looks_like_ours(line)):
                        unreadable += 1
        except FileNotFoundError:
            return Reading((), 0, 0)
        except OSError as error:
            raise JournalError("unreadable") from error
        return Reading(tuple(events.values()), unreadable, end, is_torn)

    def append(self, *events: Event) -> None:
        """Write events and sync them to the disk; raises JournalError if that fails, and then none is saved."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise JournalError(_CODES.get(error.errno or 0, "not_written")) from error
        try:
            size = os.fstat(descriptor).st_size
            written = b"".join(event.line() for event in events)
            if size and not _ends_a_line(descriptor, size):
                written = b"\n" + written  # a crash cut off the last line; ours starts on a new line
            _write_all(descriptor, written)
            os.fsync(descriptor)
        except OSError as error:
            raise JournalError(_CODES.get(error.errno or 0, "not_written")) from error
        finally:
            os.close(descriptor)

    def erase(self, activity: str) -> None:
        """Blank every line of one activity, also incomplete lines. Raises JournalError if that fails.

        The file is not replaced, because another process may add to it meanwhile. The text after the name of the
        activity goes first, so that the next call still recognises a line after a crash halfway.
        """
        try:
            with self.path.open("r+b") as file:
                lines = list(_lines_of(file, activity))
                for keeps_name in (True, False):
                    for start, end_of_name, end in lines:
                        begin = end_of_name if keeps_name else start
                        file.seek(begin)
                        file.write(b" " * (end - begin))
                    file.flush()
                    os.fsync(file.fileno())
        except FileNotFoundError:
            return
        except OSError as error:
            raise JournalError(_CODES.get(error.errno or 0, "not_written")) from error


def _mark(activity: str) -> bytes:
    """Return the bytes that each line of an activity contains, so that 100 MB of other lines need no parsing."""
    return f'"activity":"{activity}"'.encode()


def _lines(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield each line with its length in bytes; a line that is too long for an event is cut off.

    A last line without a newline (cut off, or still being written) has length 0, so that it is read again later.
    """
    while line := file.readline(LONGEST_LINE + 1):
        length, last = len(line), line
        while last and not last.endswith(b"\n"):
            last = file.readline(LONGEST_LINE + 1)
            length += len(last)
        yield line, length if last else 0


def _lines_of(file: BinaryIO, activity: str) -> Iterator[tuple[int, int, int]]:
    """Yield where each line of an activity starts, where its name ends in it, and where the line ends."""
    mark = _mark(activity)
    start = 0
    for line in file:
        if mark in line and not ((event := Event.from_line(line)) and event.activity != activity):
            yield start, start + line.index(mark) + len(mark), start + len(line.rstrip(b"\n"))
        start += len(line)


def _looks_like_ours(line: bytes) -> bool:
    """Say whether a line may be an event of another activity; Windows begins and ends lines differently."""
    return line.removeprefix(BOM).startswith(b'{"v":') and line.rstrip().endswith(b"}")


def _ends_a_line(descriptor: int, size: int) -> bool:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) == b"\n"


def _write_all(descriptor: int, data: bytes) -> None:
    """Write in one call, which other processes cannot split; an incomplete write (a full disk) is undone."""
    before = os.fstat(descriptor).st_size
    if os.write(descriptor, data) != len(data):
        os.ftruncate(descriptor, before)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
