"""Reading a journal that somebody else wrote: whatever it is, it is told or counted, and never trusted."""

from __future__ import annotations

import json
import os
import socket
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssfh_learn.errors import JournalError
from ssfh_learn.journal import Event, receipt_of
from ssfh_learn.journal.event import LONGEST_LINE
from ssfh_learn.journal.submitted import LARGEST, read_regular_file, read_submitted
from ssfh_learn.words import section

NOON = "2026-11-21T12:00:00.000+00:00"
ONE_O_CLOCK = "2026-11-21T13:00:00.000+00:00"
TWO_O_CLOCK = datetime(2026, 11, 21, 14, tzinfo=UTC)


def event(name: str, at: str = NOON, activity: str = "toets", **data: object) -> Event:
    return Event(1, name, at, activity, "abc", 1, "answer", data)


FIRST, SECOND = event("e1", question="v1"), event("e2", ONE_O_CLOCK, question="v2")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a journal can be."""
    return tmp_path / "journal.jsonl"


def read(path: Path, content: bytes) -> tuple[list[str], dict[str, int]]:
    path.write_bytes(content)
    submitted = read_submitted(path, "toets", TWO_O_CLOCK)
    assert set(submitted.oddities) <= set(section("grading"))
    return [one.id for one in submitted.events], dict(submitted.oddities)


def refusal(path: Path) -> str:
    with pytest.raises(JournalError) as error:
        read_submitted(path, "toets", TWO_O_CLOCK)
    assert f"journal_{error.value.code}" in section("grading")
    return error.value.code


# What is in it


def test_the_lines_of_a_journal_are_read_in_their_order(path: Path) -> None:
    path.write_bytes(FIRST.line() + SECOND.line())
    submitted = read_submitted(path, "toets", TWO_O_CLOCK)

    assert (submitted.events, dict(submitted.oddities)) == ((FIRST, SECOND), {})


def test_the_number_on_a_receipt_is_that_of_the_whole_file(path: Path) -> None:
    path.write_bytes(b"abc")

    assert read_submitted(path, "toets").digest.startswith("ba7816bf8f01cfea")
    assert read_submitted(path, "toets").receipt == receipt_of("ba7816bf8f01cfea") == "BA78-16BF"


def test_an_empty_journal_holds_nothing_and_nothing_odd(path: Path) -> None:
    assert read(path, b"") == ([], {})


def test_blank_lines_and_windows_line_ends_are_nothing_odd(path: Path) -> None:
    content = b"\r\n\n  \n" + FIRST.line().replace(b"\n", b"\r\n") + SECOND.line()[:-1]

    assert read(path, content) == (["e1", "e2"], {})


@pytest.mark.parametrize(
    "line",
    [
        b"zomaar een tekst",
        b"\xff\xfe\x00\x80",
        event("e9", text="caf\u00e9").line().decode().encode("latin-1").strip(),
        b"null",
        b"[]",
        b"{}",
        b"[" * 200_000,
        b'{"v":1,"id":"e9"',
        json.dumps({**json.loads(FIRST.line()), "id": "e9", "attempt": 1})
        .replace('"attempt": 1', '"attempt": 1' + "0" * 5000)
        .encode(),
        event("e9", text="x" * LONGEST_LINE).line().strip(),
    ],
    ids=["text", "bytes", "latin-1", "null", "list", "empty", "deep", "torn", "number of 5000 digits", "long"],
)
def test_a_line_that_cannot_be_read_is_counted_and_the_rest_is_read(path: Path, line: bytes) -> None:
    assert read(path, FIRST.line() + line + b"\n" + SECOND.line()) == (["e1", "e2"], {"unreadable_lines": 1})


@pytest.mark.parametrize(
    "wrong",
    [{"v": "1"}, {"id": 7}, {"at": None}, {"attempt": True}, {"attempt": "1"}, {"data": []}, {"kind": {}}],
    ids=str,
)
def test_a_field_of_another_type_makes_a_line_unreadable(path: Path, wrong: dict[str, object]) -> None:
    line = json.dumps({"kind": "answer", **json.loads(FIRST.line()), **wrong}).encode() + b"\n"

    ids, odd = read(path, line + SECOND.line())

    assert (ids, sum(odd.values())) == (["e2"], 1)


def test_a_line_with_a_score_in_it_is_not_one_of_ours(path: Path) -> None:
    line = json.dumps({**json.loads(FIRST.line()), "score": 100}).encode() + b"\n"

    assert read(path, line + SECOND.line()) == (["e2"], {"unreadable_lines": 1})


def test_a_line_of_another_version_is_counted_apart(path: Path) -> None:
    newer = SECOND.line().replace(b'{"v":1,', b'{"v":2,')

    assert read(path, FIRST.line() + newer) == (["e1"], {"other_version": 1})


def test_a_line_of_another_activity_is_counted_apart(path: Path) -> None:
    assert read(path, event("e9", activity="toets-2").line() + FIRST.line()) == (["e1"], {"other_activity": 1})


def test_of_two_lines_with_the_same_id_the_first_counts(path: Path) -> None:
    path.write_bytes(FIRST.line() + event("e1", question="vals").line())
    submitted = read_submitted(path, "toets", TWO_O_CLOCK)

    assert (submitted.events, dict(submitted.oddities)) == ((FIRST,), {"repeated_events": 1})


# Times


def test_the_order_of_the_lines_counts_and_not_their_times(path: Path) -> None:
    assert read(path, SECOND.line() + FIRST.line()) == (["e2", "e1"], {"times_reordered": 1})


def test_the_same_moment_in_another_zone_is_not_reordered(path: Path) -> None:
    amsterdam = event("e2", "2026-11-21T13:00:00.000+01:00")

    assert read(path, FIRST.line() + amsterdam.line()) == (["e1", "e2"], {})


def test_a_time_after_handing_in_is_counted(path: Path) -> None:
    late = event("e2", "2026-11-21T14:00:00.001+00:00")

    assert read(path, FIRST.line() + late.line()) == (["e1", "e2"], {"times_in_future": 1})


@pytest.mark.parametrize("at", ["", "gisteren", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "\ud800"])
def test_what_is_no_time_is_counted_and_stops_nothing(path: Path, at: str) -> None:
    line = json.dumps({**json.loads(SECOND.line()), "at": at}).encode() + b"\n"

    assert read(path, FIRST.line() + line) == (["e1", "e2"], {"times_in_future": 1})


# What is no journal


def test_no_file_is_missing(path: Path) -> None:
    assert refusal(path) == "missing"


def test_a_folder_is_no_journal(path: Path) -> None:
    path.mkdir()

    assert refusal(path) == "not_a_file"


@pytest.mark.parametrize("target", ["ander.jsonl", "/etc/passwd", "/dev/zero", "nergens", "."])
def test_a_link_is_no_journal_wherever_it_goes(path: Path, target: str) -> None:
    path.with_name("ander.jsonl").write_bytes(FIRST.line())
    path.symlink_to(target)

    assert refusal(path) == "not_a_file"


def test_a_pipe_is_no_journal_and_nobody_waits_for_it(path: Path) -> None:
    os.mkfifo(path)

    assert refusal(path) == "not_a_file"


def test_what_cannot_be_opened_as_a_socket_is_unreadable() -> None:
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as listening:
        path = Path(short) / "journal.jsonl"
        listening.bind(str(path))

        assert refusal(path) == "unreadable"


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_no_journal(device: str) -> None:
    assert refusal(Path(device)) in {"not_a_file", "unreadable"}


def test_a_journal_of_a_gigabyte_is_not_read(path: Path) -> None:
    path.write_bytes(FIRST.line())
    os.truncate(path, 1_000_000_000)

    assert refusal(path) == "too_large"


def test_a_journal_of_the_largest_size_is_read(path: Path) -> None:
    assert read(path, FIRST.line().ljust(LARGEST, b"\n")) == (["e1"], {})


def test_a_small_file_of_ours_is_held_to_its_own_size(path: Path) -> None:
    path.write_bytes(b"12345")

    assert read_regular_file(path, 5) == b"12345"
    with pytest.raises(JournalError, match="too_large"):
        read_regular_file(path, 4)


# Whatever it is


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_whatever_stands_between_two_lines_both_are_read(path: Path, foreign: bytes) -> None:
    ids, _ = read(path, FIRST.line() + foreign + b"\n" + SECOND.line())

    assert ids == ["e1", "e2"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0))
def test_a_journal_cut_off_anywhere_keeps_its_whole_lines(path: Path, cut: int) -> None:
    whole = FIRST.line() + SECOND.line()
    cut %= len(whole) + 1
    ids, odd = read(path, whole[:cut])

    assert ids == [id_ for id_, end in (("e1", len(FIRST.line()) - 1), ("e2", len(whole) - 1)) if end <= cut]
    assert sum(odd.values()) <= 1
