"""What a trainer or coordinator should know about a course or a submission, as a code and a Dutch sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from ssfh_learn.errors import JournalCode, JournalError, SsfhLearnError
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping


NoteCode = Literal[
    "after_closing",
    "bad_config",
    "bad_secret",
    "bad_timestamp",
    "build_again",
    "cells_changed",
    "cells_turned_over",
    "cut_attempt",
    "disk_full",
    "exchange_failed",
    "exchange_unreachable",
    "explained_attempt",
    "fault",
    "feedback_not_by_exchange",
    "folder_unreachable",
    "gradebook_gone",
    "gradebook_locked",
    "gradebook_unusable",
    "grades_differ",
    "intake_bad_name",
    "intake_broken",
    "intake_device",
    "intake_file_of_other",
    "intake_not_a_folder",
    "intake_other_owner",
    "intake_symlink",
    "intake_too_large",
    "intake_too_many",
    "intake_unreadable",
    "journal_broken",
    "journal_empty",
    "journal_is_a_copy",
    "journal_missing",
    "journal_not_a_file",
    "journal_of_other_assignment",
    "journal_of_other_learner",
    "journal_other_version",
    "journal_too_large",
    "journal_unreadable",
    "late_attempt",
    "late_days_missing",
    "late_days_unused",
    "late_rule_unknown",
    "leak",
    "name_not_allowed",
    "nbgrader_failed",
    "no_course",
    "no_exchange",
    "no_key",
    "no_test_here",
    "not_a_test",
    "not_built",
    "not_configured",
    "not_handed_in",
    "not_released",
    "not_written",
    "nothing_counts",
    "nothing_graded",
    "nothing_handed_in",
    "odd_events",
    "older_version",
    "opens_after_end",
    "opens_later",
    "opens_unreadable",
    "other_activity",
    "other_version",
    "release_is_old",
    "repeated_events",
    "rewritten",
    "submission_not_a_folder",
    "times_in_future",
    "times_reordered",
    "too_many_attempts",
    "unfinished",
    "unknown_ids",
    "unknown_keys",
    "unknown_version",
    "unreadable_lines",
]
"""All codes: keys of the section `grading` in the catalogue of interface words."""


def printable(text: str) -> str:
    """Return a text on one line, with an escape for each character that a terminal would act upon or cannot show."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


@dataclass(frozen=True)
class Note:
    """One note; `code` is a key of the section `grading` in the catalogue."""

    code: NoteCode
    details: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the Dutch sentence; a name in it that a learner chose cannot write in a terminal."""
        safe = {name: printable(str(one)) for name, one in self.details.items() if isinstance(one, str | PurePath)}
        return word("grading", self.code, **{**self.details, **safe})


class GradingError(SsfhLearnError):
    """An error that stops one submission or one command; its text is a Dutch sentence that says what to do."""

    def __init__(self, code: NoteCode, **details: object) -> None:
        super().__init__(code)
        self.note = Note(code, details)
        self.code = code

    def __str__(self) -> str:
        """Return the Dutch sentence."""
        return str(self.note)


_OF_JOURNAL: dict[JournalCode, NoteCode] = {
    "missing": "journal_missing",
    "not_a_file": "journal_not_a_file",
    "too_large": "journal_too_large",
}


def of_journal(error: JournalError) -> GradingError:
    """Return why a journal that was handed in cannot be read."""
    return GradingError(_OF_JOURNAL.get(error.code, "journal_unreadable"))


class ChangedMeanwhile(SsfhLearnError):  # noqa: N818  (a state of things, not a fault)
    """What somebody saw before she changed it is no longer so; nothing was written."""
