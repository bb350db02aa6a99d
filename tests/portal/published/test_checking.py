"""When the portal checks the files of trainers: beside the requests, and seldom while there are many."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.portal.host import Site

QUICK = 0.5
"""Seconds: far less than a disk that hangs."""


class Disk:
    """Remembers which threads listed the folder of all modules, and can hang."""

    def __init__(self, folder: Path, scandir: Callable[..., Any]) -> None:
        self.threads: list[str] = []
        self.goes_on = threading.Event()
        self.goes_on.set()
        self._folder, self._scandir = folder, scandir

    def scandir(self, path: Any = ".") -> Any:
        """List a folder."""
        if Path(path) == self._folder:
            self.threads.append(threading.current_thread().name)
            self.goes_on.wait(60)
        return self._scandir(path)


@pytest.fixture
def disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """Return the disk with the modules."""
    found = Disk(folder / "modules", os.scandir)
    monkeypatch.setattr(os, "scandir", found.scandir)
    yield found
    found.goes_on.set()


def test_many_pages_and_answers_share_a_check_and_none_is_made_by_a_request(site: Site, disk: Disk) -> None:
    assert site.portal
    site.portal.between_checks = 0.25
    anna = site.visitor("anna")
    anna.get()
    disk.threads.clear()
    began, asked = time.monotonic(), 0
    while time.monotonic() - began < 1:
        anna.get()
        anna.respond("proef", "kennischeck", kind="answer", question="v1", answer="a")
        asked += 2

    assert asked > 2 * len(disk.threads)
    assert 1 <= len(disk.threads) <= 1 + (time.monotonic() - began) / 0.25
    assert all(name.startswith("ssfh-checking") for name in disk.threads)


def test_no_page_waits_for_a_disk_that_hangs_while_the_last_check_is_recent(site: Site, disk: Disk) -> None:
    assert site.portal
    anna = site.visitor("anna")
    anna.get()
    site.portal.between_checks = 0.9
    time.sleep(max(0, 1 - site.portal.publisher.age))
    disk.goes_on.clear()
    began = time.monotonic()

    assert anna.get().status == 200
    assert time.monotonic() - began < QUICK
    assert disk.threads[-1].startswith("ssfh-checking")


def test_the_first_page_after_a_while_shows_what_was_saved_meanwhile(site: Site, folder: Path) -> None:
    assert site.portal
    site.portal.between_checks = 0.1
    anna = site.visitor("anna")
    assert "Een heel andere titel" not in anna.get().text
    described = folder / "modules" / "proef" / "module.yaml"
    title = next(line for line in described.read_text("utf-8").splitlines() if line.startswith("titel:"))
    described.write_text(described.read_text("utf-8").replace(title, "titel: Een heel andere titel"), "utf-8")
    time.sleep(0.3)

    assert "Een heel andere titel" in anna.get().text
