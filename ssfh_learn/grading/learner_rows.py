"""nbgrader's rows of one learner on one assignment: herself, her submission and the notebook in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import and_, bindparam, insert, select, update

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy.engine import Connection


@dataclass(frozen=True)
class SubmissionPlace:
    """Where a learner's work is in the gradebook: the id of the submitted notebook, and what is known about it."""

    notebook: str
    is_new: bool
    submission: str
    submitted_at: datetime | None
    extension: timedelta | None
    penalty: float | None


class LearnerRows:
    """The rows of every learner on one assignment."""

    def __init__(self, api: Any, assignment: str, notebook: str) -> None:
        """Remember the ids of the assignment and of its master notebook."""
        self._assignment, self._notebook = assignment, notebook
        self._students, self._submissions, self._notebooks = (
            model.__table__ for model in (api.Student, api.SubmittedAssignment, api.SubmittedNotebook)
        )
        submissions, notebooks = self._submissions.c, self._notebooks.c
        self._find = (
            select(
                submissions.id.label("submission"),
                submissions.timestamp,
                submissions.extension,
                notebooks.id.label("notebook"),
                notebooks.late_submission_penalty.label("penalty"),
            )
            .select_from(self._students)
            .outerjoin(
                self._submissions,
                and_(submissions.student_id == self._students.c.id, submissions.assignment_id == assignment),
            )
            .outerjoin(self._notebooks, notebooks.assignment_id == submissions.id)
            .where(self._students.c.id == bindparam("student"))
        )

    def place_of(self, connection: Connection, student: str) -> SubmissionPlace:
        """Return the place of a learner's work; rows that are not there yet are made."""
        row = connection.execute(self._find, {"student": student}).first()
        if row is None:
            connection.execute(insert(self._students), {"id": student})
        submission = row and row.submission
        if submission is None:
            submission = uuid4().hex
            new = {"id": submission, "assignment_id": self._assignment, "student_id": student}
            connection.execute(insert(self._submissions), new)
        at, extension = (row.timestamp, row.extension) if row is not None else (None, None)
        if row is not None and row.notebook is not None:
            return SubmissionPlace(row.notebook, False, submission, at, extension, row.penalty)  # noqa: FBT003
        notebook = uuid4().hex
        made = {"id": notebook, "assignment_id": submission, "notebook_id": self._notebook, "flagged": False}
        connection.execute(insert(self._notebooks), made)
        return SubmissionPlace(notebook, True, submission, at, extension, None)  # noqa: FBT003

    def write_lateness(
        self, connection: Connection, place: SubmissionPlace, submitted_at: datetime | None, penalty: float | None
    ) -> None:
        """Write when the attempt that counts was handed in, and what being late costs it."""
        if place.submitted_at != submitted_at:
            submissions = update(self._submissions).where(self._submissions.c.id == place.submission)
            connection.execute(submissions.values(timestamp=submitted_at))
        if place.penalty != penalty:
            notebooks = update(self._notebooks).where(self._notebooks.c.id == place.notebook)
            connection.execute(notebooks.values(late_submission_penalty=penalty))
