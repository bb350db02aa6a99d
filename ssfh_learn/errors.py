"""The package's own exceptions.

Each carries a code from the catalogue of interface words (`words/`), never a sentence: the room that meets
a person turns the code into Dutch.
"""

from __future__ import annotations

from typing import Literal

RefusalCode = Literal[
    "already_begun",
    "already_checked",
    "already_explained",
    "already_said",
    "blank",
    "closed",
    "field_required",
    "handed_in_before",
    "his_full",
    "malformed",
    "no_attempts_left",
    "no_more_hints",
    "no_record_open",
    "not_a_date",
    "not_a_number",
    "not_a_time",
    "not_all_cards",
    "not_begun",
    "not_now",
    "not_open_yet",
    "nothing_to_retry",
    "other_attempt",
    "out_of_range",
    "quota_used",
    "read_only_part",
    "time_is_up",
    "too_long",
    "unknown_id",
    "unknown_key",
    "unknown_response",
    "unreadable_text",
    "used_id",
    "which_attempt",
    "wrong_mode",
]
"""Why a response is refused: the keys of the section `refusal` in the catalogue of interface words."""
JournalCode = Literal[
    "disk_full",
    "missing",
    "not_a_file",
    "not_written",
    "read_only",
    "too_large",
    "unreadable",
]
"""Why a journal cannot be read or written; `missing`, `not_a_file` and `too_large` are for a grader to meet."""
RosterCode = Literal[
    "account_taken",
    "changed_meanwhile",
    "group_exists",
    "group_needed",
    "not_found",
    "two_accounts",
]
"""Why a change of the roster is not made: the keys of the section `roster_refusal` in the catalogue."""
Unreached = Literal["tests", "modules", "result", "account"]
"""What cannot be read now; the catalogue has a sentence for each. `account` is when hers was made."""


class SsfhLearnError(Exception):
    """Base of every error that this package raises on purpose."""


class Refused(SsfhLearnError):  # noqa: N818  (a refusal is an answer, not a fault)
    """A learner's response that the activity does not accept; the state stays as it was.

    `code` is a key of the section `refusal` in the catalogue of interface words.
    """

    def __init__(self, code: RefusalCode) -> None:
        super().__init__(code)
        self.code = code


class ContentError(SsfhLearnError):
    """Content that cannot be used as it is written; the message is Dutch and meant for its author."""

    def _render_traceback_(self) -> list[str]:
        """Show the message instead of a traceback in a notebook (a hook of IPython's)."""
        return [str(self)]


class JournalError(SsfhLearnError):
    """An answer that could not be written; `code` is a key of the section `journal` in the catalogue."""

    def __init__(self, code: JournalCode) -> None:
        super().__init__(code)
        self.code = code


class OutOfReach(SsfhLearnError):  # noqa: N818  (it names what was asked)
    """A page of staff asked the database for what learners do; that is a mistake in the page."""


class NotFenced(SsfhLearnError):  # noqa: N818  (a state of the database, until an administrator acts)
    """The database cannot yet keep pages of staff from what learners do, so these pages read nothing."""


class RosterError(SsfhLearnError):
    """A change of the roster that is not made; `code` is a key of the section `roster_refusal` in the catalogue.

    `not_found` is also the answer about what somebody may not see.
    """

    def __init__(self, code: RosterCode) -> None:
        super().__init__(code)
        self.code = code


class Unreachable(SsfhLearnError):  # noqa: N818  (a state that passes, not a fault)
    """Something cannot be read now, so that nobody knows whether anything is there: not the same as nothing."""

    def __init__(self, what: Unreached) -> None:
        super().__init__(what)
        self.what = what
