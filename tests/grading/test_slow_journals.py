"""A journal that takes long to read: it costs its own learner one line, and no other learner anything."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from ssfh_learn.errors import JournalError
from ssfh_learn.grading.copied_journal import must_be_her_own
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.journal.submitted import LARGEST, MOST_LINES, read_submitted
from tests.grading.courses import CourseFolder, right, right_first
from tests.grading.many import hand_in_many
from tests.grading.roads import nbgrader

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow  # whole courses, and nbgrader's command

MEGABYTES = 4_800_000
EVENT = (
    b'{"v":1,"id":"%d","at":"2026-01-01T10:00:00.000+00:00","activity":"toets","content":"x","attempt":1,'
    b'"kind":"answer","data":{}}\n'
)
SLOW = {
    "short lines": b"x\n" * (MEGABYTES // 2),
    "open objects": b"{\n" * (MEGABYTES // 2),
    "deep lists": (b"[" * 1000 + b"\n") * (MEGABYTES // 1001),
    "lines that look like ours": b'{"v":1,"activity":"toets"\n' * (MEGABYTES // 26),
    "events": b"".join(EVENT % number for number in range(MEGABYTES // len(EVENT))),
}


@pytest.mark.parametrize("content", SLOW.values(), ids=SLOW)
def test_no_journal_takes_long_to_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(content)
    began = time.process_time()
    try:
        read_submitted(path, "toets")
    except JournalError as error:
        assert error.code == "too_large"  # noqa: PT017  (some are short enough to read)

    assert time.process_time() - began < 4


def test_a_journal_of_as_many_lines_as_may_be_is_read(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b"".join(EVENT % number for number in range(MOST_LINES)))
    assert len(read_submitted(path, "toets").events) == MOST_LINES

    with path.open("ab") as file:
        file.write(EVENT % MOST_LINES)
    with pytest.raises(JournalError) as raised:
        read_submitted(path, "toets")
    assert raised.value.code == "too_large"


class _Opened:
    """Counts how often files are opened, by their path."""

    def __init__(self) -> None:
        self.listens = False
        self.paths: list[str] = []
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.listens and event == "open":
            self.paths.append(str(arguments[0]))


OPENED = _Opened()
"""One for all tests, because Python never lets a hook go."""


def test_a_journal_is_read_once_however_many_learners_are_compared_with_it(course: CourseFolder) -> None:
    hand_in_many(course, 20)
    slow = course.folder("aaa")
    slow.mkdir(parents=True)
    course.journal("aaa").write_bytes(b"x\n" * 2_000)
    (slow / "earlier").mkdir()
    (slow / "earlier" / "20260101T000000.000000Z-0.jsonl").write_bytes(b"x\n" * 2_000)
    key, found = course.key, course.course
    OPENED.paths.clear()
    OPENED.listens = True
    try:
        for student, _ in found.submissions("toets"):
            must_be_her_own(found, key, student, frozenset({"of nobody else"}))
    finally:
        OPENED.listens = False
    of_slow = [path for path in OPENED.paths if path.startswith(str(slow))]

    assert len(of_slow) == len(set(of_slow)) == 2


def test_a_copy_is_still_found_after_the_first_journal_was_replaced(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.hand_in("bram", right)
    key, found = course.key, course.course
    hers = read_submitted(course.journal("anna"), "toets").events[0].id
    must_be_her_own(found, key, "bram", frozenset({"of nobody else"}))
    with pytest.raises(GradingError) as raised:
        must_be_her_own(found, key, "bram", frozenset({hers}))
    assert raised.value.code == "journal_is_a_copy"

    course.journal("anna").unlink()
    course.hand_in("anna", right_first(1))

    must_be_her_own(found, key, "bram", frozenset({hers}))


def test_nbgraders_own_road_is_not_slowed_by_one_learner(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(3, None))
    slow = course.hand_in("aaa", right)
    course.journal("aaa").write_bytes(SLOW["short lines"])
    (slow / "groot.csv").touch()
    os.truncate(slow / "groot.csv", 10**12)
    course.hand_in("bram", right_first(2, None))
    began = time.monotonic()
    done = nbgrader(course.root, "autograde", "toets")

    assert "Het journaal is veel te groot" in done.stderr
    assert not list((course.root / "autograded").rglob("groot.csv"))
    assert {name: one.result and one.result.total for name, one in course.grade().items()} == {
        "aaa": None,
        "anna": 3,
        "bram": 2,
    }
    assert time.monotonic() - began < 30


def test_a_journal_of_a_terabyte_is_said_to_be_too_large_on_nbgraders_own_road(course: CourseFolder) -> None:
    course.hand_in("aaa", right)
    os.truncate(course.journal("aaa"), 10**12)
    course.hand_in("bram", right)
    done = nbgrader(course.root, "autograde", "toets")

    assert "Het journaal is veel te groot" in done.stderr
    assert course.journal("aaa").stat().st_size == LARGEST + 1
    assert course.points("bram") == 4
