"""nbgrader's gradebook, written to directly: one short transaction for each learner, and no kernel."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from ssfh_learn.grading import records, tables
from ssfh_learn.grading.attempts import handed_in_by
from ssfh_learn.grading.cells import NOTHING
from ssfh_learn.grading.choice import counting
from ssfh_learn.grading.gradebook_reader import GradebookReader, unusable
from ssfh_learn.grading.learner_rows import LearnerRows
from ssfh_learn.grading.marking import mark_again
from ssfh_learn.grading.problem import GradingError, Note
from ssfh_learn.grading.reading import changes_in
from ssfh_learn.grading.records import Explained, Recorded
from ssfh_learn.results import ItemResult, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy.engine import Connection

    from ssfh_learn.grading.attempts import Received
    from ssfh_learn.grading.cells import GradedCell, Written
    from ssfh_learn.grading.lateness import Lateness
    from ssfh_learn.grading.marking import MarkedAttempt, Marking


@dataclass(frozen=True)
class HandedIn:
    """What a learner handed in: every journal that was received, oldest first, marked.

    `receipt` is the SHA-256 of the newest journal. `first_events` are ids that two learners can never share.
    """

    student: str
    received: tuple[Received, ...]
    receipt: str
    first_events: frozenset[str]

    @property
    def marking(self) -> Marking:
        """The result of playing the newest journal."""
        return self.received[-1].marking


@dataclass(frozen=True)
class Saved:
    """What was saved: the result, the attempt that counts, and what a grader should know about her attempts.

    `was` is the total of the last grading if this grading gives another.
    """

    result: Result
    attempt: MarkedAttempt
    notes: tuple[Note, ...]
    was: float | None


class CourseGradebook(GradebookReader):
    """The gradebook of one assignment, to read and to write. Use it as a context manager."""

    def _open(self) -> None:
        with self._transaction() as connection:
            self._read_assignment(connection)
            self._learners = LearnerRows(self._api, self._assignment_id, self._notebook_id)
            tables.forget_others(connection, select(self._api.Student.id))

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """Yield a connection; nobody else can grade this assignment until it closes."""
        with self._engine.connect() as connection:
            if self._engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                table = self._api.Assignment.__table__
                connection.execute(select(table.c.id).where(table.c.name == self.assignment).with_for_update())
            yield connection
            connection.commit()

    # Saving

    def save(self, handed_in: HandedIn, write: Callable[[MarkedAttempt], None] = lambda _: None) -> Saved:
        """Save what was handed in and return the result that counts now.

        `write` is called with the attempt that counts, before the commit: if it fails, the gradebook stays as it was.
        Raises GradingError where the gradebook cannot be written, or there is nothing to grade.
        """
        for again in (True, False):
            try:
                with self._transaction() as connection:
                    saved = self._save(connection, handed_in)
                    write(saved.attempt)
            except IntegrityError as error:  # nbgrader's own autograde wrote at the same moment
                if not again:
                    raise unusable(error) from error
            except SQLAlchemyError as error:
                raise unusable(error) from error
            else:
                return saved
        raise AssertionError

    def _save(self, connection: Connection, handed_in: HandedIn) -> Saved:
        student = handed_in.student
        place = self._learners.place_of(connection, student)
        lateness = self._lateness(connection, student, place.extension)
        recorded, renewed = self._recorded(connection, handed_in, lateness)
        history = records.results_of(connection, self.assignment, student)
        last = history[-1] if history else None
        cells = self._cells.of(connection, place)
        if last is not None and last.attempt not in renewed:
            recorded = self._with_manual(connection, student, recorded, last.attempt, cells)
        attempts = [
            (mark_again(self.key, one.number, one.content, one.answers, student), one.manual) for one in recorded
        ]
        hers = {one.number: self._lateness_of_attempt(lateness, one) for one in recorded}
        costs = {one.number: hers[one.number].cost(one.at) for one in recorded}
        attempt = counting(attempts, costs)
        chosen = next(one for one in recorded if one.number == attempt.number)
        changes = last is not None and (last.attempt != attempt.number or attempt.number in renewed)
        scores = self._cells.write(connection, place, cells, attempt, chosen.manual if changes else None)
        points = sum(cell.worth for cell in scores.values())
        penalty = costs[attempt.number].of(points)
        self._learners.write_lateness(connection, place, chosen.at, penalty)
        values: dict[str, Any] = {
            "attempt": attempt.number,
            "attempts": len(recorded),
            "content": attempt.content,
            "key": self.key.version,
            "points": points,
            "penalty": penalty or 0.0,
            "receipt": handed_in.receipt,
        }
        items = tuple(_item(name, attempt, scores[name]) for name in attempt.scores)
        listed = records.as_json([[item.cell, item.question, item.status] for item in items])
        records.add_result(connection, last, assignment=self.assignment, student=student, items=listed, **values)
        earlier = tuple(row.points - row.penalty for row in history)
        result = Result(
            assignment=self.assignment,
            student=student,
            maximum=sum(item.maximum for item in items),
            pass_mark=self.key.quiz.pass_mark,
            status="awaiting_grader" if any(item.points is None for item in items) else "complete",
            submitted_at=chosen.at,
            seconds_late=hers[chosen.number].deadline.seconds_late(chosen.at),
            not_counted=hers[chosen.number].why_not(chosen.at),
            was_cut=chosen.cut_at is not None,
            previous=changes_in((*earlier, points - (penalty or 0.0))),
            items=items,
            **values,
        )
        was = None if not earlier or earlier[-1] == result.total else earlier[-1]
        return Saved(result, attempt, tuple(_notes(recorded, handed_in, hers)), was)

    def _lateness_of_attempt(self, lateness: Lateness, one: Recorded) -> Lateness:
        return lateness.of_other_questions() if one.content in self.key.other_contents else lateness

    def _recorded(
        self, connection: Connection, handed_in: HandedIn, lateness: Lateness
    ) -> tuple[list[Recorded], set[int]]:
        """Keep the attempts that were handed in since the last grading, and return all that are kept.

        Return also which of them have other answers now: those that an earlier deadline had handed in. Raises
        GradingError where there is no attempt.
        """
        student, now = handed_in.student, datetime.now(UTC).replace(tzinfo=None)
        kept = {one.number: one for one in records.attempts_of(connection, self.assignment, student)}
        fresh, renewed = [], set()
        key = self.key.allowing(*records.given_attempts(connection, self.assignment, student))
        for timed in handed_in_by(key, student, handed_in.received, lateness.deadline, now):
            attempt = timed.attempt
            new = Recorded(
                attempt.number,
                attempt.content,
                attempt.by_question,
                at=timed.at,
                cut_at=timed.cut_at,
                seconds={id_: spent for id_, spent in timed.seconds.items() if id_ in attempt.by_question},
            )
            before = kept.get(new.number)
            if before is None and new.number > len(kept):
                fresh.append(new)
            elif before and before.cut_at and before.cut_at != lateness.deadline.last and not lateness.explained:
                is_same = records.as_json(before.answers) == records.as_json(new.answers)
                kept[new.number] = replace(new, manual=before.manual if is_same else {})
                renewed |= set() if is_same else {new.number}
                records.record_again(connection, self.assignment, student, kept[new.number])
        if not kept and not fresh:
            raise GradingError("not_handed_in")
        records.record_attempts(connection, self.assignment, student, fresh)
        return [*kept.values(), *fresh], renewed

    def _with_manual(
        self,
        connection: Connection,
        student: str,
        recorded: list[Recorded],
        counted_until_now: int,
        cells: Mapping[str, GradedCell],
    ) -> list[Recorded]:
        """Store what a person gave in formgrader with the attempt that counted until now."""
        given = {name: cell.manual for name, cell in cells.items() if cell.manual != NOTHING}
        counted = next(one for one in recorded if one.number == counted_until_now)
        if counted.manual != given:
            records.keep_manual(connection, self.assignment, student, counted_until_now, given)
        return [replace(one, manual=given) if one is counted else one for one in recorded]

    def explain_to(self, student: str, now: datetime, extra: int = 0) -> bool:
        """Remember that explanations are readable to a learner from now on; return whether this was written.

        Work that she hands in afterwards does not count, and her deadline stays as it is. `extra` is how many extra
        attempts of hers were counted on: if she has others by now, nothing is written.
        """
        try:
            with self._transaction() as connection:
                if records.given_attempts(connection, self.assignment, student).extra != extra:
                    return False
                if student not in records.explained_to(connection, self.assignment, student):
                    due = self._lateness_now(connection, student).deadline.due
                    return records.record_explained(connection, self.assignment, student, Explained(now, due))
        except SQLAlchemyError:
            return False
        return True


def _item(name: str, attempt: MarkedAttempt, cell: Written) -> ItemResult:
    score = attempt.scores[name]
    return ItemResult(name, score.id, cell.points, score.maximum, score.status)


def _notes(recorded: list[Recorded], handed_in: HandedIn, lateness: Mapping[int, Lateness]) -> Iterator[Note]:
    """Yield what a grader should know: attempts that count no longer, that say something else now, or are open.

    `lateness` is by the number of the attempt.
    """
    marking = handed_in.marking
    now = {attempt.number: attempt.by_question for attempt in marking.attempts}
    for one in recorded:
        if why := lateness[one.number].why_not(one.at):
            yield Note("late_attempt" if why == "too_late" else "explained_attempt", {"attempt": one.number})
        if one.cut_at:
            yield Note("cut_attempt", {"attempt": one.number})
        elif one.number in now and records.as_json(now[one.number]) != records.as_json(one.answers):
            yield Note("rewritten", {"attempt": one.number})
    if marking.open is not None and marking.open.number not in {one.number for one in recorded}:
        yield Note("unfinished", {"attempt": marking.open.number})
