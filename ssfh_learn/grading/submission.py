"""Reads one submission folder without trusting it: the journal, the time of handing in, and nothing else."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ssfh_learn.errors import JournalError
from ssfh_learn.grading.attempts import Received
from ssfh_learn.grading.gradebook import HandedIn
from ssfh_learn.grading.marking import mark
from ssfh_learn.grading.problem import GradingError, Note, NoteCode, of_journal
from ssfh_learn.grading.received import earlier_journals, time_received
from ssfh_learn.journal import public_journal, read_submitted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ssfh_learn.grading.key import Key
    from ssfh_learn.grading.marking import Marking
    from ssfh_learn.journal import Submitted

_LONGEST_NAME = 128
"""Characters: the most that the gradebook can hold."""
_FOREIGN = 2
"""Answers to this many questions that were never drawn for a learner cannot be an accident."""


def read_submission(key: Key, student: str, folder: Path, *, open_counts: bool = False) -> tuple[HandedIn, list[Note]]:
    """Return what a learner handed in, marked, and what was odd about it.

    `open_counts` says that an attempt that is still open can count: in a course whose deadline hands it in. Raises
    GradingError where there is nothing that can be graded.
    """
    must_be_name(student)
    if folder.is_symlink() or not folder.is_dir():
        raise GradingError("submission_not_a_folder")
    notes: list[Note] = []
    submitted_at, is_timed = time_received(folder, notes)
    try:
        submitted = read_submitted(public_journal(folder), key.quiz.id, submitted_at or datetime.now(UTC))
    except JournalError as error:
        raise of_journal(error) from error
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


def must_be_name(student: str) -> None:
    """Raise GradingError for a name that cannot be shown, or that the gradebook cannot hold."""
    if not student.isprintable() or len(student) > _LONGEST_NAME:
        raise GradingError("intake_bad_name")


def _earlier(key: Key, student: str, folder: Path) -> Iterator[Received]:
    """Yield the journals that were received before, oldest first; an unreadable journal is left out."""
    for journal in earlier_journals(folder):
        with suppress(JournalError):
            events = read_submitted(journal.path, key.quiz.id).events
            marking = mark(key, events, student)
            if marking.foreign < _FOREIGN:
                yield Received(events, _naive(journal.at), journal.is_timed, marking)


def _naive(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=None) if moment is not None else None


def _notes(submitted: Submitted, marking: Marking) -> Iterator[Note]:
    for code, count in (*sorted(submitted.oddities.items()), *sorted(marking.oddities.items())):
        yield Note(code, {"count": count})


def _why_nothing(submitted: Submitted) -> NoteCode:
    if submitted.oddities.get("other_version") and not submitted.events:
        return "journal_other_version"
    if not submitted.events:
        if submitted.oddities.get("other_activity"):
            return "journal_of_other_assignment"
        return "journal_broken" if submitted.oddities else "journal_empty"
    return "not_handed_in"
