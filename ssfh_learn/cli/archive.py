"""A backup of a whole installation: one file with its folders and databases, made while it runs."""

from __future__ import annotations

import gzip
import json
import os
import tarfile
import zlib
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ssfh_learn.journal import copies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.cli.installation import Places

JOURNAL, GRADEBOOK = "journal.dump", "gradebook.dump"
LAST = "complete.json"
"""The last member: without it a file was not finished."""
LEFT_OUT = (".pid", ".sock", ".log")
LEVEL = 1
"""Of gzip: three times as fast as the usual level, and hardly larger."""


class NotComplete(Exception):  # noqa: N818  (what it is)
    """A file that is no backup, or not a whole one."""


def write_backup(file: Path, places: Places) -> int:
    """Write a backup and return how many files are in it; a file of this name appears only when it is whole.

    Raises OSError, JournalError, sqlite3.Error and GradingError.
    """
    unfinished = file.with_name(f".{file.name}.part")
    try:
        count = _write(unfinished, places)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _write(file: Path, places: Places) -> int:
    count = 0
    with _private(file) as opened, TemporaryDirectory(dir=file.parent) as work:
        with tarfile.open(fileobj=opened, mode="w:gz", compresslevel=LEVEL) as tar:
            for name, folder in places.folders.items():
                if name == "course" and (address := gradebook_of(folder)):
                    _add_dump(tar, GRADEBOOK, address, Path(work))
                if name == "data" and places.database:
                    _add_dump(tar, JOURNAL, places.database, Path(work))
                if folder.is_dir():
                    _add(tar, name, folder, Path(work))  # with its rights: another account may read the modules
                count += sum(_add(tar, f"{name}/{path}", folder / path, Path(work)) for path in _inside(folder))
            end = json.dumps({"parts": list(places.folders), "files": count}).encode()
            _add_bytes(tar, tarfile.TarInfo(LAST), end)
        opened.flush()
        os.fsync(opened.fileno())
    return count


def read_backup(file: Path, places: Places) -> int:
    """Put a backup in empty places, and return how many files were in it; what no place is named for stays out.

    Raises NotComplete before anything is written, OSError, JournalError and GradingError.
    """
    try:
        with gzip.open(file) as packed:
            while packed.read(1 << 20):  # at its end gzip compares a checksum
                pass
        with tarfile.open(file) as tar:
            names = [member.name for member in tar]
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise NotComplete from error
    if not names or names[-1] != LAST or any(not _is_inside(name) for name in names):
        raise NotComplete
    count = 0
    with tarfile.open(file) as tar, TemporaryDirectory() as work:
        for member in tar:
            part, _, path = member.name.partition("/")
            folder = places.folders.get(part)
            if folder:
                count += _extract(tar, member, folder / path)
            elif member.name in {JOURNAL, GRADEBOOK}:
                _extract(tar, member, Path(work) / member.name)
        for name, address in ((JOURNAL, places.database), (GRADEBOOK, places.course and gradebook_of(places.course))):
            if address and (Path(work) / name).is_file():
                copies.load(address, Path(work) / name)
    return count


def gradebook_of(course: Path) -> str | None:
    """Return the address of the gradebook of a course if it is on a server; None for a file in the course."""
    if not (course / "nbgrader_config.py").is_file():
        return None
    from ssfh_learn.grading.course import find_course

    url = find_course(course).db_url
    return url if copies.is_on_server(url) else None


def _inside(folder: Path) -> list[Path]:
    """Return the folders and ordinary files below a folder, without what only belongs to processes that run."""
    found = []
    for path in sorted(folder.rglob("*")):
        is_ordinary = not path.is_symlink() and (path.is_dir() or path.is_file())
        if is_ordinary and not copies.is_beside_database(path) and path.suffix not in LEFT_OUT:
            found.append(path.relative_to(folder))
    return found


def _add(tar: tarfile.TarFile, name: str, path: Path, work: Path) -> int:
    """Add a file or a folder, and return how many files that were; what is gone by now is passed over."""
    with suppress(FileNotFoundError):
        info = tar.gettarinfo(str(path), PurePosixPath(name).as_posix())
        if path.is_dir():
            tar.addfile(info)
            return 0
        if copies.is_sqlite(path):
            copy = work / "copy.sqlite"
            copies.copy_sqlite(path, copy)
            content = copy.read_bytes()
            copy.unlink()
        else:
            content = path.read_bytes()
        _add_bytes(tar, info, content)
        return 1
    return 0


def _add_dump(tar: tarfile.TarFile, name: str, address: str, work: Path) -> None:
    copies.dump(address, work / name)
    _add_bytes(tar, tarfile.TarInfo(name), (work / name).read_bytes())
    (work / name).unlink()


def _add_bytes(tar: tarfile.TarFile, info: tarfile.TarInfo, content: bytes) -> None:
    info.size = len(content)
    info.type = tarfile.REGTYPE
    tar.addfile(info, BytesIO(content))


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, to: Path) -> int:
    """Write a member where it belongs, for nobody else to read until its rights are set; return how many files."""
    if member.isdir():
        to.mkdir(parents=True, exist_ok=True)
        to.chmod(member.mode & 0o777)
        return 0
    to.parent.mkdir(parents=True, exist_ok=True)
    content = tar.extractfile(member)
    if content is None:
        raise NotComplete
    with _private(to) as opened:
        while chunk := content.read(1 << 20):
            opened.write(chunk)
    to.chmod(member.mode & 0o777)
    os.utime(to, (member.mtime, member.mtime))
    return 1


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


@contextmanager
def _private(file: Path) -> Iterator[BytesIO]:
    """Open a new file that only its owner can read."""
    number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "wb") as opened:
        yield opened  # type: ignore[misc]
