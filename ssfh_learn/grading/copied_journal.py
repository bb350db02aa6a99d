"""Whether a journal is a copy of that of another learner: it begins with an event that hers begins with."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ssfh_learn.errors import JournalError
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.received import earlier_journals
from ssfh_learn.grading.submission import read_submission
from ssfh_learn.journal import public_journal
from ssfh_learn.journal.submitted import first_event

if TYPE_CHECKING:
    from pathlib import Path

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.key import Key

MOST_KEPT = 50_000
_FIRST: dict[tuple[Path, str], tuple[tuple[int, ...], str]] = {}
"""The id of the first event of each journal with the version of the file: each learner is compared with all before her,
and a journal that takes long to read must not cost that time again for each of them."""


def must_be_her_own(course: Course, key: Key, student: str, first_events: frozenset[str]) -> None:
    """Raise GradingError where a journal of a learner who is graded before this one begins with the same event."""
    for other, folder in course.submissions(key.quiz.id):
        if other == student:
            return
        if _begins_with(first_events, key, other, folder):
            raise GradingError("journal_is_a_copy", student=other)


def _begins_with(first_events: frozenset[str], key: Key, student: str, folder: Path) -> bool:
    """Say whether a submission can be graded and begins with one of these events."""
    journals = (public_journal(folder), *(one.path for one in earlier_journals(folder)))
    if not any(_first_event(path, key.quiz.id) in first_events for path in journals):
        return False
    with suppress(JournalError, GradingError):
        return bool(read_submission(key, student, folder, open_counts=True)[0].first_events & first_events)
    return False


def _first_event(path: Path, activity: str) -> str:
    try:
        status = path.lstat()
    except OSError:
        return ""
    version = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    known, first = _FIRST.get((path, activity), (None, ""))
    if known != version:
        first = first_event(path, activity)
        _FIRST[path, activity] = (version, first)
        while len(_FIRST) > MOST_KEPT:
            del _FIRST[next(iter(_FIRST))]
    return first
