"""The journal in a file: only ever added to, never fatal."""

from __future__ import annotations

import errno
import multiprocessing
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssfh_learn.errors import JournalError
from ssfh_learn.journal import Event, JsonLinesJournal
from ssfh_learn.journal.event import LONGEST_LINE
from ssfh_learn.words import section

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def event(name: str, activity: str = "quiz", **data: object) -> Event:
    return Event(1, name, "2026-11-21T09:00:00.000+00:00", activity, "abc", 1, "answer", data)


FIRST, SECOND, OTHER = event("e1", text="één"), event("e2", text="twee"), event("e3", "zelfscan", value=5)


@pytest.fixture
def journal(tmp_path: Path) -> JsonLinesJournal:
    """Return a journal that is not there yet."""
    return JsonLinesJournal(tmp_path / "journal.jsonl")


def ids(journal: JsonLinesJournal, activity: str = "quiz", start: int = 0) -> list[str]:
    return [one.id for one in journal.read(activity, start).events]


# Reading and adding


def test_a_journal_that_is_not_there_is_empty(journal: JsonLinesJournal) -> None:
    reading = journal.read("quiz")

    assert (reading.events, reading.unreadable, reading.end) == ((), 0, 0)
    assert not journal.path.exists()


def test_what_is_added_is_read_back_in_order(journal: JsonLinesJournal) -> None:
    journal.append(FIRST)
    journal.append(SECOND)

    assert journal.read("quiz").events == (FIRST, SECOND)


def test_several_events_are_added_at_once(journal: JsonLinesJournal) -> None:
    journal.append(FIRST, SECOND)

    assert ids(journal) == ["e1", "e2"]


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    journal = JsonLinesJournal(tmp_path / "a" / "b" / "journal.jsonl")
    journal.append(FIRST)

    assert ids(journal) == ["e1"]


def test_a_journal_can_be_read_by_its_owner_only(journal: JsonLinesJournal) -> None:
    journal.append(FIRST)

    assert journal.path.stat().st_mode & 0o077 == 0


def test_events_of_other_activities_are_passed_over_without_a_word(journal: JsonLinesJournal) -> None:
    journal.append(OTHER, FIRST, OTHER)

    reading = journal.read("quiz")

    assert (reading.events, reading.unreadable) == ((FIRST,), 0)


def test_an_activity_whose_name_begins_the_same_is_another(journal: JsonLinesJournal) -> None:
    journal.append(event("a", "quiz-2"), event("b", "quiz"))

    assert ids(journal) == ["b"]


def test_words_of_a_learner_that_look_like_an_event_are_only_words(journal: JsonLinesJournal) -> None:
    journal.append(event("a", "reflectie", text='{"v":1,"activity":"quiz"}\n"activity":"quiz"'))

    reading = journal.read("quiz")

    assert (reading.events, reading.unreadable) == ((), 0)


def test_reading_goes_on_from_where_it_ended(journal: JsonLinesJournal) -> None:
    journal.append(FIRST, OTHER)
    end = journal.read("quiz").end
    journal.append(SECOND)

    assert ids(journal, start=end) == ["e2"]
    assert journal.read("quiz", end).end == journal.path.stat().st_size


def test_an_id_that_comes_twice_counts_once(journal: JsonLinesJournal) -> None:
    journal.append(FIRST, SECOND, event("e1", text="vals"))

    assert journal.read("quiz").events == (FIRST, SECOND)


def test_blank_lines_are_nothing(journal: JsonLinesJournal) -> None:
    journal.path.write_bytes(b"\n  \n" + FIRST.line() + b"\r\n\n")

    reading = journal.read("quiz")

    assert (reading.events, reading.unreadable) == ((FIRST,), 0)


# What cannot be read


WINDOWS = [
    (b"\r\n", b""),
    (b"\r\n", b"\xef\xbb\xbf"),
    (b"\n", b"\xef\xbb\xbf"),
    (b"\r\n\r\n", b""),
    (b" \r\n", b""),
    (b"\n\r\n", b"\xef\xbb\xbf"),
]
"""How a program of Windows ends lines, and what it puts before the first."""


@pytest.mark.parametrize(("ending", "begin"), WINDOWS)
def test_a_journal_that_a_program_of_windows_saved_is_read_whole(
    journal: JsonLinesJournal, ending: bytes, begin: bytes
) -> None:
    journal.append(FIRST, OTHER, SECOND, OTHER)
    journal.path.write_bytes(begin + journal.path.read_bytes().replace(b"\n", ending))

    reading = JsonLinesJournal(journal.path).read("quiz")
    others = JsonLinesJournal(journal.path).read("zelfscan")

    assert (reading.events, reading.unreadable, reading.is_torn) == ((FIRST, SECOND), 0, False)
    assert (others.events, others.unreadable) == ((OTHER,), 0)
    journal.append(event("e9"))
    assert ids(journal) == ["e1", "e2", "e9"]
    journal.erase("quiz")
    assert (ids(journal), ids(journal, "zelfscan")) == ([], ["e3"])


def test_a_torn_last_line_is_told_and_the_rest_is_read(journal: JsonLinesJournal) -> None:
    journal.path.write_bytes(FIRST.line() + SECOND.line()[:-20])

    reading = journal.read("quiz")

    assert (reading.events, reading.unreadable, reading.is_torn) == ((FIRST,), 0, True)
    assert reading.end == len(FIRST.line())


def test_a_last_line_that_is_still_being_written_is_read_when_it_is_whole(journal: JsonLinesJournal) -> None:
    journal.path.write_bytes(FIRST.line() + SECOND.line()[:-20])
    end = journal.read("quiz").end
    journal.path.write_bytes(FIRST.line() + SECOND.line())

    assert ids(journal, start=end) == ["e2"]


def test_a_last_line_that_lacks_only_its_newline_is_read_once_another_follows(journal: JsonLinesJournal) -> None:
    journal.path.write_bytes(FIRST.line()[:-1])
    assert journal.read("quiz").is_torn
    journal.append(SECOND)

    assert ids(journal) == ["e1", "e2"]
    assert not journal.read("quiz").is_torn


def test_what_is_added_after_a_torn_line_starts_on_a_line_of_its_own(journal: JsonLinesJournal) -> None:
    torn = SECOND.line()[:-20]
    journal.path.write_bytes(FIRST.line() + torn)
    journal.append(event("e9"))

    assert journal.path.read_bytes() == FIRST.line() + torn + b"\n" + event("e9").line()
    assert ids(journal) == ["e1", "e9"]
    assert journal.read("quiz").unreadable == 1


@pytest.mark.parametrize(
    "foreign",
    [b"zomaar een tekst\n", b"\x00\xff\xfe\x80 \n", b'{"json": true}\n', b'{"v":1,"activity":"quiz"}\n', b"[1, 2\n"],
)
def test_a_line_that_is_not_ours_is_counted_and_left_where_it_is(journal: JsonLinesJournal, foreign: bytes) -> None:
    journal.path.write_bytes(foreign)
    journal.append(FIRST)

    assert (ids(journal), journal.read("quiz").unreadable) == (["e1"], 1)
    assert journal.path.read_bytes() == foreign + FIRST.line()


def test_an_empty_file_is_an_empty_journal(journal: JsonLinesJournal) -> None:
    journal.path.touch()

    assert journal.read("quiz").end == 0
    journal.append(FIRST)
    assert journal.path.read_bytes() == FIRST.line()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_no_file_whatever_stops_a_learner(journal: JsonLinesJournal, content: bytes) -> None:
    journal.path.write_bytes(content)
    journal.read("quiz")
    journal.append(FIRST)

    assert ids(journal) == ["e1"]
    assert journal.path.read_bytes().startswith(content)


def test_a_line_that_is_too_long_is_counted_once_and_passed_over(journal: JsonLinesJournal) -> None:
    long = event("lang", text="x" * 3 * LONGEST_LINE)
    journal.path.write_bytes(long.line() + FIRST.line())

    reading = journal.read("quiz")

    assert (reading.events, reading.unreadable, reading.end) == ((FIRST,), 1, journal.path.stat().st_size)


def test_a_hundred_megabytes_of_others_are_read_past(journal: JsonLinesJournal) -> None:
    block = event("a", "zelfscan", text="x" * 5000).line() * 200
    with journal.path.open("wb") as file:
        for _ in range(100_000_000 // len(block) + 1):
            file.write(block)
    journal.append(FIRST)

    reading = journal.read("quiz")

    assert (reading.events, reading.unreadable) == ((FIRST,), 0)
    assert reading.end > 100_000_000


def test_a_hundred_megabytes_without_a_line_are_read_past(journal: JsonLinesJournal) -> None:
    with journal.path.open("wb") as file:
        file.truncate(100_000_000)
    journal.append(FIRST)

    assert (ids(journal), journal.read("quiz").unreadable) == (["e1"], 1)


# What cannot be written


def code_of(journal: JsonLinesJournal) -> str:
    with pytest.raises(JournalError) as error:
        journal.append(FIRST)
    assert error.value.code in section("journal")
    return error.value.code


def test_a_folder_in_the_place_of_the_file_is_a_journal_error(journal: JsonLinesJournal) -> None:
    journal.path.mkdir()

    assert code_of(journal) == "not_written"
    with pytest.raises(JournalError, match="unreadable"):
        journal.read("quiz")
    with pytest.raises(JournalError):
        journal.erase("quiz")


def test_a_file_in_the_place_of_the_folder_is_a_journal_error(tmp_path: Path) -> None:
    (tmp_path / "map").touch()

    assert code_of(JsonLinesJournal(tmp_path / "map" / "journal.jsonl")) == "not_written"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 64 KiB; where that is not allowed, tests get a device that is always full."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        (place / "journal.jsonl").symlink_to("/dev/full")
        yield place
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_a_journal_error_and_leaves_what_was_saved(small_disk: Path) -> None:
    journal = JsonLinesJournal(small_disk / "journal.jsonl")
    saved: list[str] = []

    def save_on() -> None:
        for number in range(100):
            journal.append(event(f"e{number}", text="x" * 3000))
            saved.append(f"e{number}")

    with pytest.raises(JournalError, match="disk_full"):
        save_on()

    if not journal.path.is_symlink():
        assert saved
        assert (ids(journal), journal.read("quiz").unreadable) == (saved, 0)
        assert not journal.read("quiz").is_torn


def test_what_the_disk_has_not_taken_in_is_not_saved(
    journal: JsonLinesJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_descriptor: int) -> None:
        raise OSError(errno.EIO, "the disk is broken")

    monkeypatch.setattr(os, "fsync", broken)

    assert code_of(journal) == "not_written"


def test_a_disk_that_cannot_be_written_is_a_journal_error(tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid():  # folders can be closed to everybody but root
        place.chmod(0o500)
        assert code_of(JsonLinesJournal(place / "journal.jsonl")) == "read_only"
        return
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(place)], check=False).returncode:
        place = tmp_path / "map"  # root in a container without mounts
        place.touch()
    try:
        assert code_of(JsonLinesJournal(place / "journal.jsonl")) in {"read_only", "not_written"}
    finally:
        if place.is_dir():
            subprocess.run(["umount", str(place)], check=True)


# Several processes


def _add(path: Path, name: str, count: int) -> None:
    journal = JsonLinesJournal(path)
    for number in range(count):
        journal.append(event(f"{name}-{number}", text=name * 500))


def test_two_processes_that_write_at_once_lose_nothing(journal: JsonLinesJournal) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_add, args=(journal.path, name, 100)) for name in ("anna", "bram")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)

    found = ids(journal)

    assert [writer.exitcode for writer in writers] == [0, 0]
    assert journal.read("quiz").unreadable == 0
    for name in ("anna", "bram"):
        assert [one for one in found if one.startswith(name)] == [f"{name}-{number}" for number in range(100)]


def _erase(path: Path, others: Path) -> None:
    """Write something private and erase it, again and again, as long as the others are not done."""
    journal, number = JsonLinesJournal(path), 0
    while not others.exists():
        number += 1
        journal.append(event(f"geheim-{number}", "reflectie", text="geheim" * 500))
        journal.erase("reflectie")


def test_erasing_loses_nothing_that_another_process_adds_meanwhile(journal: JsonLinesJournal, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    journal.append(OTHER)  # both add to a file that is there
    done = tmp_path / "klaar"
    eraser = context.Process(target=_erase, args=(journal.path, done))
    writers = [context.Process(target=_add, args=(journal.path, name, 150)) for name in ("anna", "bram")]
    for process in (eraser, *writers):
        process.start()
    for writer in writers:
        writer.join(60)
    done.touch()
    eraser.join(60)

    found = ids(journal)

    assert [one.exitcode for one in (eraser, *writers)] == [0, 0, 0]
    for name in ("anna", "bram"):
        assert [one for one in found if one.startswith(name)] == [f"{name}-{number}" for number in range(150)]
    assert ids(journal, "zelfscan") == ["e3"]
    assert ids(journal, "reflectie") == []
    assert b"geheim" not in journal.path.read_bytes()
    assert journal.read("quiz").unreadable == journal.read("reflectie").unreadable == 0


# Erasing


def left(journal: JsonLinesJournal) -> bytes:
    """Return what is in the file beside blank lines."""
    lines = journal.path.read_bytes().splitlines(keepends=True)
    return b"".join(line for line in lines if line.strip(b" \n"))


def test_erasing_takes_one_activity_and_keeps_the_others(journal: JsonLinesJournal) -> None:
    journal.append(OTHER, FIRST, OTHER)
    journal.erase("quiz")

    assert left(journal) == OTHER.line() * 2


def test_erasing_keeps_lines_of_others_that_cannot_be_read(journal: JsonLinesJournal) -> None:
    strange = b'\xff\xfe{"v":1,"activity":"zelf'
    journal.path.write_bytes(FIRST.line() + strange)
    journal.erase("quiz")

    assert left(journal) == strange


@pytest.mark.parametrize("cut", [2, 20, 40])
def test_erasing_takes_torn_lines_of_the_activity_too(journal: JsonLinesJournal, cut: int) -> None:
    # They hold the learner's own words as much as whole lines do.
    secret = event("e1", "reflectie", text="mijn geheim en nog veel meer woorden").line()
    journal.path.write_bytes(secret[:-cut] + b"\n" + OTHER.line() + secret[:-cut])
    journal.erase("reflectie")

    assert b"geheim" not in journal.path.read_bytes()
    assert left(journal) == OTHER.line()
    reading = journal.read("reflectie")
    assert (reading.unreadable, reading.is_torn) == (0, False)


def test_erasing_what_is_not_there_is_nothing(journal: JsonLinesJournal) -> None:
    journal.erase("quiz")

    assert not journal.path.exists()


def test_erasing_leaves_no_copy_behind(journal: JsonLinesJournal) -> None:
    journal.append(FIRST, OTHER)
    journal.erase("quiz")

    assert list(journal.path.parent.iterdir()) == [journal.path]
    assert journal.path.stat().st_mode & 0o077 == 0


def test_erasing_moves_nothing_so_that_others_read_on_where_they_were(journal: JsonLinesJournal) -> None:
    journal.append(FIRST, OTHER)
    reading = JsonLinesJournal(journal.path)
    end = reading.read("zelfscan").end
    journal.erase("quiz")
    journal.append(event("e9", "zelfscan"))

    assert ids(reading, "zelfscan", end) == ["e9"]
    assert journal.path.read_bytes().startswith(b" " * (len(FIRST.line()) - 1) + b"\n" + OTHER.line())


def test_an_erasure_that_stopped_halfway_is_finished_by_the_next(
    journal: JsonLinesJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_descriptor: int) -> None:
        raise OSError(errno.EIO, "the power is gone")

    journal.append(event("e1", "reflectie", text="geheim"), OTHER)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", stop)
        with pytest.raises(JournalError, match="not_written"):
            journal.erase("reflectie")
    assert b"geheim" not in journal.path.read_bytes()
    assert left(journal) != OTHER.line()

    journal.erase("reflectie")
    assert left(journal) == OTHER.line()


def test_a_full_disk_keeps_nobody_from_erasing(small_disk: Path) -> None:
    journal = JsonLinesJournal(small_disk / "journal.jsonl")
    if journal.path.is_symlink():
        pytest.skip("there is only a device that is always full")
    journal.append(*(event(f"o{number}", "zelfscan", text="x" * 3000) for number in range(12)), FIRST)
    with pytest.raises(JournalError, match="disk_full"):
        journal.append(event("groot", text="x" * 60_000))
    journal.erase("quiz")

    assert ids(journal) == []
    assert len(ids(journal, "zelfscan")) == 12
    assert list(small_disk.iterdir()) == [journal.path]


def test_an_erasure_that_fails_changes_nothing_and_leaves_no_copy(small_disk: Path) -> None:
    journal = JsonLinesJournal(small_disk / "journal.jsonl")
    if journal.path.is_symlink():
        with pytest.raises(JournalError):
            journal.append(OTHER)
        return
    journal.append(OTHER, FIRST)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)

    with pytest.raises(JournalError, match="read_only"):
        journal.erase("quiz")

    assert ids(journal) == ["e1"]
    assert list(small_disk.iterdir()) == [journal.path]


def test_after_an_erasure_somewhere_else_new_events_are_still_found(journal: JsonLinesJournal) -> None:
    journal.append(FIRST, SECOND)
    end = journal.read("quiz").end
    journal.erase("quiz")
    journal.append(event("e9"))

    assert ids(journal, start=end) == ["e9"]
