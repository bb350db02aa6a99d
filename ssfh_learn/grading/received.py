"""When a submission was received, and the journals before it: our own files, which no learner can write."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from ssfh_learn.errors import JournalError
from ssfh_learn.grading.problem import Note
from ssfh_learn.journal import public_journal
from ssfh_learn.journal.submitted import LARGEST, read_regular_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

RECEIVED = "received.txt"
"""When our own intake or the portal took the submission in: a time that the learner cannot set."""
TIMESTAMP = "timestamp.txt"
SECRET = "submission_secret.txt"  # noqa: S105  (the name of a file)
"""What nbgrader's exchange puts beside a submission, so that only its owner finds the feedback on it."""
BY_SERVER = "server"
"""On a second line of RECEIVED: the journal is the portal's, and its server wrote the time of each event."""
EARLIER = "earlier"
"""The folder of journals that were received before this one; a received journal is never dropped."""
MOST_EARLIER = 100
"""The largest number of earlier journals; nobody hands in so often, and each grading reads all of them."""
_SHORT = 200
_STAMP = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True)
class Journal:
    """A journal that was received: where it is, when it came in (UTC), and whether the server wrote its times."""

    path: Path
    at: datetime | None
    is_timed: bool = False

    def content(self) -> bytes:
        """Return what is in it; raises JournalError where it cannot be read."""
        return read_regular_file(self.path, LARGEST)


def time_received(folder: Path, notes: list[Note] | None = None) -> tuple[datetime | None, bool]:
    """Return when the work came in: as our own intake wrote it down, or otherwise nbgrader's exchange.

    Return also whether the server wrote the times in the journal. A time that cannot be read is noted.
    """
    for name in (RECEIVED, TIMESTAMP):
        with suppress(JournalError):
            written, *more = read_regular_file(folder / name, _SHORT).decode("utf-8", "replace").strip().split("\n")
            try:
                return _parsed(written), name == RECEIVED and more == [BY_SERVER]
            except (ValueError, OverflowError):
                if notes is not None:
                    notes.append(Note("bad_timestamp", {"file": name}))
    return None, False


def earlier_journals(folder: Path) -> list[Journal]:
    """Return the journals of a learner that were received before the newest, oldest first."""
    place = folder / EARLIER
    if place.is_symlink() or not place.is_dir():
        return []
    return [_named(path) for path in sorted(place.glob("*.jsonl"))[:MOST_EARLIER]]


def keep_earlier(folder: Path, journals: Iterable[Journal]) -> None:
    """Copy journals to the earlier ones of a submission; the order of the names is the order of the times."""
    place = folder / EARLIER
    for journal in journals:
        with suppress(JournalError):
            content = journal.content()
            place.mkdir(exist_ok=True)
            when = journal.at.astimezone(UTC).strftime(_STAMP) if journal.at is not None else "0"
            parts = (when, sha256(content).hexdigest()[:12], *([BY_SERVER] if journal.is_timed else []))
            (place / f"{'-'.join(parts)}.jsonl").write_bytes(content)


def keep_what_is_there(folder: Path, coming: bytes) -> None:
    """Keep the journal of a submission, unless the new journal begins with all of it."""
    there = newest_journal(folder)
    with suppress(JournalError):
        content = there.content()
        if content != coming and not (there.is_timed and coming.startswith(content)):
            keep_earlier(folder, [there])


def newest_journal(folder: Path) -> Journal:
    """Return the newest journal of a submission."""
    return Journal(public_journal(folder), *time_received(folder))


def nbgrader_time(moment: datetime) -> str:
    """Return a time in UTC as nbgrader writes it."""
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f UTC")


def _named(path: Path) -> Journal:
    when, *rest = path.stem.split("-")
    try:
        at = datetime.strptime(when, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        at = None
    return Journal(path, at, BY_SERVER in rest)


def _parsed(written: str) -> datetime:
    """Return a time as nbgrader writes it (`2026-07-15 13:00:00.000000 UTC`), or in ISO 8601."""
    when = datetime.fromisoformat(written.removesuffix(" UTC"))
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
