"""Reads one folder that a learner handed in: it is opened once, so that nothing can be swapped between look and copy.

Every file is reached through the descriptor of the folder that was opened, never again by a path. Owner and time are
asked of what was read, after it was read: who changes a file meanwhile gets the time of that change.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ssfh_learn.errors import JournalError
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.journal.submitted import read_open_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MOST_BYTES = 20_000_000
MOST_FILES = 100
_SAFE_NAME = re.compile(r"[^\W_](?:[\w.@ -]{0,126}[\w@-])?")
_WINDOWS_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_BLOCK = 512
"""Bytes: the unit of `st_blocks` on every system."""
_THROUGH_DESCRIPTORS = os.open in os.supports_dir_fd
"""Not on Windows, where only paths can be opened."""
_LOOKS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_FOLDER = _LOOKS | getattr(os, "O_DIRECTORY", 0)
_FILE = _LOOKS | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def is_safe_name(name: str) -> bool:
    """Say whether a learner's name can be the folder of a submission, on every system."""
    return bool(_SAFE_NAME.fullmatch(name)) and not _WINDOWS_DEVICES.fullmatch(name)


@dataclass(frozen=True)
class ArrivedFolder:
    """What was in a folder: the bytes of the wanted files by their place in it, and when the last change was (UTC)."""

    files: Mapping[PurePosixPath, bytes]
    received: datetime

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file; empty if it was not there."""
        content = self.files.get(PurePosixPath(name))
        return "" if content is None else sha256(content).hexdigest()

    def size(self, name: str) -> int:
        """Return how many bytes a file has; 0 if it was not there."""
        return len(self.files.get(PurePosixPath(name), b""))

    def write(self, folder: Path) -> None:
        """Write the files in a folder of ours, which is made."""
        folder.mkdir(parents=True)
        for name, content in self.files.items():
            path = folder.joinpath(*name.parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def read_arrival(
    folder: Path,
    student: str,
    is_wanted: Callable[[PurePosixPath], bool] = lambda _name: True,
    *,
    check_owner: bool = True,
) -> ArrivedFolder:
    """Return what is in the folder of a learner; raises GradingError (`intake_...`) if it cannot be taken in.

    The whole folder is looked at before a byte is read, so that a file of a terabyte costs nothing.
    """
    if not is_safe_name(student):
        raise GradingError("intake_bad_name")
    reading = _Reading(folder.name, student, is_wanted, check_owner=check_owner)
    try:
        with _opened(os.fspath(folder), None, _FOLDER, reading.must_be_folder) as opened:
            reading.must_be_hers(opened)
            reading.look(opened, PurePosixPath())
            reading.read(opened)
    except PermissionError:
        raise GradingError("intake_unreadable") from None
    except OSError as error:
        raise GradingError("intake_broken", reason=error.strerror or error) from error
    return ArrivedFolder(reading.files, datetime.fromtimestamp(reading.changed, UTC))


@dataclass(frozen=True)
class _Opened:
    """An open file or folder. Where the system has no descriptors of folders, only its path stands for it."""

    path: str
    descriptor: int | None

    def status(self) -> os.stat_result:
        return os.lstat(self.path) if self.descriptor is None else os.fstat(self.descriptor)

    def names(self) -> list[str]:
        """Return the names in this folder, or as many as are too many."""
        with os.scandir(self.path if self.descriptor is None else self.descriptor) as entries:
            return sorted(entry.name for entry in islice(entries, MOST_FILES + 1))

    def entry(self, name: str) -> tuple[str, int | None]:
        """Return how to reach something in this folder: a path, and the descriptor that it starts from."""
        return (str(Path(self.path, name)), None) if self.descriptor is None else (name, self.descriptor)


@contextmanager
def _opened(
    path: str, parent: int | None, flags: int, must_be_right: Callable[[os.stat_result], None]
) -> Iterator[_Opened]:
    """Open something that passes a check, and yield it if what was opened passes too; a link is never followed."""
    must_be_right(os.stat(path, dir_fd=parent, follow_symlinks=False))  # opening a pipe or a device can have effects
    if not _THROUGH_DESCRIPTORS and flags == _FOLDER:
        yield _Opened(path, None)
        return
    try:
        descriptor = os.open(path, flags, dir_fd=parent)
    except OSError:
        must_be_right(os.stat(path, dir_fd=parent, follow_symlinks=False))  # says what it is by now
        raise
    try:
        opened = _Opened(path, descriptor)
        must_be_right(opened.status())
        yield opened
    finally:
        os.close(descriptor)


class _Reading:
    """The reading of one folder: what was found, and what it may hold."""

    def __init__(
        self, name: str, student: str, is_wanted: Callable[[PurePosixPath], bool], *, check_owner: bool
    ) -> None:
        self.files: dict[PurePosixPath, bytes] = {}
        self.changed = 0.0
        self._name, self._student, self._is_wanted, self._checks_owner = name, student, is_wanted, check_owner
        self._wanted: list[PurePosixPath] = []
        self._uid: int | None = None
        self._size = self._count = self._length = 0

    def must_be_folder(self, status: os.stat_result) -> None:
        if stat.S_ISLNK(status.st_mode):
            raise GradingError("intake_symlink", file=self._name)
        if not stat.S_ISDIR(status.st_mode):
            raise GradingError("intake_not_a_folder")

    def must_be_hers(self, folder: _Opened) -> None:
        status = folder.status()
        if self._checks_owner and _owner(status.st_uid) not in {None, self._student}:
            raise GradingError("intake_other_owner", owner=_owner(status.st_uid), student=self._student)
        self._uid = status.st_uid
        self._note(status)

    def look(self, folder: _Opened, place: PurePosixPath) -> None:
        """Look at everything in a folder, and remember which files are wanted."""
        for name in folder.names():
            path, parent = folder.entry(name)
            status = os.stat(path, dir_fd=parent, follow_symlinks=False)
            self._count += 1
            self._must_be_plain(status, name)
            if stat.S_ISREG(status.st_mode):
                self._size += max(status.st_size, getattr(status, "st_blocks", 0) * _BLOCK)
            if self._size > MOST_BYTES or self._count > MOST_FILES:
                raise _too_large()
            self._note(status)
            if stat.S_ISDIR(status.st_mode):
                with _opened(path, parent, _FOLDER, lambda one, name=name: self._must_be_plain(one, name)) as deeper:  # type: ignore[misc]
                    self.look(deeper, place / name)
            elif self._is_wanted(place / name):
                self._wanted.append(place / name)

    def read(self, folder: _Opened) -> None:
        """Read the wanted files, and note when they and the folder were changed last."""
        for name in self._wanted:
            self._read(folder, name, name.parts)
        self._note(folder.status())

    def _read(self, folder: _Opened, whole: PurePosixPath, parts: tuple[str, ...]) -> None:
        path, parent = folder.entry(parts[0])
        flags = _FILE if len(parts) == 1 else _FOLDER
        with _opened(path, parent, flags, lambda one: self._must_be_plain(one, parts[0])) as opened:
            if len(parts) > 1:
                self._read(opened, whole, parts[1:])
                return
            if opened.descriptor is None:  # only a folder has none
                raise AssertionError
            try:
                content = read_open_file(opened.descriptor, MOST_BYTES)
            except JournalError as error:  # it was changed since we looked
                raise (
                    _too_large() if error.code == "too_large" else GradingError("intake_broken", reason=error.code)
                ) from error
            status = opened.status()
        self._must_be_plain(status, parts[-1])
        self._length += len(content)
        if self._length > MOST_BYTES:
            raise _too_large()
        self._note(status)
        self.files[whole] = content

    def _must_be_plain(self, status: os.stat_result, name: str) -> None:
        if stat.S_ISLNK(status.st_mode):
            raise GradingError("intake_symlink", file=name)
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            raise GradingError("intake_device", file=name)
        if self._checks_owner and status.st_uid != self._uid:
            raise GradingError("intake_file_of_other", file=name)

    def _note(self, status: os.stat_result) -> None:
        self.changed = max(self.changed, status.st_ctime)


def _too_large() -> GradingError:
    return GradingError("intake_too_large", megabytes=MOST_BYTES // 1_000_000, files=MOST_FILES)


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
