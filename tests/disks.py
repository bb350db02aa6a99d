"""A small disk of a test, which can be full or read-only."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from ssfh_learn.errors import JournalCode

STOPS: tuple[JournalCode, ...] = ("disk_full", "read_only")
"""The ways in which a disk stops taking anything, by the code that the journal has for each."""


@contextmanager
def small_disk_at(folder: Path, kilobytes: int = 1024) -> Iterator[Path]:
    """Mount a disk at a folder that does not exist yet; it is gone after the block."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.fail("this test needs a small disk: run it as root, where mounting is allowed", pytrace=False)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(path: Path) -> None:
    """Write a file until the disk is full."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 1024)


def stop_writing(disk: Path, how: str) -> None:
    """Fill a disk, or make it read-only."""
    if how == "disk_full":
        fill(disk / "ballast")
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


def let_write_again(disk: Path) -> None:
    """Undo `stop_writing`."""
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    (disk / "ballast").unlink(missing_ok=True)
