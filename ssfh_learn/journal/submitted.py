"""Reads a journal that somebody else wrote; its content is not trusted and cannot stop a batch."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from ssfh_learn.errors import JournalError
from ssfh_learn.journal.event import VERSION, Event

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST = 5_000_000
"""Bytes: a hundred times what two attempts at a test take."""
MOST_LINES = 20_000
"""A hundred times what two attempts take too; without it, 5 MB of short lines would take half a minute to read."""

_VERSION = re.compile(rb'\s*\{\s*"v"\s*:\s*(\d{1,9})\s*,')
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


JournalOddity = Literal[
    "other_activity", "other_version", "repeated_events", "times_in_future", "times_reordered", "unreadable_lines"
]
"""The oddities of a file: keys of the section `grading` in the catalogue of interface words."""


@dataclass(frozen=True)
class Submitted:
    """The events of one activity in the order in which they were written, and the oddities of the file.

    `oddities` counts how often each occurs. `digest` is the SHA-256 of the file.
    """

    events: tuple[Event, ...]
    oddities: Mapping[JournalOddity, int] = field(default_factory=dict)
    digest: str = ""

    @property
    def receipt(self) -> str:
        """The number on the learner's receipt."""
        return receipt_of(self.digest)


def receipt_of(digest: str) -> str:
    """Return the receipt number for the SHA-256 of a journal; it is short enough to read aloud."""
    return f"{digest[:4]}-{digest[4:8]}".upper()


def read_submitted(path: Path, activity: str, at_latest: datetime | None = None) -> Submitted:
    """Return the events of an activity in a submitted journal; times after `at_latest` (UTC) are counted as oddities.

    Raises JournalError (`missing`, `not_a_file`, `too_large`, `unreadable`) if there is no journal to read.
    """
    written, lines = _read(path)
    events: dict[str, Event] = {}
    odd: Counter[JournalOddity] = Counter()
    last = ""
    for line in lines:
        event = _event_on(line)
        if event is None:
            odd["other_version" if _is_other_version(line) else "unreadable_lines"] += 1
        elif event.activity != activity:
            odd["other_activity"] += 1
        elif event.id in events:
            odd["repeated_events"] += 1
        else:
            at = _utc(event.at)
            odd["times_reordered"] += at is not None and at < last
            odd["times_in_future"] += at is None or (at_latest is not None and at > at_latest.isoformat())
            last = max(last, at or "")
            events[event.id] = event
    return Submitted(tuple(events.values()), +odd, sha256(written).hexdigest())


def first_event(path: Path, activity: str) -> str:
    """Return the id of the first event of an activity in a submitted journal; empty if there is none to read."""
    try:
        _, lines = _read(path)
    except JournalError:
        return ""
    events = (_event_on(line) for line in lines)
    return next((event.id for event in events if event is not None and event.activity == activity), "")


def _read(path: Path) -> tuple[bytes, list[bytes]]:
    """Return what is in a journal, and its lines that are not blank; raises JournalError where there are too many."""
    written = read_regular_file(path, LARGEST)
    lines = [line for line in written.split(b"\n") if line.strip()]
    if len(lines) > MOST_LINES:
        raise JournalError("too_large")
    return written, lines


def _event_on(line: bytes) -> Event | None:
    return None if b"\0" in line else Event.from_line(line)  # json would accept UTF-16 too


def read_regular_file(path: Path, largest: int) -> bytes:
    """Return the bytes of a journal; raises JournalError if it is not a plain file or is too large."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_FOLLOW)
    except FileNotFoundError:
        raise JournalError("missing") from None
    except OSError as error:
        raise JournalError("not_a_file" if path.is_symlink() or path.is_dir() else "unreadable") from error
    try:
        return read_open_file(descriptor, largest)
    finally:
        os.close(descriptor)


def read_open_file(descriptor: int, largest: int) -> bytes:
    """Return the bytes of an open file; raises JournalError if it is not a plain file or is too large."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise JournalError("not_a_file")
    if status.st_size > largest:
        raise JournalError("too_large")
    try:
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            content = file.read(min(status.st_size, largest) + 1)  # Python makes room for as much as it is asked
    except OSError as error:
        raise JournalError("unreadable") from error
    if len(content) > status.st_size:  # it grew since
        raise JournalError("unreadable")
    return content


def _utc(written: str) -> str | None:
    """Return a time in one notation, so that text order is time order; None if it is not a time with a zone."""
    try:
        return datetime.fromisoformat(written).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return None


def _is_other_version(line: bytes) -> bool:
    found = _VERSION.match(line)
    return found is not None and int(found[1]) != VERSION
