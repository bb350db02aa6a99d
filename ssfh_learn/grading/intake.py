"""Takes in what learners handed in: it trusts no folder, and a bad folder does not stop the others.

A learner can make a folder in the exchange by hand: with the name of another learner, with another time, or with a link
to the gradebook in it, and can change it while we look. So only plain files of the owner herself are taken, read as
`arrival` says. The time that counts is the last change of what was read: the system keeps it and a learner cannot set
it back.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ssfh_learn.errors import JournalError
from ssfh_learn.grading.arrival import MOST_BYTES, is_safe_name, read_arrival
from ssfh_learn.grading.problem import GradingError, Note
from ssfh_learn.grading.received import (
    MOST_EARLIER,
    RECEIVED,
    SECRET,
    TIMESTAMP,
    Journal,
    earlier_journals,
    keep_earlier,
    newest_journal,
)
from ssfh_learn.journal import public_journal
from ssfh_learn.journal.submitted import read_regular_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import PurePath


_JOURNAL = public_journal(Path()).name


@dataclass(frozen=True)
class Copied:
    """What a learner handed in once: the name of her folder, our own copy of it, and when it came in."""

    name: str
    folder: Path
    received: datetime


@dataclass(frozen=True)
class TakenIn:
    """The outcome for one folder or one learner: taken in, already there, or refused with the reason."""

    name: str
    student: str | None
    refused: Note | None = None
    is_new: bool = False


def take_in(inbound: Path, assignment: str, submitted: Path, *, check_owner: bool = True) -> Iterator[TakenIn]:
    """Copy the newest good folder of each learner to `submitted` (a path with `*` for the learner), one by one.

    The journals of her older folders are kept beside it, each with the time at which it came in.
    """
    folders: dict[str, list[Path]] = defaultdict(list)
    for folder in sorted(inbound.iterdir()):
        student = _student_in(folder.name, assignment)
        if student is None:
            continue
        if is_safe_name(student):
            folders[student].append(folder)
        else:
            yield TakenIn(folder.name, None, Note("intake_bad_name"))
    for student, of_her in sorted(folders.items()):
        place = type(submitted)(*(part if part != "*" else student for part in submitted.parts))
        yield from _taken_in(student, of_her, place, check_owner=check_owner)


def _taken_in(student: str, folders: Sequence[Path], place: Path, *, check_owner: bool) -> Iterator[TakenIn]:
    """Take in the folders of one learner: yield each that is refused, and then what became of the others."""
    handed_in = _HandedIn(student, place, check_owner=check_owner)
    try:
        for folder in folders:
            if refused := _refused(lambda folder=folder: handed_in.add(folder)):  # type: ignore[misc]
                yield TakenIn(folder.name, student, refused)
        if handed_in.last:
            refused = _refused(handed_in.put_in_place)
            yield TakenIn(handed_in.last[1], student, refused, is_new=bool(handed_in.fresh) and not refused)
    finally:
        shutil.rmtree(handed_in.waiting, ignore_errors=True)


def _refused(work: Callable[[], None]) -> Note | None:
    """Do work, and return why it could not be done; None where it was."""
    try:
        work()
    except GradingError as error:
        return error.note
    except OSError as error:
        return Note("not_written", {"reason": error.strerror or error})
    return None


def _student_in(name: str, assignment: str) -> str | None:
    """Return the learner whom a folder's name claims; empty for a bad name, None if it is for another assignment."""
    found = re.fullmatch(rf"(.+)\+{re.escape(assignment)}\+[^+]+(\+[^+]*)?", name)
    if found:
        return found[1]
    is_being_copied = name.startswith(".")
    return "" if not is_being_copied and (assignment in name.split("+") or "+" not in name) else None


class _HandedIn:
    """What one learner handed in, folder by folder, copied to a place of ours before it is put in place."""

    def __init__(self, student: str, place: Path, *, check_owner: bool) -> None:
        self.last: tuple[datetime, str] | None = None
        """When the newest good folder came in, and its name."""
        self.fresh: dict[str, Copied] = {}
        """What was not received before, by the digest of its journal."""
        self.waiting = place.with_name(f".{place.name}.arrived")
        self._old = place.with_name(f".{place.name}.old")
        if self._old.is_dir() and not place.exists():  # it was killed just before the new folder came in its place
            self._old.rename(place)
        self._student, self._place, self._checks_owner = student, place, check_owner
        self._kept, self._current = earlier_journals(place), newest_journal(place)
        self._has_current = public_journal(place).is_file()
        current = [self._current] if (place / RECEIVED).is_file() else []
        self._size = sum(one.path.stat().st_size for one in self._kept)
        self._known = {_digest(journal) for journal in (*self._kept, *current)}

    def add(self, folder: Path) -> None:
        """Copy a folder if its journal was not received before; raises GradingError where it cannot be taken in."""
        arrived = read_arrival(folder, self._student, _is_needed, check_owner=self._checks_owner)
        digest = arrived.digest(_JOURNAL)
        if digest not in self._known and (digest or not self._has_current):
            earlier = self.fresh.get(digest)
            if earlier is None:
                self._must_have_room(arrived.size(_JOURNAL))
            if earlier is None or arrived.received < earlier.received:
                copy = self.waiting / str(len(self.fresh))
                shutil.rmtree(copy, ignore_errors=True)
                arrived.write(copy)
                self.fresh[digest] = Copied(folder.name, copy, arrived.received)
        self.last = max(self.last or (arrived.received, folder.name), (arrived.received, folder.name))

    def _must_have_room(self, size: int) -> None:
        """Raise GradingError where she handed in more than anybody does: each grading reads all of it."""
        count = len(self._kept) + len(self.fresh) + self._has_current
        if count > MOST_EARLIER or self._size + size > MOST_BYTES:
            raise GradingError("intake_too_many", count=MOST_EARLIER, megabytes=MOST_BYTES // 1_000_000)
        self._size += size

    def put_in_place(self) -> None:
        """Put the newest folder in place as a whole, with every other journal, if there is anything new.

        A journal keeps the time at which it first came in. So a backup or a change of rights makes nobody late, and
        nothing is lost when a learner takes a folder away.
        """
        fresh = sorted(self.fresh.values(), key=lambda one: one.received)
        if not fresh:
            return
        place, newest = self._place, fresh[-1]
        comes_last = not self._has_current or self._current.at is None or newest.received >= self._current.at
        others = [Journal(public_journal(one.folder), one.received) for one in fresh]
        passing = place.with_name(f".{place.name}.new")
        for folder in (passing, self._old):
            shutil.rmtree(folder, ignore_errors=True)
        passing.mkdir(parents=True)
        _copy_files(newest.folder if comes_last else place, passing, own=not comes_last)
        if comes_last:
            (passing / RECEIVED).write_text(newest.received.isoformat() + "\n", "ascii")
            is_known = _digest(self._current) in {*self.fresh, ""}
            others = [*([] if is_known else [self._current]), *others[:-1]]
        keep_earlier(passing, [*self._kept, *others][:MOST_EARLIER])
        if place.exists():
            place.rename(self._old)
        passing.rename(place)
        shutil.rmtree(self._old, ignore_errors=True)


def _digest(journal: Journal) -> str:
    """Return the SHA-256 of a journal; empty where it cannot be read."""
    with suppress(JournalError):
        return sha256(journal.content()).hexdigest()
    return ""


def _is_needed(place: PurePath) -> bool:
    """Say whether a grader needs a file of what a learner handed in."""
    needed = {_JOURNAL, TIMESTAMP, SECRET}
    return len(place.parts) == 1 and (place.suffix == ".ipynb" or place.name in needed)


def _copy_files(folder: Path, to: Path, *, own: bool) -> None:
    """Copy what a grader needs of a folder of ours; of one in `submitted` also when it came in."""
    for path in sorted(folder.iterdir()):
        if _is_needed(path.relative_to(folder)) or (own and path.name == RECEIVED):
            try:
                (to / path.name).write_bytes(read_regular_file(path, MOST_BYTES))
            except JournalError as error:
                raise GradingError("intake_broken", reason=error.code) from error
