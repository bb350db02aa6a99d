"""One submission folder, read with distrust: the journal and the time of handing in, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ssfh_learn.errors import JournalError
from ssfh_learn.grading.gradebook import HandedIn
from ssfh_learn.grading.marking import mark
from ssfh_learn.grading.problem import GradingError, Note
from ssfh_learn.journal import public_journal, read_submitted
from ssfh_learn.journal.submitted import read_regular_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.key import Key
    from ssfh_learn.grading.marking import Marking
    from ssfh_learn.journal import Submitted

RECEIVED = "received.txt"
"""When our own intake took the submission in: a time that the learner cannot set."""
TIMESTAMP = "timestamp.txt"
SECRET = "submission_secret.txt"  # noqa: S105  (the name of a file)
"""What nbgrader's exchange puts beside a submission, so that only its owner finds the feedback on it."""
_SHORT = 200
_LONGEST_NAME = 128
"""Characters: what the gradebook holds."""
_FOREIGN = 2
"""Answers to so many questions that were never drawn for a learner are no accident."""


def read_submission(key: Key, student: str, folder: Path) -> tuple[HandedIn, list[Note]]:
    """Return what a learner handed in, marked, and what was odd about it.

    Raises GradingError where there is nothing that can be graded.
    """
    if not student.isprintable() or len(student) > _LONGEST_NAME:
        raise GradingError("intake_bad_name")
    if folder.is_symlink() or not folder.is_dir():
        raise GradingError("submission_not_a_folder")
    notes: list[Note] = []
    submitted_at = _time(folder, notes)
    try:
        submitted = read_submitted(public_journal(folder), key.quiz.id, submitted_at or datetime.now(UTC))
    except JournalError as error:
        raise GradingError(f"journal_{error.code}") from error
    marking = mark(key, submitted.events, student)
    notes += _notes(submitted, marking)
    if marking.foreign >= _FOREIGN:
        raise GradingError("journal_of_other_learner")
    if not marking.attempts:
        raise GradingError(_why_nothing(submitted))
    if marking.unfinished:
        notes.append(Note("unfinished", {"attempt": marking.begun}))
    naive = submitted_at.replace(tzinfo=None) if submitted_at is not None else None
    return HandedIn(student, marking, submitted.digest, naive, submitted.events[0].id), notes


def must_be_her_own(course: Course, key: Key, student: str, first_event: str) -> None:
    """Raise GradingError where the journal of a learner who is graded before this one begins with the same event."""
    for other, folder in course.submissions(key.quiz.id):
        if other == student:
            return
        if _begins_with(first_event, key, other, folder):
            raise GradingError("journal_is_a_copy", student=other)


def _begins_with(first_event: str, key: Key, student: str, folder: Path) -> bool:
    """Say whether a submission can be graded and begins with this event."""
    with suppress(JournalError, GradingError):
        events = read_submitted(public_journal(folder), key.quiz.id).events
        return bool(events) and events[0].id == first_event and bool(read_submission(key, student, folder))
    return False


def _notes(submitted: Submitted, marking: Marking) -> Iterator[Note]:
    for odd in (submitted.oddities, marking.oddities):
        for code, count in sorted(odd.items()):
            yield Note(code, {"count": count})


def _why_nothing(submitted: Submitted) -> str:
    if submitted.oddities.get("other_version") and not submitted.events:
        return "journal_other_version"
    if not submitted.events:
        if submitted.oddities.get("other_activity"):
            return "journal_of_other_assignment"
        return "journal_broken" if submitted.oddities else "journal_empty"
    return "not_handed_in"


def _time(folder: Path, notes: list[Note]) -> datetime | None:
    """Return when the work came in: by our own intake, or else as nbgrader's exchange wrote it down."""
    for name in (RECEIVED, TIMESTAMP):
        with suppress(JournalError):
            written = read_regular_file(folder / name, _SHORT).decode("utf-8", "replace").strip()
            try:
                return _parsed(written)
            except (ValueError, OverflowError):
                notes.append(Note("bad_timestamp", {"file": name}))
    return None


def nbgrader_time(moment: datetime) -> str:
    """Return a time in UTC as nbgrader writes it."""
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f UTC")


def _parsed(written: str) -> datetime:
    """Return a time as nbgrader writes it (`2026-07-15 13:00:00.000000 UTC`), or in ISO 8601."""
    when = datetime.fromisoformat(written.removesuffix(" UTC"))
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
