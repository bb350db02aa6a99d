"""What there is to grade of a test by a person: read in its gradebook, and what she gives written there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from ssfh_learn.errors import Unreachable
from ssfh_learn.portal.coordinator.reach import by_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ssfh_learn.grading.answers_to_grade import AnswerToGrade, ListedAnswer
    from ssfh_learn.grading.manual_grading import AnswersToGrade
    from ssfh_learn.portal.portal import Portal
    from ssfh_learn.results import Outcome


@dataclass(frozen=True)
class TestToGrade:
    """The answers of one test that a person grades; None if the gradebook cannot be read now."""

    name: str
    title: str
    answers: Sequence[ListedAnswer] | None
    questions: Mapping[str, str]
    pass_mark: int | None = None
    """From which percentage somebody passes; None for a test without such a mark."""
    maxima: Mapping[str, float] = field(default_factory=dict)
    """The points of each grade cell."""
    decided_by: int | None = None
    """Of how many of the people who wait the result depends on it; None where that was not asked, or is not known."""

    @property
    def waiting(self) -> int:
        """How many answers wait for a person."""
        return sum(one.waits for one in self.answers or ())

    @property
    def people(self) -> frozenset[str]:
        """Whose answers wait."""
        return frozenset(one.student for one in self.answers or () if one.waits)

    @property
    def by_question(self) -> list[tuple[str, list[ListedAnswer]]]:
        """What was asked, as HTML, each with its answers."""
        groups = groupby(self.answers or (), key=lambda one: one.question)
        return [(self.questions[question], list(answers)) for question, answers in groups]

    def place_of(self, answer: ListedAnswer) -> tuple[int, int, str]:
        """Return the number of an answer's question, its own number there, and what was asked, as HTML."""
        for number, (asked, answers) in enumerate(self.by_question, 1):
            if answer in answers:
                return number, answers.index(answer) + 1, asked
        raise KeyError(answer.cell)

    def next_waiting(self, place: int) -> ListedAnswer | None:
        """Return the answer that waits next after this place, from the beginning where the list ends."""
        answers = list(self.answers or ())
        return next((one for one in (*answers[place + 1 :], *answers[:place]) if one.waits), None)


def to_grade(portal: Portal, accounts: frozenset[str] | None) -> list[TestToGrade]:
    """Return the tests in which a person grades or graded an answer of these accounts; None stands for all accounts.

    Raises Unreachable if the course cannot be read now.
    """
    found = [test_to_grade(portal, name, accounts, {}) for name in portal.assignments.names()]
    return [one for one in found if one.answers is None or one.answers]


def with_decided(portal: Portal, tests: Iterable[TestToGrade]) -> list[TestToGrade]:
    """Return tests with of how many people the result depends on what waits, which is what the worklist counts."""
    found = []
    for one in tests:
        try:
            results = portal.assignments.short_results([one.name], one.people) if one.people else []
        except Unreachable:
            found.append(one)
            continue
        waiting = sum(len(each.students) for each in results if each.result.outcome == "waiting")
        found.append(replace(one, decided_by=waiting))
    return found


def test_to_grade(portal: Portal, name: str, accounts: frozenset[str] | None, names: Mapping[str, str]) -> TestToGrade:
    """Return the answers of these accounts to one test, by question.

    Within a question the order is that of `names`, by account; without any it tells nothing of names.
    """
    from ssfh_learn.grading.manual_grading import AnswersToGrade
    from ssfh_learn.grading.slots import slots_of

    def read(gradebook: AnswersToGrade) -> TestToGrade:
        listed = [one for one in gradebook.listed() if accounts is None or one.student in accounts]
        places = {question: place for place, question in enumerate(dict.fromkeys(one.question for one in listed))}
        in_order = sorted(listed, key=lambda one: token_of(name, one))
        if names:
            in_order = by_name(names, in_order, lambda one: one.student)
        in_order.sort(key=lambda one: places[one.question])
        quiz = gradebook.key.quiz
        maxima = {slot.cell: slot.points for slot in slots_of(quiz)}
        return TestToGrade(name, quiz.title, in_order, gradebook.prompts(places), quiz.pass_mark, maxima)

    try:
        return portal.assignments.with_gradebook(name, AnswersToGrade, read)
    except Unreachable:
        return TestToGrade(name, name, None, {})


def answer_to_grade(portal: Portal, name: str, listed: ListedAnswer) -> AnswerToGrade | None:
    """Return one answer with all that a grader needs; None if it is gone."""
    from ssfh_learn.grading.manual_grading import AnswersToGrade

    return portal.assignments.with_gradebook(
        name, AnswersToGrade, lambda gradebook: gradebook.answer(listed.student, listed.cell)
    )


def give(  # noqa: PLR0913, PLR0917  (what one mark is)
    portal: Portal, name: str, answer: AnswerToGrade, by: str, points: float | None, comment: str
) -> Outcome | Literal[""]:
    """Write what a person gives, work out the result with it and return what it became; empty if it did not turn.

    Raises ChangedMeanwhile or Unreachable.
    """
    from ssfh_learn.grading.manual_grading import ManualGradebook

    student = answer.listed.student
    before = _outcome(portal, name, student)
    portal.assignments.with_gradebook(
        name, ManualGradebook, lambda gradebook: gradebook.give(answer, by, points, comment)
    )
    portal.submissions.grade_again(name, student)
    after = _outcome(portal, name, student)
    return after if before and after != before else ""


def _outcome(portal: Portal, name: str, student: str) -> Outcome | Literal[""]:
    """Return what came of a test for one learner; empty if that cannot be read now."""
    try:
        return next((one.result.outcome for one in portal.assignments.short_results([name], {student})), "")
    except Unreachable:
        return ""


def token_of(test: str, answer: ListedAnswer) -> str:
    """Return the part of an address that stands for an answer: it tells no name, and puts nobody first by her name."""
    return hashlib.sha256(f"{test}\n{answer.student}\n{answer.cell}".encode()).hexdigest()[:16]
