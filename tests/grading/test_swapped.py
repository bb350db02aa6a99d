"""A folder in the exchange that is swapped while it is taken in: at every moment at which that can be done.

Python tells before each file or folder that it opens or lists. There a test swaps what the next step will find, so each
try is the same every time; without that, a swap at the right moment is luck.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ssfh_learn.grading.arrival import MOST_BYTES, read_arrival
from ssfh_learn.grading.intake import take_in
from ssfh_learn.grading.problem import GradingError

if TYPE_CHECKING:
    from collections.abc import Callable

MOMENTS = 14
"""More than the moments at which a folder of three files is opened, listed or read."""
EARLY, LATE, SECRET = b'{"v":1}\n', b'{"v":1,"late":true}\n', b'{"v":1,"of":"the victim"}\n'
TICK = 0.03
"""Seconds: longer than the step of the clock that a file system uses."""
NAME = "bram+toets+2026-11-21 10:00:00 UTC+x"


class _Interruption:
    """Does something once, just before a numbered moment at which something below a folder is opened or listed."""

    def __init__(self) -> None:
        self.below, self.left, self.work = "", -1, lambda: None
        sys.addaudithook(self._heard)

    def _heard(self, event: str, _arguments: tuple[Any, ...]) -> None:
        if self.left < 0 or event not in {"open", "os.scandir", "os.listdir"}:
            return
        self.left -= 1
        if self.left < 0:
            self.work()

    def at(self, moment: int, work: Callable[[], None]) -> None:
        self.left, self.work = moment, work

    def cancel(self) -> bool:
        """Stop, and say whether the moment came."""
        came, self.left = self.left < 0, -1
        return came


INTERRUPTION = _Interruption()
"""One for all tests, because Python never lets a hook go."""


@pytest.fixture
def exchange(tmp_path: Path) -> Path:
    """Return a folder where bram handed in on time, with other folders beside it to swap it for."""
    inbound = tmp_path / "inbound"
    put(inbound / NAME, EARLY)
    put(tmp_path / "victim", SECRET)
    return inbound


def put(folder: Path, journal: bytes) -> Path:
    folder.mkdir(parents=True)
    (folder / "journal.jsonl").write_bytes(journal)
    (folder / "timestamp.txt").write_text("2026-11-21 10:00:00 UTC", "ascii")
    (folder / "toets.ipynb").write_text("{}", "ascii")
    return folder


def take(exchange: Path, moment: int, swap: Callable[[Path], None]) -> tuple[bytes, datetime | None, bool]:
    """Take in while a swap is done; return the journal that was taken in, its time, and whether the swap was done."""
    submitted = exchange.parent / "submitted" / "*" / "toets"
    INTERRUPTION.at(moment, lambda: swap(exchange / NAME))
    try:
        list(take_in(exchange, "toets", submitted, check_owner=False))
    finally:
        swapped = INTERRUPTION.cancel()
    place = exchange.parent / "submitted" / "bram" / "toets"
    journal = place / "journal.jsonl"
    received = place / "received.txt"
    at = datetime.fromisoformat(received.read_text("ascii").strip()) if received.is_file() else None
    return journal.read_bytes() if journal.is_file() else b"", at, swapped


# Late answers for early ones


def other_folder(folder: Path) -> None:
    other = put(folder.parent / ".other", LATE)
    folder.rename(folder.parent / ".away")
    other.rename(folder)


def other_journal(folder: Path) -> None:
    (folder / "new").write_bytes(LATE)
    (folder / "new").replace(folder / "journal.jsonl")


def same_journal_written_over(folder: Path) -> None:
    (folder / "journal.jsonl").write_bytes(LATE)


def folder_moved_and_linked(folder: Path) -> None:
    other = put(folder.parent / ".other", LATE)
    folder.rename(folder.parent / ".away")
    folder.symlink_to(other)


@pytest.mark.parametrize("moment", range(MOMENTS))
@pytest.mark.parametrize("swap", [other_folder, other_journal, same_journal_written_over, folder_moved_and_linked])
def test_answers_that_were_written_late_never_have_an_early_time(
    exchange: Path, swap: Callable[[Path], None], moment: int
) -> None:
    time.sleep(TICK)
    deadline = datetime.now(UTC)
    time.sleep(TICK)
    journal, at, _ = take(exchange, moment, swap)

    assert journal != LATE or (at is not None and at > deadline)


# The journal of somebody else


def folder_linked_to_hers(folder: Path) -> None:
    folder.rename(folder.parent / ".away")
    folder.symlink_to(folder.parents[1] / "victim")


def journal_linked_to_hers(folder: Path) -> None:
    (folder / "journal.jsonl").unlink()
    (folder / "journal.jsonl").symlink_to(folder.parents[1] / "victim" / "journal.jsonl")


@pytest.mark.parametrize("moment", range(MOMENTS))
@pytest.mark.parametrize("swap", [folder_linked_to_hers, journal_linked_to_hers])
def test_the_journal_of_somebody_else_is_never_taken_in(
    exchange: Path, swap: Callable[[Path], None], moment: int
) -> None:
    journal, _, _ = take(exchange, moment, swap)

    assert journal in {EARLY, b""}


def test_the_moments_reach_from_the_first_look_past_the_last_read(exchange: Path) -> None:
    reached = []
    for moment in range(MOMENTS):
        shutil.rmtree(exchange.parent / "submitted", ignore_errors=True)
        shutil.rmtree(exchange)
        put(exchange / NAME, EARLY)
        journal, _, _ = take(exchange, moment, same_journal_written_over)
        reached.append(journal)

    assert reached[0] == LATE
    assert reached[-1] == EARLY


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_hard_link_to_the_journal_of_somebody_else_is_never_taken_in(exchange: Path, moment: int) -> None:
    shutil.chown(exchange.parent / "victim" / "journal.jsonl", "games")
    me = pwd.getpwuid(os.geteuid()).pw_name
    name = f"{me}+toets+2026-11-21 10:00:00 UTC+x"
    (exchange / NAME).rename(exchange / name)

    def link() -> None:
        (exchange / name / "journal.jsonl").unlink()
        (exchange / name / "journal.jsonl").hardlink_to(exchange.parent / "victim" / "journal.jsonl")

    INTERRUPTION.at(moment, link)
    try:
        list(take_in(exchange, "toets", exchange.parent / "submitted" / "*" / "toets"))
    finally:
        INTERRUPTION.cancel()
    journal = exchange.parent / "submitted" / me / "toets" / "journal.jsonl"

    assert not journal.is_file() or journal.read_bytes() == EARLY


# Very large files


@pytest.mark.parametrize("name", ["groot.bin", "journal.jsonl", "toets.ipynb"])
def test_a_sparse_file_of_a_terabyte_is_refused_before_a_byte_is_read(exchange: Path, name: str) -> None:
    (exchange / NAME / name).touch()
    os.truncate(exchange / NAME / name, 10**12)
    began = time.monotonic()
    (taken,) = take_in(exchange, "toets", exchange.parent / "submitted" / "*" / "toets", check_owner=False)

    assert taken.refused
    assert taken.refused.code == "intake_too_large"
    assert time.monotonic() - began < 1


def test_blocks_count_where_a_file_says_that_it_is_short(exchange: Path) -> None:
    path = exchange / NAME / "groot.bin"
    path.touch()
    reserve = ["fallocate", "--keep-size", "--length", str(MOST_BYTES + 1_000_000), str(path)]
    if shutil.which(reserve[0]) is None or subprocess.run(reserve, check=False, capture_output=True).returncode:
        pytest.skip("this file system reserves no blocks")
    assert path.stat().st_size == 0
    with pytest.raises(GradingError) as raised:
        read_arrival(exchange / NAME, "bram", check_owner=False)

    assert raised.value.code == "intake_too_large"


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_file_that_grows_to_a_terabyte_after_the_look_is_not_copied(exchange: Path, moment: int) -> None:
    journal, _, _ = take(exchange, moment, lambda folder: os.truncate(folder / "journal.jsonl", 10**12))

    assert journal in {EARLY, b""}
