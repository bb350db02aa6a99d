"""Copies the rows of invented learners, to fill a course to try out with tens of thousands of people.

A copy has another account and practice, and stands where the original stands: its progress and results, no answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.cli.demo.course import DATA
from ssfh_learn.grading.course import find_course
from ssfh_learn.journal import database_in
from ssfh_learn.journal.copied_rows import CopyRule, copy_rows

if TYPE_CHECKING:
    from pathlib import Path

_ORIGINAL = "length({0}) = 9 AND {0} LIKE 'proef-%' AND CAST(substr({0}, 7) AS integer) <= :most"
_ACCOUNT = "{0} || '-' || CAST(:copy AS text)"
_ID = "substr({0}, 1, 26) || substr(CAST(1000000 + :copy AS text), 2)"
"""The id of a copied row of nbgrader: of its 32 signs the first 26 differ already."""
_SUBMISSIONS = f"SELECT id FROM submitted_assignment WHERE {_ORIGINAL.format('student_id')}"  # noqa: S608  (names of our own)
_NOTEBOOKS = f"SELECT id FROM submitted_notebook WHERE assignment_id IN ({_SUBMISSIONS})"  # noqa: S608  (names of our own)
_NUMBER = "{0} + :offset"
_PEOPLE = f"SELECT id FROM participant WHERE {_ORIGINAL.format('account')}"  # noqa: S608  (names of our own)
_PRACTICES = f"SELECT practice FROM works_at WHERE participant IN ({_PEOPLE})"  # noqa: S608  (names of our own)


def _of(column: str, numbered: tuple[str, ...] = ()) -> CopyRule:
    """Return the rule of a table that names its learner in a column."""
    return CopyRule(_ORIGINAL.format(column), {column: _ACCOUNT}, numbered)


GRADEBOOK = {
    "student": _of("id"),
    "submitted_assignment": CopyRule(_ORIGINAL.format("student_id"), {"id": _ID, "student_id": _ACCOUNT}),
    "submitted_notebook": CopyRule(f"assignment_id IN ({_SUBMISSIONS})", {"id": _ID, "assignment_id": _ID}),
    "grade": CopyRule(f"notebook_id IN ({_NOTEBOOKS})", {"id": _ID, "notebook_id": _ID}),
    "comment": CopyRule(f"notebook_id IN ({_NOTEBOOKS})", {"id": _ID, "notebook_id": _ID}),
    "ssfh_attempt": _of("student"),
    "ssfh_result": _of("student", ("id",)),
}
JOURNAL = {
    "participant": CopyRule(
        _ORIGINAL.format("account"),
        {"id": _NUMBER, "account": _ACCOUNT, "search_key": _ACCOUNT},
    ),
    "practice": CopyRule(f"id IN ({_PRACTICES})", {"id": _NUMBER, "name": _ACCOUNT, "key": _ACCOUNT}),
    "works_at": CopyRule(f"participant IN ({_PEOPLE})", {"participant": _NUMBER, "practice": _NUMBER}),
    "group_member": CopyRule(f"participant IN ({_PEOPLE})", {"participant": _NUMBER}),
    **{name: _of("learner") for name in ("step_opened", "activity_status")},
}
OFFSET = 1_000
"""Between the numbers of two copies: there are fewer people and practices in the original."""


def multiply(folder: Path, played: int, count: int) -> None:
    """Copy the first `played` learners until there are `count`; the last copy is of some of them."""
    copies = [
        {"copy": copy + 1, "offset": copy * OFFSET, "most": min(played, count - copy * played)}
        for copy in range(1, -(-count // played))
    ]
    copy_rows(find_course(folder / "assignments").db_url, GRADEBOOK, copies)
    copy_rows(database_in(folder / DATA), JOURNAL, copies)
