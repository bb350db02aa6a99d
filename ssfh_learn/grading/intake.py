"""Takes in what learners handed in: it trusts no folder, and a bad folder does not stop the others.

A learner can make a folder in the exchange by hand: with the name of another learner, with another time, or with a link
to the gradebook in it. So only plain files of the owner herself are taken. The time that counts is the last change of
these files: the system keeps it and a learner cannot set it back.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from ssfh_learn.errors import JournalError
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
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MOST_BYTES = 20_000_000
MOST_FILES = 100
_SAFE_NAME = re.compile(r"[^\W_](?:[\w.@ -]{0,126}[\w@-])?")
_WINDOWS_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Arrival:
    """A folder that may be taken in."""

    student: str
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
    arrivals: dict[str, list[Arrival]] = defaultdict(list)
    for folder in sorted(inbound.iterdir()):
        student = _student_in(folder.name, assignment)
        if student is None:
            continue
        try:
            arrival = looked_at(folder, student, check_owner=check_owner)
        except GradingError as error:
            yield TakenIn(folder.name, None, error.note)
            continue
        arrivals[arrival.student].append(arrival)
    for student, of_her in sorted(arrivals.items()):
        of_her.sort(key=lambda one: one.received)
        name = of_her[-1].folder.name
        place = type(submitted)(*(part if part != "*" else student for part in submitted.parts))
        try:
            yield TakenIn(name, student, is_new=_copy(of_her, place))
        except GradingError as error:
            yield TakenIn(name, student, error.note)
        except OSError as error:
            yield TakenIn(name, student, Note("not_written", {"reason": error.strerror or error}))


def _student_in(name: str, assignment: str) -> str | None:
    """Return the learner whom a folder's name claims; empty for a bad name, None if it is for another assignment."""
    found = re.fullmatch(rf"(.+)\+{re.escape(assignment)}\+[^+]+(\+[^+]*)?", name)
    if found:
        return found[1]
    is_being_copied = name.startswith(".")
    return "" if not is_being_copied and (assignment in name.split("+") or "+" not in name) else None


def is_safe_name(name: str) -> bool:
    """Say whether a learner's name can be the folder of a submission, on every system."""
    return bool(_SAFE_NAME.fullmatch(name)) and not _WINDOWS_DEVICES.fullmatch(name)


def looked_at(folder: Path, student: str, *, check_owner: bool = True) -> Arrival:
    """Return a folder that can be taken in; raises GradingError (`intake_...`) with the reason where it cannot."""
    if not is_safe_name(student):
        raise GradingError("intake_bad_name")
    try:
        status = folder.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise GradingError("intake_symlink", file=folder.name)
        if not stat.S_ISDIR(status.st_mode):
            raise GradingError("intake_not_a_folder")
        if check_owner and _owner(status.st_uid) not in {None, student}:
            raise GradingError("intake_other_owner", owner=_owner(status.st_uid), student=student)
        changed = [status.st_ctime, *_files(folder, status.st_uid, check_owner=check_owner)]
    except PermissionError:
        raise GradingError("intake_unreadable") from None
    except OSError as error:
        raise GradingError("intake_broken", reason=error.strerror or error) from error
    return Arrival(student, folder, datetime.fromtimestamp(max(changed), UTC))


def _owner(uid: int) -> str | None:
    """Return the name of an account; None if the system has no such accounts, as on Windows."""
    try:
        import pwd
    except ImportError:
        return None
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _files(folder: Path, uid: int, *, check_owner: bool) -> Iterator[float]:
    """Yield when each file in a folder was changed; raises GradingError for anything but plain files of its owner."""
    size = count = 0
    for place, folders, names in os.walk(folder, onerror=_raise):
        for name in (*folders, *names):
            path = type(folder)(place) / name
            status = path.lstat()
            count += 1
            size += status.st_size if stat.S_ISREG(status.st_mode) else 0
            if stat.S_ISLNK(status.st_mode):
                raise GradingError("intake_symlink", file=name)
            if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
                raise GradingError("intake_device", file=name)
            if check_owner and status.st_uid != uid:
                raise GradingError("intake_file_of_other", file=name)
            if size > MOST_BYTES or count > MOST_FILES:
                raise GradingError("intake_too_large", megabytes=MOST_BYTES // 1_000_000, files=MOST_FILES)
            yield status.st_ctime


def _raise(error: OSError) -> None:
    raise error


def _copy(of_her: Sequence[Arrival], place: Path) -> bool:
    """Put the newest folder in place as a whole, with every other journal; return False if nothing in them is new.

    A journal keeps the time at which it first came in. So a backup or a change of rights makes nobody late, and nothing
    is lost when a learner takes a folder away.
    """
    kept, current = earlier_journals(place), newest_journal(place)
    has_current = public_journal(place).is_file()
    known = {_digest(journal) for journal in (*kept, *([current] if (place / RECEIVED).is_file() else []))}
    fresh: dict[str, Arrival] = {}
    for one in of_her:
        digest = _digest(Journal(public_journal(one.folder), one.received))
        if digest not in known and (digest or not has_current):
            fresh.setdefault(digest, one)
    if not fresh:
        return False
    newest = list(fresh.values())[-1]
    comes_last = not has_current or current.at is None or newest.received >= current.at
    others = [Journal(public_journal(one.folder), one.received) for one in fresh.values()]
    passing = place.with_name(f".{place.name}.new")
    old = place.with_name(f".{place.name}.old")
    for folder in (passing, old):
        shutil.rmtree(folder, ignore_errors=True)
    passing.mkdir(parents=True)
    _copy_files(newest.folder if comes_last else place, passing, own=not comes_last)
    if comes_last:
        (passing / RECEIVED).write_text(newest.received.isoformat() + "\n", "ascii")
        is_known = _digest(current) in {*fresh, ""}
        others = [*([] if is_known else [current]), *others[:-1]]
    keep_earlier(passing, [*kept, *others][:MOST_EARLIER])
    if place.exists():
        place.rename(old)
    passing.rename(place)
    shutil.rmtree(old, ignore_errors=True)
    return True


def _digest(journal: Journal) -> str:
    """Return the SHA-256 of a journal; empty where it cannot be read."""
    with suppress(JournalError):
        return sha256(journal.content()).hexdigest()
    return ""


def _copy_files(folder: Path, to: Path, *, own: bool) -> None:
    """Copy what a grader needs of a folder; of one in `submitted` also when it came in."""
    names = {public_journal(folder).name, TIMESTAMP, SECRET, *([RECEIVED] if own else [])}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".ipynb" or path.name in names:
            try:
                (to / path.name).write_bytes(read_regular_file(path, MOST_BYTES))
            except JournalError as error:  # it was changed since we looked
                raise GradingError("intake_broken", reason=error.code) from error
