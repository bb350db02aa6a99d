"""What everybody answered, read at once: a slow reference reads it learner by learner, and totals equal nbgrader's."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from typing import Any

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text

from ssfh_learn.grading.build import build
from ssfh_learn.grading.given_answers import read_given_answers
from ssfh_learn.grading.grade import Grading
from ssfh_learn.grading.results import results_of
from ssfh_learn.results import GivenAnswers
from tests.grading.courses import CourseFolder, blank, right, right_first, write_key, wrong

pytestmark = pytest.mark.slow  # a server of PostgreSQL


def read(course: CourseFolder) -> GivenAnswers:
    return read_given_answers(course.course, course.key)


def by_learner(given: GivenAnswers) -> dict[str, dict[str, float]]:
    """Return the points by learner and question; what waits for a person is NaN."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for learner, question, points in zip(given.learner, given.question, given.points, strict=True):
        found[given.learners[learner]][given.questions[question].id] = points
    return found


def chosen(given: GivenAnswers) -> dict[tuple[str, str], list[str]]:
    """Return the texts of what was chosen, by learner and question."""
    found = {}
    for learner, question, answer in zip(given.learner, given.question, given.answer, strict=True):
        choices = [] if answer < 0 else [given.questions[question].choices[one].text for one in given.answers[answer]]
        found[given.learners[learner], given.questions[question].id] = choices
    return found


def _give(course: CourseFolder, student: str, score: float, extra: float | None) -> None:
    with Gradebook(course.course.db_url) as book:
        grade = book.find_grade("open-open", "toets", "toets", student)
        grade.manual_score, grade.extra_credit = score, extra
        book.db.commit()


@pytest.fixture
def made(any_course: CourseFolder) -> CourseFolder:
    """Return a course in which six learners handed in, one of them twice, and a person graded two answers."""
    any_course.hand_in("anna", right)
    any_course.hand_in("bram", wrong)
    any_course.hand_in("carla", right_first(2))
    any_course.hand_in("daan", wrong, right_first(3))
    any_course.hand_in("eva", right_first(1, None))
    any_course.hand_in("finn", blank)
    any_course.grade()
    _give(any_course, "anna", score=1.5, extra=0.25)
    _give(any_course, "daan", score=1.0, extra=None)
    any_course.grade()
    return any_course


def test_totals_equal_those_of_nbgrader(made: CourseFolder) -> None:
    given, points = read(made), by_learner(read(made))
    with Gradebook(made.course.db_url) as gradebook:
        theirs = {one.student.id: one.score for one in gradebook.assignment_submissions("toets")}
    ours = {
        learner: sum(one for one in points[learner].values() if not math.isnan(one)) + given.extra[place]
        for place, learner in enumerate(given.learners)
    }
    assert ours == pytest.approx(theirs)
    assert set(theirs) == {"anna", "bram", "carla", "daan", "eva", "finn"}


def test_every_answer_has_the_points_of_the_result_of_its_learner(made: CourseFolder) -> None:
    slow = {
        one.student: {item.question: math.nan if item.points is None else item.points for item in one.items}
        for one in results_of(made.course, "toets")
        if one.attempt is not None
    }
    ours = by_learner(read(made))
    assert set(ours) == set(slow)
    for learner, points in slow.items():
        assert ours[learner] == pytest.approx(points, nan_ok=True)


def test_what_was_chosen_is_what_the_journal_says(made: CourseFolder) -> None:
    found, questions = chosen(read(made)), {one.id: one for one in made.key.quiz.questions}
    counts = {"anna": 1, "bram": 1, "carla": 1, "daan": 2, "eva": 1, "finn": 1}
    with create_engine(made.course.db_url).connect() as connection:
        rows = connection.execute(text("SELECT student, number, answers FROM ssfh_attempt")).all()
    for student, number, answers in rows:
        if number != counts[student]:
            continue
        for id_, answer in json.loads(answers).items():
            question: Any = questions[id_]
            expected = [] if id_ == "open" else [option.text for option in question.options if option.id == answer]
            assert found[student, id_] == expected


def test_a_choice_says_whether_it_is_right(made: CourseFolder) -> None:
    for question in read(made).questions:
        for choice in question.choices:
            assert choice.is_right == choice.text.endswith(" een"), choice


def test_the_text_of_a_question_is_plain(made: CourseFolder) -> None:
    assert {one.text for one in read(made).questions} == {
        *(f"Wat is het antwoord op vraag {number}?" for number in range(1, 9)),
        "Wat doe je morgen?",
    }


def test_how_long_a_question_took_is_known_from_the_first_grading_on(made: CourseFolder) -> None:
    given = read(made)
    answered = [place for place, answer in enumerate(given.answer) if answer >= 0]
    assert answered
    assert all(0 <= given.seconds[place] < 60 for place in answered)


def test_what_was_kept_before_times_were_kept_is_read_without_them(made: CourseFolder) -> None:
    with create_engine(made.course.db_url).begin() as connection:
        connection.execute(text("ALTER TABLE ssfh_attempt DROP COLUMN seconds"))
    given = read(made)
    assert len(given.learners) == 6
    assert all(math.isnan(one) for one in given.seconds)


def test_a_question_that_says_something_else_now_is_another_question(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.grade()
    path = write_key(course.root, questions=8)
    path.write_text(path.read_text("utf-8").replace("Wat is het antwoord", "Wat is het beste antwoord"), "utf-8")
    build(course.course, "toets")
    with Grading(course.course, "toets") as grading:
        list(grading)

    given = read(course)

    asked = {given.questions[place] for place in given.question}
    assert {(one.text.startswith("Wat is het antwoord"), one.is_earlier) for one in asked if one.id != "open"} == {
        (True, True)
    }
    now = {one.text for one in given.questions if not one.is_earlier}
    assert now == {*(f"Wat is het beste antwoord op vraag {number}?" for number in range(1, 9)), "Wat doe je morgen?"}


def test_nobody_handed_in_leaves_the_questions_without_answers(course: CourseFolder) -> None:
    given = read(course)
    assert len(given.questions) == 9
    assert (len(given.learners), len(given.points)) == (0, 0)
