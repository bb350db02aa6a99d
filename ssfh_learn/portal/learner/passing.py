"""Whether a learner has passed the test of a module now, and what that means for the certificate that she has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING

from ssfh_learn.content.module import name_of_test
from ssfh_learn.errors import Unreachable

if TYPE_CHECKING:
    from ssfh_learn.journal.certificates import Certificate
    from ssfh_learn.portal.published.assignments import Assignments


class Passed(Enum):
    """Whether a test was passed, as far as that is known."""

    YES = auto()
    NO = auto()
    UNDECIDED = auto()
    """A person still has to grade an answer that decides it."""
    NO_RESULT = auto()
    """There is no such test or no result here: nobody handed in, or the course no longer keeps it."""
    UNREADABLE = auto()
    """The gradebook cannot be read now."""


@dataclass(frozen=True)
class Passing:
    """Whether a learner passed, with which attempt it was handed in and when, and when that was last graded."""

    passed: Passed
    attempt: int | None = None
    handed_in: datetime | None = None
    graded_at: datetime | None = None


def passing(assignments: Assignments, module: str, learner: str) -> Passing:
    """Return whether a learner passed the test of a module, as the gradebook has it now."""
    name = name_of_test(module)
    try:
        standing = assignments.standing(name, learner) if name in assignments.names() else None
    except Unreachable:
        return Passing(Passed.UNREADABLE)
    if standing and not standing.is_readable:
        return Passing(Passed.UNREADABLE)
    result = standing.result if standing else None
    if result is None:
        return Passing(Passed.NO_RESULT)
    passed = {True: Passed.YES, False: Passed.NO, None: Passed.UNDECIDED}[result.passed]
    return Passing(passed, result.attempt, _utc(result.submitted_at), _utc(result.graded_at))


def withdrawn_since(certificate: Certificate, now: Passing) -> str | None:
    """Return since when a certificate is not valid (ISO 8601), or None: it is valid as far as is known.

    Only a result that says "not passed" withdraws it, and one that says "passed" makes it valid again. An undecided,
    missing or unreadable result changes nothing.
    """
    if now.passed is Passed.YES:
        return None
    if now.passed is Passed.NO and certificate.withdrawn_at is None:
        return (now.graded_at or datetime.now(UTC)).isoformat(timespec="seconds")
    return certificate.withdrawn_at


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
