"""One submission folder, read with distrust: the journal and the time of handing in, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ssfh_learn.errors import JournalError
from ssfh_learn.grading.attempts import Received
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
"""When our own intake took the submission in, or the portal: a time that the learner cannot set."""
BY_SERVER = "server"
"""On a second line of that file: the journal is the portal's, and its server wrote the time of each event."""
EARLIER = "earlier"
"""The folder of journals that were received before this one: what was once received stays received."""
MOST_EARLIER = 100
"""Of those; nobody hands in so often, and each is read again at each grading."""
TIMESTAMP = "timestamp.txt"
_SHORT = 200
_LONGEST_NAME = 128
"""Characters: what the gradebook holds."""
_FOREIGN = 2
"""Answers to so many questions that were never drawn for a learner are no accident."""


def read_submission(key: Key, student: str, folder: Path, *, open_counts: bool = False) -> tuple[HandedIn, list[Note]]:
    """Return what a learner handed in, marked, and what was odd about it.

    `open_counts` says that an attempt that is still open can count: in a course whose deadline hands it in. Raises
    GradingError where there is nothing that can be graded.
    """
    if not student.isprintable() or len(student) > _LONGEST_NAME:
        raise GradingError("intake_bad_name")
    if folder.is_symlink() or not folder.is_dir():
        raise GradingError("submission_not_a_folder")
    notes: list[Note] = []
    submitted_at, is_timed = _time(folder, notes)
    try:
        submitted = read_submitted(public_journal(folder), key.quiz.id, submitted_at or datetime.now(UTC))
    except JournalError as error:
        raise GradingError(f"journal_{error.code}") from error
    marking = mark(key, submitted.events, student)
    notes += _notes(submitted, marking)
    if marking.foreign >= _FOREIGN:
        raise GradingError("journal_of_other_learner")
    newest = Received(submitted.events, _naive(submitted_at), is_timed, marking)
    received = (*_earlier(key, student, folder), newest)
    if not any(one.marking.attempts or (open_counts and one.marking.open) for one in received):
        raise GradingError(_why_nothing(submitted))
    first_events = frozenset(one.events[0].id for one in received if one.events)
    return HandedIn(student, received, submitted.digest, first_events), notes


def _earlier(key: Key, student: str, folder: Path) -> Iterator[Received]:
    """Yield the journals that were received before, oldest first; one that cannot be read says nothing."""
    place = folder / EARLIER
    if place.is_symlink() or not place.is_dir():
        return
    for path in sorted(place.glob("*.jsonl"))[:MOST_EARLIER]:
        at, is_timed = when_received(path.name)
        with suppress(JournalError):
            events = read_submitted(path, key.quiz.id).events
            marking = mark(key, events, student)
            if marking.foreign < _FOREIGN:
                yield Received(events, _naive(at), is_timed, marking)


_STAMP = "%Y%m%dT%H%M%S.%fZ"


def name_of_earlier(at: datetime | None, digest: str, *, is_timed: bool) -> str:
    """Return the name of the file of a journal that was received before; names in order are times in order."""
    when = at.astimezone(UTC).strftime(_STAMP) if at is not None else "0"
    return "-".join((when, digest[:12], *([BY_SERVER] if is_timed else []))) + ".jsonl"


def when_received(name: str) -> tuple[datetime | None, bool]:
    """Return what the name of such a file says: when, and whether the server wrote the times in it."""
    when, *rest = name.removesuffix(".jsonl").split("-")
    try:
        return datetime.strptime(when, _STAMP).replace(tzinfo=UTC), BY_SERVER in rest
    except ValueError:
        return None, BY_SERVER in rest


def _naive(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=None) if moment is not None else None


def must_be_her_own(course: Course, key: Key, student: str, first_events: frozenset[str]) -> None:
    """Raise GradingError where a journal of a learner who is graded before this one begins with the same event."""
    for other, folder in course.submissions(key.quiz.id):
        if other == student:
            return
        if _begins_with(first_events, key, other, folder):
            raise GradingError("journal_is_a_copy", student=other)


def _begins_with(first_events: frozenset[str], key: Key, student: str, folder: Path) -> bool:
    """Say whether a submission can be graded and begins with one of these events."""
    with suppress(JournalError, GradingError):
        events = read_submitted(public_journal(folder), key.quiz.id).events
        if (folder / EARLIER).is_dir() or (events and events[0].id in first_events):
            return bool(read_submission(key, student, folder, open_counts=True)[0].first_events & first_events)
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


def _time(folder: Path, notes: list[Note]) -> tuple[datetime | None, bool]:
    """Return when the work came in, by our own intake or else as nbgrader's exchange wrote it down.

    Return also whether the server wrote the times in the journal.
    """
    for name in (RECEIVED, TIMESTAMP):
        with suppress(JournalError):
            written, *more = read_regular_file(folder / name, _SHORT).decode("utf-8", "replace").strip().split("\n")
            try:
                return _parsed(written), name == RECEIVED and more == [BY_SERVER]
            except (ValueError, OverflowError):
                notes.append(Note("bad_timestamp", {"file": name}))
    return None, False


def time_received(folder: Path) -> tuple[datetime | None, bool]:
    """Return when a submission came in, and whether the server wrote the times in its journal."""
    return _time(folder, [])


def nbgrader_time(moment: datetime) -> str:
    """Return a time in UTC as nbgrader writes it."""
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f UTC")


def _parsed(written: str) -> datetime:
    """Return a time as nbgrader writes it (`2026-07-15 13:00:00.000000 UTC`), or in ISO 8601."""
    when = datetime.fromisoformat(written.removesuffix(" UTC"))
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
