"""Does tasks with the tests of a course in the background, one at a time, and writes down who asked for them."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ssfh_learn.errors import ContentError, JournalError, SsfhLearnError
from ssfh_learn.grading.course_task import MOST_NAMED, CourseTaskOutcome, carry_out, withdraw
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.journal.course_tasks import TaskLine, append, begin

if TYPE_CHECKING:
    from collections.abc import Collection

    from ssfh_learn.journal.course_tasks import TaskName
    from ssfh_learn.portal.published.assignments import Assignments
    from ssfh_learn.portal.published.submissions import Submissions
    from ssfh_learn.portal.writing.event_writer import EventWriter

LOG = logging.getLogger(__name__)


class CourseTasks:
    """The tasks that this server does: other requests go on meanwhile."""

    def __init__(self, assignments: Assignments, submissions: Submissions, event_writer: EventWriter) -> None:
        self._assignments, self._submissions, self._event_writer = assignments, submissions, event_writer
        self._thread = ThreadPoolExecutor(1, "ssfh-course-task")
        self._progress: dict[str, tuple[int, int]] = {}
        self._is_closed = False

    def close(self) -> None:
        """Stop grading, and wait for any other task that is busy: to break off building would leave half a test."""
        self._is_closed = True
        self._thread.shutdown(cancel_futures=True)

    def progress(self, run: str) -> tuple[int, int] | None:
        """Return how many of how many learners a run on this server has done, if it counts them."""
        return self._progress.get(run)

    async def start(self, test: str, task: TaskName, who: str, students: Collection[str] | None = None) -> bool:
        """Begin a task, for some learners or for all, and return at once; False if the test is busy with another.

        Raises JournalError if nobody could write down who asked for it; then nothing is done.
        """
        facts = {} if students is None else {"some": len(students)}
        line = TaskLine(test, task, uuid4().hex, "begun", _now(), who, facts)
        is_begun = await asyncio.wrap_future(self._event_writer.do(lambda writing: begin(writing.connection, line)))
        if is_begun:
            self._thread.submit(self._do, line, students)
        return bool(is_begun)

    def _do(self, line: TaskLine, students: Collection[str] | None) -> None:
        try:
            outcome = self._outcome(line, students)
        except Exception as error:  # whatever it is, the log of the test must say that it failed
            LOG.exception("%s of %s failed", line.task, line.test)
            outcome = CourseTaskOutcome({}, "fault", type(error).__name__)
        self._progress.pop(line.run, None)
        facts: dict[str, Any] = {**line.facts, **outcome.facts}
        if not outcome.is_done:
            LOG.warning("%s of %s: %s", line.task, line.test, outcome.sentence)
            facts |= {"code": outcome.code, "sentence": outcome.sentence}
        end = TaskLine(line.test, line.task, line.run, "done" if outcome.is_done else "failed", _now(), line.who, facts)
        with suppress(JournalError):  # the page then says that it was broken off
            self._event_writer.do(lambda writing: append(writing.connection, end)).result()

    def _outcome(self, line: TaskLine, students: Collection[str] | None) -> CourseTaskOutcome:
        course = self._assignments.course
        if course is None:
            return CourseTaskOutcome({}, "no_course")
        if line.task == "grade":
            try:
                return self._graded(line, students)
            except GradingError as error:
                return CourseTaskOutcome({}, error.code, str(error))
            except ContentError as error:
                return CourseTaskOutcome({}, "content", str(error))
        if line.task == "withdraw":
            return withdraw(course, line.test, lambda: self._has_begun(line.test))
        return carry_out(course.root, line.task, line.test)

    def _has_begun(self, test: str) -> bool:
        return bool(self._event_writer.read(lambda reading: reading.began(test)).result())

    def _graded(self, line: TaskLine, students: Collection[str] | None) -> CourseTaskOutcome:
        """Grade what was handed in, and count; a hand-in has to wait for one other learner at most."""
        graded, changed, failed = 0, 0, []
        total = self._submissions.count(line.test, students)
        self._progress[line.run] = (0, total)
        for number, (student, outcome) in enumerate(self._submissions.grade_each(line.test, students), 1):
            self._progress[line.run] = (number, total)
            if self._is_closed:
                return CourseTaskOutcome({}, "fault", "closed")
            if isinstance(outcome, SsfhLearnError | OSError) or outcome.result is None:
                failed.append(student)
                continue
            graded += 1
            changed += outcome.was is not None
        return CourseTaskOutcome(
            {"graded": graded, "changed": changed, "failed": failed[:MOST_NAMED], "not_graded": len(failed)}
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
