"""The plain results of learners on tests, and what they answered: what grading makes and reports read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence
    from datetime import datetime

NotCounted = Literal["", "too_late", "explained"]
"""Why an attempt does not count: it came after the last moment, or after its learner could read the explanations."""
Status = Literal["not_attempted", "in_progress", "complete", "awaiting_grader"]
"""How far a learner was with a question."""
ResultStatus = Literal["not_handed_in", "awaiting_grader", "complete"]
"""How far a test is: nothing was handed in, a person still has to grade an answer, or everything was graded."""
Outcome = Literal["passed", "waiting", "failed", "done"]
"""What came of a test that was handed in; `done` is a test without a pass mark of which everything was graded."""


def percent_of(total: float, maximum: float) -> int:
    """Return a share of points as a percentage, rounded down: never up past the pass mark."""
    return int(100 * total / maximum + 1e-9) if maximum else 0


def outcome_of(percent: int, pass_mark: int | None, *, best: int | None = None) -> Outcome:
    """Return what came of a test; `best` is the percentage with all points of answers that a person still grades.

    It is None where nothing waits. Who passes does so whatever is still graded, and who cannot reach the pass mark with
    `best` has failed already. This one rule is what her own line, the worklist, the results, the reports and the list
    for accreditation count.
    """
    if pass_mark is not None and percent >= pass_mark:
        return "passed"
    if best is not None and (pass_mark is None or best >= pass_mark):
        return "waiting"
    return "done" if pass_mark is None else "failed"


@dataclass(frozen=True)
class ItemResult:
    """The result on one question; `points` is None while a person still has to grade it.

    `cell` is the grade cell in the gradebook, `question` the id in the content file.
    """

    cell: str
    question: str
    points: float | None
    maximum: float
    status: Status


@dataclass(frozen=True)
class Result:
    """One learner's result; times are in UTC.

    `points` counts a manual score before an automatic one, with extra credit and without the late penalty; `total`
    is what remains after it. `attempt` is the attempt that counts, None if nothing was graded. `content` is the
    version of what the learner saw, `key` the version of the key that it was graded with. `submitted_at` and
    `seconds_late` are of the attempt that counts; `not_counted` says why all its points were taken off, and `was_cut`
    that her deadline handed it in.
    """

    assignment: str
    student: str
    first_name: str | None = None
    last_name: str | None = None
    points: float = 0
    penalty: float = 0
    maximum: float = 0
    pass_mark: int | None = None
    status: ResultStatus = "not_handed_in"
    attempt: int | None = None
    attempts: int = 0
    submitted_at: datetime | None = None
    seconds_late: float = 0
    not_counted: NotCounted = ""
    was_cut: bool = False
    graded_at: datetime | None = None
    content: str | None = None
    key: str | None = None
    receipt: str | None = None
    previous: tuple[float, ...] = ()
    """Earlier totals, oldest first: what regrading changed."""
    items: tuple[ItemResult, ...] = ()

    @property
    def total(self) -> float:
        """What counts: the points without the late penalty."""
        return self.points - self.penalty

    @property
    def percent(self) -> int | None:
        """The share of the points, rounded down: never up past the pass mark."""
        return percent_of(self.total, self.maximum) if self.maximum and self.attempt else None

    @property
    def outcome(self) -> Outcome | None:
        """What came of it; None if nothing was graded."""
        if self.attempt is None:
            return None
        best = percent_of(self.total + self.open_points, self.maximum) if self.waits else None
        return outcome_of(self.percent or 0, self.pass_mark, best=best)

    @property
    def waits(self) -> bool:
        """Whether a person still has to grade an answer."""
        return self.status == "awaiting_grader"

    @property
    def open_points(self) -> float:
        """The most points that a person can still give."""
        return sum(item.maximum for item in self.items if item.points is None)

    @property
    def passed(self) -> bool | None:
        """Whether the pass mark was reached; None while a person still has to grade something that could decide it."""
        if self.percent is None or self.pass_mark is None:
            return None
        if self.percent >= self.pass_mark:
            return True
        best = percent_of(self.total + (0 if self.not_counted else self.open_points), self.maximum)
        return None if best >= self.pass_mark else False


@dataclass(frozen=True)
class AnswerPart:
    """One thing that can be answered to a question: an option, a pair, a step in a place, or what somebody typed."""

    text: str
    is_right: bool


@dataclass(frozen=True)
class AskedQuestion:
    """A question of a test as learners were asked it, and all that any of them answered to it.

    `is_earlier` says that the test asks it in another way now, or no longer.
    """

    id: str
    text: str
    sources: tuple[str, ...] = ()
    is_graded_by_person: bool = False
    is_earlier: bool = False
    choices: tuple[AnswerPart, ...] = ()


@dataclass(frozen=True)
class GivenAnswers:
    """What everybody answered in the attempt that counts: a row for each learner and question, in columns.

    `learner` and `question` are places in `learners` and `questions`. `points` is NaN while a person still has to grade
    it, `seconds` where nobody knows how long it took. `answer` is a place in `answers`, which are places in the choices
    of the question; -1 is no answer. `extra` and `penalty` are by learner: extra credit, and what was taken off.
    """

    test: str
    title: str
    pass_mark: int | None
    maximum: float
    questions: tuple[AskedQuestion, ...]
    learners: tuple[str, ...]
    extra: Sequence[float]
    penalty: Sequence[float]
    learner: array[int]
    question: array[int]
    points: array[float]
    worth: array[float]
    seconds: array[float]
    answer: array[int]
    answers: tuple[tuple[int, ...], ...]


def attempts_left(allowed: int | None, handed_in: int, *, is_over: bool) -> int | None:
    """Return how many attempts somebody can still hand in, wherever that is shown; None if there is no limit.

    `allowed` is how many she has, with those that a person gave her. An attempt that she began can still be handed in.
    Whatever she has, nothing is left once no attempt can count any more (`is_over`).
    """
    if is_over:
        return 0
    return None if allowed is None else max(0, allowed - handed_in)
